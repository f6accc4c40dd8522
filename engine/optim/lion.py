"""Lion (Chen et al. 2023): the sign of a momentum."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.base import Decay, LearningRate, Optimizer, Shrinking, Update, WeightDecay, blend

if TYPE_CHECKING:
    from engine.optim.base import Vector


class Lion(Optimizer, frozen=True, tag="lion.v1"):
    """``θ -= learning_rate (sign(β₁ m + (1-β₁) g) + weight_decay θ)``, ``m = β₂ m + (1-β₂) g``.

    The weight decay acts on kernels.
    """

    title = "Lion"
    summary = "Every weight moves by the same length; wants a learning rate a tenth of Adam's."

    learning_rate: LearningRate = 0.0001
    beta_1: Annotated[
        Decay, Meta(title="Beta 1", description="Share of the momentum in the step's direction.")
    ] = 0.9
    beta_2: Annotated[Decay, Meta(title="Beta 2", description="Memory of the momentum.")] = 0.99
    weight_decay: WeightDecay = 0.0

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _LionUpdate(self, theta, gradient, decays)


class _LionUpdate(Shrinking):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._mean = self.vector("mean")
        self._step, self._scratch = np.empty_like(theta), np.empty_like(theta)

    def _constants(self) -> None:
        rule = self.declaration
        self._beta_1, self._share_1 = self.memory(rule.beta_1)
        self._beta_2, self._share_2 = self.memory(rule.beta_2)

    def __call__(self) -> None:
        self.steps += 1
        step, scratch = self._step, self._scratch
        self.shrink()
        np.copyto(step, self._mean)
        blend(step, self.gradient, self._beta_1, self._share_1, scratch)
        np.sign(step, step)
        np.multiply(step, self.rate, step)
        np.subtract(self.theta, step, self.theta)
        blend(self._mean, self.gradient, self._beta_2, self._share_2, scratch)
