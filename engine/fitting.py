"""Whether a layer fits at a place of a drawing, told before it stands there."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from engine.inference import infer
from engine.layers import ReplaceWith, ShapeError
from engine.message import Message, Term
from engine.surgery.roles import width_field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from engine.graph import Edge, Graph
    from engine.layers import Layer
    from engine.shapes import Shape

PROBES: tuple[Shape, ...] = ((240,), (240, 240), (240, 240, 240))
"""What a layer may read where that is not known: every layer takes one of them.

Their lengths divide by all small numbers, as groups of channels and heads of an attention ask for.
"""


@dataclass(frozen=True)
class Fit:
    """What a layer would be at a place.

    Attributes
    ----------
    layer
        The layer, with the hyperparameters with which it fits where others do not.
    shape
        What it would give of one sample, or None where that is not known.
    refusal
        Why it does not fit, or None where it does.
    missing
        How many inputs it needs beside those that it would read.
    """

    layer: Layer
    shape: Shape | None = None
    refusal: Message | None = None
    missing: int = 0


def fit_behind(
    graph: Graph, layer: Layer, sources: Sequence[int], rerouted: Collection[Edge] = ()
) -> Fit:
    """Tell whether ``layer`` fits where it reads ``sources``.

    Parameters
    ----------
    rerouted
        Connections that would lead through it: what they end at has to take what it gives.
    """
    refusal = _too_many(layer, len(sources))
    known = infer(graph).shapes
    inputs = [known[source] for source in sources if source in known]
    missing = layer.arity.least - len(sources)
    if refusal is not None or missing > 0 or len(inputs) < len(sources):
        return Fit(layer, refusal=refusal, missing=max(missing, 0))
    versions = [_mended(layer, inputs)]
    if rerouted:
        versions += _widened(layer, inputs[0][-1])
    found = [_fit_between(graph, version, inputs, rerouted) for version in versions]
    return next((each for each in found if each.refusal is None), found[0])


def fit_before(graph: Graph, layer: Layer, target: int) -> Fit:
    """Tell whether ``target`` takes, beside what it reads, what ``layer`` gives.

    What the layer itself will read is not known, so it fits where it could give something of as
    many dimensions as are taken.
    """
    known, reader = infer(graph).shapes, graph[target].layer
    read = graph.sources(target)
    others = [known[source] for source in read if source in known]
    decided = len(others) == len(read) and len(others) + 1 >= reader.arity.least
    if layer.arity.least == 0:
        shape = layer.out_shape()
        reason = _shape_of(reader, (*others, shape))[1] if decided else None
        return Fit(layer, None if reason else shape, _unfit(graph, target, reason))
    if not decided:
        return Fit(layer)
    given = list(_given(layer, others))
    for version, shape in given:
        if _takes(reader, (*others, shape)):
            return Fit(version)
    ranks = {len(each) for each in others} or {
        len(each) for each in PROBES if _takes(reader, (each,))
    }
    if not ranks or any(len(shape) in ranks for _, shape in given):
        return Fit(layer)
    text = "{name} takes nothing that {kind} gives."
    names = {"name": graph[target].name, "kind": Term(layer.title)}
    return Fit(layer, refusal=Message(text, names))


def _too_many(layer: Layer, sources: int) -> Message | None:
    most = layer.arity.most
    if most is None or sources <= most:
        return None
    if most == 0:
        text = "{target} reads the data: no layer can lead to it."
    elif most == 1:
        text = "{target} takes one input. Join several with Add or Concatenate."
    else:
        text = "{target} takes at most {most} inputs."
    return Message(text, {"target": Term(layer.title), "most": most})


def _mended(layer: Layer, inputs: Sequence[Shape]) -> Layer:
    """Return the layer with the hyperparameters that it proposes itself where it does not fit."""
    try:
        layer.out_shape(*inputs)
    except ShapeError as error:
        if isinstance(error.repair, ReplaceWith):
            return error.repair.layer
    return layer


def _widened(layer: Layer, width: int) -> Iterator[Layer]:
    """Yield the layer with as many units as its neighbours, where it may have as many."""
    field = width_field(layer)
    if field is not None:
        try:
            yield msgspec.convert({**msgspec.to_builtins(layer), field: width}, type(layer))
        except msgspec.ValidationError:
            return


def _given(layer: Layer, others: Sequence[Shape]) -> Iterator[tuple[Layer, Shape]]:
    """Yield what a layer could give with nothing known of what it reads, and how it is set then."""
    for probe in (*others, *PROBES):
        inputs = (probe,) * layer.arity.least
        mended = _mended(layer, inputs)
        for version in (mended, *(_widened(mended, others[0][-1]) if others else ())):
            shape, _ = _shape_of(version, inputs)
            if shape is not None:
                yield version, shape


def _fit_between(
    graph: Graph, layer: Layer, inputs: Sequence[Shape], rerouted: Collection[Edge]
) -> Fit:
    shape, refusal = _shape_of(layer, inputs)
    if shape is not None:
        refusal = _misfit_behind(graph, rerouted, shape)
    return Fit(layer, None if refusal else shape, refusal)


def _misfit_behind(graph: Graph, rerouted: Collection[Edge], given: Shape) -> Message | None:
    """Return why a layer that follows would no longer fit, from the nearest on.

    Only what gets another shape than before is asked, as a drawing may be large.
    """
    known = infer(graph).shapes
    place = {node: position for position, node in enumerate(graph.order)}
    through = {(edge.source, edge.target) for edge in rerouted if known[edge.source] != given}
    changed: dict[int, Shape] = {}
    waiting = [place[target] for _, target in through]
    heapq.heapify(waiting)
    seen: set[int] = set()
    while waiting:
        node = graph.order[heapq.heappop(waiting)]
        if node in seen or node not in known:
            continue
        seen.add(node)
        sources = graph.sources(node)
        inputs = [
            given if (each, node) in through else changed.get(each, known[each]) for each in sources
        ]
        shape, reason = _shape_of(graph[node].layer, inputs)
        if shape is None:
            return _unfit(graph, node, reason)
        if shape != known[node]:
            changed[node] = shape
            for target in graph.targets(node):
                heapq.heappush(waiting, place[target])
    return None


def _unfit(graph: Graph, node: int, reason: Message | None) -> Message | None:
    text = "{name} would not fit behind it: {reason}"
    return reason and Message(text, {"name": graph[node].name, "reason": reason})


def _takes(layer: Layer, inputs: Sequence[Shape]) -> bool:
    return _shape_of(layer, inputs)[0] is not None


def _shape_of(layer: Layer, inputs: Sequence[Shape]) -> tuple[Shape | None, Message | None]:
    """Return what a layer gives of its inputs, or why it does not take them."""
    try:
        shape = layer.out_shape(*inputs)
        layer.parameters(*inputs)
    except ShapeError as error:
        return None, error.message
    return shape, None
