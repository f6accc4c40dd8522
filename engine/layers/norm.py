"""Normalisation of each position of a sample by itself: LayerNorm and RMSNorm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from msgspec import Meta

from engine.initializers import Constant, Zeros
from engine.layers.base import Layer, Parameter, ShapeError
from engine.layers.channels import by_channel, per_channel, sum_channels, sum_products
from engine.message import Term

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array

Epsilon = Annotated[
    float,
    Meta(
        gt=0.0,
        le=1.0,
        title="Epsilon",
        description="Added to the variance, so that nothing is divided by zero.",
    ),
]


class _PerPosition(Layer, frozen=True):
    """``scale * (x - mean) / sqrt(variance + epsilon) + bias`` over the last dimension.

    A value is seen as ``(outer, channels, inner)``, its means as ``(outer, 1, inner)``.
    """

    centres: ClassVar[bool] = True
    quiet_fields = frozenset({"epsilon"})

    @property
    def affine(self) -> bool:
        """Whether a scale is learned, and with it a bias where values are centred."""
        raise NotImplementedError

    @property
    def epsilon(self) -> float:
        """What is added to the variance."""
        raise NotImplementedError

    def out_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        if not self.affine:
            return ()
        channels = inputs[0][-1]
        fans = (channels, channels)
        scale = Parameter("scale", (channels,), Constant(value=1.0), fans, decays=False)
        bias = Parameter("bias", (channels,), Zeros(), fans, decays=False)
        return (scale, bias) if self.centres else (scale,)

    def forward(self, site: Site) -> None:
        source, normal = by_channel(site.inputs[0].value), self._normal(site)
        inverse, room = self._inverse(site), site.new_scratch(normal.shape)
        part = 1.0 / site.output.shape[-1]
        centred = source
        if self.centres:
            _sum_features(site, source, inverse)
            site.call(np.multiply, inverse, part, inverse)
            site.call(np.subtract, source, inverse, normal)
            centred = normal
        site.call(np.multiply, centred, centred, room)
        _sum_features(site, room, inverse)
        site.call(np.multiply, inverse, part, inverse)
        site.call(np.add, inverse, self.epsilon, inverse)
        site.call(np.sqrt, inverse, inverse)
        site.call(np.divide, 1.0, inverse, inverse)
        site.call(np.multiply, centred, inverse, normal)
        self._scale(site, normal)

    def _scale(self, site: Site, normal: Array) -> None:
        target = by_channel(site.output.value)
        if not self.affine:
            site.call(np.copyto, target, normal)
            return
        scale = per_channel(site, site.parameter("scale"), target)
        site.call(np.multiply, normal, scale, target)
        if self.centres:
            bias = per_channel(site, site.parameter("bias"), target)
            site.call(np.add, target, bias, target)

    def backward(self, site: Site) -> None:
        gradient = by_channel(site.output_gradient)
        if self.affine:
            sum_products(site, gradient, self._normal(site), site.parameter_gradient("scale"))
            if self.centres:
                sum_channels(site, gradient, site.parameter_gradient("bias"))
            scale = per_channel(site, site.parameter("scale"), gradient)
            site.call(np.multiply, gradient, scale, gradient)
        if site.wants_gradient(0):
            self._backward_input(site, gradient)

    def _backward_input(self, site: Site, gradient: Array) -> None:
        """With ``n`` features ``x``: ``(g - (Σ g + x Σ g x) / n) / deviation``."""
        normal, target = self._normal(site), by_channel(site.input_gradient(0))
        part, total = 1.0 / site.output.shape[-1], site.new_scratch(self._inverse(site).shape)
        site.call(np.multiply, gradient, normal, target)
        _sum_features(site, target, total)
        site.call(np.multiply, total, part, total)
        site.call(np.multiply, normal, total, target)
        if self.centres:
            _sum_features(site, gradient, total)
            site.call(np.multiply, total, part, total)
            site.call(np.add, target, total, target)
        site.call(np.subtract, gradient, target, target)
        site.call(np.multiply, target, self._inverse(site), target)

    def _normal(self, site: Site) -> Array:
        return by_channel(site.array(site.output.value, "normal"))

    def _inverse(self, site: Site) -> Array:
        outer, _, inner = by_channel(site.output.value).shape
        return site.new_array((outer, 1, inner), "inverse")


def _sum_features(site: Site, values: Array, total: Array) -> None:
    ones = np.ones((1, values.shape[1]), values.dtype)
    if len(values) == 1:
        site.call(ones[0].dot, values[0], total[0, 0])
    else:
        site.call(np.matmul, ones, values, total)


class LayerNorm(_PerPosition, frozen=True, tag="layer_norm.v1"):
    """Over the last dimension of a sample, at each step or position by itself (Ba et al. 2016).

    As ``torch.nn.LayerNorm(features)``. Over a whole picture, use GroupNorm with one group.
    """

    title = "Layer norm"
    category = "Normalisation"
    summary = "Gives the features of each sample, or of each step, mean 0 and spread 1."

    affine: Annotated[
        bool,
        Meta(title="Scale and shift", description="Learn a scale and a bias for each feature."),
    ] = True
    epsilon: Epsilon = 1e-5

    def out_shape(self, *inputs: Shape) -> Shape:
        if inputs[0][-1] == 1:
            raise ShapeError(
                "{kind} compares the features of a sample and its input has a single one. "
                "Remove it, or give the layer before it more units.",
                kind=Term(self.title),
            )
        return inputs[0]


class RMSNorm(_PerPosition, frozen=True, tag="rms_norm.v1"):
    """``scale * x / sqrt(mean(x²) + epsilon)`` over the last dimension (Zhang and Sennrich 2019).

    As ``torch.nn.RMSNorm(features)``, whose epsilon is the precision of float32 unless another is
    given; Keras has 1e-6, ONNX 1e-5.
    """

    title = "RMS norm"
    category = "Normalisation"
    summary = "Gives the features of each sample, or of each step, a mean square of 1."

    affine: Annotated[bool, Meta(title="Scale", description="Learn a scale for each feature.")] = (
        True
    )
    epsilon: Epsilon = 2.0**-23

    centres = False
