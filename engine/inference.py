"""Shapes and sizes of every layer of a graph, and what keeps it from being compiled."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from engine import groups
from engine import shapes as shape_text
from engine.layers import (
    Dense,
    Dropout,
    Flatten,
    Group,
    Input,
    InsertBefore,
    ReplaceWith,
    Reshape,
    ShapeError,
)
from engine.message import Message, Term
from engine.problems import Problem, Repair, Severity
from engine.shapes import Shape, size

if TYPE_CHECKING:
    from engine.activations import ActivationName
    from engine.graph import Graph, Node
    from engine.layers import Layer


MOST_PARAMETERS = 2**27
"""Weights, gradients and Adam's moments of so many take 2 GiB."""


@dataclass(frozen=True)
class Inference:
    """What follows from a graph alone.

    Attributes
    ----------
    shapes
        Output shape of one sample by node id; layers whose shape cannot be known are left out.
    parameter_counts
        Number of learned values by node id, for the same layers.
    live
        Ids of the layers that take part, in an order in which they can be computed.
    outputs
        Ids of the layers that end the network, in the order of the drawing's layers.
    problems
        Errors keep the graph from being compiled; warnings do not.
    """

    shapes: dict[int, Shape]
    parameter_counts: dict[int, int]
    live: tuple[int, ...]
    outputs: tuple[int, ...]
    problems: tuple[Problem, ...]

    @property
    def output(self) -> int | None:
        """Id of the layer that ends the network, the first of several; None where there is none."""
        return self.outputs[0] if self.outputs else None


@lru_cache(maxsize=64)
def infer(graph: Graph) -> Inference:
    """Infer the shapes of ``graph``; cached, as a graph is a value that many ask about."""
    shapes: dict[int, Shape] = {}
    counts: dict[int, int] = {}
    problems: list[Problem] = []
    for identity in graph.order:
        node = graph[identity]
        sources = graph.sources(identity)
        if missing := _missing_inputs(node, len(sources)):
            problems.append(missing)
        elif all(source in shapes for source in sources):
            inputs = [shapes[source] for source in sources]
            shape, count, found = _measured(graph, node, inputs)
            problems.extend(found)
            if shape is not None:
                shapes[identity], counts[identity] = shape, count
    outputs, output_problems = _find_outputs(graph)
    live = graph.ancestors(outputs) if outputs else set(graph.by_id)
    order = tuple(identity for identity in graph.order if identity in live)
    problems.extend(output_problems)
    problems.extend(_size_problems(sum(counts.get(identity, 0) for identity in live)))
    problems.extend(groups.size_problems(graph))
    demoted = tuple(_demoted(problem, live) for problem in problems)
    return Inference(shapes, counts, order, outputs, demoted)


def _measured(
    graph: Graph, node: Node, inputs: list[Shape]
) -> tuple[Shape | None, int, tuple[Problem, ...]]:
    """Return a layer's shape and number of learned values, or why it has none."""
    if isinstance(node.layer, Group):
        return groups.measured(graph, node, inputs[0])
    try:
        shape = node.layer.out_shape(*inputs)
        declared = node.layer.parameters(*inputs)
    except ShapeError as error:
        return None, 0, (_shape_problem(graph, node, inputs, error),)
    return shape, sum(size(each.shape) for each in declared if each.learned), ()


def ending_layer(graph: Graph, output: int) -> Layer:
    """Return the layer whose values leave the network, behind layers that pass them on."""
    node = graph[output]
    while isinstance(node.layer, Flatten | Reshape | Dropout):
        node = graph[graph.sources(node.id)[0]]
    return node.layer


def ending_activation(graph: Graph, output: int) -> ActivationName:
    """Return the activation whose values leave the network."""
    return ending_layer(graph, output).activation_name()


def _missing_inputs(node: Node, connected: int) -> Problem | None:
    least, _ = node.layer.arity
    if connected >= least:
        return None
    text = (
        "{name} has no input. Connect a layer to it."
        if connected == 0
        else "{name} joins at least {least} inputs and has {connected}. Connect another one."
    )
    arguments: dict[str, str | int | float] = {"name": node.name}
    if connected:
        arguments |= {"least": least, "connected": connected}
    return Problem(Severity.ERROR, "not_connected", Message(text, arguments), node.id)


def _shape_problem(graph: Graph, node: Node, inputs: list[Shape], error: ShapeError) -> Problem:
    reached = ", ".join(
        f"{graph[source].name} ({shape_text.text(shape)})"
        for source, shape in zip(graph.sources(node.id), inputs, strict=True)
    )
    message = Message(
        "{layer} <- {inputs}: {reason}",
        {"layer": node.name, "inputs": reached, "reason": error.message},
    )
    return Problem(Severity.ERROR, "shape", message, node.id, repair=_repair(graph, node, error))


def _repair(graph: Graph, node: Node, error: ShapeError) -> Repair | None:
    if isinstance(error.repair, InsertBefore):
        layer = error.repair.layer
        edge = next(each for each in graph.edges if each.target == node.id)
        mended, _ = graph.insert(edge, layer)
        label = Message(
            "Insert {layer} before {name}", {"layer": Term(layer.title), "name": node.name}
        )
        return Repair(label, graph=mended)
    if isinstance(error.repair, ReplaceWith):
        mended = graph.replace(node.id, error.repair.layer)
        return Repair(Message("Mend {name}", {"name": node.name}), graph=mended)
    return None


def _find_outputs(graph: Graph) -> tuple[tuple[int, ...], list[Problem]]:
    """Return the layers that end the network and what is wrong with the ends."""
    inputs = [node.id for node in graph.nodes if node.layer.arity.most == 0]
    if not inputs:
        message = Message("The network has no input. Add an Input layer.")
        return (), [_whole("no_input", message, _with_input(graph))]
    fed = graph.descendants(inputs)
    ends = [
        node.id
        for node in graph.nodes
        if node.id in fed and not graph.targets(node.id) and node.id not in inputs
    ]
    if not ends:
        text = "Nothing follows the input. Connect a Dense layer to it."
        return (), [_whole("no_output", Message(text), _with_follower(graph, inputs[0]))]
    return tuple(ends), []


def _size_problems(parameters: int) -> list[Problem]:
    if parameters <= MOST_PARAMETERS:
        return []
    message = Message(
        "The network has {parameters} weights and the program takes {most}. Use fewer units.",
        {"parameters": parameters, "most": MOST_PARAMETERS},
    )
    return [_whole("too_large", message)]


def _whole(code: str, message: Message, repair: Repair | None = None) -> Problem:
    return Problem(Severity.ERROR, code, message, repair=repair)


def _with_input(graph: Graph) -> Repair:
    """Put an input before all that begins a chain, or before the first layer where none does."""
    starts = _starts(graph)
    mended, added = graph.add(Input())
    for start in [start for start in starts if graph.targets(start)] or starts[:1]:
        mended = mended.connect(added, start)
    return Repair(Message("Add an Input"), graph=mended)


def _with_follower(graph: Graph, source: int) -> Repair:
    """Let the only layer that waits for one follow the input, or a new one."""
    starts = _starts(graph)
    if len(starts) == 1:
        label = Message(
            "Connect {source} to {target}",
            {"source": graph[source].name, "target": graph[starts[0]].name},
        )
        return Repair(label, graph=graph.connect(source, starts[0]))
    mended, added = graph.add(Dense())
    return Repair(Message("Add a Dense layer"), graph=mended.connect(source, added))


def _starts(graph: Graph) -> list[int]:
    """Return the layers that need an input and have none."""
    return [
        node.id for node in graph.nodes if node.layer.arity.least > 0 and not graph.sources(node.id)
    ]


def _demoted(problem: Problem, live: set[int]) -> Problem:
    """Make a warning of what concerns a layer that takes no part: it may be unfinished."""
    if not problem.trail or problem.trail[0] in live:
        return problem
    return dataclasses.replace(problem, severity=Severity.WARNING)
