"""What a run leaves behind: its curve of losses and its evaluations, thinned to a bounded size.

Which steps are kept depends on their numbers alone, never on the clock, so that the same run leaves
the same record in the window and on the command line.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

LOSSES = 2048
"""Longest list of losses that is kept; then neighbours are averaged and the stride doubled."""

EVALUATIONS = 512
"""The same for evaluations, which cost more; of these, every second is kept."""


class Evaluation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Loss and metrics on both parts of the data after ``step`` steps.

    Attributes
    ----------
    epoch
        Epochs done, with the fraction of the running one.
    loss
        Loss on the training part (weights as they are now, dropout off).
    test_loss
        The same on the held-out part; None where nothing is held out.
    metrics, test_metrics
        By name: ``accuracy`` or ``r2``, ``rmse``, ``mae`` ...
    """

    step: Annotated[int, Meta(ge=0)]
    epoch: float
    loss: float
    test_loss: float | None = None
    metrics: dict[str, float] = {}
    test_metrics: dict[str, float] = {}


class Record(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The record of one run.

    Attributes
    ----------
    losses
        Mean batch loss of each ``loss_stride`` steps, the first from step 1 on.
    evaluations
        Each ``evaluation_stride`` epochs, and step 0.
    """

    losses: list[float] = []
    loss_stride: Annotated[int, Meta(ge=1)] = 1
    pending_sum: float = 0.0
    pending_count: Annotated[int, Meta(ge=0)] = 0
    evaluations: list[Evaluation] = []
    evaluation_stride: Annotated[int, Meta(ge=1)] = 1

    def copy(self) -> Record:
        """Return a record that goes its own way; evaluations are values and are shared."""
        return msgspec.structs.replace(
            self, losses=self.losses.copy(), evaluations=self.evaluations.copy()
        )

    def add_loss(self, loss: float) -> None:
        """Take the batch loss of the next step."""
        self.pending_sum += loss
        self.pending_count += 1
        if self.pending_count == self.loss_stride:
            self.losses.append(self.pending_sum / self.loss_stride)
            self.pending_sum, self.pending_count = 0.0, 0
            if len(self.losses) == LOSSES:
                pairs = zip(self.losses[::2], self.losses[1::2], strict=True)
                self.losses[:] = [(first + second) / 2.0 for first, second in pairs]
                self.loss_stride *= 2

    def due(self, epoch: int) -> bool:
        """Whether an evaluation belongs at the end of this (whole) ``epoch``."""
        return epoch % self.evaluation_stride == 0

    def add_evaluation(self, evaluation: Evaluation) -> None:
        self.evaluations.append(evaluation)
        if len(self.evaluations) == EVALUATIONS:
            self.evaluations[:] = self.evaluations[::2]
            self.evaluation_stride *= 2
