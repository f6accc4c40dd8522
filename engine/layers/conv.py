"""Convolutions over sequences and pictures, and those of each channel by itself.

What is computed is the cross-correlation that all frameworks call convolution. Kernels are
``(height, width, channels in a group, filters)`` as in Keras; PyTorch and ONNX have filters and
channels in front. First kernels count the whole window in their fans.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from engine import initializers, sizes
from engine.activations import ActivationName
from engine.initializers import AnyInitializer
from engine.layers import windows
from engine.layers.base import Fan, Parameter, ReplaceWith, ShapeError
from engine.layers.columns import Columns, as_picture
from engine.message import Term

if TYPE_CHECKING:
    from typing import Self

    from engine.plan import Site
    from engine.shapes import Shape
    from engine.sizes import Slide

ActivationField = Annotated[
    ActivationName, Meta(title="Activation", description="Function applied to each sum.")
]
UseBias = Annotated[bool, Meta(title="Bias", description="Add a learned constant to each channel.")]
KernelInitializer = Annotated[
    AnyInitializer | None,
    Meta(
        title="First weights",
        description="Distribution of the first weights; automatic fits the activation.",
    ),
]
BiasInitializer = Annotated[
    AnyInitializer | None,
    Meta(title="First biases", description="Distribution of the first biases; else zeros."),
]
DepthMultiplier = Annotated[
    int,
    Meta(
        ge=1,
        le=1024,
        title="Depth multiplier",
        description="Filters for each channel that comes in.",
    ),
]


class Convolution(windows.Windowed, frozen=True):
    """What all of them compute: ``activation(windows @ kernel + bias)``."""

    category = "Convolution"

    if TYPE_CHECKING:
        # Each layer declares them itself, in the order in which a person meets them.
        activation: ActivationName = "linear"
        use_bias: bool = True
        kernel_initializer: AnyInitializer | None = None
        bias_initializer: AnyInitializer | None = None

    @classmethod
    def offered(cls) -> Self:
        # Linear layers in a row compute no more than one of them would.
        return cls(activation="relu")

    def out_channels(self, channels: int) -> int:
        raise NotImplementedError

    def parts(self, channels: int) -> int:
        """Return the number of groups of channels; raise `ShapeError` where they do not split."""
        raise NotImplementedError

    def kernel_shape(self, channels: int) -> Shape:
        raise NotImplementedError

    def activation_name(self) -> ActivationName:
        return self.activation

    def out_shape(self, *inputs: Shape) -> Shape:
        windows.require_rank(self, inputs[0], self.rank())
        slides = self.slides(inputs[0])
        windows.require_windows(self, inputs[0], slides)
        self.parts(inputs[0][-1])
        return (*self.outer(slides), self.out_channels(inputs[0][-1]))

    def parameters(self, *inputs: Shape) -> tuple[Parameter, ...]:
        shape = self.kernel_shape(inputs[0][-1])
        window, groups = math.prod(shape[:-2]), self.parts(inputs[0][-1])
        filters = self.out_channels(inputs[0][-1])
        fans = window * (inputs[0][-1] // groups), window * (filters // groups)
        initializer = self.kernel_initializer or initializers.for_activation(self.activation)
        kernel = Parameter("kernel", shape, initializer, fans, decays=True, bounded=self.fan(shape))
        return kernel, *self.bias(filters, fans)

    def fan(self, kernel: Shape) -> Fan | None:
        """Return where the weights of a filter lie, unless the filters are the last axis."""
        return None

    def bias(self, filters: int, fans: tuple[int, int]) -> tuple[Parameter, ...]:
        initializer = self.bias_initializer or initializers.Zeros()
        bias = Parameter("bias", (filters,), initializer, fans, decays=False)
        return (bias,) if self.use_bias else ()

    def forward(self, site: Site) -> None:
        weights, _ = site.merged_parameters()
        picture, out = as_picture(site.inputs[0].value), as_picture(site.pre_activation)
        self.columns(site).forward(picture, weights, out)
        site.activate()

    def backward(self, site: Site) -> None:
        site.activate_backward()
        columns, picture = self.columns(site), as_picture(site.inputs[0].value)
        delta = columns.flat(as_picture(site.output_gradient))
        target = as_picture(site.input_gradient(0)) if site.wants_gradient(0) else None
        columns.backward(
            picture, lambda block: delta[..., block.places], *site.merged_parameters(), target
        )

    def columns(
        self, site: Site, pool: tuple[int, int] = (1, 1), *, together: bool = False
    ) -> Columns:
        """Return the columns that are multiplied; see there for the options."""
        channels = site.inputs[0].shape[-1]
        slides, groups = self.slides(site.inputs[0].shape), self.parts(channels)
        return Columns(
            site, slides, channels, groups, ones=self.use_bias, pool=pool, together=together
        )


class Grouped(Convolution, frozen=True):
    """With a free number of filters, each of which reads one group of the channels."""

    if TYPE_CHECKING:
        filters: int = 8
        groups: int = 1

    def out_channels(self, channels: int) -> int:
        return self.filters

    def parts(self, channels: int) -> int:
        if channels % self.groups == 0 == self.filters % self.groups:
            return self.groups
        fitting = math.gcd(self.groups, channels, self.filters)
        raise ShapeError(
            "{layer} cannot split {channels} channels and {filters} filters into {groups} groups. "
            "Use {fitting}.",
            repair=ReplaceWith(msgspec.structs.replace(self, groups=fitting)),
            layer=Term(self.title),
            channels=channels,
            filters=self.filters,
            groups=self.groups,
            fitting=fitting,
        )


class Conv1D(Grouped, frozen=True, tag="conv1d.v1"):
    """Over a sequence ``(steps, channels)``; the kernel is ``(steps, channels, filters)``."""

    title = "Conv1D"
    summary = "Slides learned filters along a sequence: each sees a few steps at a time."

    filters: windows.Filters = 8
    kernel_size: windows.KernelLength = 3
    activation: ActivationField = "linear"
    stride: windows.StrideLength = 1
    padding: windows.PaddingRule = "valid"
    pads: windows.PadLengths = (0,)
    dilation: windows.DilationLength = 1
    groups: windows.Groups = 1
    use_bias: UseBias = True
    kernel_initializer: KernelInitializer = None
    bias_initializer: BiasInitializer = None

    def rank(self) -> int:
        return 1

    def kernel_shape(self, channels: int) -> Shape:
        return self.kernel_size, channels // self.groups, self.filters

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        (margin,) = windows.require_margins(self, self.pads, 1)
        along = sizes.slide(
            shape[0], self.kernel_size, self.stride, self.dilation, self.padding, margin
        )
        return along, sizes.Slide(1, 1)


class Conv2D(Grouped, frozen=True, tag="conv2d.v1"):
    """Over a picture ``(height, width, channels)``."""

    title = "Conv2D"
    summary = "Slides learned filters over a picture: each sees a small window at a time."

    filters: windows.Filters = 8
    kernel_size: windows.KernelSize = (3, 3)
    activation: ActivationField = "linear"
    stride: windows.Stride = (1, 1)
    padding: windows.PaddingRule = "valid"
    pads: windows.Pads = (0, 0)
    dilation: windows.Dilation = (1, 1)
    groups: windows.Groups = 1
    use_bias: UseBias = True
    kernel_initializer: KernelInitializer = None
    bias_initializer: BiasInitializer = None

    def rank(self) -> int:
        return 2

    def kernel_shape(self, channels: int) -> Shape:
        return (*windows.both(self.kernel_size), channels // self.groups, self.filters)

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        return windows.picture_slides(
            self, shape, self.kernel_size, self.stride, self.padding, self.pads, self.dilation
        )


class DepthwiseConv2D(Convolution, frozen=True, tag="depthwise_conv2d.v1"):
    """Filters for each channel by itself; the kernel is ``(height, width, channels, multiplier)``.

    A channel's filters lie together in the output, as those of a group.
    """

    title = "DepthwiseConv2D"
    summary = "Filters every channel of a picture by itself, without mixing them."

    depth_multiplier: DepthMultiplier = 1
    kernel_size: windows.KernelSize = (3, 3)
    activation: ActivationField = "linear"
    stride: windows.Stride = (1, 1)
    padding: windows.PaddingRule = "valid"
    pads: windows.Pads = (0, 0)
    dilation: windows.Dilation = (1, 1)
    use_bias: UseBias = True
    kernel_initializer: KernelInitializer = None
    bias_initializer: BiasInitializer = None

    def rank(self) -> int:
        return 2

    def out_channels(self, channels: int) -> int:
        return channels * self.depth_multiplier

    def parts(self, channels: int) -> int:
        return channels

    def kernel_shape(self, channels: int) -> Shape:
        return (*windows.both(self.kernel_size), channels, self.depth_multiplier)

    def fan(self, kernel: Shape) -> Fan | None:
        return Fan(kernel, (0, 1))

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        return windows.picture_slides(
            self, shape, self.kernel_size, self.stride, self.padding, self.pads, self.dilation
        )
