"""A depthwise convolution and a mixture of its channels in one layer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine import initializers
from engine.layers import windows
from engine.layers.base import Fan, Parameter
from engine.layers.columns import Columns, as_picture
from engine.layers.conv import (
    ActivationField,
    BiasInitializer,
    Convolution,
    DepthMultiplier,
    KernelInitializer,
    UseBias,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.plan import Site
    from engine.shapes import Shape
    from engine.sizes import Slide
    from engine.tape import Array


class SeparableConv2D(Convolution, frozen=True, tag="separable_conv2d.v1"):
    """``activation(depthwise(x) @ pointwise_kernel + bias)``, as in Keras.

    The depthwise kernel is ``(height, width, channels, multiplier)``, without a bias; the pointwise
    kernel is ``(1, 1, channels * multiplier, filters)``.
    """

    title = "SeparableConv2D"
    summary = "Filters every channel by itself, then mixes the channels: fewer weights than Conv2D."

    filters: windows.Filters = 8
    kernel_size: windows.KernelSize = (3, 3)
    activation: ActivationField = "linear"
    stride: windows.Stride = (1, 1)
    padding: windows.PaddingRule = "valid"
    pads: windows.Pads = (0, 0)
    dilation: windows.Dilation = (1, 1)
    depth_multiplier: DepthMultiplier = 1
    use_bias: UseBias = True
    kernel_initializer: KernelInitializer = None
    bias_initializer: BiasInitializer = None

    def rank(self) -> int:
        return 2

    def out_channels(self, channels: int) -> int:
        return self.filters

    def parts(self, channels: int) -> int:
        return channels

    def kernel_shape(self, channels: int) -> Shape:
        return (*windows.both(self.kernel_size), channels, self.depth_multiplier)

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        return windows.picture_slides(
            self, shape, self.kernel_size, self.stride, self.padding, self.pads, self.dilation
        )

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        depthwise = self.kernel_shape(inputs[0][-1])
        window, middle = math.prod(depthwise[:2]), math.prod(depthwise[2:])
        between = self.kernel_initializer or initializers.for_activation("linear")
        last = self.kernel_initializer or initializers.for_activation(self.activation)
        fans = window, window * self.depth_multiplier
        mixing = middle, self.filters
        return (
            Parameter(
                "depthwise_kernel",
                depthwise,
                between,
                fans,
                decays=True,
                bounded=Fan(depthwise, (0, 1)),
            ),
            Parameter("pointwise_kernel", (1, 1, *mixing), last, mixing, decays=True),
            *self.bias(self.filters, mixing),
        )

    def forward(self, site: Site) -> None:
        columns, middle = self._depthwise(site), self._middle(site)
        picture = as_picture(site.inputs[0].value)
        depthwise, pointwise = self._weights(site.parameter)
        columns.forward(picture, depthwise, middle)
        total = _rows(as_picture(site.pre_activation))
        site.call(np.matmul, pointwise.T, _rows(middle), total)
        if self.use_bias:
            site.call(np.add, total, site.parameter("bias")[:, None], total)
        site.activate()

    def backward(self, site: Site) -> None:
        site.activate_backward()
        columns, middle = self._depthwise(site), self._middle(site)
        picture = as_picture(site.inputs[0].value)
        depthwise, pointwise = self._weights(site.parameter)
        of_depthwise, of_pointwise = self._weights(site.parameter_gradient)
        delta = _rows(as_picture(site.output_gradient))
        site.call(np.matmul, _rows(middle), delta.T, of_pointwise)
        if self.use_bias:
            ones = np.ones(delta.shape[1], delta.dtype)
            site.call(delta.dot, ones, site.parameter_gradient("bias"))
        spread = site.new_scratch(middle.shape, "middle")
        site.call(np.matmul, pointwise, delta, _rows(spread))
        flat = columns.flat(spread)
        target = as_picture(site.input_gradient(0)) if site.wants_gradient(0) else None
        columns.backward(
            picture, lambda block: flat[..., block.places], depthwise, of_depthwise, target
        )

    def _depthwise(self, site: Site) -> Columns:
        shape = site.inputs[0].shape
        return Columns(site, self.slides(shape), shape[-1], shape[-1])

    def _middle(self, site: Site) -> Array:
        """Return what lies between the two convolutions, channels first."""
        channels = site.inputs[0].shape[-1] * self.depth_multiplier
        height, width = site.output.shape[:2]
        batch = site.output.value.shape[-1]
        return site.new_array((channels, height, width, batch), "middle")

    def _weights(self, read: Callable[[str], Array]) -> tuple[Array, Array]:
        """Return both kernels, or their gradients, as matrices."""
        depthwise, pointwise = read("depthwise_kernel"), read("pointwise_kernel")
        window = math.prod(depthwise.shape[:2])
        return depthwise.reshape(window, -1), pointwise.reshape(-1, self.filters)


def _rows(picture: Array) -> Array:
    return picture.reshape(picture.shape[0], -1)
