"""The rows of the data on a chart: training rows filled, test rows as rings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtGui import QBrush, QColor, QPen

from dnngui.plots.blend import blend
from dnngui.plots.plane import thinned
from dnngui.plots.reading import Numbers, class_colour, raw_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QPainter

    from dnngui.plots.chart import Chart
    from dnngui.plots.reading import Reading
    from dnngui.theme import Palette
    from dnngui.training.frames import Grid
    from engine.data.dataset import Dataset

    Floats = NDArray[np.floating[Any]]

MOST = 2000
"""Rows drawn at most; of more a fixed choice is shown."""

SYMBOLS = ("o", "s", "t1", "d", "p", "star", "t", "h", "+", "x")
_OUTLINE = "#1d242b"
_HOLE = "#ffffff"
_SIZE = 7


def class_symbol(index: int) -> str:
    """Return the symbol of a class; with its colour it names up to 100 classes."""
    return SYMBOLS[(index + index // 10) % len(SYMBOLS)]


class Style:
    """Pen and brush of a row of one colour, on a screen with ``ratio`` pixels to the unit."""

    def __init__(self, colour: str, test: bool, ratio: float) -> None:
        if test:
            self.pen = QPen(QColor(blend(colour, _OUTLINE, 0.15)), 2.0 * ratio)
            self.brush = QBrush(QColor(_HOLE))
        else:
            edge = QColor(_OUTLINE)
            edge.setAlphaF(0.55)
            self.pen, self.brush = QPen(edge, 0.8 * ratio), QBrush(QColor(colour))
        # Symbols are painted scaled up from a unit square: only cosmetic pens keep their width.
        self.pen.setCosmetic(True)
        self.size = _SIZE - 1 if test else _SIZE

    def paint(self, painter: QPainter, symbol: str, at: QPointF) -> None:
        """Paint one point, for a legend."""
        painter.save()
        painter.translate(at)
        drawSymbol(painter, symbol, self.size, self.pen, self.brush)
        painter.restore()


def paint_ring(painter: QPainter, rect: QRectF, colours: Palette) -> None:
    """Paint the mark of a test row into an icon's ``rect``."""
    painter.setPen(QPen(QColor(colours.text), 2.0))
    painter.setBrush(QColor(_HOLE))
    painter.drawEllipse(rect.center(), 3.0, 3.0)


class DataPoints:
    """One item for each class and part of the data; a regression has one for each part."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self.training: list[pyqtgraph.ScatterPlotItem] = []
        self.test: list[pyqtgraph.ScatterPlotItem] = []

    def show(
        self, dataset: Dataset, grid: Grid, reading: Reading, output: int, colours: Palette
    ) -> None:
        """Draw the rows of ``dataset`` on the axes of ``grid``."""
        self.clear()
        targets = raw_targets(dataset, output)
        rows = dataset.raw_train, dataset.raw_test
        share = MOST / max(1, sum(len(part) for part in rows))
        for test, (part, target) in enumerate(zip(rows, targets, strict=True)):
            kept = thinned(len(part), max(1, int(share * len(part))) if share < 1.0 else len(part))
            part, target = part[kept], target[kept]
            x = part[:, grid.horizontal]
            y = reading.heights(target) if grid.vertical is None else part[:, grid.vertical]
            if isinstance(reading, Numbers):
                plain = colours.positive if grid.vertical is None else None
                self._add_numbers(x, y, [plain] if plain else reading.shades(target), bool(test))
            else:
                self._add_classes(x, y, target, bool(test), colours)

    def _add_classes(
        self, x: Floats, y: Floats, target: NDArray[Any], test: bool, colours: Palette
    ) -> None:
        ratio = self._chart.devicePixelRatioF()
        for index in np.unique(target):
            own = target == index
            style = Style(class_colour(int(index), colours), test, ratio)
            self._add(x[own], y[own], class_symbol(int(index)), [style], test)

    def _add_numbers(self, x: Floats, y: Floats, shades: Sequence[str], test: bool) -> None:
        ratio = self._chart.devicePixelRatioF()
        known = {shade: Style(shade, test, ratio) for shade in set(shades)}
        self._add(x, y, SYMBOLS[0], [known[shade] for shade in shades], test)

    def _add(self, x: Floats, y: Floats, symbol: str, styles: Sequence[Style], test: bool) -> None:
        """Add one item; one style is that of all its points."""
        alike = len(styles) == 1
        item = pyqtgraph.ScatterPlotItem(
            x=x,
            y=y,
            pxMode=True,
            symbol=symbol,
            size=styles[0].size,
            pen=styles[0].pen if alike else [style.pen for style in styles],
            brush=styles[0].brush if alike else [style.brush for style in styles],
        )
        self._chart.add(item, 2.0 if test else 1.0)
        (self.test if test else self.training).append(item)

    def clear(self) -> None:
        for item in (*self.training, *self.test):
            self._chart.remove(item)
        self.training, self.test = [], []

    def show_test(self, on: bool) -> None:
        for item in self.test:
            item.setVisible(on)
