"""Batch normalisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine.initializers import Constant, Zeros
from engine.layers.base import Layer, Parameter
from engine.layers.channels import by_channel, per_channel, sum_channels, sum_products

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.tape import Array


class BatchNorm(Layer, frozen=True, tag="batch_norm.v1"):
    """Ioffe and Szegedy 2015: ``scale * (x - mean) / sqrt(variance + epsilon) + bias``.

    While training, mean and variance of a channel are those of the batch, over all positions. The
    running ones, which are used afterwards, follow as in ``torch.nn.BatchNorm1d`` to ``3d``:
    ``running += momentum * (batch - running)``, with the unbiased variance of the batch. Keras
    weighs the old by its momentum of 0.99, has an epsilon of 1e-3 and takes the biased variance.

    A training batch with one value in a channel has no spread: it is normalised by the running
    values and leaves them as they are, where PyTorch refuses it and Keras returns the bias alone.
    """

    title = "Batch norm"
    category = "Normalisation"
    summary = "Gives every channel mean 0 and spread 1 over the batch, then a learned scale."
    quiet_fields = frozenset({"momentum", "epsilon"})
    of_batch = True

    affine: Annotated[
        bool,
        Meta(title="Scale and shift", description="Learn a scale and a bias for each channel."),
    ] = True
    momentum: Annotated[
        float,
        Meta(
            ge=0.0,
            le=1.0,
            title="Momentum",
            description="How far the running mean and variance move towards those of a batch.",
        ),
    ] = 0.1
    epsilon: Annotated[
        float,
        Meta(
            gt=0.0,
            le=1.0,
            title="Epsilon",
            description="Added to the variance, so that nothing is divided by zero.",
        ),
    ] = 1e-5

    def out_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        channels = inputs[0][-1]
        first = {"running_mean": Zeros(), "running_variance": Constant(value=1.0)}
        if self.affine:
            first = {"scale": Constant(value=1.0), "bias": Zeros(), **first}
        return tuple(
            Parameter(
                name,
                (channels,),
                initializer,
                (channels, channels),
                decays=False,
                learned=not name.startswith("running"),
            )
            for name, initializer in first.items()
        )

    def forward(self, site: Site) -> None:
        source, target = by_channel(site.inputs[0].value), by_channel(site.output.value)
        if self._reads_batch(site):
            mean, variance = self._statistics(site, source)
        else:
            mean, variance = site.parameter("running_mean"), site.parameter("running_variance")
            site.call(np.subtract, source, per_channel(site, mean, source), self._centred(site))
        inverse, factor = _of_channels(site, "inverse"), _of_channels(site, "factor")
        site.call(np.add, variance, self.epsilon, inverse)
        site.call(np.sqrt, inverse, inverse)
        site.call(np.divide, 1.0, inverse, inverse)
        if not self.affine:
            site.call(np.multiply, self._centred(site), per_channel(site, inverse, target), target)
            return
        site.call(np.multiply, inverse, site.parameter("scale"), factor)
        site.call(np.multiply, self._centred(site), per_channel(site, factor, target), target)
        site.call(np.add, target, per_channel(site, site.parameter("bias"), target), target)

    def _statistics(self, site: Site, source: Array) -> tuple[Array, Array]:
        """Record mean and variance, in two passes.

        The mean square minus the squared mean would lose a spread that is small beside the mean.
        """
        mean, variance = _of_channels(site, "mean"), _of_channels(site, "variance")
        centred, part = self._centred(site), len(mean) / source.size
        sum_channels(site, source, mean)
        site.call(np.multiply, mean, part, mean)
        site.call(np.subtract, source, per_channel(site, mean, source), centred)
        sum_products(site, centred, centred, variance)
        site.call(np.multiply, variance, part, variance)
        return mean, variance

    def backward(self, site: Site) -> None:
        gradient, centred = by_channel(site.output_gradient), self._centred(site)
        inverse = _of_channels(site, "inverse")
        if self.affine:
            total, along = site.parameter_gradient("bias"), site.parameter_gradient("scale")
        else:
            total, along = _of_channels(site, "total"), _of_channels(site, "along")
        sum_channels(site, gradient, total)
        sum_products(site, gradient, centred, along)
        site.call(np.multiply, along, inverse, along)
        factor = _of_channels(site, "factor") if self.affine else inverse
        reads_batch = self._reads_batch(site)
        if site.wants_gradient(0):
            target = by_channel(site.input_gradient(0))
            if reads_batch:
                self._without_statistics(site, gradient, total, along)
            site.call(np.multiply, gradient, per_channel(site, factor, target), target)
        if reads_batch:
            self._follow(site)

    def _without_statistics(self, site: Site, gradient: Array, total: Array, along: Array) -> None:
        """Take from the gradient what a change of mean and variance gives back.

        With ``n`` values in a channel and ``x`` the normalised ones: ``g - (Σ g + x Σ g x) / n``.
        """
        part, room = len(total) / gradient.size, site.new_scratch(gradient.shape)
        share = site.new_scratch(total.shape, "share")
        site.call(np.multiply, along, part, share)
        site.call(np.multiply, share, _of_channels(site, "inverse"), share)
        site.call(np.multiply, self._centred(site), per_channel(site, share, room), room)
        site.call(np.subtract, gradient, room, gradient)
        site.call(np.multiply, total, part, share)
        site.call(np.subtract, gradient, per_channel(site, share, gradient), gradient)

    def _follow(self, site: Site) -> None:
        """Move the running values: here, so that a step whose loss is not finite moves nothing."""
        count = site.output.value.size // site.output.shape[-1]
        mean, variance = _of_channels(site, "mean"), _of_channels(site, "variance")
        unbiased = site.new_scratch(mean.shape, "share")
        site.call(np.multiply, variance, count / (count - 1.0), unbiased)
        for name, batch in (("running_mean", mean), ("running_variance", unbiased)):
            running, move = site.parameter(name), site.new_scratch(mean.shape, "move")
            site.call(np.subtract, batch, running, move)
            site.call(np.multiply, move, self.momentum, move)
            site.call(np.add, running, move, running)

    def _reads_batch(self, site: Site) -> bool:
        return site.training and site.output.value.size > site.output.shape[-1]

    def _centred(self, site: Site) -> Array:
        return by_channel(site.array(site.output.value, "centred"))


def _of_channels(site: Site, key: str) -> Array:
    """Return an array with a value for each channel that stays until the backward pass."""
    return site.new_array(site.output.shape[-1:], key)
