"""Normalisation, with what it has learned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formats.onnx.importing.drawing import Value, broadcast
from engine.layers import BatchNorm, GroupNorm, LayerNorm, RMSNorm

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formats.onnx.importing.reading import Operator

    Array = NDArray[Any]


def batch_norm(operator: Operator) -> Value:
    """Import how it predicts; ONNX's momentum is the share of the old mean, ours of the new."""
    value, drawing = operator.value(), operator.drawing
    operator.require("training_mode", 0)
    names = ("scale", "bias", "running_mean", "running_variance")
    learned = {name: operator.constant(place) for place, name in enumerate(names, 1)}
    momentum = min(max(1.0 - operator.get("momentum", 0.9), 0.0), 1.0)
    layer = BatchNorm(epsilon=operator.get("epsilon", 1e-5), momentum=momentum)
    return drawing.channels_first(drawing.add(layer, drawing.channels_last(value), **learned))


def group_norm(operator: Operator) -> Value:
    """Import groups of channels; before opset 21 each group had one scale."""
    groups = operator.get("num_groups", 1)
    scale, bias = operator.constant(1), operator.constant(2)
    if operator.version < 21:
        each = operator.value().shape[0] // groups
        scale, bias = np.repeat(scale, each), np.repeat(bias, each)
    return _grouped(operator, groups, scale, bias)


def instance_norm(operator: Operator) -> Value:
    """Import it as groups of one channel each."""
    operator.drawing.require_channels(operator.value())
    channels = operator.value().shape[0]
    return _grouped(operator, channels, operator.constant(1), operator.constant(2))


def _grouped(operator: Operator, groups: int, scale: Array, bias: Array) -> Value:
    drawing, node = operator.drawing, operator.drawing.channels_last(operator.value())
    layer = GroupNorm(groups=groups, epsilon=operator.get("epsilon", 1e-5))
    return drawing.channels_first(drawing.add(layer, node, scale=scale, bias=bias))


def layer_norm(operator: Operator) -> Value:
    return _trailing(operator, LayerNorm(epsilon=operator.get("epsilon", 1e-5)))


def rms_norm(operator: Operator) -> Value:
    return _trailing(operator, RMSNorm(epsilon=operator.get("epsilon", 1e-5)))


def _trailing(operator: Operator, layer: LayerNorm | RMSNorm) -> Value:
    """Normalise over all dimensions from one on, as if they were one."""
    value, drawing = operator.value(), operator.drawing
    axis = operator.get("axis", -1) % value.rank
    if axis <= value.axis:
        value.place(value.axis, operator.name)
    inner = value.shape[axis - value.rank :]
    learned = {"scale": _over(operator, 1, value)}
    if isinstance(layer, LayerNorm):
        given = len(operator.inputs) > 2 and operator.inputs[2] is not None
        learned["bias"] = _over(operator, 2, value) if given else np.zeros(math.prod(inner))
    node = drawing.add(layer, drawing.rows(value, len(inner)), **learned)
    return Value(drawing.reshaped(node, value.shape), value.axis, value.shape)


def _over(operator: Operator, position: int, value: Value) -> Array:
    """Return a constant over the dimensions that are normalised."""
    inner = value.shape[operator.get("axis", -1) % value.rank - value.rank :]
    given = broadcast(operator.constant(position), value, operator.name)
    whole = np.broadcast_to(given, value.shape).reshape(-1, math.prod(inner))
    if (whole != whole[0]).any():
        raise operator.refused(f"input {position + 1} of shape {list(given.shape)}")
    row: Array = whole[0]
    return row
