"""One emitter for each activation function.

An emitter takes the name of the value before the activation and the name that the value behind it
shall have, adds its nodes and returns that value's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.activations import ELU_ALPHA, LEAKY_SLOPE, SELU_ALPHA, SELU_SCALE, ActivationName

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder

ActivationEmitter = Callable[["Builder", str, str], str]


def _linear(builder: Builder, value: str, name: str) -> str:
    return value


def _operator(operator: str, **attributes: Any) -> ActivationEmitter:
    """Return the emitter of an activation that ONNX has as an operator."""

    def emit(builder: Builder, value: str, name: str) -> str:
        return builder.add(operator, value, name=name, **attributes)

    return emit


def _swish(builder: Builder, value: str, name: str) -> str:
    # As an operator it exists from opset 24 on only.
    gate = builder.add("Sigmoid", value, name=f"{name}/gate")
    return builder.add("Mul", value, gate, name=name)


def _hard_tanh(builder: Builder, value: str, name: str) -> str:
    low = builder.constant(np.array(-1.0, np.float32), f"{name}/low")
    high = builder.constant(np.array(1.0, np.float32), f"{name}/high")
    return builder.add("Clip", value, low, high, name=name)


def _step(builder: Builder, value: str, name: str) -> str:
    sign = builder.add("Sign", value, name=f"{name}/sign")
    return builder.add("Relu", sign, name=name)


ACTIVATIONS: dict[ActivationName, ActivationEmitter] = {
    "linear": _linear,
    "sigmoid": _operator("Sigmoid"),
    "tanh": _operator("Tanh"),
    "relu": _operator("Relu"),
    "leaky_relu": _operator("LeakyRelu", alpha=LEAKY_SLOPE),
    "elu": _operator("Elu", alpha=ELU_ALPHA),
    "selu": _operator("Selu", alpha=SELU_ALPHA, gamma=SELU_SCALE),
    "gelu": _operator("Gelu", approximate="none"),
    "swish": _swish,
    "softplus": _operator("Softplus"),
    "softsign": _operator("Softsign"),
    "hard_sigmoid": _operator("HardSigmoid", alpha=1.0 / 6.0, beta=0.5),
    "mish": _operator("Mish"),
    "sin": _operator("Sin"),
    "hard_tanh": _hard_tanh,
    "hard_swish": _operator("HardSwish"),
    "celu": _operator("Celu", alpha=ELU_ALPHA),
    "step": _step,
    "softmax": _operator("Softmax", axis=-1),
    "log_softmax": _operator("LogSoftmax", axis=-1),
}
"""ONNX's own defaults differ for the hard sigmoid, whose slope there is 0.2."""
