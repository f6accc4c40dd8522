"""PReLU: a leaky ReLU that learns its slope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine.initializers import Constant
from engine.layers.base import Layer, Parameter
from engine.layers.channels import by_channel, per_channel, sum_products

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape


class PReLU(Layer, frozen=True, tag="prelu.v1"):
    """``z`` above 0 and ``slope * z`` below, with a slope for each channel (He et al. 2015).

    The channels are the last dimension, as in ``torch.nn.PReLU(channels)``; Keras learns a slope
    for every position too unless it is told to share them. L1 and L2 leave the slopes alone: they
    would pull them towards a plain ReLU.
    """

    title = "PReLU"
    category = "Basic"
    summary = "A ReLU that lets a learned share of negative values through, one for each channel."
    quiet_fields = frozenset({"initial_slope"})

    initial_slope: Annotated[
        float,
        Meta(
            ge=-1.0,
            le=1.0,
            title="First slope",
            description="Share of negative values that passes before anything is learned.",
        ),
    ] = 0.25

    def out_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return inputs[0]

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        channels = inputs[0][-1]
        first = Constant(value=self.initial_slope)
        return (Parameter("slope", (channels,), first, (channels, channels), decays=False),)

    def forward(self, site: Site) -> None:
        source, target = by_channel(site.inputs[0].value), by_channel(site.output.value)
        below, zero = by_channel(site.array(site.output.value, "below")), site.bound(0.0, target)
        scaled = site.scratch(target)
        site.call(np.minimum, source, zero, out=below)
        site.call(np.multiply, below, per_channel(site, site.parameter("slope"), target), scaled)
        site.call(np.maximum, source, zero, out=target)
        site.call(np.add, target, scaled, target)

    def backward(self, site: Site) -> None:
        gradient = by_channel(site.output_gradient)
        below = by_channel(site.array(site.output.value, "below"))
        sum_products(site, gradient, below, site.parameter_gradient("slope"))
        if site.wants_gradient(0):
            target, above = by_channel(site.input_gradient(0)), site.scratch_mask(gradient)
            site.call(np.greater, by_channel(site.inputs[0].value), 0.0, above)
            site.call(
                np.multiply, gradient, per_channel(site, site.parameter("slope"), target), target
            )
            site.call(np.copyto, target, gradient, "same_kind", above)
