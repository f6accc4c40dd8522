"""Earlier runs, faint behind the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dnngui.plots.blend import blend
from dnngui.plots.curve import Curve
from dnngui.plots.legend import Key
from dnngui.plots.smoothing import smoothed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from dnngui.plots.chart import Chart
    from dnngui.training.frames import Curves

    Floats = NDArray[np.float64]
    Points = tuple[Floats, Floats]

MOST = 5
"""Runs that are kept, the latest ones."""

_POINTS = 320
_DEPTH = -0.5
_FAINT = 0.35


class Run(NamedTuple):
    """The lines of one run: on the training and on the test part."""

    training: Curve
    test: Curve


class EarlierRuns:
    """Keeps the curves of runs that are over, and draws them.

    Attributes
    ----------
    kept
        The latest first.
    shown
        Whether they are drawn.
    changes
        How often others were kept.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._runs: list[Run] = []
        self.kept: tuple[Curves, ...] = ()
        self.shown = True
        self.changes = 0

    def keep(self, curves: Curves) -> None:
        """Keep the curves of one more run; those that never began are passed over."""
        if len(curves.evaluations) > 1:
            self.kept = (curves, *self.kept)[:MOST]
            self.changes += 1

    def put(self, runs: tuple[Curves, ...]) -> None:
        """Keep ``runs`` and no others."""
        if self.kept or runs:
            self.kept = runs
            self.changes += 1

    def forget(self) -> None:
        self.put(())

    def draw(
        self,
        points: Callable[[Curves], Sequence[Points]],
        weight: float,
        heights: Callable[[Floats], Floats],
    ) -> None:
        """Draw all runs.

        Parameters
        ----------
        points
            Epochs and values on either part of a run.
        weight
            How much they are smoothed.
        heights
            Where values stand on the vertical axis.
        """
        kept = self.kept if self.shown else ()
        while len(self._runs) < len(kept):
            self._runs.append(self._added())
        for place, run in enumerate(self._runs):
            found = points(kept[place]) if place < len(kept) else ()
            for line in run:
                line.line.setVisible(bool(found))
            for line, (x, y) in zip(run, found, strict=False):
                line.show(x, y, smoothed(y, weight), heights)

    def _added(self) -> Run:
        run = Run(*(Curve(self._chart, _DEPTH, _POINTS) for _ in range(2)))
        self._colour(run)
        return run

    def restyle(self) -> None:
        """Take the chart's colours."""
        for run in self._runs:
            self._colour(run)

    def _colour(self, run: Run) -> None:
        colours = self._chart.colours
        for line, colour in ((run.training, colours.accent), (run.test, colours.text)):
            faint = blend(colours.surface, colour, _FAINT)
            line.set_key(Key("", faint, 1.0, dashed=line is run.test), colours.surface)

    def at(self, epoch: float) -> list[float]:
        """Return the value of each run near ``epoch``: on the test part where there is one."""
        found = []
        for run in self._runs[: len(self.kept) if self.shown else 0]:
            known = run.test if len(run.test.x) else run.training
            point = known.at(epoch)
            if point is not None and known.x[0] <= epoch <= known.x[-1]:
                found.append(point[1])
        return found
