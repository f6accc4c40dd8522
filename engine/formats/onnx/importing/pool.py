"""Pooling: over windows, over everything, over chosen dimensions."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.formats.onnx.importing.drawing import Value
from engine.formats.onnx.importing.windows import Window
from engine.layers import (
    AvgPool1D,
    AvgPool2D,
    GlobalAveragePool,
    GlobalMaxPool,
    MaxPool1D,
    MaxPool2D,
    ZeroPadding,
)

if TYPE_CHECKING:
    from engine.formats.onnx.importing.reading import Operator
    from engine.layers import Layer


def max_pool(operator: Operator) -> Value:
    window = Window.of(operator, operator.value(), ())
    return _pool(operator, window, operator.drawing.channels_last(operator.value()))


def average_pool(operator: Operator) -> Value:
    """Import with zeros as values of their own where the padding counts: rounding up never does."""
    value, drawing = operator.value(), operator.drawing
    window, node = Window.of(operator, value, ()), drawing.channels_last(value)
    if operator.get("count_include_pad", 0) and any(window.pads):
        node = drawing.add(ZeroPadding(pads=window.pads), node)
        window = replace(window, margins=((0, 0),) * len(window.margins))
    return _pool(operator, window, node, count_pads=False)


def _pool(operator: Operator, window: Window, node: int, **fields: Any) -> Value:
    margins = zip(window.margins, window.beyond, strict=True)
    pads = tuple(n for (before, after), more in margins for n in (before, after + more))
    average = bool(fields)
    kinds = (AvgPool1D, AvgPool2D) if average else (MaxPool1D, MaxPool2D)
    single = len(window.kernel) == 1
    kind: Any = kinds[0] if single else kinds[1]
    layer = kind(
        pool_size=window.kernel[0] if single else window.kernel,
        stride=window.stride[0] if single else window.stride,
        dilation=window.dilation[0] if single else window.dilation,
        padding="explicit",
        pads=pads,
        **fields,
    )
    return operator.drawing.channels_first(operator.drawing.add(layer, node))


def whole(layer: type[GlobalAveragePool | GlobalMaxPool], operator: Operator) -> Value:
    """Pool every channel; the other dimensions stay, each of length 1."""
    value, drawing = operator.value(), operator.drawing
    node = drawing.add(layer(), drawing.channels_last(value))
    shape = (value.shape[0], *(1 for _ in value.shape[1:]))
    return Value(drawing.reshaped(node, shape), 0, shape)


def reduced(layer: type[Layer], operator: Operator) -> Value:
    """Pool over chosen dimensions, the others being one channel each."""
    value, drawing = operator.value(), operator.drawing
    axes = operator.setting(1, "axes") or []
    if not axes and operator.get("noop_with_empty_axes", 0):
        return value
    gone = {value.place(axis, operator.name) for axis in axes or range(value.rank)}
    left = [place for place in range(len(value.shape)) if place not in gone]
    node = drawing.permuted(value.node, [*sorted(gone), *left])
    channels = math.prod(value.shape[place] for place in left)
    node = drawing.add(layer(), drawing.reshaped(node, (-1, channels)))
    kept = bool(operator.get("keepdims", 1))
    shape = tuple(
        1 if place in gone else length
        for place, length in enumerate(value.shape)
        if kept or place not in gone
    )
    before = sum(1 for axis in axes if axis % value.rank < value.axis)
    axis = value.axis if kept else value.axis - before
    return Value(drawing.reshaped(node, shape), axis, shape)
