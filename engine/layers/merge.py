"""Layers with several inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import shapes
from engine.layers.base import Arity, Layer, ShapeError
from engine.message import Term

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape


class _OfOneShape(Layer, frozen=True):
    """Treats the values at one place of all its inputs together."""

    def out_shape(self, *inputs: Shape) -> Shape:
        if any(shape != inputs[0] for shape in inputs):
            raise ShapeError(
                "{kind} needs inputs of one shape and gets {shapes}. "
                "Make the layers before it equally wide.",
                kind=Term(self.title),
                shapes=", ".join(shapes.text(shape) for shape in inputs),
            )
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return all(inputs)

    def _fold(self, site: Site, function: np.ufunc) -> None:
        """Record ``output = function(function(first, second), ...)``."""
        target = site.output.value
        first, second, *rest = (tensor.value for tensor in site.inputs)
        site.call(function, first, second, target)
        for value in rest:
            site.call(function, target, value, target)


class Add(_OfOneShape, frozen=True, tag="add.v1"):
    """The sum of inputs of one shape; the end of a skip connection."""

    title = "Add"
    category = "Merge"
    summary = "Adds inputs of the same shape, as at the end of a skip connection."
    arity = Arity(2, None)

    def forward(self, site: Site) -> None:
        self._fold(site, np.add)

    def backward(self, site: Site) -> None:
        for position in range(len(site.inputs)):
            if site.wants_gradient(position):
                site.call(np.copyto, site.input_gradient(position), site.output_gradient)


class Average(_OfOneShape, frozen=True, tag="average.v1"):
    """The mean of inputs of one shape."""

    title = "Average"
    category = "Merge"
    summary = "Takes the mean of inputs of the same shape, value by value."
    arity = Arity(2, None)

    def forward(self, site: Site) -> None:
        self._fold(site, np.add)
        target = site.output.value
        site.call(np.multiply, target, site.constant(1.0 / len(site.inputs), target), target)

    def backward(self, site: Site) -> None:
        gradient = site.output_gradient
        share = site.constant(1.0 / len(site.inputs), gradient)
        site.call(np.multiply, gradient, share, gradient)
        for position in range(len(site.inputs)):
            if site.wants_gradient(position):
                site.call(np.copyto, site.input_gradient(position), gradient)


class Multiply(_OfOneShape, frozen=True, tag="multiply.v1"):
    """The product of inputs of one shape; a gate where one of them lies between 0 and 1."""

    title = "Multiply"
    category = "Merge"
    summary = "Multiplies inputs of the same shape, as a gate does."
    arity = Arity(2, None)

    def forward(self, site: Site) -> None:
        self._fold(site, np.multiply)

    def backward(self, site: Site) -> None:
        # Products of the others, not the whole product divided: an input may be 0.
        values = [tensor.value for tensor in site.inputs]
        for position in range(len(values)):
            if site.wants_gradient(position):
                target = site.input_gradient(position)
                first, *rest = values[:position] + values[position + 1 :]
                site.call(np.multiply, site.output_gradient, first, target)
                for value in rest:
                    site.call(np.multiply, target, value, target)


class Maximum(_OfOneShape, frozen=True, tag="maximum.v1"):
    """The largest of inputs of one shape.

    Where several are largest the gradient goes to the first of them; PyTorch's ``maximum`` shares
    it out between two.
    """

    title = "Maximum"
    category = "Merge"
    summary = "Takes the largest of inputs of the same shape, value by value."
    arity = Arity(2, None)

    def forward(self, site: Site) -> None:
        target = site.output.value
        first, second, *rest = (tensor.value for tensor in site.inputs)
        site.call(np.maximum, first, second, out=target)
        for value in rest:
            site.call(np.maximum, target, value, out=target)

    def backward(self, site: Site) -> None:
        gradient, chosen = site.output_gradient, site.scratch_mask(site.output.value)
        for position, tensor in enumerate(site.inputs):
            site.call(np.equal, tensor.value, site.output.value, chosen)
            if site.wants_gradient(position):
                site.call(np.multiply, gradient, chosen, site.input_gradient(position))
            if position < len(site.inputs) - 1:
                # What was given away is not there for those behind.
                site.call(np.copyto, gradient, 0.0, "same_kind", chosen)


class Concatenate(Layer, frozen=True, tag="concatenate.v1"):
    """Inputs side by side along one dimension of the sample."""

    title = "Concatenate"
    category = "Merge"
    summary = "Lays its inputs side by side."
    arity = Arity(2, None)

    axis: Annotated[
        int,
        Meta(ge=-4, le=3, title="Axis", description="Dimension that grows; -1 is the last."),
    ] = -1

    def out_shape(self, *inputs: Shape) -> Shape:
        rank = len(inputs[0])
        axis = self._axis(rank)
        others = {shape[:axis] + shape[axis + 1 :] for shape in inputs}
        if len(others) != 1 or any(len(shape) != rank for shape in inputs):
            raise ShapeError(
                "Concatenate needs inputs that differ only along its axis and gets {shapes}. "
                "Make their other lengths equal.",
                shapes=", ".join(shapes.text(shape) for shape in inputs),
            )
        joined = sum(shape[axis] for shape in inputs)
        return (*inputs[0][:axis], joined, *inputs[0][axis + 1 :])

    def _axis(self, rank: int) -> int:
        if not -rank <= self.axis < rank:
            raise ShapeError(
                "Axis {axis} does not exist: the inputs have {rank} dimensions. Use -1.",
                repair=None,
                axis=self.axis,
                rank=rank,
            )
        return self.axis % rank

    def _parts(self, site: Site, joined: np.ndarray) -> list[np.ndarray]:
        axis = self._axis(joined.ndim - 1)
        lengths = [tensor.shape[axis] for tensor in site.inputs]
        return np.split(joined, np.cumsum(lengths)[:-1], axis=axis)

    def forward(self, site: Site) -> None:
        for tensor, part in zip(site.inputs, self._parts(site, site.output.value), strict=True):
            site.call(np.copyto, part, tensor.value)

    def backward(self, site: Site) -> None:
        for position, part in enumerate(self._parts(site, site.output_gradient)):
            if site.wants_gradient(position):
                site.call(np.copyto, site.input_gradient(position), part)
