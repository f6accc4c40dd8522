"""The learning rate of each step of a run, by its schedule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.schedules import AnySchedule, Constant, PlateauState, ReduceOnPlateau
from engine.watch import watched

if TYPE_CHECKING:
    from engine.record import Evaluation

EPOCHS = 1000
"""Length of a run of which nothing is said."""


class Rates:
    """A schedule at work on one run.

    Attributes
    ----------
    state
        What a reduction on plateaus remembers; all other schedules remember nothing.
    """

    def __init__(self, schedule: AnySchedule | None, epochs: int) -> None:
        self.schedule: AnySchedule = schedule or Constant()
        self._epochs = epochs
        self.state = PlateauState()

    def adopt(self, schedule: AnySchedule, epochs: int) -> None:
        """Use another schedule or length; one of another kind remembers nothing."""
        if type(schedule) is not type(self.schedule):
            self.state = PlateauState()
        self.schedule, self._epochs = schedule, epochs

    @property
    def move(self) -> bool:
        """Whether the rate is ever another than the optimizer's own."""
        return self.schedule.moves

    @property
    def watch(self) -> bool:
        """Whether every epoch is to be evaluated."""
        return isinstance(self.schedule, ReduceOnPlateau)

    def at(self, base: float, step: int, steps_per_epoch: int) -> float:
        """Return the rate of the step before which ``step`` were made."""
        total = self._epochs * steps_per_epoch
        return self.state.factor * self.schedule.rate(base, step, steps_per_epoch, total)

    def observe(self, evaluation: Evaluation) -> None:
        if isinstance(self.schedule, ReduceOnPlateau):
            value = watched(self.schedule.watch, evaluation)
            before, self.state = self.state, self.schedule.observe(self.state, value)
            self.state = self.state.noting(before, evaluation.epoch)
