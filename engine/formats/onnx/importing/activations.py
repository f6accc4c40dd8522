"""Activation functions. Where a constant differs from ours, PReLU or formulas compute it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.activations import ELU_ALPHA, LEAKY_SLOPE, SELU_ALPHA, SELU_SCALE
from engine.formats.onnx.importing.drawing import Value, broadcast
from engine.formats.onnx.importing.elementwise import unary
from engine.layers import Activation, PReLU

if TYPE_CHECKING:
    from engine.activations import ActivationName
    from engine.formats.onnx.importing.reading import Operator

TOLERANCE = 1e-6
"""Within which a constant of float32 is ours."""


def plain(function: ActivationName, operator: Operator) -> Value:
    value = operator.value()
    node = operator.drawing.add(Activation(function=function), value.node)
    return Value(node, value.axis, value.shape)


def _near(*pairs: tuple[float, float]) -> bool:
    return all(abs(found - ours) <= TOLERANCE for found, ours in pairs)


def elu(operator: Operator) -> Value:
    alpha = operator.get("alpha", 1.0)
    if _near((alpha, ELU_ALPHA)):
        return plain("elu", operator)
    return unary(lambda x: f"max({x},0)+{alpha}*(exp(min({x},0))-1)", operator)


def celu(operator: Operator) -> Value:
    alpha = operator.get("alpha", 1.0)
    if not 0.001 <= alpha <= 1000.0:
        return unary(lambda x: f"max({x},0)+{alpha}*(exp(min({x},0)/{alpha})-1)", operator)
    value = operator.value()
    node = operator.drawing.add(Activation(function="celu", alpha=alpha), value.node)
    return Value(node, value.axis, value.shape)


def selu(operator: Operator) -> Value:
    alpha = operator.get("alpha", SELU_ALPHA)
    gamma = operator.get("gamma", SELU_SCALE)
    if _near((alpha, SELU_ALPHA), (gamma, SELU_SCALE)):
        return plain("selu", operator)
    return unary(lambda x: f"{gamma}*(max({x},0)+{alpha}*(exp(min({x},0))-1))", operator)


def hard_sigmoid(operator: Operator) -> Value:
    alpha, beta = operator.get("alpha", 0.2), operator.get("beta", 0.5)
    if _near((alpha, 1.0 / 6.0), (beta, 0.5)):
        return plain("hard_sigmoid", operator)
    return unary(lambda x: f"max(0,min(1,{alpha}*{x}+{beta}))", operator)


def gelu(operator: Operator) -> Value:
    if operator.require("approximate", "none", "tanh") == "none":
        return plain("gelu", operator)
    factor = math.sqrt(2.0 / math.pi)
    return unary(lambda x: f"{x}/2*(1+tanh({factor}*({x}+0.044715*{x}^3)))", operator)


def swish(operator: Operator) -> Value:
    alpha = operator.get("alpha", 1.0)
    if _near((alpha, 1.0)):
        return plain("swish", operator)
    return unary(lambda x: f"{x}/(1+exp(-{alpha}*{x}))", operator)


def leaky_relu(operator: Operator) -> Value:
    alpha = operator.get("alpha", LEAKY_SLOPE)
    if _near((alpha, LEAKY_SLOPE)):
        return plain("leaky_relu", operator)
    value, drawing = operator.value(), operator.drawing
    channels = drawing.shape(value.node)[-1]
    node = drawing.add(PReLU(), value.node, slope=np.full(channels, alpha))
    return Value(node, value.axis, value.shape)


def prelu(operator: Operator) -> Value:
    """Put the dimension along which the slopes differ last; where there are several, join them."""
    value, drawing = operator.value(), operator.drawing
    slopes = np.broadcast_to(broadcast(operator.constant(1), value, operator.name), value.shape)
    last = len(value.shape) - 1
    varying = _varying(slopes)
    if len(varying) > 1:
        flat = drawing.reshaped(value.node, (slopes.size,))
        node = drawing.add(PReLU(), flat, slope=slopes.reshape(-1))
        return Value(drawing.reshaped(node, value.shape), value.axis, value.shape)
    place = varying[0] if varying else last
    order = [*(axis for axis in range(last + 1) if axis != place), place]
    along = slopes.transpose(order).reshape(-1, slopes.shape[place])[0] if order else slopes[None]
    turned = drawing.permuted(value.node, order)
    node = drawing.add(PReLU(), turned, slope=along)
    return Value(drawing.permuted(node, np.argsort(order).tolist()), value.axis, value.shape)


def _varying(slopes: np.ndarray) -> list[int]:
    """Return the dimensions along which values differ."""
    return [axis for axis in range(slopes.ndim) if np.ptp(slopes, axis).any()]


def softmax(function: ActivationName, operator: Operator) -> Value:
    """Compute over one dimension; before opset 13 over all from it on."""
    value, drawing = operator.value(), operator.drawing
    if operator.version < 13:
        axis = operator.get("axis", 1) % value.rank
        if axis <= value.axis:
            value.place(value.axis, operator.name)
        rows = drawing.rows(value, value.rank - axis)
        node = drawing.add(Activation(function=function), rows)
        return Value(drawing.reshaped(node, value.shape), value.axis, value.shape)
    place = value.place(operator.get("axis", -1), operator.name)
    order = [*(axis for axis in range(len(value.shape)) if axis != place), place]
    turned = drawing.permuted(value.node, order)
    node = drawing.add(Activation(function=function), turned)
    return Value(drawing.permuted(node, np.argsort(order).tolist()), value.axis, value.shape)
