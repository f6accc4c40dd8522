"""Layers that disturb what passes while training, so that a network cannot rely on details."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, TypeVar

import numpy as np
from msgspec import Meta

from engine.activations import SELU_ALPHA, SELU_SCALE
from engine.layers.base import Layer, ReplaceWith, ShapeError
from engine.layers.core import Dropout

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array

Kind = TypeVar("Kind", bound=Layer)


class _Noise(Layer, frozen=True):
    """Passes its input on, except in training."""

    def out_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def forward(self, site: Site) -> None:
        if site.training:
            self._disturb(site, site.inputs[0].value, site.output.value)
        else:
            site.call(np.copyto, site.output.value, site.inputs[0].value)

    def _disturb(self, site: Site, source: Array, target: Array) -> None:
        raise NotImplementedError


class SpatialDropout(_Noise, frozen=True, tag="spatial_dropout.v1"):
    """Dropout of whole channels (Tompson et al. 2015), as ``torch.nn.Dropout1d`` and ``Dropout2d``.

    Neighbouring values of a picture or a sequence say nearly the same, so that silencing single
    ones takes little away.
    """

    title = "Spatial dropout"
    category = "Noise"
    summary = "While training, silences whole channels of a picture or a sequence at random."
    live_fields = frozenset({"rate"})

    rate: Annotated[
        float,
        Meta(ge=0.0, lt=1.0, title="Rate", description="Share of the channels that are silenced."),
    ] = 0.2

    def out_shape(self, *inputs: Shape) -> Shape:
        if len(inputs[0]) < 2:
            raise ShapeError(
                "Spatial dropout silences whole channels and its input has one value in each. "
                "Use Dropout.",
                repair=ReplaceWith(Dropout(rate=self.rate)),
            )
        return inputs[0]

    def _disturb(self, site: Site, source: Array, target: Array) -> None:
        mask = self._mask(site)
        site.call(site.noise.mask_drawer(mask, lambda: _live(site, SpatialDropout).rate))
        site.call(np.multiply, source, mask, target)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            site.call(np.multiply, site.output_gradient, self._mask(site), site.input_gradient(0))

    def _mask(self, site: Site) -> Array:
        return site.new_array(site.output.value.shape[-2:], "mask")


class GaussianNoise(_Noise, frozen=True, tag="gaussian_noise.v1"):
    """Adds normal numbers of mean 0, as ``keras.layers.GaussianNoise``."""

    title = "Gaussian noise"
    category = "Noise"
    summary = "While training, adds a random number to every value; afterwards passes all."
    live_fields = frozenset({"deviation"})

    deviation: Annotated[
        float,
        Meta(
            ge=0.0,
            le=1e6,
            title="Standard deviation",
            description="Spread of the random numbers, in units of the values.",
        ),
    ] = 0.1

    def _disturb(self, site: Site, source: Array, target: Array) -> None:
        noise = site.scratch(target)

        def scale() -> None:
            np.multiply(noise, _live(site, GaussianNoise).deviation, noise)

        site.call(site.noise.normal_drawer(noise))
        site.call(scale)
        site.call(np.add, source, noise, target)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            site.call(np.copyto, site.input_gradient(0), site.output_gradient)


class AlphaDropout(_Noise, frozen=True, tag="alpha_dropout.v1"):
    """Dropout that keeps mean and variance behind SELU (Klambauer et al. 2017).

    Silenced values become SELU's lower limit ``l``, then all are scaled and shifted. With ``keep``
    as ``1 - rate``, ``m`` 1 where a value is kept and 0 elsewhere, ``a = (keep + l² keep
    rate)^(-1/2)`` and ``b = -a rate l``, the output is ``a (x m + l (1 - m)) + b``, as that of
    ``torch.nn.AlphaDropout``.
    """

    title = "Alpha dropout"
    category = "Noise"
    summary = "Dropout for SELU: while training, silences values and keeps their mean and variance."
    live_fields = frozenset({"rate"})

    rate: Annotated[
        float,
        Meta(ge=0.0, lt=1.0, title="Rate", description="Share of the values that are silenced."),
    ] = 0.1

    def _disturb(self, site: Site, source: Array, target: Array) -> None:
        # Around l, with the mask m / keep and g = a keep: a (x m + l (1 - m)) + b is
        # g ((x - l) m / keep) + g l, since a - a rate = a keep.
        mask, shift = self._mask(site), site.new_array((1,), "shift")
        limit = -SELU_SCALE * SELU_ALPHA

        def weigh() -> None:
            rate = _live(site, AlphaDropout).rate
            gain = math.sqrt((1.0 - rate) / (1.0 + limit * limit * rate))
            np.multiply(mask, gain, mask)
            shift[0] = gain * limit

        site.call(site.noise.mask_drawer(mask, lambda: _live(site, AlphaDropout).rate))
        site.call(weigh)
        site.call(np.subtract, source, limit, target)
        site.call(np.multiply, target, mask, target)
        site.call(np.add, target, shift, target)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            site.call(np.multiply, site.output_gradient, self._mask(site), site.input_gradient(0))

    def _mask(self, site: Site) -> Array:
        return site.array(site.output.value, "mask")


def _live(site: Site, kind: type[Kind]) -> Kind:
    """Return the layer as it is declared now."""
    layer = site.live()
    assert isinstance(layer, kind)
    return layer
