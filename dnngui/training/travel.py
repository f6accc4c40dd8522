"""Looking back: shows a run as it was at a kept moment, and goes on from there where wanted."""

from __future__ import annotations

import dataclasses
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from dnngui.document import run as running
from dnngui.training.curves import after, curves_of
from engine.message import SpokenError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dnngui.document.project import Project
    from dnngui.training.frames import Curves, Track
    from dnngui.training.live import LiveRun
    from dnngui.training.timeline import Chapter, Moment, Timeline
    from engine.trainer import Trainer

_BRANCHES = 8
"""Branches that were left, of which the curves stay."""


@dataclass(frozen=True, eq=False)
class _Present:
    """Where the run stands while something else is shown."""

    trainer: Trainer
    step: int
    epoch: float
    curves: Curves


class Traveller:
    """Takes a run that rests to its kept moments and back.

    Moments of another network are shown by a trainer of their own, which stands in the run's place
    meanwhile: frames of it have another generation.

    Attributes
    ----------
    shown
        The moment that is shown; None where it is the present one.
    """

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.shown: Moment | None = None
        self._present: _Present | None = None
        self._guests: dict[Chapter, Trainer] = {}
        self._branches: list[Curves] = []

    # -- what is told of it

    def track(self, run: LiveRun) -> Track | None:
        """Return the moments of ``run``, and which of them is shown."""
        if run.trainer is None:
            return None
        if self._present is not None:
            return self._timeline.track(self._present.step, self._present.epoch, self.shown)
        self._timeline.follow(run)
        return self._timeline.track(run.trainer.steps_made, run.trainer.epochs, None)

    def present_step(self, run: LiveRun) -> int:
        """Return the steps that ``run`` has made at present."""
        if self._present is not None:
            return self._present.step
        return run.trainer.steps_made if run.trainer is not None else 0

    def beside(self, curves: Curves) -> Curves:
        """Return the curves of what is shown, with those of what is no part of it."""
        present, shown = self._present, self.shown
        curves = dataclasses.replace(curves, branches=tuple(self._branches))
        if curves.machine or present is None or shown is None:
            return curves
        return dataclasses.replace(curves, ahead=present.curves, since=shown.epoch)

    # -- going there and back

    def forget(self) -> None:
        """Let go of everything: another run begins."""
        self.shown = self._present = None
        self._guests.clear()
        self._branches.clear()
        self._timeline.clear()

    def go_to(self, run: LiveRun, step: int | None) -> bool:
        """Show the moment nearest to ``step``, or the present; return whether that is another one.

        ``run`` must rest.

        Raises
        ------
        SpokenError
            Where the moment cannot be shown with the data of today; it is not kept any longer.
        """
        if run.trainer is None:
            return False
        if self._present is None:
            self._timeline.follow(run)
        moment = None if step is None else self._timeline.nearest(step)
        if moment is not None and self._is_nearer(self.present_step(run), moment, step):
            moment = None
        if moment is self.shown:
            return False
        if moment is None:
            self.come_back(run)
            return True
        try:
            self._show(run, moment)
        except SpokenError:
            self.come_back(run)
            self._timeline.forget(moment.chapter)
            raise
        return True

    @staticmethod
    def _is_nearer(present: int, moment: Moment, step: int | None) -> bool:
        return step is not None and abs(present - step) < abs(moment.step - step)

    def _show(self, run: LiveRun, moment: Moment) -> None:
        assert run.trainer is not None
        if self._present is None:
            here = run.trainer
            self._present = _Present(here, here.steps_made, here.epochs, curves_of(here))
        host = self._host(run, moment.chapter)
        if host is not run.trainer:
            run.trainer.leave()
            run.stand_in(host)
        host.visit(moment.snapshot)
        self.shown = moment

    def _host(self, run: LiveRun, chapter: Chapter) -> Trainer:
        """Return a trainer with the network of a chapter."""
        assert self._present is not None
        if chapter is self._timeline.chapter:
            return self._present.trainer
        if chapter not in self._guests:
            assert run.dataset is not None
            self._guests[chapter] = running.prepare_with(chapter.project, run.dataset).trainer
        return self._guests[chapter]

    def come_back(self, run: LiveRun) -> bool:
        """Show the present again; return whether something else was shown."""
        present, self._present, self.shown = self._present, None, None
        self._guests.clear()
        if present is None or run.trainer is None:
            return False
        run.trainer.leave()
        if run.trainer is not present.trainer:
            run.stand_in(present.trainer)
        return True

    @contextmanager
    def at_present(self, run: LiveRun) -> Iterator[None]:
        """Return a context in which the run stands at present.

        It ends where it began, unless another network has come meanwhile.
        """
        shown = self.shown
        self.come_back(run)
        generation = run.generation
        yield
        if shown is not None and run.trainer is not None and run.generation == generation:
            self._show(run, shown)

    def go_on(self, run: LiveRun) -> Project | None:
        """Let the run go on from the moment that is shown; what came after it is left.

        Returns
        -------
        The project with the network of that moment; None where it is the present one.
        """
        moment, present, trainer = self.shown, self._present, run.trainer
        if moment is None or present is None or trainer is None or run.project is None:
            return None
        left, snapshot = after(present.curves, moment.epoch), moment.snapshot
        if snapshot.position >= len(trainer.rows[0]):
            # There are fewer samples now: the epoch begins anew.
            snapshot = dataclasses.replace(snapshot, position=0)
        trainer.restore(snapshot)
        self._branches = [*self._branches, left][-_BRANCHES:]
        self.shown = self._present = None
        self._guests.clear()
        self._timeline.go_on(trainer, moment)
        if trainer is present.trainer:
            return None
        run.keep_for_undo(present.trainer)
        now, then = run.project, moment.chapter.project
        run.project = msgspec.structs.replace(then, data=now.data, attachments=now.attachments)
        return run.project
