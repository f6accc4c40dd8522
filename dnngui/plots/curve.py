"""One curve on a chart: a line of few points, with a dot at its end or rings along it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from dnngui.plots import thinning
from dnngui.plots.items import MarkedLine
from dnngui.plots.legend import Key

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dnngui.plots.chart import Chart

    Floats = NDArray[np.float64]

_DOT = 6
_RINGS = 7


class Curve:
    """A line that is told apart by colour, and by dashes and rings.

    Attributes
    ----------
    x, y
        All points as they came, ``(points,)``; what is drawn is thinned.
    """

    def __init__(self, chart: Chart, depth: float, limit: int) -> None:
        self._chart, self._limit = chart, limit
        self.x: Floats = np.empty(0)
        self.y: Floats = np.empty(0)
        self._line, self._kept = self.y, np.empty(0, np.intp)
        self._key = Key("", "#000000", 1.0)
        self.line = MarkedLine(antialias=True, connect="finite")
        chart.add(self.line, depth)

    def set_key(self, key: Key, surface: str) -> None:
        """Look as ``key`` says."""
        style = Qt.PenStyle.CustomDashLine if key.dashed else Qt.PenStyle.SolidLine
        pen = self._chart.pen(key.colour, key.width, style)
        if key.dashed:
            pen.setDashPattern([3.0, 2.0])
        self.line.setPen(pen)
        # Segments draw thick antialiased lines in linear time; dashes need the whole line.
        solid = key.width > 1.0 and not key.dashed
        self.line.setSegmentedLineMode("on" if solid else "off")
        self._key = key
        pen = self._chart.pen(key.colour, 1.5 if key.ringed else 0.5)
        self.line.set_dot(_DOT, pen, QBrush(QColor(surface if key.ringed else key.colour)))

    def show(
        self,
        x: Floats,
        y: Floats,
        line: Floats | None = None,
        heights: Callable[[Floats], Floats] | None = None,
    ) -> None:
        """Take points and draw them, see `take` and `draw`."""
        self.take(x, y, line)
        self.draw(heights)

    def take(self, x: Floats, y: Floats, line: Floats | None = None) -> None:
        """Keep points to draw.

        Parameters
        ----------
        line
            What is drawn instead of the values, such as the same smoothed.
        """
        self.x, self.y = x, y
        self._line = y if line is None else line
        self._kept = thinning.drawn(self._line, self._limit)

    @property
    def thinned(self) -> Floats:
        """What the line goes through; its least and its greatest value among them."""
        return self._line[self._kept]

    def draw(self, heights: Callable[[Floats], Floats] | None = None) -> None:
        """Draw what was taken, with gaps where it is not finite.

        Parameters
        ----------
        heights
            Where values stand on the axis: greater ones not lower.
        """
        lift = heights or (lambda values: values)
        drawn = np.array(lift(self.thinned))
        drawn[~np.isfinite(drawn)] = np.nan
        self.line.dots = self._dots(lift, drawn)
        self.line.setData(self.x[self._kept], drawn)

    def _dots(
        self, lift: Callable[[Floats], Floats], drawn: Floats
    ) -> tuple[Floats, Floats] | None:
        # A thin line has no dot at its end, which moves too much: unless there is no line.
        if self._key.width <= 1.0 and len(self.x) != 1:
            return None
        marked = self._kept[np.flatnonzero(np.isfinite(drawn))[-1:]]
        if self._key.ringed:
            along = thinning.spaced(len(self.x), _RINGS)
            # The ring at the end moves; those that it would touch give way.
            apart = along[: max(1, len(along) - 1)]
            marked = np.concatenate([apart[np.isfinite(lift(self._line[apart]))], marked])
        return self.x[marked], lift(self._line[marked])

    def last(self) -> float | None:
        """Return the last value, whether it is finite or not; None where there is none."""
        return float(self.y[-1]) if len(self.y) else None

    def at(self, x: float) -> tuple[float, float] | None:
        """Return the point nearest to ``x`` along the horizontal axis."""
        if not len(self.x):
            return None
        after = min(int(np.searchsorted(self.x, x)), len(self.x) - 1)
        before = max(after - 1, 0)
        nearest = before if x - self.x[before] < self.x[after] - x else after
        return float(self.x[nearest]), float(self.y[nearest])
