"""Convolutions. ONNX has channels and filters in front, the program behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formats.onnx.importing.windows import Window
from engine.layers import Conv1D, Conv2D, Conv2DTranspose, DepthwiseConv2D, ZeroPadding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formats.onnx.importing.drawing import Value
    from engine.formats.onnx.importing.reading import Operator

    Array = NDArray[Any]


def convolution(operator: Operator) -> Value:
    value, drawing, weights = operator.value(), operator.drawing, operator.constant(1)
    window = Window.of(operator, value, weights.shape[2:])
    groups, filters = operator.get("group", 1), weights.shape[0]
    # (filters, channels, ...) to (..., channels, filters)
    kernel = np.moveaxis(weights, (0, 1), (-1, -2))
    bias = operator.optional(2)
    shared: dict[str, Any] = {
        "padding": "explicit",
        "pads": window.pads,
        "use_bias": bias is not None,
    }
    layer: Conv1D | Conv2D | DepthwiseConv2D
    if len(window.kernel) == 1:
        layer = Conv1D(filters=filters, groups=groups, **window.single(), **shared)
    elif 1 < groups == value.shape[0]:
        layer = DepthwiseConv2D(depth_multiplier=filters // groups, **window.both(), **shared)
        kernel = kernel.reshape(*window.kernel, groups, -1)
    else:
        layer = Conv2D(filters=filters, groups=groups, **window.both(), **shared)
    learned = {"kernel": kernel} | ({} if bias is None else {"bias": bias})
    return drawing.channels_first(drawing.add(layer, drawing.channels_last(value), **learned))


def transposed(operator: Operator) -> Value:
    """Import a picture's, and a sequence's as that of a picture one value wide."""
    value, drawing, weights = operator.value(), operator.drawing, operator.constant(1)
    groups = operator.get("group", 1)
    window, bias = Window.of(operator, value, weights.shape[2:], cut=True), operator.optional(2)
    # (channels, filters in a group, ...) to (..., filters in a group, channels)
    kernel = np.moveaxis(weights, (0, 1), (-1, -2))
    margins = [(max(before, 0), max(after, 0)) for before, after in window.margins]
    missing = [(max(-before, 0), max(-after, 0)) for before, after in window.margins]
    node, single = drawing.channels_last(value), len(window.kernel) == 1
    if single:
        node = drawing.reshaped(node, (value.shape[1], 1, value.shape[0]))
        kernel, margins, missing = kernel[:, None], [*margins, (0, 0)], [*missing, (0, 0)]
        window = window.wider()
    layer = Conv2DTranspose(
        filters=weights.shape[1] * groups,
        groups=groups,
        padding="explicit",
        pads=_flat(margins),
        use_bias=bias is not None,
        **window.both(),
    )
    node = drawing.add(layer, node, kernel=kernel, **({} if bias is None else {"bias": bias}))
    if any(_flat(missing)):
        if bias is not None:
            raise operator.refused("a bias where no window reaches")
        node = drawing.add(ZeroPadding(pads=_flat(missing)), node)
    if single:
        node = drawing.reshaped(node, (drawing.shape(node)[0], layer.filters))
    return drawing.channels_first(node)


def _flat(margins: list[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(length for margin in margins for length in margin)
