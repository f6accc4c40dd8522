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

    def show(self, x: Floats, y: Floats, drawn_y: Floats) -> None:
        """Draw ``drawn_y`` over ``x``, with gaps where it is not finite; ``y`` are the values."""
        self.x, self.y = x, y
        kept = thinning.drawn(drawn_y, self._limit)
        heights = drawn_y[kept]
        heights[~np.isfinite(heights)] = np.nan
        self.line.dots = self._dots(x, drawn_y)
        self.line.setData(x[kept], heights)

    def _dots(self, x: Floats, drawn_y: Floats) -> tuple[Floats, Floats] | None:
        # A thin line has no dot at its end, which moves too much: unless there is no line.
        if self._key.width <= 1.0 and len(x) != 1:
            return None
        finite = np.isfinite(drawn_y)
        marked = np.flatnonzero(finite)[-1:]
        if self._key.ringed:
            along = thinning.spaced(len(x), _RINGS)
            # The ring at the end moves; those that it would touch give way.
            apart = along[: max(1, len(along) - 1)]
            marked = np.concatenate([apart[finite[apart]], marked])
        return x[marked], drawn_y[marked]

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
