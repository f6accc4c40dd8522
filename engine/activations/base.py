"""What an activation function is, and the one that does nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal, get_args

if TYPE_CHECKING:
    from engine.tape import Array, Workspace


ActivationName = Literal[
    "linear",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "selu",
    "gelu",
    "swish",
    "softplus",
    "softsign",
    "hard_sigmoid",
    "mish",
    "sin",
    "hard_tanh",
    "hard_swish",
    "celu",
    "step",
    "softmax",
    "log_softmax",
]

NAMES: tuple[ActivationName, ...] = get_args(ActivationName)


class Function:
    """One activation function.

    Attributes
    ----------
    title
        Name as a person reads it.
    formula
        The function in plain mathematical text.
    limits
        Least and greatest value it can reach.
    needs_input
        Whether the derivative reads ``z``, which then is an array of its own.
    has_slope
        Whether `slope` says the derivative, so that small layers can share its computation.
    straight_through
        Whether it passes back the derivative of another function, its own being zero wherever it
        is defined: finite differences then say nothing about it.
    """

    title: ClassVar[str]
    formula: ClassVar[str]
    limits: ClassVar[tuple[float, float]] = (-math.inf, math.inf)
    needs_input: ClassVar[bool] = False
    straight_through: ClassVar[bool] = False

    has_slope: ClassVar[bool] = False

    def slope(self, work: Workspace, a: Array, s: Array) -> None:
        """Write the calls for ``s = f'(z)`` from ``a`` alone, where ``has_slope``."""
        raise NotImplementedError

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        """Write the calls for ``a = f(z)``; ``z`` and ``a`` may be one array."""
        raise NotImplementedError

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        """Write the calls for ``d *= f'(z)``, for softmax with its whole Jacobian."""
        raise NotImplementedError


class Linear(Function):
    title = "Linear"
    formula = "z"

    def forward(self, work: Workspace, z: Array, a: Array) -> None:
        """Write nothing: ``a`` is ``z``."""

    def backward(self, work: Workspace, z: Array, a: Array, d: Array) -> None:
        """Write nothing: the derivative is 1."""
