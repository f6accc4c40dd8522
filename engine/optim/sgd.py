"""Gradient descent, plain and with momentum, as ``torch.optim.SGD``.

PyTorch keeps ``b = momentum b + g`` and moves by ``learning_rate b``; Keras and scikit-learn keep
the learning rate inside the buffer. Both agree while the learning rate stays constant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import numpy as np
from msgspec import Meta

from engine.optim.base import LearningRate, Optimizer, Update

if TYPE_CHECKING:
    from engine.optim.base import Vector


class SGD(Optimizer, frozen=True, tag="sgd.v1"):
    """``θ -= learning_rate g``."""

    title = "Gradient descent (SGD)"
    summary = "One step against the gradient of each batch."

    learning_rate: LearningRate = 0.03

    def bind(self, theta: Vector, gradient: Vector) -> Update:
        return _SGDUpdate(self, theta, gradient)


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

    def bind(self, theta: Vector, gradient: Vector) -> Update:
        return _MomentumUpdate(self, theta, gradient, nesterov=False)


class Nesterov(Optimizer, frozen=True, tag="nesterov.v1"):
    """``b = momentum b + g``, ``θ -= learning_rate (g + momentum b)``."""

    title = "Nesterov"
    summary = "Momentum that looks ahead to where it is going."

    learning_rate: LearningRate = 0.01
    momentum: MomentumFactor = 0.9

    def bind(self, theta: Vector, gradient: Vector) -> Update:
        return _MomentumUpdate(self, theta, gradient, nesterov=True)


class _SGDUpdate(Update):
    def __init__(self, declaration: SGD, theta: Vector, gradient: Vector) -> None:
        super().__init__(theta, gradient)
        self._step = np.empty_like(theta)
        self.adopt(declaration)

    def adopt(self, declaration: Optimizer) -> None:
        assert isinstance(declaration, SGD)
        self._rate = self.scalar(declaration.learning_rate)

    def __call__(self) -> None:
        np.multiply(self.gradient, self._rate, self._step)
        np.subtract(self.theta, self._step, self.theta)
        self.steps += 1


class _MomentumUpdate(Update):
    def __init__(
        self, declaration: Momentum | Nesterov, theta: Vector, gradient: Vector, *, nesterov: bool
    ) -> None:
        super().__init__(theta, gradient)
        self._nesterov = nesterov
        self._step = np.empty_like(theta)
        self.state["velocity"] = np.zeros_like(theta)
        self.adopt(declaration)

    def adopt(self, declaration: Optimizer) -> None:
        assert isinstance(declaration, Momentum | Nesterov)
        self._rate = self.scalar(declaration.learning_rate)
        self._momentum = self.scalar(declaration.momentum)

    def __call__(self) -> None:
        velocity, step = self.state["velocity"], self._step
        np.multiply(velocity, self._momentum, velocity)
        np.add(velocity, self.gradient, velocity)
        if self._nesterov:
            np.multiply(velocity, self._momentum, step)
            np.add(step, self.gradient, step)
            np.multiply(step, self._rate, step)
        else:
            np.multiply(velocity, self._rate, step)
        np.subtract(self.theta, step, self.theta)
        self.steps += 1
