"""RMSprop (Hinton 2012), as PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.base import Decay, Epsilon, LearningRate, Optimizer, Update, blend
from engine.optim.sgd import MomentumFactor

if TYPE_CHECKING:
    from engine.optim.base import Vector


class RMSprop(Optimizer, frozen=True, tag="rmsprop.v1"):
    """``b = momentum b + g / (√v + epsilon)``, ``θ -= learning_rate b``.

    ``v = rho v + (1-rho) g²``. Centered, the square of the mean gradient (Graves 2013) is taken
    from ``v``. Keras and optax have epsilon inside the root, Keras a memory of 0.9.
    """

    title = "RMSprop"
    summary = "Divides each gradient by its recent size."

    learning_rate: LearningRate = 0.01
    rho: Annotated[
        Decay, Meta(title="Memory", description="Share of the mean of squares that is kept.")
    ] = 0.99
    momentum: MomentumFactor = 0.0
    centered: Annotated[
        bool, Meta(title="Centered", description="Divide by the spread about the mean gradient.")
    ] = False
    epsilon: Epsilon = 1e-8

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _RMSpropUpdate(self, theta, gradient, decays)


class _RMSpropUpdate(Update):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._square, self._mean = self.vector("square"), self.vector("mean")
        self._velocity = self.vector("velocity")
        self._step, self._scratch = np.empty_like(theta), np.empty_like(theta)
        self._zero = self.scalar(0.0)

    def adopt(self, declaration: Any) -> None:
        if not declaration.momentum:
            self._velocity.fill(0.0)
        super().adopt(declaration)

    def _constants(self) -> None:
        rule = self.declaration
        self._rho, self._share = self.memory(rule.rho)

    def __call__(self) -> None:
        self.steps += 1
        step, scratch, rule = self._step, self._scratch, self.declaration
        np.multiply(self.gradient, self.gradient, step)
        blend(self._square, step, self._rho, self._share, scratch)
        # The mean is kept in any case: the run may be centered later on.
        blend(self._mean, self.gradient, self._rho, self._share, scratch)
        np.sqrt(self._spread(), step)
        np.add(step, rule.epsilon, step)
        np.divide(self.gradient, step, step)
        if rule.momentum:
            np.multiply(self._velocity, rule.momentum, self._velocity)
            np.add(self._velocity, step, self._velocity)
            np.multiply(self._velocity, self.rate, step)
        else:
            np.multiply(step, self.rate, step)
        np.subtract(self.theta, step, self.theta)

    def _spread(self) -> Vector:
        if not self.declaration.centered:
            return self._square
        step = self._step
        np.multiply(self._mean, self._mean, step)
        np.subtract(self._square, step, step)
        # A gradient that never changes has no spread, and rounding may leave less than none.
        np.maximum(step, self._zero, out=step)
        return step
