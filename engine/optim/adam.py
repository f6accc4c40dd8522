"""Adam (Kingma and Ba 2015), AMSGrad and AdamW, as PyTorch computes them.

Epsilon stands outside the corrected root; Keras and scikit-learn put it inside the correction
("epsilon hat") instead.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.base import (
    Decay,
    Epsilon,
    LearningRate,
    Optimizer,
    Shrinking,
    Update,
    WeightDecay,
)

if TYPE_CHECKING:
    from engine.optim.base import Vector

Beta1 = Annotated[Decay, Meta(title="Beta 1", description="Memory of the mean of the gradients.")]
Beta2 = Annotated[Decay, Meta(title="Beta 2", description="Memory of their squares.")]


class Adam(Optimizer, frozen=True, tag="adam.v1"):
    """``θ -= learning_rate m̂ / (√v̂ + epsilon)``."""

    title = "Adam"
    summary = "Each weight gets its own step length from its recent gradients."

    learning_rate: LearningRate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _AdamUpdate(self, theta, gradient, decays)


class AMSGrad(Optimizer, frozen=True, tag="amsgrad.v1"):
    """Adam with the greatest ``v`` so far in the root (Reddi et al. 2018).

    As PyTorch the maximum is taken before the correction; Keras does the same.
    """

    title = "AMSGrad"
    summary = "Adam whose steps for a weight never grow again."

    learning_rate: LearningRate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _AMSGradUpdate(self, theta, gradient, decays)


class AdamW(Optimizer, frozen=True, tag="adamw.v1"):
    """Adam after ``θ -= learning_rate weight_decay θ`` on kernels (Loshchilov and Hutter 2019).

    PyTorch decays every parameter that it is given, biases too; Keras's default is 0.004.
    """

    title = "AdamW"
    summary = "Adam that also shrinks the kernels a little at each step."

    learning_rate: LearningRate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8
    weight_decay: WeightDecay = 0.01

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _AdamWUpdate(self, theta, gradient, decays)


class _AdamUpdate(Update):
    """Ten passes over the vectors.

    The moments are kept without their factors, ``m = (1 - β₁) M`` and ``v = (1 - β₂) V``; the
    factors and the bias corrections go into two scalars of the step.
    """

    _squares: tuple[str, ...] = ("second",)

    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._first, self._second = self.vector("first"), self.vector("second")
        self._step = np.empty_like(theta)
        self._beta_1 = self.scalar(declaration.beta_1)
        self._beta_2 = self.scalar(declaration.beta_2)

    def adopt(self, declaration: Any) -> None:
        before = self.declaration
        super().adopt(declaration)
        # The moments themselves stay as they are, so their unscaled forms follow the factors.
        if declaration.beta_1 != before.beta_1:
            self._first *= (1.0 - before.beta_1) / (1.0 - declaration.beta_1)
            self._beta_1.fill(declaration.beta_1)
        if declaration.beta_2 != before.beta_2:
            for name in self._squares:
                self.state[name] *= (1.0 - before.beta_2) / (1.0 - declaration.beta_2)
            self._beta_2.fill(declaration.beta_2)

    def __call__(self) -> None:
        self.steps += 1
        first, step = self._first, self._step
        length, epsilon = self._scalars()
        np.multiply(first, self._beta_1, first)
        np.add(first, self.gradient, first)
        np.sqrt(self._denominator(), step)
        np.add(step, epsilon, step)
        np.divide(first, step, step)
        np.multiply(step, length, step)
        np.subtract(self.theta, step, self.theta)

    def _denominator(self) -> Vector:
        """Take the gradient's squares in; return what the root is drawn of."""
        second, step = self._second, self._step
        np.multiply(self.gradient, self.gradient, step)
        np.multiply(second, self._beta_2, second)
        np.add(second, step, second)
        return second

    def _scalars(self) -> tuple[float, float]:
        """Return the step's length and its epsilon, in units of the unscaled moments."""
        rule = self.declaration
        root = math.sqrt((1.0 - rule.beta_2**self.steps) / (1.0 - rule.beta_2))
        share = (1.0 - rule.beta_1) / (1.0 - rule.beta_1**self.steps)
        return self.rate * share * root, rule.epsilon * root


class _AMSGradUpdate(_AdamUpdate):
    _squares = ("second", "greatest")

    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._greatest = self.vector("greatest")

    def _denominator(self) -> Vector:
        np.maximum(self._greatest, super()._denominator(), out=self._greatest)
        return self._greatest


class _AdamWUpdate(_AdamUpdate, Shrinking):
    def __call__(self) -> None:
        self.shrink()
        super().__call__()
