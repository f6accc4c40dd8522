"""Emitters of convolutions. ONNX has channels and filters in front, the program behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formats.onnx.activations import ACTIVATIONS
from engine.layers import Conv1D, Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place
    from engine.layers.conv import Convolution
    from engine.shapes import Shape
    from engine.sizes import Slide


def channels_first(builder: Builder, value: str, rank: int, name: str) -> str:
    """Bring ``(N, ..., channels)`` to ``(N, channels, ...)``."""
    return builder.add("Transpose", value, name=name, perm=[0, rank + 1, *range(1, rank + 1)])


def channels_last(builder: Builder, value: str, rank: int, name: str) -> str:
    """Bring ``(N, channels, ...)`` to ``(N, ..., channels)``."""
    return builder.add("Transpose", value, name=name, perm=[0, *range(2, rank + 2), 1])


def window(slides: Sequence[Slide]) -> dict[str, Any]:
    """Return the attributes of an operator with a window."""
    return {
        "kernel_shape": [slide.kernel for slide in slides],
        "strides": [slide.stride for slide in slides],
        "pads": [slide.before for slide in slides] + [slide.after for slide in slides],
        "dilations": [slide.dilation for slide in slides],
    }


def _filters_first(builder: Builder, kernel: str, shape: Shape, name: str) -> str:
    """Bring a kernel ``(..., in, out)``, of the given shape, to ``(out, in, ...)``."""
    order = [len(shape) - 1, len(shape) - 2, *range(len(shape) - 2)]
    target = builder.constant(np.array(shape, np.int64), f"{name}/shape")
    laid_out = builder.add("Reshape", builder.weights(kernel), target, name=f"{name}/laid_out")
    return builder.add("Transpose", laid_out, name=name, perm=order)


def _finish(builder: Builder, place: Place, total: str, layer: Convolution) -> str:
    """Bring the sums to the program's order and add the activation."""
    name = place.name if layer.activation == "linear" else f"{place.name}/sum"
    last = channels_last(builder, total, layer.rank(), name)
    return ACTIVATIONS[layer.activation](builder, last, place.name)


def _bias(builder: Builder, place: Place, layer: Convolution) -> tuple[str, ...]:
    return (builder.weights(f"{place.name}/bias"),) if layer.use_bias else ()


def convolution(builder: Builder, place: Place) -> str:
    layer, given = place.layer, place.input_shapes[0]
    assert isinstance(layer, Conv1D | Conv2D | DepthwiseConv2D)
    rank, groups, filters = layer.rank(), layer.parts(given[-1]), layer.out_channels(given[-1])
    slides = layer.slides(given)[:rank]
    value = channels_first(builder, place.inputs[0], rank, f"{place.name}/channels_first")
    shape = (*layer.kernel_shape(given[-1])[:rank], given[-1] // groups, filters)
    kernel = _filters_first(builder, f"{place.name}/kernel", shape, f"{place.name}/filters")
    total = builder.add(
        "Conv",
        value,
        kernel,
        *_bias(builder, place, layer),
        name=f"{place.name}/windows",
        group=groups,
        **window(slides),
    )
    return _finish(builder, place, total, layer)


def separable(builder: Builder, place: Place) -> str:
    layer, given = place.layer, place.input_shapes[0]
    assert isinstance(layer, SeparableConv2D)
    channels = given[-1]
    first = channels_first(builder, place.inputs[0], 2, f"{place.name}/channels_first")
    middle = channels * layer.depth_multiplier
    shape = (*layer.kernel_shape(channels)[:2], 1, middle)
    name = f"{place.name}/depthwise_kernel"
    depthwise = _filters_first(builder, name, shape, f"{place.name}/depthwise_filters")
    name = f"{place.name}/pointwise_kernel"
    mixing = (1, 1, middle, layer.filters)
    pointwise = _filters_first(builder, name, mixing, f"{place.name}/pointwise_filters")
    between = builder.add(
        "Conv",
        first,
        depthwise,
        name=f"{place.name}/depthwise",
        group=channels,
        **window(layer.slides(given)),
    )
    total = builder.add(
        "Conv", between, pointwise, *_bias(builder, place, layer), name=f"{place.name}/pointwise"
    )
    return _finish(builder, place, total, layer)


def transposed(builder: Builder, place: Place) -> str:
    layer, given = place.layer, place.input_shapes[0]
    assert isinstance(layer, Conv2DTranspose)
    slides = layer.slides(given)
    first = channels_first(builder, place.inputs[0], 2, f"{place.name}/channels_first")
    shape = layer.kernel_shape(given[-1])
    kernel = _filters_first(builder, f"{place.name}/kernel", shape, f"{place.name}/filters")
    # What no window reaches at the end, where windows stand further apart than they are long.
    gaps = [slide.padded - (slide.count - 1) * slide.stride - slide.reach for slide in slides]
    total = builder.add(
        "ConvTranspose",
        first,
        kernel,
        *_bias(builder, place, layer),
        name=f"{place.name}/windows",
        group=layer.groups,
        output_padding=gaps,
        **window(slides),
    )
    return _finish(builder, place, total, layer)
