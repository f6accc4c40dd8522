"""Adam (Kingma and Ba 2015) as PyTorch computes it: epsilon outside the corrected root."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine.optim.base import LearningRate, Optimizer, Update

if TYPE_CHECKING:
    from engine.optim.base import Vector

Decay = Annotated[float, Meta(ge=0.0, lt=1.0)]


class Adam(Optimizer, frozen=True, tag="adam.v1"):
    """``θ -= learning_rate m̂ / (√v̂ + epsilon)``.

    Keras and scikit-learn put epsilon inside the correction ("epsilon hat") instead.
    """

    title = "Adam"
    summary = "Each weight gets its own step length from its recent gradients."

    learning_rate: LearningRate = 0.001
    beta_1: Annotated[
        Decay, Meta(title="Beta 1", description="Memory of the mean of the gradients.")
    ] = 0.9
    beta_2: Annotated[Decay, Meta(title="Beta 2", description="Memory of their squares.")] = 0.999
    epsilon: Annotated[
        float, Meta(gt=0.0, le=1.0, title="Epsilon", description="Guards the division.")
    ] = 1e-8

    def bind(self, theta: Vector, gradient: Vector) -> Update:
        return _AdamUpdate(self, theta, gradient)


class _AdamUpdate(Update):
    """Ten passes over the vectors.

    The moments are kept without their factors, ``m = (1 - β₁) M`` and ``v = (1 - β₂) V``; the
    factors and the bias corrections go into two scalars of the step.
    """

    def __init__(self, declaration: Adam, theta: Vector, gradient: Vector) -> None:
        super().__init__(theta, gradient)
        self.state["first"] = np.zeros_like(theta)
        self.state["second"] = np.zeros_like(theta)
        self._step = np.empty_like(theta)
        self._declaration = declaration
        self.adopt(declaration)

    def adopt(self, declaration: Optimizer) -> None:
        assert isinstance(declaration, Adam)
        before, self._declaration = self._declaration, declaration
        # The moments themselves stay as they are, so their unscaled forms follow the factors.
        self.state["first"] *= (1.0 - before.beta_1) / (1.0 - declaration.beta_1)
        self.state["second"] *= (1.0 - before.beta_2) / (1.0 - declaration.beta_2)
        self._beta_1 = self.scalar(declaration.beta_1)
        self._beta_2 = self.scalar(declaration.beta_2)

    def __call__(self) -> None:
        self.steps += 1
        first, second, step = self.state["first"], self.state["second"], self._step
        length, epsilon = self._scalars()
        np.multiply(first, self._beta_1, first)
        np.add(first, self.gradient, first)
        np.multiply(self.gradient, self.gradient, step)
        np.multiply(second, self._beta_2, second)
        np.add(second, step, second)
        np.sqrt(second, step)
        np.add(step, epsilon, step)
        np.divide(first, step, step)
        np.multiply(step, length, step)
        np.subtract(self.theta, step, self.theta)

    def _scalars(self) -> tuple[float, float]:
        """Return the step's length and its epsilon, in units of the unscaled moments."""
        rule = self._declaration
        root = math.sqrt((1.0 - rule.beta_2**self.steps) / (1.0 - rule.beta_2))
        share = (1.0 - rule.beta_1) / (1.0 - rule.beta_1**self.steps)
        return rule.learning_rate * share * root, rule.epsilon * root
