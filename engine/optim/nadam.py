"""NAdam (Dozat 2016): Adam with Nesterov's look ahead, as PyTorch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.adam import Beta1, Beta2
from engine.optim.base import Epsilon, LearningRate, Optimizer, Update, blend

if TYPE_CHECKING:
    from engine.optim.base import Vector


class NAdam(Optimizer, frozen=True, tag="nadam.v1"):
    """``θ -= learning_rate [(1-μₜ) g / (1-Πμ) + μₜ₊₁ m / (1-μₜ₊₁ Πμ)] / (√v̂ + epsilon)``.

    The momentum ``μₜ = β₁ (1 - 0.96^(t ψ) / 2)`` warms up; Keras fixes ψ at 1, optax has no
    warm-up.
    """

    title = "NAdam"
    summary = "Adam that looks ahead, as Nesterov's momentum does."

    learning_rate: LearningRate = 0.002
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8
    momentum_decay: Annotated[
        float,
        Meta(
            ge=0.0,
            le=10.0,
            title="Momentum decay",
            description="How fast the momentum rises to Beta 1.",
        ),
    ] = 0.004

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _NAdamUpdate(self, theta, gradient, decays)


class _NAdamUpdate(Update):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._mean, self._square = self.vector("mean"), self.vector("square")
        self._step, self._ahead = np.empty_like(theta), np.empty_like(theta)
        self.numbers["momentum_product"] = 1.0

    def _constants(self) -> None:
        rule = self.declaration
        self._beta_1, self._share_1 = self.memory(rule.beta_1)
        self._beta_2, self._share_2 = self.memory(rule.beta_2)

    def __call__(self) -> None:
        self.steps += 1
        step, ahead, gradient = self._step, self._ahead, self.gradient
        here, there = self._lengths()
        blend(self._mean, gradient, self._beta_1, self._share_1, step)
        np.multiply(gradient, gradient, ahead)
        blend(self._square, ahead, self._beta_2, self._share_2, step)
        np.multiply(gradient, here, step)
        np.multiply(self._mean, there, ahead)
        np.add(step, ahead, step)
        np.sqrt(self._square, ahead)
        root = math.sqrt(1.0 - self.declaration.beta_2**self.steps)
        np.divide(ahead, root, ahead)
        np.add(ahead, self.declaration.epsilon, ahead)
        np.divide(step, ahead, step)
        np.subtract(self.theta, step, self.theta)

    def _lengths(self) -> tuple[float, float]:
        """Return the factors of the gradient and of the mean, and take the momentum in."""
        now, following = self._momentum(self.steps), self._momentum(self.steps + 1)
        product = self.numbers["momentum_product"] * now
        self.numbers["momentum_product"] = product
        return (
            self.rate * (1.0 - now) / (1.0 - product),
            self.rate * following / (1.0 - product * following),
        )

    def _momentum(self, step: int) -> float:
        rule = self.declaration
        return float(rule.beta_1 * (1.0 - 0.5 * 0.96 ** (step * rule.momentum_decay)))
