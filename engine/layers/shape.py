"""Layers that only lay values out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import shapes
from engine.layers.base import Layer, ReplaceWith, ShapeError

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape


class _Relayout(Layer, frozen=True):
    """The values stay in their order; only the shape changes."""

    def forward(self, site: Site) -> None:
        # The target lies as it reads, so that this is a view whatever the layout of the source.
        source = site.inputs[0].value
        site.call(np.copyto, site.output.value.reshape(source.shape), source)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            target = site.input_gradient(0)
            site.call(np.copyto, target, site.output_gradient.reshape(target.shape))


class Flatten(_Relayout, frozen=True, tag="flatten.v1"):
    """All dimensions of a sample in one, the last running fastest."""

    title = "Flatten"
    category = "Shape"
    summary = "Lays all values of a sample in one row."

    def out_shape(self, *inputs: Shape) -> Shape:
        return (shapes.size(inputs[0]),)


class Reshape(_Relayout, frozen=True, tag="reshape.v1"):
    """The same values in another shape; one length may be -1 and is worked out."""

    title = "Reshape"
    category = "Shape"
    summary = "Gives the values of a sample another shape."

    target: Annotated[
        tuple[Annotated[int, Meta(ge=-1, le=1_000_000)], ...],
        Meta(
            min_length=1,
            max_length=4,
            title="Target shape",
            description="The new lengths; one of them may be -1 and is worked out.",
        ),
    ] = (-1,)

    def out_shape(self, *inputs: Shape) -> Shape:
        total = shapes.size(inputs[0])
        resolved = shapes.resolve_reshape(self.target, total)
        if resolved is None or 0 in resolved:
            raise ShapeError(
                "{total} values do not fill the shape {target}. Use -1 for one length.",
                repair=ReplaceWith(Reshape(target=(-1,))),
                total=total,
                target=shapes.text(self.target),
            )
        return resolved


class Permute(Layer, frozen=True, tag="permute.v1"):
    """The dimensions of a sample in another order, counted from 0 as in `numpy.transpose`.

    Keras counts them from 1.
    """

    title = "Permute"
    category = "Shape"
    summary = "Puts the dimensions of a sample in another order, such as steps and features."

    order: Annotated[
        tuple[Annotated[int, Meta(ge=0, le=3)], ...],
        Meta(
            min_length=1,
            max_length=4,
            title="Order",
            description="Where each dimension comes from, counted from 0: 1 × 0 swaps two.",
        ),
    ] = (1, 0)

    def out_shape(self, *inputs: Shape) -> Shape:
        rank = len(inputs[0])
        if sorted(self.order) != list(range(rank)):
            swapped = tuple(reversed(range(rank)))
            raise ShapeError(
                "The order {order} does not name each of the {rank} dimensions once. "
                "Use {swapped}, for example.",
                repair=ReplaceWith(Permute(order=swapped)),
                order=shapes.text(self.order),
                rank=rank,
                swapped=shapes.text(swapped),
            )
        return tuple(inputs[0][axis] for axis in self.order)

    def forward(self, site: Site) -> None:
        source = site.inputs[0].value
        site.call(np.copyto, site.output.value, source.transpose(*self.order, source.ndim - 1))

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            target = site.input_gradient(0)
            view = target.transpose(*self.order, target.ndim - 1)
            site.call(np.copyto, view, site.output_gradient)
