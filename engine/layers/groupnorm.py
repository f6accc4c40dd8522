"""Group normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine import shapes
from engine.initializers import Constant, Zeros
from engine.layers.base import Layer, Parameter, ReplaceWith, ShapeError
from engine.layers.channels import by_channel
from engine.layers.norm import Epsilon

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array


class GroupNorm(Layer, frozen=True, tag="group_norm.v1"):
    """Over all positions of a group of channels (Wu and He 2018), as ``torch.nn.GroupNorm``.

    One group normalises each sample as a whole; as many groups as channels is instance
    normalisation.
    """

    title = "Group norm"
    category = "Normalisation"
    summary = "Gives each group of channels of a sample mean 0 and spread 1, whatever the batch."
    quiet_fields = frozenset({"epsilon"})

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
                "Set groups to {fitting}.",
                repair=ReplaceWith(GroupNorm(groups=fitting, affine=self.affine)),
                channels=channels,
                groups=self.groups,
                fitting=fitting,
            )
        if shapes.size(inputs[0]) == self.groups:
            raise ShapeError(
                "Group norm compares the values of a group and each group has a single one. "
                "Use fewer groups.",
                repair=ReplaceWith(GroupNorm(affine=self.affine)) if self.groups > 1 else None,
            )
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        if not self.affine:
            return ()
        channels = inputs[0][-1]
        fans = (channels, channels)
        return (
            Parameter("scale", (channels,), Constant(value=1.0), fans, decays=False),
            Parameter("bias", (channels,), Zeros(), fans, decays=False),
        )

    def forward(self, site: Site) -> None:
        source, target = _Positions(site.inputs[0].value), _Positions(site.output.value)
        centred, inverse = self._centred(site), self._inverse(site)
        square = _Positions(site.scratch(site.output.value))
        matrix, factor = self._matrix(site, "sums"), self._factor(site)
        source.sum(site, matrix)
        self._mean(site, matrix, inverse)
        site.call(np.copyto, self._grouped(matrix), inverse)
        site.call(np.subtract, source.view, source.meet(matrix), centred.view)
        site.call(np.multiply, centred.view, centred.view, square.view)
        square.sum(site, matrix)
        self._mean(site, matrix, inverse)
        site.call(np.add, inverse, self.epsilon, inverse)
        site.call(np.sqrt, inverse, inverse)
        site.call(np.divide, 1.0, inverse, inverse)
        site.call(np.copyto, self._grouped(factor), inverse)
        if self.affine:
            site.call(np.multiply, factor, site.parameter("scale")[:, None], factor)
        site.call(np.multiply, centred.view, centred.meet(factor), target.view)
        if self.affine:
            site.call(np.copyto, matrix, site.parameter("bias")[:, None])
            site.call(np.add, target.view, target.meet(matrix), target.view)

    def backward(self, site: Site) -> None:
        gradient, centred = _Positions(site.output_gradient), self._centred(site)
        product = _Positions(site.scratch(site.output.value))
        total, along = self._matrix(site, "total"), self._matrix(site, "along")
        site.call(np.multiply, gradient.view, centred.view, product.view)
        product.sum(site, along)
        gradient.sum(site, total)
        if self.affine:
            self._backward_affine(site, total, along)
        if site.wants_gradient(0):
            self._backward_input(site, total, along)

    def _backward_affine(self, site: Site, total: Array, along: Array) -> None:
        """Write the gradients of scale and bias; take the scale into both sums."""
        scale, ones = site.parameter("scale")[:, None], np.ones(total.shape[1], total.dtype)
        normal = self._matrix(site, "sums")
        site.call(np.multiply, self._grouped(along), self._inverse(site), self._grouped(normal))
        site.call(normal.dot, ones, site.parameter_gradient("scale"))
        site.call(total.dot, ones, site.parameter_gradient("bias"))
        site.call(np.multiply, along, scale, along)
        site.call(np.multiply, total, scale, total)

    def _backward_input(self, site: Site, total: Array, along: Array) -> None:
        """With ``n`` values ``x`` in a group: ``(g - (Σ g + x Σ g x) / n) / deviation``."""
        gradient, target = _Positions(site.output_gradient), _Positions(site.input_gradient(0))
        centred, inverse = self._centred(site), self._inverse(site)
        share = site.new_scratch(inverse.shape, "share")
        self._mean(site, along, share)
        for _ in range(3):
            site.call(np.multiply, share, inverse, share)
        site.call(np.copyto, self._grouped(along), share)
        self._mean(site, total, share)
        site.call(np.multiply, share, inverse, share)
        site.call(np.copyto, self._grouped(total), share)
        site.call(np.multiply, centred.view, centred.meet(along), target.view)
        site.call(np.add, target.view, target.meet(total), target.view)
        factor = gradient.meet(self._factor(site))
        site.call(np.multiply, gradient.view, factor, gradient.view)
        site.call(np.subtract, gradient.view, target.view, target.view)

    def _mean(self, site: Site, matrix: Array, mean: Array) -> None:
        """Record ``mean``, ``(groups, 1, batch)``, of what is summed over positions already."""
        count = site.output.value.size // mean.size
        site.call(np.add.reduce, self._grouped(matrix), 1, None, mean, True)
        site.call(np.multiply, mean, 1.0 / count, mean)

    def _grouped(self, matrix: Array) -> Array:
        """Return ``(channels, batch)`` as ``(groups, channels of each, batch)``."""
        return matrix.reshape(self.groups, -1, matrix.shape[1])

    def _centred(self, site: Site) -> _Positions:
        return _Positions(site.array(site.output.value, "centred"))

    def _inverse(self, site: Site) -> Array:
        return site.new_array((self.groups, 1, site.output.value.shape[-1]), "inverse")

    def _factor(self, site: Site) -> Array:
        return site.new_array(site.output.value.shape[-2:], "factor")

    def _matrix(self, site: Site, key: str) -> Array:
        return site.new_scratch(site.output.value.shape[-2:], key)


class _Positions:
    """A value as positions, each a matrix ``(channels, batch)``.

    Attributes
    ----------
    view
        ``(positions, channels, batch)``, or ``(channels, positions, batch)`` where channels come
        first in memory.
    """

    def __init__(self, value: Array) -> None:
        view, (channels, batch) = by_channel(value), value.shape[-2:]
        self._channels_first = view.shape[2] != batch
        self.view = view.reshape(channels, -1, batch) if self._channels_first else view

    def meet(self, matrix: Array) -> Array:
        """Return a matrix ``(channels, batch)`` in the shape in which it meets the view."""
        return matrix[:, None] if self._channels_first else matrix

    def sum(self, site: Site, total: Array) -> None:
        """Record ``total = `` the sum over all positions, ``(channels, batch)``."""
        positions = self.view.size // total.size
        ones = np.ones((1, positions), total.dtype)
        if self._channels_first:
            site.call(np.matmul, ones, self.view, total[:, None])
        elif positions == 1:
            site.call(np.copyto, total, self.view[0])
        else:
            site.call(ones[0].dot, self.view.reshape(positions, -1), total.reshape(-1))
