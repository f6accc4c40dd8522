"""Where each parameter of a program lies in its flat vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.layers.base import Parameter
    from engine.program import Program


class Place(NamedTuple):
    """One parameter: the layer that it belongs to and the part of the vectors that it is."""

    node: int
    parameter: Parameter
    span: slice


def places(program: Program) -> Iterator[Place]:
    """Yield every parameter in the order in which it lies in ``theta``."""
    for node, (offset, _) in program.blocks.items():
        inputs = [program.shapes[source] for source in program.graph.sources(node)]
        for parameter in program.graph[node].layer.parameters(*inputs):
            stop = offset + size(parameter.shape)
            yield Place(node, parameter, slice(offset, stop))
            offset = stop
