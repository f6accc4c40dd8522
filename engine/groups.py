"""What follows from what a group holds, told of the group in its drawing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import msgspec

from engine import inference
from engine import shapes as shape_text
from engine.layers import Concatenate, Group
from engine.message import Message
from engine.problems import Problem, Repair, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.graph import Graph, Node
    from engine.inference import Inference
    from engine.shapes import Shape

MOST_UNROLLED = 2000
"""Layers of all copies together."""

_TOO_LARGE = (
    "With all copies of groups the network has {layers} layers and the program takes {most}. "
    "Repeat a group less often."
)


def measured(
    graph: Graph, node: Node, shape: Shape
) -> tuple[Shape | None, int, tuple[Problem, ...]]:
    """Return what follows for the group at ``node`` of ``graph`` where it reads ``shape``.

    Returns
    -------
    tuple
        The shape that it gives, or None where it cannot be known; the number of learned values of
        all copies; and problems, marked on layers within, or on the group where they concern the
        whole of it.
    """
    layer = node.layer
    assert isinstance(layer, Group)
    drawing = layer.fed(shape, graph.next_id)
    inner = inference.infer(drawing)
    problems = [_lifted(graph, node, each) for each in _inner_problems(layer, drawing, inner)]
    given = inner.shapes.get(inner.output) if inner.output is not None else None
    if given is not None and layer.repeat > 1 and given != shape:
        problems.append(_misfit(graph, node, layer, shape, given))
    failed = any(each.severity is Severity.ERROR for each in problems)
    count = layer.repeat * sum(inner.parameter_counts.get(each, 0) for each in inner.live)
    return None if failed else given, count, tuple(problems)


def fed_drawing(graph: Graph, node: int) -> Graph:
    """Return what the group ``node`` holds as a graph that reads the shape that the group reads.

    Where that is not known, its Input keeps the shape that it had. New layers get ids that are
    free in ``graph``.
    """
    layer = graph[node].layer
    assert isinstance(layer, Group)
    (source,) = graph.sources(node) or (None,)
    shape = None if source is None else inference.infer(graph).shapes.get(source)
    return layer.drawn_from(graph.next_id) if shape is None else layer.fed(shape, graph.next_id)


def with_drawing(graph: Graph, node: int, drawing: Graph) -> Graph:
    """Return ``graph`` with other layers in the group ``node``."""
    layer = graph[node].layer
    assert isinstance(layer, Group)
    held = msgspec.structs.replace(layer, nodes=drawing.nodes, edges=drawing.edges)
    next_id = max(graph.next_id, drawing.next_id)
    return msgspec.structs.replace(graph, next_id=next_id).replace(node, held)


def edited_within(graph: Graph, path: Sequence[int], edit: Callable[[Graph], Graph]) -> Graph:
    """Return ``graph`` with an edit of the drawing of the last group of ``path``.

    Parameters
    ----------
    path
        Ids of groups that lie within each other, the outermost first; of none it is ``graph``.
    """
    if not path:
        return edit(graph)
    drawing = edited_within(fed_drawing(graph, path[0]), path[1:], edit)
    return with_drawing(graph, path[0], drawing)


def size_problems(graph: Graph) -> Iterator[Problem]:
    """Yield what is wrong where copies of groups are too many."""
    held = [node.layer.unrolled for node in graph.nodes if isinstance(node.layer, Group)]
    layers = len(graph.nodes) - len(held) + sum(held)
    if held and layers > MOST_UNROLLED:
        message = Message(_TOO_LARGE, {"layers": layers, "most": MOST_UNROLLED})
        yield Problem(Severity.ERROR, "too_large", message)


def _inner_problems(layer: Group, drawing: Graph, inner: Inference) -> Iterator[Problem]:
    for problem in inner.problems:
        if problem.code == "too_large":
            # So is the network around it.
            continue
        if problem.code == "no_input":
            text = "It reads nothing. Add an Input to its drawing."
            yield dataclasses.replace(problem, message=Message(text))
        else:
            yield problem
    if len(layer.entrances) > 1:
        text = "It has several Inputs and a group reads one. Delete all but one."
        yield Problem(Severity.ERROR, "several_inputs", Message(text), layer.entrances[-1])
    if len(inner.outputs) > 1:
        yield _several_ends(drawing, inner.outputs)


def _several_ends(drawing: Graph, ends: Sequence[int]) -> Problem:
    text = "It ends in several layers, such as {first} and {second}. Join or delete all but one."
    first, second = (drawing[end].name for end in ends[:2])
    joined, merge = drawing.add(Concatenate())
    for end in ends:
        joined = joined.connect(end, merge)
    repair = Repair(Message("Join them with Concatenate"), graph=joined)
    message = Message(text, {"first": first, "second": second})
    return Problem(Severity.ERROR, "several_outputs", message, ends[-1], repair=repair)


def _lifted(graph: Graph, node: Node, problem: Problem) -> Problem:
    """Return a problem of the group's drawing as one of the drawing around it."""
    message = Message("{group}: {reason}", {"group": node.name, "reason": problem.message})
    repair = problem.repair
    if repair is not None and repair.graph is not None:
        repair = Repair(repair.label, graph=with_drawing(graph, node.id, repair.graph))
    if problem.node is None:
        return dataclasses.replace(problem, message=message, node=node.id, repair=repair)
    within = (node.id, *problem.within)
    return dataclasses.replace(problem, message=message, within=within, repair=repair)


def _misfit(graph: Graph, node: Node, layer: Group, taken: Shape, given: Shape) -> Problem:
    text = (
        "{name} is repeated {repeat} times and makes {given} of {taken}. "
        "Let it give the shape that it reads."
    )
    said = {"given": shape_text.text(given), "taken": shape_text.text(taken)}
    once = graph.replace(node.id, msgspec.structs.replace(layer, repeat=1))
    repair = Repair(Message("Use {name} once", {"name": node.name}), graph=once)
    message = Message(text, {"name": node.name, "repeat": layer.repeat, **said})
    return Problem(Severity.ERROR, "shape", message, node.id, "repeat", repair)
