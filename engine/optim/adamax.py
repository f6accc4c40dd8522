"""Adamax (Kingma and Ba 2015), as PyTorch: epsilon joins the gradient's size within the maximum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.optim.adam import Beta1, Beta2
from engine.optim.base import Epsilon, LearningRate, Optimizer, Update, blend

if TYPE_CHECKING:
    from engine.optim.base import Vector


class Adamax(Optimizer, frozen=True, tag="adamax.v1"):
    """``u = max(β₂ u, |g| + epsilon)``, ``θ -= learning_rate m̂ / u``.

    Keras divides by ``u + epsilon`` instead.
    """

    title = "Adamax"
    summary = "Adam that divides by the greatest recent gradient instead of a mean of squares."

    learning_rate: LearningRate = 0.002
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _AdamaxUpdate(self, theta, gradient, decays)


class _AdamaxUpdate(Update):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._mean, self._norm = self.vector("mean"), self.vector("norm")
        self._step = np.empty_like(theta)

    def _constants(self) -> None:
        rule = self.declaration
        self._beta_1, self._share_1 = self.memory(rule.beta_1)
        self._beta_2 = self.scalar(rule.beta_2)

    def __call__(self) -> None:
        self.steps += 1
        mean, norm, step, rule = self._mean, self._norm, self._step, self.declaration
        blend(mean, self.gradient, self._beta_1, self._share_1, step)
        np.absolute(self.gradient, step)
        np.add(step, rule.epsilon, step)
        np.multiply(norm, self._beta_2, norm)
        np.maximum(norm, step, out=norm)
        np.divide(mean, norm, step)
        np.multiply(step, self.rate / (1.0 - rule.beta_1**self.steps), step)
        np.subtract(self.theta, step, self.theta)
