"""The record of a run as curves over epochs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dnngui.training.frames import Curves

if TYPE_CHECKING:
    from engine.trainer import Trainer


def curves_of(trainer: Trainer) -> Curves:
    """Return the curves so far; each mean of losses stands at the last step it covers."""
    record = trainer.record
    if record is None:
        return Curves()
    steps = np.arange(1, len(record.losses) + 1, dtype=np.float64) * record.loss_stride
    evaluations = tuple(record.evaluations)
    # The length of an epoch in steps changes with the batch size: evaluations know both.
    known = {0: 0.0, trainer.progress.step: trainer.epochs}
    known |= {evaluation.step: evaluation.epoch for evaluation in evaluations}
    marks = sorted(known)
    epochs = np.interp(steps, marks, [known[mark] for mark in marks])
    return Curves(epochs, np.array(record.losses), evaluations)


def after(curves: Curves, epoch: float) -> Curves:
    """Return the part of the curves from ``epoch`` on, and the points that lead to it."""
    first = max(int(np.searchsorted(curves.epochs, epoch)) - 1, 0)
    earlier = sum(each.epoch <= epoch for each in curves.evaluations)
    return Curves(
        curves.epochs[first:],
        curves.losses[first:],
        curves.evaluations[max(earlier - 1, 0) :],
    )
