"""The rows of the data on a chart: training rows filled, test rows as rings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from dnngui.plots.blend import blend
from dnngui.plots.items import StillScatter
from dnngui.plots.plane import thinned
from dnngui.plots.reading import Numbers, class_colour, raw_targets

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QPainter

    from dnngui.plots.chart import Chart
    from dnngui.plots.reading import Reading
    from dnngui.theme import Palette
    from dnngui.training.frames import Grid
    from engine.data.dataset import Dataset

MOST = 2000
"""Rows drawn at most; of more a fixed choice is shown."""

SYMBOLS = ("o", "s", "t1", "d", "p", "star", "t", "h", "+", "x")
_OUTLINE = "#1d242b"
_HOLE = "#ffffff"
_SIZE, _LARGEST = 7, 13
_SIZES_ACROSS = 36
"""A point takes this part of a large chart's shorter side."""
_COVERED = 0.35
"""Share of the chart that many points may cover before they stay small."""


def class_symbol(index: int) -> str:
    """Return the symbol of a class; with its colour it names up to 100 classes."""
    return SYMBOLS[(index + index // 10) % len(SYMBOLS)]


class Style:
    """Pen and brush of a row of one colour.

    Parameters
    ----------
    ratio
        The screen's pixels to the unit.
    deepened
        Share of the outline's colour in a test row's ring.
    outline
        Edge of a training row.
    """

    def __init__(
        self,
        colour: str,
        test: bool,
        ratio: float,
        deepened: float = 0.15,
        outline: str = _OUTLINE,
    ) -> None:
        if test:
            self.pen = QPen(QColor(blend(colour, _OUTLINE, deepened)), 2.0 * ratio)
            self.brush = QBrush(QColor(_HOLE))
        else:
            self.pen, self.brush = QPen(QColor(outline), ratio), QBrush(QColor(colour))
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
    painter.setPen(QPen(QColor(colours.text), rect.width() / 6.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.center(), rect.width() / 3.5, rect.width() / 3.5)


class DataPoints:
    """One item for the training rows and one for the test rows.

    Each item costs a third of a millisecond a frame, however few its points are, while styles by
    point cost only when the data changes.
    """

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._size = _SIZE
        self.training = StillScatter(pxMode=True)
        self.test = StillScatter(pxMode=True)
        chart.add(self.training, 1.0)
        chart.add(self.test, 2.0)

    def show(
        self, dataset: Dataset, grid: Grid, reading: Reading, output: int, colours: Palette
    ) -> None:
        """Draw the rows of ``dataset`` on the axes of ``grid``."""
        targets = raw_targets(dataset, output)
        rows = dataset.raw_train, dataset.raw_test
        share = min(1.0, MOST / max(1, sum(len(part) for part in rows)))
        self._size = self._fitting(sum(math.ceil(share * len(part)) for part in rows))
        for item, part, target in zip((self.training, self.test), rows, targets, strict=True):
            kept = thinned(len(part), math.ceil(share * len(part)))
            x, raw = part[kept, grid.horizontal], target[kept]
            y = reading.heights(raw) if grid.vertical is None else part[kept, grid.vertical]
            test, flat = item is self.test, grid.vertical is not None
            symbols, styles = self._looks(raw, reading, test, flat, colours)
            item.setData(
                x,
                y,
                symbol=symbols,
                size=self._size - 1 if test else self._size,
                pen=[style.pen for style in styles],
                brush=[style.brush for style in styles],
            )

    def _looks(
        self, raw: NDArray[Any], reading: Reading, test: bool, flat: bool, colours: Palette
    ) -> tuple[list[str], list[Style]]:
        """Return symbols and styles, one for each target."""
        ratio = self._chart.devicePixelRatioF()
        if isinstance(reading, Numbers):
            shades = reading.shades(raw) if flat else [colours.positive] * len(raw)
            known = {shade: Style(shade, test, ratio, deepened=0.35) for shade in set(shades)}
            return [SYMBOLS[0]] * len(raw), [known[shade] for shade in shades]
        classes = [int(index) for index in raw]
        own = {index: Style(class_colour(index, colours), test, ratio) for index in set(classes)}
        return [class_symbol(index) for index in classes], [own[index] for index in classes]

    def fit(self) -> None:
        """Be as large as the chart lets points be."""
        size = self._fitting(len(self.training.data) + len(self.test.data))
        if size != self._size:
            self._size = size
            self.training.setSize(size)
            self.test.setSize(size - 1)

    def _fitting(self, count: int) -> int:
        area = self._chart.area()
        sparse = math.sqrt(_COVERED * area.width() * area.height() / max(1, count))
        side = min(area.width(), area.height()) / _SIZES_ACROSS
        return max(_SIZE, min(_LARGEST, round(sparse), round(side)))

    def clear(self) -> None:
        self.training.clear()
        self.test.clear()

    def show_test(self, on: bool) -> None:
        self.test.setVisible(on)
