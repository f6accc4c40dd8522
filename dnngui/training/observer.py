"""Makes frames of a run: only what is wanted, only what is due."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from dnngui.training.aside import Aside
from dnngui.training.boundary import Plane, fits
from dnngui.training.curves import curves_of
from dnngui.training.frames import Frame, Needs
from dnngui.training.machines import curves_of_machine, latest_of_machine, machine_of, place_of
from dnngui.training.outputs import compared
from dnngui.training.pace import Share
from dnngui.training.previews import Previews
from dnngui.training.pulse import Pulses
from dnngui.training.views import Request, Views

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from dnngui.training.breath import Breath
    from dnngui.training.frames import Boundary, Curves, Grid, NodePreview
    from dnngui.training.live import LiveRun
    from engine.data.dataset import Dataset
    from engine.record import Evaluation
    from engine.trainer import Trainer

_Part = str | Request
"""One part of a frame: by its name, or what a panel asked for."""

_QUICK: tuple[_Part, ...] = ("curves", "boundary", "previews")

_MOTION = 0.025
"""Least seconds of the worker between two boundaries: with those at the gate about a thirtieth."""

_SOON = 0.01
"""Seconds: what is due by then comes along, as two frames cost the window more than one."""

_FIGURES = 0.05
"""Seconds after which a frame is made for the figures alone."""

_WAIT = 0.25
"""Seconds that a panel's part waits for others at most."""

_PICTURES = 0.06
_NUMBERS = 0.125
"""What is drawn costs the window's thread more than ours: no more often than the eye asks."""

_LATE = 0.02
"""Share of the time of what has become old: the machine may have stood still while it was made."""


def _moves(part: _Part) -> bool:
    """Whether it is to be seen in motion."""
    return part == "boundary" or (isinstance(part, Request) and part.moves)


class Observer:
    """Looks at a run with the weights as they are, and leaves no trace in it.

    A fresh evaluation is for display alone; what the record holds depends on steps, not on frames.

    Parameters
    ----------
    breath
        Called between two pieces of longer work.
    """

    def __init__(self, breath: Breath) -> None:
        self._breath = breath
        self._needs = Needs()
        self._generation = -1
        self._evaluation: Evaluation | None = None
        self._machine: int | None = None
        self._middle: tuple[Dataset, NDArray[np.float64]] | None = None
        self._plane: Plane | None = None
        self._previews: Previews | None = None
        self._pulses: Pulses | None = None
        self._aside: Aside[Boundary] = Aside()
        self._views = Views(breath)
        self._usual_parts: dict[_Part, Callable[[Trainer], Any]] = {
            "evaluation": self._evaluate,
            "curves": self._curves,
            "boundary": self._boundary,
            "previews": self._pictures,
        }
        self._parts = self._usual_parts
        # Together well below a tenth of the worker's time.
        self._shares = {
            "curves": Share(0.005, _NUMBERS, _LATE),
            "boundary": Share(0.08, _MOTION),
            "previews": Share(0.01, _PICTURES, _LATE),
            "evaluation": Share(0.005, _NUMBERS, _LATE),
        }
        # On another core: it costs the worker nothing.
        self._apart = Share(0.25, _MOTION)
        self._stale: set[_Part] = set()
        self._again = False
        self._last, self._next = -_FIGURES, 0.0

    # -- what is to be done

    @property
    def stale(self) -> bool:
        """Whether something that is wanted is not of the present weights."""
        return self._again or bool(self._stale)

    def weights_changed(self) -> None:
        self._stale.update(self._parts)

    def moment_changed(self) -> None:
        """Forget what was found out of other weights: other moments of the run are shown now."""
        self._evaluation = None
        self.weights_changed()

    def scoring_changed(self) -> None:
        self._stale.update(("evaluation", "curves"))

    def look_again(self) -> None:
        """Make one more frame: settings have changed that every frame tells of."""
        self._again = True

    def close(self) -> None:
        self._aside.close()

    def nothing_to_see(self) -> None:
        self._stale.clear()
        self._again = False

    def show(self, needs: Needs) -> None:
        """Compute what ``needs`` asks for from now on."""
        before, self._needs = self._needs, needs
        if needs.boundary != before.boundary:
            self._plane = None
            self._stale.add("boundary")
        if needs.previews and not before.previews:
            self._stale.add("previews")
        if needs.views != before.views:
            fresh = self._views.show(needs.views)
            self._parts = self._usual_parts | self._views.parts()
            self._stale = (self._stale | fresh) & self._parts.keys()

    # -- frames

    @property
    def is_due(self) -> bool:
        """Whether a frame would bring something to be seen, or the last figures are old."""
        now = self._breath.clock()
        if now < self._next:
            return False
        if now - self._last >= _FIGURES or (self._apart_due(now) and self._aside.is_free):
            return True
        # What does not move waits a moment for what does: one frame brings both.
        wait = min(
            -self._share(name).overdue(now if _moves(name) else now - _MOTION)
            for name in self._visible()
        )
        if self._plane is None or not self._plane.stands_apart:
            # This is asked each millisecond.
            self._next = min(now + wait, self._last + _FIGURES)
        return wait <= 0.0

    def due_frame(self, run: LiveRun, speed: float) -> Frame:
        """Return a frame of a run that goes on, with the parts whose share of time allows it."""
        self._stale.update(self._parts)
        now = self._last = self._breath.clock()
        self._prepare(run)
        boundary = self._aside.take()
        if self._plane is not None and self._apart_due(now) and not self._aside.busy:
            self._begin_aside(self._plane, now)
        frame = self._frame(run, speed, self._due(now + _SOON))
        return frame if boundary is None else dataclasses.replace(frame, boundary=boundary)

    def _apart_due(self, now: float) -> bool:
        """Whether a boundary is due that another thread computes."""
        return self._plane is not None and self._plane.stands_apart and self._apart.due(now)

    def _visible(self) -> list[_Part]:
        """Return the parts that show something and that the worker itself computes."""
        idle: set[_Part] = set()
        if self._plane is None or self._plane.stands_apart:
            idle.add("boundary")
        if not self._needs.previews:
            idle.add("previews")
        return [name for name in self._parts if name not in idle]

    def _due(self, now: float) -> list[_Part]:
        """Return the parts of the next frame: of what panels asked for, what is due longest.

        Each costs the window's thread a drawing: all in one frame would hold it up. Where frames
        are far between, what has waited comes along.
        """
        due = [name for name in self._visible() if self._share(name).due(now)]
        asked = [name for name in due if isinstance(name, Request) and not name.moves]
        waits: dict[_Part, float] = {name: self._share(name).overdue(now) for name in asked}
        longest = max(waits.values(), default=0.0)
        return [name for name in due if waits.get(name, longest) >= min(longest, _WAIT)]

    def _begin_aside(self, plane: Plane, now: float) -> None:
        """Compute a boundary of the present weights, which will be of earlier ones when seen."""
        plane.follow()
        self._aside.begin(plane.outputs)
        self._apart.spent(now, now + self._aside.seconds)

    def next_frame(self, run: LiveRun) -> Frame:
        """Return a frame of a run that rests, with the next part that is stale."""
        self._prepare(run)
        return self._frame(run, 0.0, [name for name in self._parts if name in self._stale][:1])

    def quick_frame(self, run: LiveRun) -> Frame:
        """Return a frame of a run that rests, with what a hand that moves can see at once."""
        self._prepare(run)
        return self._frame(run, 0.0, [name for name in _QUICK if name in self._stale])

    def _frame(self, run: LiveRun, speed: float, names: Sequence[_Part]) -> Frame:
        trainer = run.trainer
        assert trainer is not None
        self._again = False
        parts: dict[_Part, Any] = {}
        for name in names:
            self._stale.discard(name)
            parts[name] = self._part(name, trainer)
        self._stale |= self._views.unfinished()
        progress, machine = trainer.progress, self._machine is not None
        return Frame(
            generation=run.generation,
            step=progress.step,
            epoch=trainer.pretraining.progress.epoch if machine else progress.epoch,
            loss=progress.loss if progress.loss == progress.loss else None,
            position=trainer.epochs,
            rate=trainer.rate,
            falls=trainer.falls,
            evaluation=self._latest(trainer),
            steps_per_second=speed,
            steps_made=trainer.steps_made,
            pretraining=place_of(trainer),
            machine=machine or not trainer.supervised,
            workers=trainer.workers,
            best=trainer.best_epoch,
            settled=not self.stale,
            views=(views := {n: part for n, part in parts.items() if isinstance(n, Request)}),
            view_epochs=dict.fromkeys(views, trainer.epochs),
            **{name: parts.get(name) for name in ("curves", "boundary", "previews")},
        )

    def _part(self, name: _Part, trainer: Trainer) -> Any:
        """Compute a part, out of its share of the time."""
        if isinstance(name, Request):
            self._views.prepare(name, trainer)
        begin = self._breath.clock()
        part = self._parts[name](trainer)
        whole = not isinstance(name, Request) or self._views.is_whole(name)
        self._share(name).spent(begin, self._breath.clock(), whole=whole)
        return part

    def _share(self, name: _Part) -> Share:
        return self._shares[name] if isinstance(name, str) else self._views.shares[name]

    def _prepare(self, run: LiveRun) -> None:
        """Bring what the pictures work with up to the network, the data and the needs."""
        trainer = run.trainer
        assert trainer is not None
        if run.generation != self._generation:
            self._generation = run.generation
            self._evaluation = self._plane = self._previews = self._pulses = None
            self._views.forget()
        if machine_of(trainer) != self._machine:
            # Figures of another layer, or those of the whole network, mean something else.
            self._machine, self._evaluation = machine_of(trainer), None
        dataset, grid = trainer.shown, self._needs.boundary
        if self._plane is None and grid is not None and fits(grid, dataset):
            if self._middle is None or self._middle[0] is not dataset:
                self._middle = dataset, dataset.median_row()
            self._aside.forget()
            self._plane = self._plane_of(grid, trainer, self._middle[1])
        if self._previews is None and self._needs.previews:
            self._previews = Previews(dataset, trainer.program)
            self._pulses = Pulses(trainer.program)

    def _plane_of(self, grid: Grid, trainer: Trainer, middle: NDArray[np.float64]) -> Plane | None:
        """Return the plane of an output; None where the network has no such one any more."""
        seen = compared(trainer, grid.output)
        if seen is None:
            return None
        return Plane(grid, seen.dataset, middle, trainer.program, seen.node)

    # -- the parts

    def _curves(self, trainer: Trainer) -> Curves:
        """Return the record's curves, which end where the run stands: with the same figures."""
        if self._machine is not None:
            return curves_of_machine(trainer, self._machine)
        curves, latest = curves_of(trainer), self._latest(trainer)
        if latest is None or not curves.evaluations:
            return curves
        earlier = curves.evaluations
        if earlier[-1].step == latest.step:
            earlier = earlier[:-1]
        return dataclasses.replace(curves, evaluations=(*earlier, latest))

    def _boundary(self, _: Trainer) -> Boundary | None:
        self._aside.forget()
        return self._plane.boundary(self._breath) if self._plane is not None else None

    def _pictures(self, trainer: Trainer) -> dict[int, NodePreview] | None:
        if self._previews is None or self._pulses is None or not self._needs.previews:
            return None
        return self._pulses.take(trainer, self._previews.pictures(self._breath))

    def _evaluate(self, trainer: Trainer) -> None:
        # An RBM is judged after each of its epochs, by the pre-training itself.
        if self._machine is None:
            self._evaluation = trainer.evaluate()

    def _latest(self, trainer: Trainer) -> Evaluation | None:
        """Return the newest evaluation up to the present step: of the record or our own."""
        if self._machine is not None:
            return latest_of_machine(trainer)
        recorded = trainer.record.evaluations[-1:] if trainer.record is not None else []
        own = [self._evaluation] if self._evaluation is not None else []
        known = [each for each in (*recorded, *own) if each.step <= trainer.progress.step]
        return max(reversed(known), key=lambda each: each.step, default=None)
