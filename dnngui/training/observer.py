"""Makes frames of a run: only what is wanted, only what is due."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from dnngui.training.boundary import Plane, fits
from dnngui.training.curves import curves_of
from dnngui.training.frames import Frame, Needs
from dnngui.training.pace import Share
from dnngui.training.previews import Previews

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.training.frames import Boundary, Curves, NodePreview
    from dnngui.training.live import LiveRun
    from engine.record import Evaluation
    from engine.trainer import Trainer

_DISPLAY = 1 / 31
"""Least seconds between two boundaries: thirty a second look like motion."""

_NUMBERS = 0.05


class Observer:
    """Looks at a run with the weights as they are, and leaves no trace in it.

    A fresh evaluation is for display alone; what the record holds depends on steps, not on frames.

    Parameters
    ----------
    breathe
        Called between two pieces of longer work.
    """

    def __init__(self, breathe: Callable[[], None]) -> None:
        self._breathe = breathe
        self._needs = Needs()
        self._generation = -1
        self._evaluation: Evaluation | None = None
        self._plane: Plane | None = None
        self._previews: Previews | None = None
        self._parts: dict[str, Callable[[LiveRun, Trainer], Any]] = {
            "curves": self._curves,
            "boundary": self._boundary,
            "previews": self._pictures,
            "evaluation": self._evaluate,
        }
        # Together a tenth of the worker's time at most.
        self._shares = {
            "curves": Share(0.01, _NUMBERS),
            "evaluation": Share(0.02, _NUMBERS),
            "boundary": Share(0.045, _DISPLAY),
            "previews": Share(0.025, _DISPLAY),
        }
        self._stale: set[str] = set()

    # -- what is to be done

    @property
    def stale(self) -> bool:
        """Whether something that is wanted is not of the present weights."""
        return bool(self._stale)

    def weights_changed(self) -> None:
        self._stale.update(self._parts)

    def scoring_changed(self) -> None:
        self._stale.add("evaluation")

    def nothing_to_see(self) -> None:
        self._stale.clear()

    def show(self, needs: Needs) -> None:
        """Compute what ``needs`` asks for from now on."""
        before, self._needs = self._needs, needs
        if needs.boundary != before.boundary:
            self._plane = None
            self._stale.add("boundary")
        if needs.previews and not before.previews:
            self._stale.add("previews")

    # -- frames

    def due_frame(self, run: LiveRun, speed: float) -> Frame:
        """Return a frame of a run that goes on, with the parts whose share of time allows it."""
        self._stale.update(self._parts)
        now = time.perf_counter()
        return self._frame(run, speed, [n for n in self._parts if self._shares[n].due(now)])

    def next_frame(self, run: LiveRun) -> Frame:
        """Return a frame of a run that rests, with the next part that is stale."""
        return self._frame(run, 0.0, [name for name in self._parts if name in self._stale][:1])

    def _frame(self, run: LiveRun, speed: float, names: list[str]) -> Frame:
        trainer = run.trainer
        assert trainer is not None
        self._turn_to(run)
        parts: dict[str, Any] = {}
        for name in names:
            self._stale.discard(name)
            begin = time.perf_counter()
            parts[name] = self._parts[name](run, trainer)
            self._shares[name].spent(begin, time.perf_counter())
        progress = trainer.progress
        return Frame(
            generation=run.generation,
            step=progress.step,
            epoch=progress.epoch,
            loss=progress.loss if progress.loss == progress.loss else None,
            evaluation=self._latest(trainer),
            steps_per_second=speed,
            **{name: parts.get(name) for name in ("curves", "boundary", "previews")},
        )

    def _turn_to(self, run: LiveRun) -> None:
        """Forget what was prepared for an older network."""
        if run.generation != self._generation:
            self._generation = run.generation
            self._evaluation = self._plane = self._previews = None

    # -- the parts

    def _curves(self, _: LiveRun, trainer: Trainer) -> Curves:
        return curves_of(trainer)

    def _latest(self, trainer: Trainer) -> Evaluation | None:
        """Return the newest evaluation up to the present step: of the record or our own."""
        recorded = trainer.record.evaluations[-1:] if trainer.record is not None else []
        own = [self._evaluation] if self._evaluation is not None else []
        known = [each for each in (*recorded, *own) if each.step <= trainer.progress.step]
        return max(reversed(known), key=lambda each: each.step, default=None)

    def _evaluate(self, _: LiveRun, trainer: Trainer) -> None:
        self._evaluation = trainer.evaluate()

    def _boundary(self, _: LiveRun, trainer: Trainer) -> Boundary | None:
        grid = self._needs.boundary
        if grid is None or not fits(grid, trainer.dataset):
            return None
        if self._plane is None:
            self._plane = Plane(grid, trainer.dataset, trainer.program)
        return self._plane.boundary(self._breathe)

    def _pictures(self, _: LiveRun, trainer: Trainer) -> dict[int, NodePreview] | None:
        if not self._needs.previews:
            return None
        if self._previews is None:
            self._previews = Previews(trainer.dataset, trainer.program)
        return self._previews.pictures(self._breathe)
