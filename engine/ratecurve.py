"""The learning rate over a run as a curve, for whoever wants to see it before the run is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from engine.schedules import AnySchedule, Fall

    Floats = NDArray[np.float64]

_POINTS = 500


@dataclass(frozen=True, eq=False)
class RateCurve:
    """Rates at moments of a run.

    Attributes
    ----------
    epochs, rates
        ``(points,)`` each, the epochs rising. A fall from one step to the next stands at two
        points.
    """

    epochs: Floats
    rates: Floats

    def at(self, epoch: float) -> float:
        """Return the rate at a moment; outside the run that of its nearest end."""
        return float(np.interp(epoch, self.epochs, self.rates))


def rate_curve(
    schedule: AnySchedule,
    base: float,
    *,
    epochs: int,
    steps_per_epoch: int,
    until: float = 0.0,
    falls: Sequence[Fall] = (),
) -> RateCurve:
    """Return the rates that a schedule gives the steps of a run, at some hundreds of them.

    Parameters
    ----------
    base
        The rate of the setting.
    epochs
        Length of the run for which the schedule is made.
    until
        Where the curve ends if the run went on beyond ``epochs``.
    falls
        Reductions on plateaus that have happened; what is to come nobody knows.
    """
    total = epochs * steps_per_epoch
    last = max(total, round(until * steps_per_epoch))
    steps = np.unique(np.linspace(0, last, _POINTS).round().astype(np.int64))
    # Around each fall on both sides, so that it stands upright.
    marks = [round(fall.epoch * steps_per_epoch) for fall in falls]
    steps = np.unique([*steps, *marks, *(mark - 1 for mark in marks)]).clip(0, last)
    factors = np.ones(len(steps))
    for fall, mark in zip(falls, marks, strict=True):
        factors[steps >= mark] = fall.factor
    rates = [schedule.rate(base, int(step), steps_per_epoch, total) for step in steps]
    return RateCurve(steps / steps_per_epoch, factors * rates)
