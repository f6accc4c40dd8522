"""What the live panels show of a data set: the targets of each output of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.data.assignment import parts_to_show
from engine.inference import ending_activation, infer
from engine.losses import low_target
from engine.outputs import loss_of, wanting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.document.project import Project
    from engine.data.assignment import Wanting
    from engine.data.dataset import Dataset


class OutputPart(NamedTuple):
    """An output, and the rows with the targets that it learns.

    Attributes
    ----------
    node
        Id of the drawn layer; None where there is one output at most.
    name
        What the layer is called.
    """

    node: int | None
    name: str
    dataset: Dataset


def output_limits(project: Project, node: int | None) -> tuple[float, float] | None:
    """Return which values of an output mean "surely not" and "surely"; None without an output.

    Parameters
    ----------
    node
        Id of the drawn layer; where that is no output the first is meant.
    """
    nodes = infer(project.graph).outputs
    if not nodes:
        return None
    output, training = node if node in nodes else nodes[0], project.training
    last = ending_activation(project.graph, output)
    loss = loss_of(project.graph, training.loss, training.outputs, output)
    return low_target(loss, last), 1.0


class OutputParts:
    """Follows the project and its rows; the same targets are the same object.

    Attributes
    ----------
    shown
        What is to be shown of the rows: at least the first output's, nothing without rows.
    """

    def __init__(self) -> None:
        self.shown: tuple[OutputPart, ...] = ()
        self._dataset: Dataset | None = None
        self._wanted: tuple[Sequence[int], Sequence[Wanting]] = (), ()

    def take(self, project: Project, dataset: Dataset | None) -> tuple[OutputPart, ...]:
        """Return what is to be shown of other rows."""
        self._dataset, self.shown = dataset, ()
        self.changed(project)
        return self.shown

    def changed(self, project: Project) -> tuple[OutputPart, ...] | None:
        """Return what is to be shown after an edit; None where that is as before."""
        if self._dataset is None:
            return None
        nodes = infer(project.graph).outputs
        wanted = nodes, wanting(project.graph, project.training.outputs, nodes)
        if self.shown and wanted == self._wanted:
            return None
        self._wanted = wanted
        found = self._known(_parts(self._dataset, *wanted))
        if found == self.shown:
            return None
        self.shown = found
        return found

    def _known(self, parts: Sequence[OutputPart]) -> tuple[OutputPart, ...]:
        """Return the same with those data sets that are shown already."""
        known = {each.dataset.target_names: each.dataset for each in self.shown}
        return tuple(
            each._replace(dataset=known.get(each.dataset.target_names, each.dataset))
            for each in parts
        )


def _parts(dataset: Dataset, nodes: Sequence[int], wanted: Sequence[Wanting]) -> list[OutputPart]:
    if len(nodes) < 2 and not dataset.further:
        return [OutputPart(None, "", dataset)]
    if len(nodes) < 2:
        return [OutputPart(None, "", each) for each in parts_to_show(dataset, wanted) if each]
    found = zip(nodes, wanted, parts_to_show(dataset, wanted), strict=True)
    return [OutputPart(node, own.name, part) for node, own, part in found if part]
