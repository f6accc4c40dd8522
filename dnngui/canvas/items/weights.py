"""All weights between the neurons of two layers, as lines of one item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.items.marks import paint_held, paint_off
from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from dnngui.canvas.columns import Column
    from dnngui.canvas.style import Style

LAYER = 0.8
"""Under connections and cards."""
WIDTHS = (0.6, 1.0, 1.5, 2.1, 2.8, 3.6, 4.6, 5.8, 7.2, 9.0)
"""Lines have few widths, so that all of one are painted with one pen."""
LEAST_HOVERED = 3
"""Which of them a line has at least while the pointer is on it."""
LARGEST = 4.0
"""Size of a weight from which its line has the greatest width."""
STEEPNESS = 0.75
"""Below 1, so that small weights can be told apart."""
LONG, SHORT, GAP = 9.0, 2.5, 4.0
"""Dashes of positive and of negative weights, and what is between them."""
DETAIL = 0.3
"""Zoom below which dashes are too small to be seen."""

Index = tuple[int, int]


class WeightsItem(QGraphicsItem):
    """Paints a line for each weight: its width is the size, colour and dashes are the sign."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._ends = np.zeros((0, 4))
        self._units = 0
        self._bounds = QRectF()
        self._lines: list[QLineF] = []
        self._kernel: NDArray[np.float32] | None = None
        self._pens: dict[tuple[int, bool, bool], QPen] = {}
        self._off: frozenset[Index] = frozenset()
        self._held: frozenset[Index] = frozenset()
        self._hovered: Index | None = None
        self._flow = 0.0
        self.setZValue(LAYER)

    # -- what is shown

    def set_columns(self, source: Column, target: Column) -> None:
        """Lead the lines from the tiles of one layer to those of another."""
        start, end = source.x + source.side / 2.0, target.x - target.side / 2.0
        ends = np.empty((source.units, target.units, 4))
        ends[..., 0], ends[..., 2] = start, end
        ends[..., 1] = np.array(source.heights())[:, None]
        ends[..., 3] = np.array(target.heights())
        flat = ends.reshape(-1, 4)
        if flat.shape == self._ends.shape and (flat == self._ends).all():
            return
        self.prepareGeometryChange()
        self._ends, self._units = flat, target.units
        self._lines = [QLineF(*each) for each in flat.tolist()]
        low, high = flat[:, 1::2].min(), flat[:, 1::2].max()
        around = QRectF(min(start, end), low, abs(end - start), high - low)
        self._bounds = around.adjusted(-8.0, -8.0, 8.0, 8.0)
        self.update()

    def set_style(self, style: Style) -> None:
        self._style = style
        self._pens.clear()
        self.update()

    def show_weights(self, kernel: NDArray[np.float32] | None, flow: float) -> None:
        """Show other weights; where layers had other numbers of units, those of the first ones.

        Parameters
        ----------
        flow
            How far the dashes have moved, in scene units.
        """
        rows, columns = self.counts
        self._kernel = None if kernel is None else kernel[:rows, :columns]
        self._flow = flow
        self.update()

    def set_marks(self, off: Collection[Index], held: Collection[Index]) -> None:
        """Mark the weights that are off or held."""
        marks = frozenset(off), frozenset(held)
        if marks != (self._off, self._held):
            self._off, self._held = marks
            self.update()

    def hover(self, index: Index | None) -> None:
        """Show which weight the pointer is on."""
        if index != self._hovered:
            self._hovered = index
            self.update()

    @property
    def counts(self) -> tuple[int, int]:
        """How many inputs and units there are."""
        return len(self._ends) // max(self._units, 1), self._units

    def middle(self, index: Index) -> QPointF:
        """Return the middle of a line in scene units."""
        return self._line(index).center()

    def weight(self, index: Index) -> float | None:
        """Return a weight as it was last shown; None where nothing is known of it."""
        return float(self._kernel[index]) if self._kernel is not None and self._has(index) else None

    def _has(self, index: Index) -> bool:
        """Whether a weight is one of those that are known."""
        return self._kernel is not None and all(np.less(index, self._kernel.shape))

    def _known(self) -> NDArray[np.intp]:
        """Return which lines stand for the weights that are known, in their order."""
        assert self._kernel is not None
        rows, columns = self._kernel.shape
        return (np.arange(rows)[:, None] * self._units + np.arange(columns)).reshape(-1)

    def nearest(self, point: QPointF, most: float) -> tuple[float, Index] | None:
        """Return how far the nearest line is and which weight it is; None beyond ``most``."""
        reach = self._bounds.adjusted(-most, -most, most, most)
        if self._kernel is None or not self._kernel.size or not reach.contains(point):
            return None
        start, way = self._ends[:, :2], self._ends[:, 2:] - self._ends[:, :2]
        to = np.array([point.x(), point.y()]) - start
        along = np.clip((to * way).sum(axis=1) / np.maximum((way**2).sum(axis=1), 1e-9), 0.0, 1.0)
        far = np.hypot(*(to - along[:, None] * way).T)
        known = self._known()
        best = int(known[far[known].argmin()])
        row, column = divmod(best, self._units)
        return (float(far[best]), (row, column)) if far[best] <= most else None

    # -- painting

    def boundingRect(self) -> QRectF:
        return self._bounds

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._kernel is None:
            return
        fine = painter.worldTransform().m11() >= DETAIL
        for (level, positive), lines in sorted(self._sorted_lines().items()):
            painter.setPen(self._pen(level, positive=positive, fine=fine))
            painter.drawLines(lines)
        self._paint_off(painter)
        for index in self._held:
            paint_held(painter, self._line(index).center(), self._style)
        hovered = self._hovered
        if hovered is not None and hovered not in self._off and self._has(hovered):
            self._paint_hovered(painter, hovered)

    def _sorted_lines(self) -> dict[tuple[int, bool], list[QLineF]]:
        """Return the lines of all weights that are not off, by their width and sign."""
        assert self._kernel is not None
        values = self._kernel.reshape(-1)
        off = {row * self._units + column for row, column in self._off}
        found: dict[tuple[int, bool], list[QLineF]] = {}
        looks = zip(levels(values).tolist(), (values >= 0.0).tolist(), strict=True)
        for place, look in zip(self._known().tolist(), looks, strict=True):
            if place not in off:
                found.setdefault(look, []).append(self._lines[place])
        return found

    def _line(self, index: Index) -> QLineF:
        return self._lines[index[0] * self._units + index[1]]

    def _pen(self, level: int, *, positive: bool, fine: bool) -> QPen:
        """Return the pen for weights of one of `levels`, with its dashes where they are now."""
        width, key = WIDTHS[level], (level, positive, fine)
        pen = self._pens.get(key)
        if pen is None:
            colours = self._style.palette
            pen = QPen(QColor(colours.positive if positive else colours.negative), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if fine:
                # Qt counts dashes in widths of the pen.
                pen.setDashPattern([(LONG if positive else SHORT) / width, GAP / width])
            self._pens[key] = pen
        if fine:
            pen.setDashOffset(-self._flow / width)
        return pen

    def _paint_off(self, painter: QPainter) -> None:
        for index in self._off:
            painter.setPen(QPen(self._style.rule.color(), 1.0, Qt.PenStyle.DotLine))
            painter.drawLine(self._line(index))
            paint_off(painter, self._line(index).center(), self._style)

    def _paint_hovered(self, painter: QPainter, index: Index) -> None:
        assert self._kernel is not None
        value = self._kernel[index]
        level = int(levels(self._kernel[index[0], index[1] : index[1] + 1])[0])
        halo = QPen(self._style.halo, WIDTHS[level] + 7.0)
        halo.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(halo)
        painter.drawLine(self._line(index))
        painter.setPen(self._pen(max(level, LEAST_HOVERED), positive=bool(value >= 0.0), fine=True))
        painter.drawLine(self._line(index))


def levels(values: NDArray[np.float32]) -> NDArray[np.intp]:
    """Return which of `WIDTHS` the line of each weight has."""
    # Of two of which one is not a number, `fmin` takes the other.
    sizes = np.fmin(np.abs(values), LARGEST)
    level: NDArray[np.intp] = np.rint((sizes / LARGEST) ** STEEPNESS * (len(WIDTHS) - 1)).astype(
        np.intp
    )
    return level
