"""The moments of a run that are kept, thinned so that their memory stays under a bound."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dnngui.training.frames import Track
from dnngui.training.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dnngui.document.project import Project
    from dnngui.training.ledger import Page
    from dnngui.training.live import LiveRun
    from engine.snapshot import Snapshot
    from engine.trainer import Trainer

MEMORY = 256 * 2**20
"""Bytes that the kept moments may take where nothing else is said."""

MOST = 1024
"""Moments at most: a strip has no more pixels."""

_SHARE, _FIRST_SHARE = 0.01, 0.02
"""Of the worker's time, for copies; at the beginning more, as much happens there."""

_FIRST = 200
"""Moments of which there are many from the first second on."""

_REST = 4096
"""Bytes of a snapshot beside its vectors, about."""


@dataclass(eq=False)
class Chapter:
    """A part of the run with one network.

    Attributes
    ----------
    project
        The last one that was trained in it.
    """

    project: Project


@dataclass(frozen=True, eq=False)
class Moment:
    """The run between two steps, whole.

    Attributes
    ----------
    step
        Steps since the first weights, those of the pre-training included.
    epoch
        Epochs done, with the fraction of the running one.
    size
        Bytes it takes.
    rest, page
        The run's snapshot without its record, and that record.
    """

    step: int
    epoch: float
    chapter: Chapter
    size: int
    rest: Snapshot
    page: Page | None

    @property
    def snapshot(self) -> Snapshot:
        """All that the run needs to go on from here."""
        record = None if self.page is None else self.page.record()
        return dataclasses.replace(self.rest, record=record)


class Timeline:
    """Moments of one run, the first always among them.

    A moment is kept whenever as many steps as between the last two have been made, and a copy takes
    no more than its share of the time. When there are too many, every second one is let go of.

    Attributes
    ----------
    moments
        By their steps, ascending.
    too_large
        Whether the network is so large that not even two moments of it stay under the bound.
    """

    def __init__(self, clock: Callable[[], float], bound: int = MEMORY) -> None:
        self._clock, self._bound = clock, bound
        self.moments: list[Moment] = []
        self.too_large = False
        self._trainer: Trainer | None = None
        self._chapter: Chapter | None = None
        self._due = 0.0
        self._stride = 1
        self._size = 0
        self._ledger = Ledger()
        self._index()

    # -- what it holds

    @property
    def size(self) -> int:
        """Bytes of all moments."""
        return self._size

    @property
    def chapter(self) -> Chapter | None:
        """The one that the run is in now."""
        return self._chapter

    def nearest(self, step: int) -> Moment | None:
        """Return the moment whose step is nearest, the earlier one of two; None without any."""
        moments = self.moments
        after = bisect_left(moments, step, key=lambda each: each.step)
        around = moments[max(after - 1, 0) : after + 1]
        return min(around, key=lambda each: abs(each.step - step), default=None)

    def track(self, present: int, present_epoch: float, shown: Moment | None) -> Track:
        """Return what the window needs to know of it, with where the run stands now."""
        count = len(self.moments)
        return Track(
            steps=self._steps[:count],
            epochs=self._epochs[:count],
            present=present,
            present_epoch=present_epoch,
            shown=None if shown is None else shown.step,
            too_large=self.too_large,
        )

    # -- keeping

    def clear(self) -> None:
        """Begin with another run."""
        self._trainer = self._chapter = None
        self.too_large = False
        self._stride = 1
        self._ledger = Ledger()
        self._let_go(0)

    def set_bound(self, bound: int) -> None:
        """Use no more than so many bytes from now on."""
        self._bound, self.too_large = bound, False
        self._thin()

    def follow(self, run: LiveRun) -> None:
        """Take up where ``run`` stands, which must be at its present moment.

        Moments behind it are no part of it any more. A network that differs begins a chapter.
        """
        trainer = run.trainer
        if trainer is None or run.project is None:
            return
        step = trainer.steps_made
        if trainer is not self._trainer:
            self._adopt(trainer, run.project)
            self.cut(step - 1)
        elif self.moments and self.moments[-1].step > step:
            self.cut(step)
        if self._chapter is not None:
            self._chapter.project = run.project

    def _adopt(self, trainer: Trainer, project: Project) -> None:
        before, self._trainer = self._trainer, trainer
        if before is None or before.program.graph != trainer.program.graph:
            self._chapter = Chapter(project)
        self.too_large = False

    def pass_by(self, run: LiveRun, *, at_once: bool = False) -> None:
        """Keep the run as it stands, where that is due; to be called before steps are made.

        Parameters
        ----------
        at_once
            Whether it is due whatever time the last copy took.
        """
        self.follow(run)
        trainer = run.trainer
        if trainer is None or self.too_large:
            return
        begin = self._clock()
        last = self.moments[-1].step if self.moments else -self._stride
        enough = trainer.steps_made - last >= self._stride
        if enough and (at_once or begin >= self._due):
            self._keep(trainer)
            # Until some are let go of: where moments are large, there are never that many again.
            first = self._stride == 1 and len(self.moments) < _FIRST
            share = _FIRST_SHARE if first else _SHARE
            self._due = begin + (self._clock() - begin) / share

    def fill(self, run: LiveRun, snapshots: Sequence[Snapshot]) -> None:
        """Keep moments of ``run`` from before its present one, in their order."""
        self.follow(run)
        trainer = run.trainer
        if trainer is None:
            return
        for snapshot in snapshots:
            trainer.visit(snapshot)
            self._add(trainer, snapshot)
        trainer.leave()

    def _keep(self, trainer: Trainer) -> None:
        self._add(trainer, trainer.snapshot())

    def _add(self, trainer: Trainer, snapshot: Snapshot) -> None:
        """Keep ``snapshot``, at which ``trainer`` stands."""
        assert self._chapter is not None
        record, rest = snapshot.record, dataclasses.replace(snapshot, record=None)
        moment = Moment(
            trainer.steps_made,
            trainer.epochs,
            self._chapter,
            _bytes(rest),
            rest,
            None if record is None else self._ledger.page(record),
        )
        if 2 * moment.size > self._bound:
            self.too_large = True
            return
        self.moments.append(moment)
        self._size += moment.size
        self._steps[len(self.moments) - 1] = moment.step
        self._epochs[len(self.moments) - 1] = moment.epoch
        self._thin()

    def _index(self) -> None:
        """Write down where all moments stand, in other arrays: the window may hold the former."""
        self._steps = np.zeros(MOST + 1, np.int64)
        self._epochs = np.zeros(MOST + 1)
        self._steps[: len(self.moments)] = [each.step for each in self.moments]
        self._epochs[: len(self.moments)] = [each.epoch for each in self.moments]

    def _thin(self) -> None:
        """Let go of every second moment until what is left stays under the bounds."""
        while self._size > self._bound or len(self.moments) > MOST:
            if len(self.moments) == 1:
                self._let_go(0)
                return
            self.moments = self.moments[::2]
            self._size = sum(each.size for each in self.moments)
            self._index()
            self._stride *= 2

    def cut(self, step: int) -> None:
        """Let go of all moments after ``step``."""
        self._let_go(bisect_left(self.moments, step + 1, key=lambda each: each.step))

    def go_on(self, trainer: Trainer, moment: Moment) -> None:
        """Take up that ``trainer`` goes on from ``moment``."""
        self._trainer, self._chapter = trainer, moment.chapter
        self.cut(moment.step)

    def forget(self, chapter: Chapter) -> None:
        """Let go of the moments of a chapter."""
        self.moments = [each for each in self.moments if each.chapter is not chapter]
        self._let_go(len(self.moments))

    def _let_go(self, first: int) -> None:
        del self.moments[first:]
        self._size = sum(each.size for each in self.moments)
        self._index()


def _bytes(snapshot: Snapshot) -> int:
    """Return about how much memory a snapshot takes."""
    vectors = [snapshot.theta, *snapshot.optimizer_state.values(), *snapshot.memory.values()]
    vectors += [each for each in (snapshot.best, snapshot.average) if each is not None]
    running = snapshot.pretraining.running if snapshot.pretraining is not None else None
    if running is not None:
        chains = () if running.particles is None else (running.particles,)
        vectors += [*running.velocity, *chains]
    return sum(each.nbytes for each in vectors) + _REST
