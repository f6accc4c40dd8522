"""How single outputs learn, where a network has several."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from engine.data.assignment import AssignmentError, Wanting, columns_of, share_out
from engine.inference import infer
from engine.losses import AnyLoss
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.data.dataset import Dataset
    from engine.graph import Graph


class OutputTraining(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one of several outputs is trained for."""

    loss: Annotated[
        AnyLoss | None, Meta(title="Loss", description="What this output is compared by.")
    ] = None
    loss_weight: Annotated[
        float,
        Meta(
            ge=0.0,
            le=1e6,
            title="Loss weight",
            description="What its loss is multiplied by in the sum that is trained.",
        ),
    ] = 1.0
    targets: Annotated[
        str,
        Meta(
            max_length=10_000,
            title="Targets",
            description="Names of the target columns it predicts, with commas between; empty takes "
            "the next ones in order.",
        ),
    ] = ""

    @property
    def target_names(self) -> tuple[str, ...]:
        """The columns that were chosen, as in a row of a table: a name with a comma is quoted."""
        (row,) = csv.reader([self.targets], skipinitialspace=True)
        return tuple(name.strip() for name in row if name.strip())


Outputs = Mapping[int, OutputTraining]
"""Settings of outputs by their layers' ids."""

_USUAL = OutputTraining()


def own(outputs: Outputs, node: int) -> OutputTraining:
    return outputs.get(node, _USUAL)


def with_output(outputs: Outputs, node: int, settings: OutputTraining) -> Outputs:
    """Return the settings with those of one output; what differs in nothing is left out."""
    found = {**outputs, node: settings}
    if settings == _USUAL:
        del found[node]
    return found


def moved(outputs: Outputs, graph: Graph) -> Outputs:
    """Return the settings for another graph.

    Where layers follow an output and lead to one end alone, that end takes its settings over; those
    of layers that are no more are left out.
    """
    ends = infer(graph).outputs
    found: dict[int, OutputTraining] = {}
    for drawn, settings in outputs.items():
        grouped = drawn not in graph and drawn in graph.ids
        # Where the layer went into a group, the group is the output.
        node = graph.trail(drawn)[0] if grouped else drawn
        if node not in graph:
            continue
        reached = graph.descendants([node]) & set(ends)
        end = next(iter(reached)) if len(reached) == 1 else node
        found.setdefault(end, settings)
    return found


def loss_of(graph: Graph, loss: AnyLoss, outputs: Outputs, node: int) -> AnyLoss:
    """Return the loss of one output: that of the training where it is the only one."""
    several = len(infer(graph).outputs) > 1
    return (own(outputs, node).loss if several else None) or loss


def losses_by_name(graph: Graph, loss: AnyLoss, outputs: Outputs) -> dict[str, AnyLoss]:
    """Return the loss of each output, as `engine.compile` takes them."""
    return {graph[node].name: loss_of(graph, loss, outputs, node) for node in infer(graph).outputs}


def weights_by_name(graph: Graph, outputs: Outputs) -> dict[str, float]:
    """Return what the loss of each output is multiplied by."""
    nodes = infer(graph).outputs
    if len(nodes) == 1:
        return {}
    return {graph[node].name: own(outputs, node).loss_weight for node in nodes}


def targets_by_name(graph: Graph, outputs: Outputs) -> dict[str, tuple[str, ...]]:
    """Return the target columns that were chosen for outputs."""
    nodes = infer(graph).outputs
    chosen = {graph[node].name: own(outputs, node).target_names for node in nodes}
    return {name: names for name, names in chosen.items() if names and len(nodes) > 1}


def wanting(graph: Graph, outputs: Outputs, nodes: Sequence[int]) -> list[Wanting]:
    """Return what `share_out` asks of each output."""
    shapes = infer(graph).shapes
    several = len(nodes) > 1
    return [
        Wanting(
            graph[node].name,
            size(shapes[node]) if node in shapes else 1,
            own(outputs, node).target_names if several else (),
        )
        for node in nodes
    ]


def targets_of(graph: Graph, outputs: Outputs, dataset: Dataset) -> dict[int, tuple[str, ...]]:
    """Return the target columns of each output by its layer's id; none where they do not fit."""
    nodes = infer(graph).outputs
    columns = columns_of(dataset)
    try:
        chosen, _ = share_out(columns, wanting(graph, outputs, nodes))
    except AssignmentError:
        return {}
    names = (tuple(columns[place].name for place in each) for each in chosen)
    return dict(zip(nodes, names, strict=True))
