"""Activation functions, each with its derivative beside it.

A function writes calls that compute ``a = f(z)`` and turn the gradient ``d`` with respect to ``a``
into that with respect to ``z``, in place. Where the derivative follows from the output alone, ``z``
and ``a`` are one array. At kinks the subgradients are PyTorch's: 0 for ReLU at 0, the slope for
leaky ReLU, 0 for the hard functions where they bend.
"""

from __future__ import annotations

from engine.activations.base import NAMES, ActivationName, Function, Linear
from engine.activations.piecewise import (
    CELU,
    ELU,
    ELU_ALPHA,
    LEAKY_SLOPE,
    SELU,
    SELU_ALPHA,
    SELU_SCALE,
    HardSigmoid,
    HardSwish,
    HardTanh,
    LeakyReLU,
    ReLU,
    Step,
)
from engine.activations.smooth import (
    GELU,
    LogSoftmax,
    Mish,
    Sigmoid,
    Sin,
    Softmax,
    Softplus,
    Softsign,
    Swish,
    Tanh,
    emit_halved_sigmoid,
    emit_sigmoid,
    emit_sigmoid_slope,
)

__all__ = [
    "CELU",
    "ELU_ALPHA",
    "FUNCTIONS",
    "LEAKY_SLOPE",
    "NAMES",
    "SELU_ALPHA",
    "SELU_SCALE",
    "ActivationName",
    "Function",
    "emit_halved_sigmoid",
    "emit_sigmoid",
    "emit_sigmoid_slope",
]


FUNCTIONS: dict[ActivationName, Function] = {
    "linear": Linear(),
    "sigmoid": Sigmoid(),
    "tanh": Tanh(),
    "relu": ReLU(),
    "leaky_relu": LeakyReLU(),
    "elu": ELU(),
    "selu": SELU(),
    "gelu": GELU(),
    "swish": Swish(),
    "softplus": Softplus(),
    "softsign": Softsign(),
    "hard_sigmoid": HardSigmoid(),
    "mish": Mish(),
    "sin": Sin(),
    "hard_tanh": HardTanh(),
    "hard_swish": HardSwish(),
    "celu": CELU(),
    "step": Step(),
    "softmax": Softmax(),
    "log_softmax": LogSoftmax(),
}
