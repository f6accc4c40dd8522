"""The drawn layers, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.layers import LAYERS, reshape
from engine.formats.onnx.place import Place
from engine.inference import infer
from engine.layers import Input
from engine.shapes import size

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.graph import Graph


def width(graph: Graph) -> int:
    """Return the number of values of one sample, over all inputs."""
    return sum(size(infer(graph).shapes[node]) for node in _inputs(graph))


def network(builder: Builder, graph: Graph, rows: str) -> dict[int, str]:
    """Add the drawn layers and return the values of the outputs by id, ``(N, *shape)``.

    Parameters
    ----------
    rows
        The value they read, ``(N, width)``.
    """
    inference = infer(graph)
    values = _given(builder, graph, rows)
    for identity in inference.live:
        if identity not in values:
            node = graph[identity]
            sources = graph.sources(identity)
            place = Place(
                node.name,
                node.layer,
                tuple(values[source] for source in sources),
                tuple(inference.shapes[source] for source in sources),
                inference.shapes[identity],
            )
            values[identity] = LAYERS[type(node.layer)](builder, place)
    return {node: values[node] for node in inference.outputs}


def _inputs(graph: Graph) -> list[int]:
    return [node for node in infer(graph).live if isinstance(graph[node].layer, Input)]


def _given(builder: Builder, graph: Graph, rows: str) -> dict[int, str]:
    """Return the values of the Input layers: several share the columns, one after the other."""
    shapes, nodes = infer(graph).shapes, _inputs(graph)
    values: dict[int, str] = {}
    start = 0
    for node in nodes:
        name, stop = graph[node].name, start + size(shapes[node])
        part = rows if len(nodes) == 1 else _columns(builder, rows, start, stop, f"{name}/columns")
        flat = len(shapes[node]) == 1
        values[node] = part if flat else reshape(builder, part, shapes[node], name)
        start = stop
    return values


def _columns(builder: Builder, rows: str, start: int, stop: int, name: str) -> str:
    bounds = [
        builder.constant(np.array([bound], np.int64), f"{name}/{end}")
        for end, bound in (("start", start), ("stop", stop), ("axis", 1))
    ]
    return builder.add("Slice", rows, *bounds, name=name)
