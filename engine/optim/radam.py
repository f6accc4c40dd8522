"""RAdam (Liu et al. 2020): Adam whose first steps wait for a trustworthy variance, as PyTorch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.adam import Beta1
from engine.optim.base import Epsilon, LearningRate, Optimizer, Update, blend

if TYPE_CHECKING:
    from engine.optim.base import Vector


class RAdam(Optimizer, frozen=True, tag="radam.v1"):
    """``θ -= learning_rate r m̂ √(1-β₂ᵗ) / (√v + epsilon)``; while ``ρ ≤ 5``, ``learning_rate m̂``.

    ``ρ`` is the length of the averaged window, ``r`` the rectification that follows from it.
    """

    title = "RAdam"
    summary = "Adam with a warm-up of its own: the first steps are those of plain momentum."

    learning_rate: LearningRate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Annotated[
        float,
        Meta(ge=0.5, lt=1.0, title="Beta 2", description="Memory of their squares."),
    ] = 0.999
    epsilon: Epsilon = 1e-8

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _RAdamUpdate(self, theta, gradient, decays)


class _RAdamUpdate(Update):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._mean, self._square = self.vector("mean"), self.vector("square")
        self._step, self._squared = np.empty_like(theta), np.empty_like(theta)

    def _constants(self) -> None:
        rule = self.declaration
        self._beta_1, self._share_1 = self.memory(rule.beta_1)
        self._beta_2, self._share_2 = self.memory(rule.beta_2)

    def __call__(self) -> None:
        self.steps += 1
        step, squared, rule = self._step, self._squared, self.declaration
        blend(self._mean, self.gradient, self._beta_1, self._share_1, step)
        np.multiply(self.gradient, self.gradient, squared)
        blend(self._square, squared, self._beta_2, self._share_2, step)
        length = self.rate / (1.0 - rule.beta_1**self.steps)
        rectified = self._rectification()
        if rectified is None:
            np.multiply(self._mean, length, step)
        else:
            np.sqrt(self._square, squared)
            np.add(squared, rule.epsilon, squared)
            np.divide(self._mean, squared, step)
            np.multiply(step, length * rectified, step)
        np.subtract(self.theta, step, self.theta)

    def _rectification(self) -> float | None:
        """Return ``r √(1-β₂ᵗ)``, or None while the variance is not to be trusted."""
        beta, t = self.declaration.beta_2, self.steps
        left = 1.0 - beta**t
        longest = 2.0 / (1.0 - beta) - 1.0
        length = longest - 2.0 * t * beta**t / left
        if length <= 5.0:
            return None
        share = (length - 4.0) * (length - 2.0) * longest
        whole = (longest - 4.0) * (longest - 2.0) * length
        return math.sqrt(share / whole * left)
