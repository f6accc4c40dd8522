"""Adadelta (Zeiler 2012), as PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.base import Decay, Epsilon, LearningRate, Optimizer, Update, blend

if TYPE_CHECKING:
    from engine.optim.base import Vector


class Adadelta(Optimizer, frozen=True, tag="adadelta.v1"):
    """``d = g √(D + epsilon) / √(v + epsilon)``, ``θ -= learning_rate d``.

    ``v`` and ``D`` are the means of the squares of ``g`` and ``d``. Keras's defaults are a learning
    rate of 0.001, a memory of 0.95 and an epsilon of 1e-7.
    """

    title = "Adadelta"
    summary = "Finds the step lengths itself; the learning rate is but a factor, usually 1."

    learning_rate: LearningRate = 1.0
    rho: Annotated[
        Decay, Meta(title="Memory", description="Share of the means of squares that is kept.")
    ] = 0.9
    epsilon: Epsilon = 1e-6

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _AdadeltaUpdate(self, theta, gradient, decays)


class _AdadeltaUpdate(Update):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._square, self._moves = self.vector("square"), self.vector("moves")
        self._step, self._scratch = np.empty_like(theta), np.empty_like(theta)

    def _constants(self) -> None:
        rule = self.declaration
        self._rho, self._share = self.memory(rule.rho)

    def __call__(self) -> None:
        self.steps += 1
        step, scratch, epsilon = self._step, self._scratch, self.declaration.epsilon
        np.multiply(self.gradient, self.gradient, step)
        blend(self._square, step, self._rho, self._share, scratch)
        np.add(self._moves, epsilon, step)
        np.sqrt(step, step)
        np.add(self._square, epsilon, scratch)
        np.sqrt(scratch, scratch)
        np.divide(step, scratch, step)
        np.multiply(step, self.gradient, step)
        np.multiply(step, self.rate, scratch)
        np.subtract(self.theta, scratch, self.theta)
        np.multiply(step, step, step)
        blend(self._moves, step, self._rho, self._share, scratch)
