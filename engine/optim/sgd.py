"""Gradient descent, plain and with momentum, as ``torch.optim.SGD``.

PyTorch keeps ``b = momentum b + g`` and moves by ``learning_rate b``; Keras and scikit-learn keep
the learning rate inside the buffer. Both agree while the learning rate stays constant.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.base import LearningRate, Optimizer, Update
from engine.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.optim.base import Vector
    from engine.tape import Unit


class SGD(Optimizer, frozen=True, tag="sgd.v1"):
    """``θ -= learning_rate g``."""

    title = "Gradient descent (SGD)"
    summary = "One step against the gradient of each batch."

    learning_rate: LearningRate = 0.03

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _SGDUpdate(self, theta, gradient, decays)


MomentumFactor = Annotated[
    float,
    Meta(ge=0.0, lt=1.0, title="Momentum", description="Share of the last step that is kept."),
]


class Momentum(Optimizer, frozen=True, tag="momentum.v1"):
    """``b = momentum b + g``, ``θ -= learning_rate b``."""

    title = "Momentum"
    summary = "Gradient descent that keeps part of its speed."

    learning_rate: LearningRate = 0.01
    momentum: MomentumFactor = 0.9

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _MomentumUpdate(self, theta, gradient, decays)


class Nesterov(Optimizer, frozen=True, tag="nesterov.v1"):
    """``b = momentum b + g``, ``θ -= learning_rate (g + momentum b)``."""

    title = "Nesterov"
    summary = "Momentum that looks ahead to where it is going."

    learning_rate: LearningRate = 0.01
    momentum: MomentumFactor = 0.9

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _MomentumUpdate(self, theta, gradient, decays)


class _SGDUpdate(Update):
    """Rules that are a straight line of calls, to be made with those of the gradient in one."""

    linear = True

    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._step = np.empty_like(theta)
        self._lengths: dict[bytes, tuple[Unit, Vector]] = {}

    def set_rate(self, rate: float) -> None:
        super().set_rate(rate)
        for unit, length in self._lengths.values():
            length[...] = rate * unit

    def length(self, unit: Unit = 1.0) -> Vector:
        """Return the array that holds the learning rate, in units of the gradient."""
        known = self._lengths.setdefault(
            np.asarray(unit).tobytes(), (unit, self.scalar(self.rate * unit))
        )
        return known[1]

    @cached_property
    def _rule(self) -> Callable[[], float]:
        tape = Tape()
        self.write(tape)
        return tape.build()

    def __call__(self) -> None:
        self._rule()

    def write(self, tape: Tape, unit: Unit = 1.0) -> None:
        tape.call(np.multiply, self.gradient, self.length(unit), self._step)
        tape.call(np.subtract, self.theta, self._step, self.theta)


class _MomentumUpdate(_SGDUpdate):
    linear = False

    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._nesterov = isinstance(declaration, Nesterov)
        self._velocity = self.vector("velocity")
        self._momentum = self.scalar(declaration.momentum)

    def adopt(self, declaration: Any) -> None:
        super().adopt(declaration)
        self._momentum.fill(declaration.momentum)

    def write(self, tape: Tape, unit: Unit = 1.0) -> None:
        velocity, step = self._velocity, self._step
        tape.call(np.multiply, velocity, self._momentum, velocity)
        tape.call(np.add, velocity, self.gradient, velocity)
        if self._nesterov:
            tape.call(np.multiply, velocity, self._momentum, step)
            tape.call(np.add, step, self.gradient, step)
            tape.call(np.multiply, step, self.length(), step)
        else:
            tape.call(np.multiply, velocity, self.length(), step)
        tape.call(np.subtract, self.theta, step, self.theta)
