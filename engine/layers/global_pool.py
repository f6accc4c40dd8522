"""One value for each channel of a sequence or a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.layers.base import Layer, ShapeError
from engine.message import Term

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array


class _GlobalPool(Layer, frozen=True):
    category = "Pooling"

    def out_shape(self, *inputs: Shape) -> Shape:
        if len(inputs[0]) < 2:
            raise ShapeError(
                "{layer} needs a sequence or a picture and gets one row of values. Leave it out.",
                layer=Term(self.title),
            )
        return inputs[0][-1:]


class GlobalAveragePool(_GlobalPool, frozen=True, tag="global_average_pool.v1"):
    """The mean of each channel (Lin et al. 2014)."""

    title = "GlobalAveragePool"
    summary = "Takes the mean of each channel over the whole sequence or picture."

    def forward(self, site: Site) -> None:
        given = _by_channel(site.inputs[0].value)
        share = np.full(given.shape[1], 1.0 / given.shape[1], given.dtype)
        site.call(np.matmul, share, given, site.output.value)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            target, delta = _by_channel(site.input_gradient(0)), site.output_gradient
            site.call(np.multiply, delta, 1.0 / target.shape[1], delta)
            site.call(np.copyto, target, delta[:, None])


class GlobalMaxPool(_GlobalPool, frozen=True, tag="global_max_pool.v1"):
    """The greatest value of each channel; of equal ones the first gets the gradient."""

    title = "GlobalMaxPool"
    summary = "Keeps the greatest value of each channel of the whole sequence or picture."

    def forward(self, site: Site) -> None:
        given = _by_channel(site.inputs[0].value)
        site.call(np.maximum.reduce, given, 1, None, site.output.value)

    def backward(self, site: Site) -> None:
        if not site.wants_gradient(0):
            return
        given, target = _by_channel(site.inputs[0].value), _by_channel(site.input_gradient(0))
        delta = site.output_gradient
        first = site.new_scratch(delta.shape, "first", np.intp)
        channel, sample = np.ogrid[: delta.shape[0], : delta.shape[1]]

        def give() -> None:
            np.argmax(given, 1, first)
            target.fill(0.0)
            target[channel, first, sample] = delta

        site.call(give)


def _by_channel(value: Array) -> Array:
    """Return a view ``(channels, places, batch)``."""
    channels, batch = value.shape[-2:]
    places = math.prod(value.shape[:-2])
    if value.flags.c_contiguous:
        return value.reshape(places, channels, batch).transpose(1, 0, 2)
    return np.moveaxis(value, -2, 0).reshape(channels, places, batch)
