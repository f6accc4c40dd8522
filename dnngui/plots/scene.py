"""What stands on the boundary's chart: the plane in colours or lines, and the rows of the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from dnngui.plots.items import Shades
from dnngui.plots.points import DataPoints

if TYPE_CHECKING:
    from dnngui.plots.chart import Chart
    from dnngui.plots.ranges import Range
    from dnngui.plots.reading import Floats, Reading
    from dnngui.training.frames import Boundary, Grid
    from engine.data.dataset import Dataset

_LONGEST_NAME = 180.0
_LINE_WIDTH = 2.0


class BoundaryScene:
    """The items of the boundary's chart.

    Attributes
    ----------
    image
        The colours of the plane; row 0 at the lowest y.
    lines
        One for each output that is drawn over a single column; the rest is hidden.
    points
        The rows of the data.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self.image = Shades()
        self.image.hide()
        # Shades between the points of the grid instead of squares.
        chart.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chart.add(self.image)
        self.lines: list[pyqtgraph.PlotCurveItem] = []
        self.points = DataPoints(chart)

    def build(self, dataset: Dataset, grid: Grid, reading: Reading, output: int) -> None:
        """Put the axes and the rows of ``dataset`` in place."""
        chart = self._chart
        column = dataset.columns[grid.horizontal]
        chart.bottom.names = column.categories
        chart.bottom.set_caption(column.name)
        if grid.vertical is None:
            chart.left.names = ()
            chart.left.set_title(self._short(reading.axis_title))
            chart.view.setBackgroundColor(None)
            chart.follow(grid.x_limits, reading.span, at_once=True)
        else:
            column = dataset.columns[grid.vertical]
            chart.left.names = column.categories
            chart.left.set_title(self._short(column.name))
            # Nothing is known about the plane yet: the colour between the classes.
            chart.view.setBackgroundColor(chart.colours.neutral)
            across, up = (_edges(limits, grid) for limits in (grid.x_limits, grid.y_limits))
            chart.follow(across, up, at_once=True)
        self.points.show(dataset, grid, reading, output, chart.colours)

    def clear(self) -> None:
        """Leave an empty chart."""
        chart = self._chart
        self.show(None, None)
        self.points.clear()
        chart.left.names, chart.bottom.names = (), ()
        chart.bottom.set_caption("")
        chart.left.set_title("")
        chart.view.setBackgroundColor(None)

    def show(self, boundary: Boundary | None, reading: Reading | None) -> None:
        """Show the newest outputs; nothing where either is None."""
        flat = False
        lines: list[tuple[str, Floats]] = []
        if boundary is not None and reading is not None:
            flat = boundary.grid.vertical is not None
            if flat:
                self.image.set_colours(reading.colours(boundary.values), area_of(boundary.grid))
            else:
                lines = reading.lines(boundary.values)
                self._draw_lines(boundary.grid, lines)
        self.image.setVisible(flat)
        for index, item in enumerate(self.lines):
            item.setVisible(index < len(lines))

    def _draw_lines(self, grid: Grid, lines: list[tuple[str, Floats]]) -> None:
        while len(self.lines) < len(lines):
            self._add_line()
        x = np.linspace(*grid.x_limits, grid.resolution)
        for item, (colour, heights) in zip(self.lines, lines, strict=False):
            item.setData(x, np.asarray(heights, dtype=np.float64))
            item.setPen(self._chart.pen(colour, _LINE_WIDTH))

    def _add_line(self) -> None:
        line = pyqtgraph.PlotCurveItem(antialias=True, connect="finite")
        line.setSegmentedLineMode("on")
        self._chart.add(line, 3.0)
        self.lines.append(line)

    def _short(self, name: str) -> str:
        metrics = QFontMetricsF(self._chart.font())
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, _LONGEST_NAME)


def _edges(limits: Range, grid: Grid) -> Range:
    """Return where the outer points' cells end: the points are the middles of the cells."""
    half = (limits[1] - limits[0]) / (grid.resolution - 1) / 2.0
    return limits[0] - half, limits[1] + half


def area_of(grid: Grid) -> QRectF:
    left, right = _edges(grid.x_limits, grid)
    low, high = _edges(grid.y_limits, grid)
    return QRectF(left, low, right - left, high - low)
