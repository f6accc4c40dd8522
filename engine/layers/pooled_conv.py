"""A convolution whose result only a max pool reads, computed together with it while training.

Maximum and ReLU may change places, so that ReLU sees a fraction of the values; what no pool reads
is not computed; and what lies between the two layers never leaves the processor's cache. Values and
gradients are those of the layers one after the other, to rounding: of equal values the first gets
the gradient, and where ReLU makes values equal it gives none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.columns import as_picture
from engine.layers.conv import Conv1D, Conv2D, DepthwiseConv2D
from engine.layers.pool import MaxPool1D, MaxPool2D
from engine.shapes import size

if TYPE_CHECKING:
    from engine.graph import Graph
    from engine.layers.columns import Block
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array


def pooled_convolutions(
    graph: Graph, order: tuple[int, ...], shapes: dict[int, Shape]
) -> dict[int, int]:
    """Return the convolutions of ``order`` that a max pool alone reads, by the pool."""
    found = {}
    for pool in order:
        layer = graph[pool].layer
        if isinstance(layer, MaxPool1D | MaxPool2D):
            (source,) = graph.sources(pool)
            readers = [target for target in graph.targets(source) if target in order]
            if readers == [pool] and _can_join(graph, source, layer, shapes):
                found[pool] = source
    return found


def _can_join(
    graph: Graph, node: int, pool: MaxPool1D | MaxPool2D, shapes: dict[int, Shape]
) -> bool:
    layer = graph[node].layer
    if not isinstance(layer, Conv1D | Conv2D | DepthwiseConv2D):
        return False
    slides = pool.slides(shapes[node])
    apart = all(slide.stride == slide.kernel == slide.reach and not slide.pads for slide in slides)
    some = any(slide.kernel > 1 for slide in slides)
    return layer.activation in {"linear", "relu"} and apart and some


class PooledConvolution:
    """Writes the calls of both layers."""

    def __init__(self, convolution: Site, pool: Site) -> None:
        self._convolution, self._pool = convolution, pool
        layer, pooling = convolution.layer, pool.layer
        assert isinstance(layer, Conv1D | Conv2D | DepthwiseConv2D)
        assert isinstance(pooling, MaxPool1D | MaxPool2D)
        down, across = pooling.slides(convolution.output.shape)
        self._size = down.kernel, across.kernel
        self._filters = convolution.output.shape[-1]
        self._picture = as_picture(convolution.inputs[0].value)
        self._rectifies = layer.activation == "relu"
        # Longer runs for what is more: the values that windows read, or the filters' sums.
        read = size(layer.kernel_shape(convolution.inputs[0].shape[-1])) // self._filters
        together = read < self._filters
        self._columns = layer.columns(convolution, self._size, together=together)

    def forward(self) -> None:
        columns, call = self._columns, self._pool.call
        weights, _ = self._convolution.merged_parameters()
        out = columns.flat(as_picture(self._pool.output.value))
        for block in columns.gathered(columns.padded(self._picture), self._filters):
            values = self._values(block)
            columns.multiply(block, weights, values)
            first, *others = self._members(columns.members(block, values))
            target = out[..., block.places].reshape(first.shape)
            best = self._pool.new_scratch(first.shape, "best")
            _, *later = self._members(self._masks(block))
            for value, mask in zip(others, later, strict=True):
                call(np.greater, value, first, mask)
                last = mask is later[-1] and not self._rectifies
                call(np.maximum, first, value, out=target if last else best)
                first = best
            if self._rectifies:
                # An array of zeros, unlike a scalar, lets NumPy use vector instructions.
                call(np.maximum, best, np.zeros_like(best[0, 0]), out=target)
            self._choose(block, target)

    def _choose(self, block: Block, pooled: Array) -> None:
        """Leave in the masks the one member of each pool that gets its gradient, if any."""
        call = self._pool.call
        first, *later = self._members(self._masks(block))
        taken = self._pool.new_scratch(first.shape, "taken", np.bool_)
        if self._rectifies:
            call(np.less_equal, pooled, 0.0, taken)
        else:
            call(taken.fill, False)
        for mask in reversed(later):
            call(np.greater, mask, taken, mask)
            call(np.logical_or, mask, taken, taken)
        call(np.logical_not, taken, first)

    def backward(self) -> None:
        columns, convolution = self._columns, self._convolution
        delta = columns.flat(as_picture(self._pool.output_gradient))
        target = None
        if convolution.wants_gradient(0):
            target = as_picture(convolution.input_gradient(0))

        def routed(block: Block) -> Array:
            values, masks = self._values(block), self._masks(block)
            members = columns.members(block, values)
            given = delta[..., block.places].reshape(*masks.shape[:2], 1, 1, *masks.shape[4:])
            self._pool.call(np.multiply, given, masks, members)
            return values

        learned = convolution.merged_parameters()
        columns.backward(self._picture, routed, *learned, target, self._filters)

    def _values(self, block: Block) -> Array:
        """Return the convolution's values of a block, ``(groups, filters, windows)``."""
        groups = self._columns.groups
        shape = groups, self._filters // groups, block.matrix.shape[-1]
        return self._pool.new_scratch(shape, "values")

    def _masks(self, block: Block) -> Array:
        """Return which member of each pool is its greatest, laid out as `Columns.members`."""
        pools = self._columns.members(block, self._values(block)).shape
        return self._pool.new_array(pools, f"masks {block.rows[0]}", np.bool_)

    def _members(self, values: Array) -> list[Array]:
        height, width = self._size
        return [values[:, :, i, j] for i in range(height) for j in range(width)]
