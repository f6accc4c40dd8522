"""The transposed convolution: what a convolution's gradient does, as a layer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine import initializers, shapes, sizes
from engine.layers import windows
from engine.layers.base import Fan, Parameter, ReplaceWith, ShapeError
from engine.layers.columns import Columns, as_picture, dense
from engine.layers.conv import (
    ActivationField,
    BiasInitializer,
    Grouped,
    KernelInitializer,
    UseBias,
)
from engine.message import Term

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape
    from engine.sizes import Slide
    from engine.tape import Array


class Conv2DTranspose(Grouped, frozen=True, tag="conv2d_transpose.v1"):
    """Spreads each value over a window of the output, which grows by the stride.

    The kernel is ``(height, width, filters in a group, channels)`` as in Keras: that of the
    convolution which leads back. "same" gives ``length * stride``; explicit padding is cut off the
    ends, as in PyTorch, whose output padding is a smaller number for the last end. About
    ``window * channels in a group / stride`` values add up in an output: that is the fan-in of
    first weights.
    """

    title = "Conv2DTranspose"
    summary = "Spreads each value over a window: a learned way to enlarge a picture."

    filters: windows.Filters = 8
    kernel_size: windows.KernelSize = (3, 3)
    activation: ActivationField = "linear"
    stride: windows.Stride = (2, 2)
    padding: windows.PaddingRule = "same"
    pads: windows.Pads = (0, 0)
    dilation: windows.Dilation = (1, 1)
    groups: windows.Groups = 1
    use_bias: UseBias = True
    kernel_initializer: KernelInitializer = None
    bias_initializer: BiasInitializer = None

    def rank(self) -> int:
        return 2

    def kernel_shape(self, channels: int) -> Shape:
        return (*windows.both(self.kernel_size), self.filters // self.groups, channels)

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        """Return how the window of the convolution that leads back goes over the output."""
        margins = windows.require_margins(self, self.pads, 2)
        fields = (windows.both(each) for each in (self.kernel_size, self.stride, self.dilation))
        down, across = (
            sizes.opposite(count, kernel, step, apart, self.padding, margin)
            for count, kernel, step, apart, margin in zip(shape[:2], *fields, margins, strict=True)
        )
        return down, across

    def out_shape(self, *inputs: Shape) -> Shape:
        windows.require_rank(self, inputs[0], 2)
        down, across = self.slides(inputs[0])
        if min(down.length, across.length) < 1:
            raise ShapeError(
                "The explicit padding of {layer} cuts everything of {shape} off. Use less of it.",
                repair=ReplaceWith(msgspec.structs.replace(self, pads=(0, 0))),
                layer=Term(self.title),
                shape=shapes.text(inputs[0]),
            )
        self.parts(inputs[0][-1])
        return down.length, across.length, self.filters

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        shape = self.kernel_shape(inputs[0][-1])
        height, width = windows.both(self.stride)
        window, channels = shape[0] * shape[1], shape[3] // self.groups
        fans = max(window * channels // (height * width), 1), window * shape[2]
        initializer = self.kernel_initializer or initializers.for_activation(self.activation)
        # A filter reads the channels of its group alone.
        fan = Fan((*shape[:3], self.groups, channels), (0, 1, 4))
        kernel = Parameter("kernel", shape, initializer, fans, decays=True, bounded=fan)
        return kernel, *self.bias(self.filters, fans)

    def products(self, *inputs: Shape) -> int:
        height, width, channels = inputs[0]
        return height * width * math.prod(self.kernel_shape(channels))

    def forward(self, site: Site) -> None:
        columns, total = self._back(site), as_picture(site.pre_activation)
        given = columns.flat(dense(site, as_picture(site.inputs[0].value), "channels first"))
        weights = self._matrix(site.parameter("kernel"))
        whole = columns.begin_spread(total)
        for block in columns.blocks():
            columns.spread(block, given[..., block.places], weights, whole)
        columns.end_spread(whole, total)
        if self.use_bias:
            site.call(np.add, total, site.parameter("bias")[:, None, None, None], total)
        site.activate()

    def backward(self, site: Site) -> None:
        site.activate_backward()
        columns, delta = self._back(site), as_picture(site.output_gradient)
        if self.use_bias:
            rows = delta.reshape(self.filters, -1)
            ones = np.ones(rows.shape[1], rows.dtype)
            site.call(rows.dot, ones, site.parameter_gradient("bias"))
        given = columns.flat(dense(site, as_picture(site.inputs[0].value), "channels first"))
        weights = self._matrix(site.parameter("kernel"))
        gradient = self._matrix(site.parameter_gradient("kernel"))
        target = as_picture(site.input_gradient(0)) if site.wants_gradient(0) else None
        back = None if target is None else site.new_scratch(target.shape, "back")
        for block in columns.gathered(columns.padded(delta)):
            columns.add_gradient(block, given[..., block.places], gradient)
            if back is not None:
                columns.multiply(block, weights, columns.flat(back)[..., block.places])
        if target is not None and back is not None:
            site.call(np.copyto, target, back)

    def _back(self, site: Site) -> Columns:
        """Return the columns of the convolution that leads back."""
        return Columns(site, self.slides(site.inputs[0].shape), self.filters, self.groups)

    def _matrix(self, kernel: Array) -> Array:
        return kernel.reshape(-1, kernel.shape[-1])
