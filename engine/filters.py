"""The weights with which units see a picture, as pictures of its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.inference import infer
from engine.layers import RBM, Conv2D, Dense, Dropout, Flatten, GaussianNoise, Input, Reshape
from engine.shapes import size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.graph import Graph
    from engine.program import Program
    from engine.shapes import Shape

    Floats = NDArray[np.floating[Any]]

_PASSING = (Flatten, Reshape, Dropout, GaussianNoise)
"""Layers that hand on each value of a picture at its place, but for noise."""


def layers_with_filters(graph: Graph, picture: Shape) -> tuple[int, ...]:
    """Return the layers whose weights see the picture that the network reads, by their ids.

    Those are Dense and RBM layers that read all of it at once, and two-dimensional convolutions
    that read it first.

    Parameters
    ----------
    picture
        ``(height, width, channels)`` of a sample.
    """
    inference = infer(graph)
    return tuple(
        node
        for node in inference.live
        if _reads_picture(graph, node, picture)
        and (source := inference.shapes.get(graph.sources(node)[0])) is not None
        and _takes(graph[node].layer, source, picture)
    )


def filters_of(program: Program, node: int, picture: Shape) -> Floats:
    """Return a layer's filters, ``(units, height, width, channels)``, copied.

    The height and the width are the picture's, or those of the kernel of a convolution.
    """
    kernel = program.views[node]["kernel"][0]
    if isinstance(program.graph[node].layer, Conv2D):
        return np.ascontiguousarray(np.moveaxis(kernel, -1, 0))
    return kernel.T.reshape(-1, *picture).copy()


def _takes(layer: object, source: Shape, picture: Shape) -> bool:
    """Whether a layer sees a picture where it reads ``source``."""
    if isinstance(layer, Conv2D):
        return source == picture
    return isinstance(layer, Dense | RBM) and source == (size(picture),)


def _reads_picture(graph: Graph, node: int, picture: Shape) -> bool:
    """Whether nothing but layers that pass values on stands between a layer and the only input."""
    sources = graph.sources(node)
    while len(sources) == 1:
        layer = graph[sources[0]].layer
        if isinstance(layer, Input):
            return size(layer.shape) == size(picture)
        if not isinstance(layer, _PASSING):
            return False
        sources = graph.sources(sources[0])
    return False
