"""Losses, which end a network instead of giving a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.formats.onnx.importing.drawing import Value
from engine.layers import Activation

if TYPE_CHECKING:
    from engine.formats.onnx.importing.reading import Operator


def softmax_crossentropy(operator: Operator) -> Value:
    """Import the softmax with which our cross-entropy is computed, or its logarithms.

    Steps come in front of the classes, all in one dimension.
    """
    value, drawing = operator.value(), operator.drawing
    if operator.output == 1:
        node = drawing.add(Activation(function="log_softmax"), drawing.channels_last(value))
        return drawing.channels_first(node)
    operator.require("reduction", "mean")
    rows = drawing.channels_last(value)
    if len(value.shape) > 2:
        rows = drawing.reshaped(rows, (-1, value.shape[0]))
    node = drawing.add(Activation(function="softmax"), rows)
    return Value(node, 0, drawing.shape(node))
