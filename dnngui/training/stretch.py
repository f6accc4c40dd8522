"""The steps that a run is to make without anybody's doing, a chunk at a time."""

from __future__ import annotations

import time
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING

from dnngui.training.pace import Pace
from dnngui.training.tempo import Tempo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dnngui.document.project import Project
    from dnngui.training.breath import Breath
    from engine.progress import Step
    from engine.trainer import Trainer


class Stretch:
    """Trains up to an epoch in chunks of steps.

    In a chunk there is nothing but steps: their number is chosen so that it lasts a millisecond, or
    one step where that takes longer.

    Attributes
    ----------
    once
        Whether the epoch is but a single one that the person asked for.
    """

    def __init__(self, breath: Breath) -> None:
        self._breath = breath
        self._pace, self._tempo = Pace(), Tempo()
        self._steps: Iterator[Step] | None = None
        self._until = 0
        self.once = False

    @property
    def going(self) -> bool:
        """Whether there are steps to be made."""
        return self._steps is not None

    @property
    def steps_per_second(self) -> float:
        return self._pace.steps_per_second

    def begin(self, trainer: Trainer, until: int, *, once: bool) -> None:
        """Train from now on until that many epochs are done."""
        self._until, self.once = until, once
        left = until - trainer.progress.epoch
        self._steps = trainer.rest_of_epoch() if once else trainer.steps(left)

    def advance(self, trainer: Trainer) -> bool:
        """Make the next chunk of steps, or wait until one may be made; whether there are more."""
        assert self._steps is not None
        before, begin = trainer.steps_made, time.perf_counter()
        allowed = self._tempo.allowed(before, begin)
        exhausted = False
        if allowed == 0:
            self._breath.sleep(self._tempo.rest())
        else:
            chunk = min(self._pace.steps, allowed or self._pace.steps)
            deque(islice(self._steps, chunk), maxlen=0)
            made = trainer.steps_made - before
            exhausted = made < chunk
            self._pace.took(made, time.perf_counter() - begin)
        self._pace.count(trainer.steps_made - before, time.perf_counter())
        return not (exhausted or trainer.progress.epoch >= self._until or trainer.ended)

    def stop(self) -> bool:
        """Make no more steps; whether there were any to be made."""
        going = self.going
        if going:
            self._steps = None
            self._pace.rest()
        return going

    # -- how fast

    def slow_down(self) -> None:
        """Begin with single steps again: they may take longer than before."""
        self._pace.slow_down()

    def set_duration(self, seconds: float | None) -> None:
        """Take how long a whole run is to last at least; None sets no bound."""
        self._tempo.seconds = seconds

    def keep_time(self, trainer: Trainer | None, project: Project | None) -> None:
        """Spread the steps of the settings' epochs over the time that a run is to take."""
        if trainer is not None and project is not None:
            steps = trainer.planned(project.training.epochs)
            self._tempo.begin(steps, trainer.steps_made, time.perf_counter())
