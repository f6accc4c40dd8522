"""The inner product of two inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import shapes
from engine.layers.base import Arity, Layer, ShapeError

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array

LEAST_NORM = 1e-8
"""Shorter vectors count as this long, as in ``torch.nn.CosineSimilarity``."""


class Dot(Layer, frozen=True, tag="dot.v1"):
    """The sum of products along one dimension of two inputs of one shape, or their cosine.

    The dimension goes; from vectors one number remains. As ``torch.linalg.vecdot`` and
    ``torch.nn.CosineSimilarity``; Keras' ``Dot`` multiplies matrices instead, each step of one
    input with each step of the other.
    """

    title = "Dot"
    category = "Merge"
    summary = "Tells how much two inputs agree: their inner product, or the cosine between them."
    arity = Arity(2, 2)
    quiet_fields = frozenset({"axis"})

    axis: Annotated[
        int,
        Meta(ge=-4, le=3, title="Axis", description="Dimension that is summed; -1 is the last."),
    ] = -1
    normalize: Annotated[
        bool,
        Meta(title="Cosine", description="Divide by the lengths: 1 same direction, -1 opposite."),
    ] = False

    def out_shape(self, *inputs: Shape) -> Shape:
        first, second = inputs
        if first != second:
            raise ShapeError(
                "Dot needs two inputs of one shape and gets {first} and {second}. "
                "Make the layers before it equally wide.",
                first=shapes.text(first),
                second=shapes.text(second),
            )
        axis = self._axis(len(first))
        return (*first[:axis], *first[axis + 1 :]) or (1,)

    def _axis(self, rank: int) -> int:
        if not -rank <= self.axis < rank:
            raise ShapeError(
                "Axis {axis} does not exist: the inputs have {rank} dimensions. Use -1.",
                axis=self.axis,
                rank=rank,
            )
        return self.axis % rank

    def forward(self, site: Site) -> None:
        first, second = (tensor.value for tensor in site.inputs)
        axis, total = self._axis(first.ndim - 1), self._kept(site, site.output.value)
        product = site.scratch(first)
        site.call(np.multiply, first, second, product)
        site.call(np.add.reduce, product, axis, None, total, True)
        if self.normalize:
            for value, inverse in zip((first, second), self._inverses(site, total), strict=True):
                site.call(np.multiply, value, value, product)
                site.call(np.add.reduce, product, axis, None, inverse, True)
                site.call(np.sqrt, inverse, inverse)
                site.call(np.maximum, inverse, LEAST_NORM, out=inverse)
                site.call(np.divide, 1.0, inverse, inverse)
                site.call(np.multiply, total, inverse, total)

    def backward(self, site: Site) -> None:
        gradient = self._kept(site, site.output_gradient)
        first, second = (tensor.value for tensor in site.inputs)
        if self.normalize:
            self._backward_cosine(site, gradient)
            return
        for position, other in enumerate((second, first)):
            if site.wants_gradient(position):
                site.call(np.multiply, gradient, other, site.input_gradient(position))

    def _backward_cosine(self, site: Site, gradient: Array) -> None:
        """With ``u = x / |x|``, ``v = y / |y|`` and ``c = u · v``: ``dc/dx = (v - c u) / |x|``."""
        cosine = self._kept(site, site.output.value)
        values, inverses = [each.value for each in site.inputs], self._inverses(site, cosine)
        factor, own = site.scratch(cosine, "factor"), site.scratch(values[0])
        for one, other in ((0, 1), (1, 0)):
            if site.wants_gradient(one):
                target = site.input_gradient(one)
                site.call(np.multiply, values[other], inverses[other], target)
                site.call(np.multiply, cosine, inverses[one], factor)
                site.call(np.multiply, values[one], factor, own)
                site.call(np.subtract, target, own, target)
                site.call(np.multiply, gradient, inverses[one], factor)
                site.call(np.multiply, target, factor, target)

    def _kept(self, site: Site, summed: Array) -> Array:
        """Return the output or its gradient with the dimension that went, of length 1."""
        rank = len(site.inputs[0].shape)
        return summed if rank == 1 else np.expand_dims(summed, self._axis(rank))

    def _inverses(self, site: Site, like: Array) -> tuple[Array, Array]:
        """Return where the inverse lengths of both inputs lie, in the shape of ``like``."""
        return site.new_array(like.shape, "first"), site.new_array(like.shape, "second")
