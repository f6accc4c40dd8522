"""Rprop (Riedmiller and Braun 1993), without weight backtracking, as PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.base import LearningRate, Optimizer, Update

if TYPE_CHECKING:
    from engine.optim.base import Vector

SHORTEST, LONGEST = 1e-6, 50.0
"""Bounds of a weight's step, as PyTorch's."""


class Rprop(Optimizer, frozen=True, tag="rprop.v1"):
    """Each weight's step grows while its gradient keeps its sign and shrinks when it turns.

    Where the sign turned, the weight rests for one step and the next counts as the first. The
    learning rate is the first step's length and means nothing afterwards.
    """

    title = "Rprop"
    summary = "Looks at the signs of the gradients alone; made for the full batch."
    finds_lengths = True

    learning_rate: LearningRate = 0.01
    growth: Annotated[
        float,
        Meta(gt=1.0, le=10.0, title="Growth", description="Factor while the sign stays."),
    ] = 1.2
    shrinkage: Annotated[
        float,
        Meta(gt=0.0, lt=1.0, title="Shrinkage", description="Factor where the sign turns."),
    ] = 0.5

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _RpropUpdate(self, theta, gradient, decays)


class _RpropUpdate(Update):
    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self._lengths, self._last = self.vector("lengths"), self.vector("last")
        self._lengths.fill(self.rate)
        self._step = np.empty_like(theta)
        self._turned = np.empty(theta.shape, np.bool_)
        self._stayed = np.empty(theta.shape, np.bool_)

    def set_rate(self, rate: float) -> None:
        super().set_rate(rate)
        if not self.steps:
            self._lengths.fill(rate)

    def __call__(self) -> None:
        self.steps += 1
        lengths, last, step, rule = self._lengths, self._last, self._step, self.declaration
        np.multiply(self.gradient, last, step)
        np.less(step, 0.0, self._turned)
        np.greater(step, 0.0, self._stayed)
        np.multiply(lengths, rule.shrinkage, lengths, where=self._turned)
        np.multiply(lengths, rule.growth, lengths, where=self._stayed)
        np.clip(lengths, SHORTEST, LONGEST, lengths)
        np.copyto(last, self.gradient)
        np.copyto(last, 0.0, where=self._turned)
        np.sign(last, step)
        np.multiply(step, lengths, step)
        np.subtract(self.theta, step, self.theta)
