"""Adagrad (Duchi et al. 2011), as PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.optim.base import Epsilon, LearningRate, Optimizer, Update

if TYPE_CHECKING:
    from engine.optim.base import Vector


class Adagrad(Optimizer, frozen=True, tag="adagrad.v1"):
    """``G += g²``, ``θ -= learning_rate g / (√G + epsilon)``, ``G`` from 0.

    Keras begins ``G`` at 0.1 and has epsilon inside the root.
    """

    title = "Adagrad"
    summary = "Weights that have moved much move less and less."

    learning_rate: LearningRate = 0.01
    epsilon: Epsilon = 1e-10

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _AdagradUpdate(self, theta, gradient, decays)


class _AdagradUpdate(Update):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._sum, self._step = self.vector("sum"), np.empty_like(theta)

    def __call__(self) -> None:
        self.steps += 1
        total, step = self._sum, self._step
        np.multiply(self.gradient, self.gradient, step)
        np.add(total, step, total)
        np.sqrt(total, step)
        np.add(step, self.declaration.epsilon, step)
        np.divide(self.gradient, step, step)
        np.multiply(step, self.rate, step)
        np.subtract(self.theta, step, self.theta)
