"""Emitters of pooling and of what enlarges. ONNX has channels in front, the program behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.conv import channels_first, channels_last, window
from engine.layers import (
    AvgPool1D,
    AvgPool2D,
    GlobalAveragePool,
    MaxPool1D,
    MaxPool2D,
    UpSampling,
    ZeroPadding,
)

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place


def pool(builder: Builder, place: Place) -> str:
    layer = place.layer
    assert isinstance(layer, MaxPool1D | MaxPool2D | AvgPool1D | AvgPool2D)
    rank = layer.rank()
    attributes = window(layer.slides(place.input_shapes[0])[:rank])
    if isinstance(layer, AvgPool1D | AvgPool2D):
        # Without this, ONNX leaves the padding out of the mean.
        attributes["count_include_pad"] = int(layer.count_pads)
        operator = "AveragePool"
    else:
        operator = "MaxPool"
    first = channels_first(builder, place.inputs[0], rank, f"{place.name}/channels_first")
    pooled = builder.add(operator, first, name=f"{place.name}/windows", **attributes)
    return channels_last(builder, pooled, rank, place.name)


def global_pool(builder: Builder, place: Place) -> str:
    mean = isinstance(place.layer, GlobalAveragePool)
    inner = np.arange(1, len(place.input_shapes[0]), dtype=np.int64)
    axes = builder.constant(inner, f"{place.name}/axes")
    operator = "ReduceMean" if mean else "ReduceMax"
    return builder.add(operator, place.inputs[0], axes, name=place.name, keepdims=0)


def up_sampling(builder: Builder, place: Place) -> str:
    """Repeat by stretching new dimensions of length 1, which ONNX defines without a doubt."""
    assert isinstance(place.layer, UpSampling)
    shape = place.input_shapes[0]
    times = place.layer.times(shape)
    pairs = [(length, each) for length, each in zip(shape, times, strict=False)]
    apart = [0, *(size for length, _ in pairs for size in (length, 1)), shape[-1]]
    stretched = [1, *(size for _, each in pairs for size in (1, each)), 1]
    value = place.inputs[0]
    for operator, sizes, step in (
        ("Reshape", apart, "apart"),
        ("Expand", stretched, "repeated"),
        ("Reshape", [0, *place.shape], ""),
    ):
        name = f"{place.name}/{step}" if step else place.name
        target = builder.constant(np.array(sizes, np.int64), f"{name}/shape")
        value = builder.add(operator, value, target, name=name)
    return value


def zero_padding(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, ZeroPadding)
    margins = ((0, 0), *place.layer.margins(place.input_shapes[0]), (0, 0))
    ends = [margin[end] for end in (0, 1) for margin in margins]
    pads = builder.constant(np.array(ends, np.int64), f"{place.name}/pads")
    # onnxruntime (1.17 on) joins padding by 0 to a pool behind it, which leaves the zeros out of
    # its maximum and refuses more of them than the window is long. Padding by -0 it lets be.
    zero = builder.constant(np.array(-0.0, np.float32), f"{place.name}/zero")
    return builder.add("Pad", place.inputs[0], pads, zero, name=place.name)
