"""Dense layers at each place of a picture, with the Flatten behind them that belongs in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.graph import Edge
from engine.groups import edited_within
from engine.inference import infer
from engine.inlining import inline
from engine.layers import (
    Activation,
    AlphaDropout,
    BatchNorm,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GroupNorm,
    LayerNorm,
    PReLU,
    RMSNorm,
    SpatialDropout,
)
from engine.message import Message
from engine.problems import Problem, Repair, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.graph import Graph

    Trail = tuple[int, ...]

_KEEPING = (
    Activation,
    PReLU,
    Dropout,
    SpatialDropout,
    GaussianNoise,
    AlphaDropout,
    BatchNorm,
    LayerNorm,
    RMSNorm,
    GroupNorm,
)
"""Layers that leave the places of a picture where they are."""

_GIVING = frozenset({"Convolution", "Pooling"})
"""Categories of the layers that give pictures."""


def problems_of_flattening(graph: Graph) -> Iterator[Problem]:
    """Yield what is odd about Dense layers behind convolutions, also where groups hold them.

    A Dense layer may mix the channels of a picture at each place by itself. Where all places come
    together right behind it, its neurons were more likely meant to see them all.
    """
    whole = inline(graph)
    flat, shapes, live = whole.graph, infer(whole.graph).shapes, set(infer(whole.graph).live)
    told: set[Trail] = set()
    for node in flat.nodes:
        sources = flat.sources(node.id)
        if node.id not in live or not (isinstance(node.layer, Dense) and sources):
            continue
        (source,) = sources
        if len(shapes.get(source, ())) < 3 or not _is_behind_pictures(flat, source):
            continue
        # Asked last: of every Dense layer of a long chain, it would walk to the chain's end.
        late, trail = _flatten_behind(flat, node.id), whole.trails[node.id]
        if late is not None and trail not in told:
            told.add(trail)
            yield _too_late(graph, node.name, trail, whole.trails[late])


def _is_behind_pictures(graph: Graph, node: int) -> bool:
    while isinstance(graph[node].layer, _KEEPING):
        (node,) = graph.sources(node)
    return graph[node].layer.category in _GIVING


def _flatten_behind(graph: Graph, node: int) -> int | None:
    targets = graph.targets(node)
    while len(targets) == 1:
        (node,) = targets
        if isinstance(graph[node].layer, Flatten):
            return node
        if not isinstance(graph[node].layer, (*_KEEPING, Dense)):
            return None
        targets = graph.targets(node)
    return None


def _too_late(graph: Graph, name: str, trail: Trail, late: Trail) -> Problem:
    text = (
        "{name} works at each place of the picture by itself. Put the Flatten before it, so that "
        "each of its neurons sees the whole picture."
    )
    *within, node = trail
    mended = edited_within(graph, late[:-1], lambda drawing: _without(drawing, late[-1]))
    mended = edited_within(mended, within, lambda drawing: _flattened_before(drawing, node))
    # A group that is repeated, or holds nothing but the Flatten, may not fit any more.
    fits = not any(each.severity is Severity.ERROR for each in infer(mended).problems)
    repair = Repair(Message("Put the Flatten before it"), graph=mended) if fits else None
    message = Message(text, {"name": name.rpartition("/")[2]})
    return Problem(
        Severity.WARNING, "late_flatten", message, node, repair=repair, within=tuple(within)
    )


def _without(drawing: Graph, flatten: int) -> Graph:
    return drawing.remove({flatten}, heal=True)


def _flattened_before(drawing: Graph, node: int) -> Graph:
    (source,) = drawing.sources(node)
    return drawing.insert(Edge(source, node), Flatten())[0]
