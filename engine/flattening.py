"""Dense layers at each place of a picture, with the Flatten behind them that belongs in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.graph import Edge
from engine.inference import infer
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
    """Yield what is odd about Dense layers behind convolutions.

    A Dense layer may mix the channels of a picture at each place by itself. Where all places come
    together right behind it, its neurons were more likely meant to see them all.
    """
    inference = infer(graph)
    for node in graph.nodes:
        sources = graph.sources(node.id)
        if node.id not in inference.live or not (isinstance(node.layer, Dense) and sources):
            continue
        (source,) = sources
        late = _flatten_behind(graph, node.id)
        if len(inference.shapes.get(source, ())) < 3 or late is None:
            continue
        if _is_behind_pictures(graph, source):
            yield _too_late(graph, node.id, Edge(source, node.id), late)


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


def _too_late(graph: Graph, node: int, edge: Edge, late: int) -> Problem:
    text = (
        "{name} works at each place of the picture by itself. Put the Flatten before it, so that "
        "each of its neurons sees the whole picture."
    )
    mended, _ = graph.remove({late}, heal=True).insert(edge, Flatten())
    repair = Repair(Message("Put the Flatten before it"), graph=mended)
    message = Message(text, {"name": graph[node].name})
    return Problem(Severity.WARNING, "late_flatten", message, node, repair=repair)
