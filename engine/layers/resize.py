"""Layers that make a sequence or a picture larger without learning anything."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import sizes
from engine.layers.base import Layer, ReplaceWith, ShapeError
from engine.message import Term

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.sizes import Margin
    from engine.tape import Array


class _Resize(Layer, frozen=True):
    category = "Convolution"

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]


def _rank(layer: Layer, shape: Shape) -> int:
    """Return the number of dimensions in front of the channels."""
    if len(shape) in {2, 3}:
        return len(shape) - 1
    raise ShapeError(
        "{layer} needs a sequence or a picture with channels. Insert a Reshape before it.",
        layer=Term(layer.title),
    )


class UpSampling(_Resize, frozen=True, tag="up_sampling.v1"):
    """Each value repeated: nearest neighbours, as PyTorch's ``Upsample`` and Keras's."""

    title = "UpSampling"
    summary = "Enlarges a sequence or a picture by repeating each value."

    size: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=1024)], ...],
        Meta(
            min_length=1,
            max_length=2,
            title="Size",
            description="How often each value is repeated down and across; one number for both.",
        ),
    ] = (2, 2)

    def out_shape(self, *inputs: Shape) -> Shape:
        times = self.times(inputs[0])
        return (
            *(length * each for length, each in zip(inputs[0], times, strict=False)),
            inputs[0][-1],
        )

    def times(self, shape: Shape) -> tuple[int, ...]:
        """Return how often a value is repeated along each dimension."""
        rank = _rank(self, shape)
        # A size of two equal numbers fits a sequence, too: the palette's serves both.
        alike = self.size[:1] if len(set(self.size)) == 1 else self.size
        found = sizes.spread(alike, rank)
        if found is None:
            raise ShapeError(
                "{layer} has two different numbers for a sequence. Give one.",
                repair=ReplaceWith(UpSampling(size=self.size[:1])),
                layer=Term(self.title),
            )
        return found

    def forward(self, site: Site) -> None:
        given = site.inputs[0].value
        for part in self._parts(site, site.output.value):
            site.call(np.copyto, part, given)

    def backward(self, site: Site) -> None:
        if not site.wants_gradient(0):
            return
        target = site.input_gradient(0)
        first, *rest = self._parts(site, site.output_gradient)
        site.call(np.copyto, target, first)
        for part in rest:
            site.call(np.add, target, part, target)

    def _parts(self, site: Site, large: Array) -> list[Array]:
        """Return the views that hold each value once."""
        times = self.times(site.inputs[0].shape)
        starts = itertools.product(*(range(each) for each in times))
        return [
            large[tuple(slice(at, None, each) for at, each in zip(start, times, strict=True))]
            for start in starts
        ]


class ZeroPadding(_Resize, frozen=True, tag="zero_padding.v1"):
    """Zeros around a sequence or a picture."""

    title = "ZeroPadding"
    summary = "Puts zeros around a sequence or a picture."

    pads: Annotated[
        tuple[Annotated[int, Meta(ge=0, le=1024)], ...],
        Meta(
            min_length=1,
            max_length=4,
            title="Padding",
            description="One number for all sides; above and below × left and right; or all four.",
        ),
    ] = (1,)

    def out_shape(self, *inputs: Shape) -> Shape:
        margins = self.margins(inputs[0])
        padded = (length + sum(margin) for length, margin in zip(inputs[0], margins, strict=False))
        return (*padded, inputs[0][-1])

    def margins(self, shape: Shape) -> tuple[Margin, ...]:
        """Return the zeros before and after each dimension."""
        rank = _rank(self, shape)
        found = sizes.margins(self.pads, rank)
        if found is None:
            raise ShapeError(
                "{layer} has {count} numbers for its zeros. Give 1, {rank} or {twice}.",
                repair=ReplaceWith(ZeroPadding(pads=self.pads[:1])),
                layer=Term(self.title),
                count=len(self.pads),
                rank=rank,
                twice=2 * rank,
            )
        return found

    def forward(self, site: Site) -> None:
        # The zeros are there from the start and nothing writes them.
        site.call(np.copyto, self._inner(site, site.output.value), site.inputs[0].value)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            target = site.input_gradient(0)
            site.call(np.copyto, target, self._inner(site, site.output_gradient))

    def _inner(self, site: Site, padded: Array) -> Array:
        shape = site.inputs[0].shape
        margins = self.margins(shape)
        return padded[
            tuple(
                slice(before, before + length)
                for length, (before, _) in zip(shape, margins, strict=False)
            )
        ]
