"""Layers with several inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import shapes
from engine.layers.base import Arity, Layer, ShapeError

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape


class Add(Layer, frozen=True, tag="add.v1"):
    """The sum of inputs of one shape; the end of a skip connection."""

    title = "Add"
    category = "Merge"
    summary = "Adds inputs of the same shape, as at the end of a skip connection."
    arity = Arity(2, None)

    def out_shape(self, *inputs: Shape) -> Shape:
        if any(shape != inputs[0] for shape in inputs):
            raise ShapeError(
                "Add needs inputs of one shape and gets {shapes}. "
                "Make the layers before it equally wide.",
                shapes=", ".join(shapes.text(shape) for shape in inputs),
            )
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return all(inputs)

    def forward(self, site: Site) -> None:
        target = site.output.value
        first, second, *rest = (tensor.value for tensor in site.inputs)
        site.call(np.add, first, second, target)
        for value in rest:
            site.call(np.add, target, value, target)

    def backward(self, site: Site) -> None:
        for position in range(len(site.inputs)):
            if site.wants_gradient(position):
                site.call(np.copyto, site.input_gradient(position), site.output_gradient)


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
