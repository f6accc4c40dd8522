"""Normalisation of each sample by itself: LayerNorm, GroupNorm and RMSNorm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

import numpy as np
from msgspec import Meta

from engine.initializers import Constant, Zeros
from engine.layers.base import Layer, Parameter, ReplaceWith, ShapeError
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


class _PerSample(Layer, frozen=True):
    """``scale * (x - mean) / sqrt(variance + epsilon) + bias`` over sets of values of a sample.

    A set is what shares a mean. A value is seen as ``(outer, sets, members, inner)``; sums over a
    set are ``(outer, sets, 1, inner)``, or ``(1, sets, 1, inner)`` where a set reaches over all
    positions. Scale and bias belong to channels, whatever the sets are.
    """

    centres: ClassVar[bool] = True

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

    def _sets(self, value: Array) -> Array:
        """Return ``value`` as ``(outer, sets, members, inner)``: here each position is a set."""
        view = by_channel(value)
        return view[:, None]

    def _sum_shape(self, view: Array) -> tuple[int, ...]:
        outer, sets, _, inner = view.shape
        return (outer, sets, 1, inner)

    def _count(self, site: Site) -> int:
        view = self._sets(site.output.value)
        return view.size // int(np.prod(self._sum_shape(view)))

    def forward(self, site: Site) -> None:
        source, normal = self._sets(site.inputs[0].value), self._normal(site)
        inverse, room = self._inverse(site), site.new_scratch(normal.shape)
        part = 1.0 / self._count(site)
        centred = source
        if self.centres:
            _sum_sets(site, source, inverse)
            site.call(np.multiply, inverse, part, inverse)
            site.call(np.subtract, source, inverse, normal)
            centred = normal
        site.call(np.multiply, centred, centred, room)
        _sum_sets(site, room, inverse)
        site.call(np.multiply, inverse, part, inverse)
        site.call(np.add, inverse, self.epsilon, inverse)
        site.call(np.sqrt, inverse, inverse)
        site.call(np.divide, 1.0, inverse, inverse)
        site.call(np.multiply, centred, inverse, normal)
        self._scale(site)

    def _scale(self, site: Site) -> None:
        normal = by_channel(site.array(site.output.value, "normal"))
        target = by_channel(site.output.value)
        if not self.affine:
            site.call(np.copyto, target, normal)
            return
        site.call(np.multiply, normal, per_channel(site.parameter("scale")), target)
        if self.centres:
            site.call(np.add, target, per_channel(site.parameter("bias")), target)

    def backward(self, site: Site) -> None:
        gradient = by_channel(site.output_gradient)
        if self.affine:
            normal = by_channel(site.array(site.output.value, "normal"))
            sum_products(site, gradient, normal, site.parameter_gradient("scale"))
            if self.centres:
                sum_channels(site, gradient, site.parameter_gradient("bias"))
            site.call(np.multiply, gradient, per_channel(site.parameter("scale")), gradient)
        if site.wants_gradient(0):
            self._backward_sets(site, self._sets(site.output_gradient))

    def _backward_sets(self, site: Site, gradient: Array) -> None:
        """With ``n`` values ``x`` in a set: ``(g - (Σ g + x Σ g x) / n) / deviation``."""
        normal, target = self._normal(site), self._sets(site.input_gradient(0))
        part, total = 1.0 / self._count(site), site.new_scratch(self._inverse(site).shape, "total")
        site.call(np.multiply, gradient, normal, target)
        _sum_sets(site, target, total)
        site.call(np.multiply, total, part, total)
        site.call(np.multiply, normal, total, target)
        if self.centres:
            _sum_sets(site, gradient, total)
            site.call(np.multiply, total, part, total)
            site.call(np.add, target, total, target)
        site.call(np.subtract, gradient, target, target)
        site.call(np.multiply, target, self._inverse(site), target)

    def _normal(self, site: Site) -> Array:
        return self._sets(site.array(site.output.value, "normal"))

    def _inverse(self, site: Site) -> Array:
        return site.new_array(self._sum_shape(self._sets(site.output.value)), "inverse")


def _sum_sets(site: Site, values: Array, total: Array) -> None:
    """Record sums over the members of each set, and over ``outer`` where ``total`` has but one."""
    outer, sets, members, inner = values.shape
    sums = values
    if members > 1:
        whole = len(total) == outer
        sums = total if whole else site.new_scratch((outer, sets, 1, inner), "sums")
        ones = np.ones((1, members), values.dtype)
        if outer * sets == 1:
            site.call(ones[0].dot, values[0, 0], sums[0, 0, 0])
        else:
            site.call(np.matmul, ones, values, sums)
        if whole:
            return
    site.call(np.ones(outer, values.dtype).dot, sums.reshape(outer, -1), total.reshape(-1))


class LayerNorm(_PerSample, frozen=True, tag="layer_norm.v1"):
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


class GroupNorm(_PerSample, frozen=True, tag="group_norm.v1"):
    """Over all positions of a group of channels (Wu and He 2018), as ``torch.nn.GroupNorm``.

    One group normalises each sample as a whole; as many groups as channels is instance
    normalisation.
    """

    title = "Group norm"
    category = "Normalisation"
    summary = "Gives each group of channels of a sample mean 0 and spread 1, whatever the batch."

    groups: Annotated[
        int,
        Meta(
            ge=1,
            le=65536,
            title="Groups",
            description="Into how many equal groups the channels are divided.",
        ),
    ] = 1
    affine: Annotated[
        bool,
        Meta(title="Scale and shift", description="Learn a scale and a bias for each channel."),
    ] = True
    epsilon: Epsilon = 1e-5

    def out_shape(self, *inputs: Shape) -> Shape:
        channels = inputs[0][-1]
        if channels % self.groups:
            fitting = next(n for n in range(min(self.groups, channels), 0, -1) if channels % n == 0)
            raise ShapeError(
                "{channels} channels cannot be divided into {groups} equal groups. "
                "Use {fitting} groups.",
                repair=ReplaceWith(GroupNorm(groups=fitting, affine=self.affine)),
                channels=channels,
                groups=self.groups,
                fitting=fitting,
            )
        if int(np.prod(inputs[0])) == self.groups:
            raise ShapeError(
                "Group norm compares the values of a group and each group has a single one. "
                "Use fewer groups.",
                repair=ReplaceWith(GroupNorm(affine=self.affine)) if self.groups > 1 else None,
            )
        return inputs[0]

    def _sets(self, value: Array) -> Array:
        view, batch = by_channel(value), value.shape[-1]
        return view.reshape(len(view), self.groups, -1, batch)

    def _sum_shape(self, view: Array) -> tuple[int, ...]:
        return (1, self.groups, 1, view.shape[-1])


class RMSNorm(_PerSample, frozen=True, tag="rms_norm.v1"):
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
