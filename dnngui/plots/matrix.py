"""A confusion matrix, painted: counts and shares in cells, one of which can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots import figures
from dnngui.plots.blend import blend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent

Cell = tuple[int, int]

_STEPS = 64
_POWER = 0.5
"""Errors are few: a share of a hundredth is to be seen, too."""
_LINED = 7.0
"""Width of a cell from which it has an edge."""
_WIDEST = 1.8
"""Width of a cell, at most, in heights."""
_MARGIN = 4.0
_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class MatrixView(QWidget):
    """Rows are the truth, columns the predictions; the stronger the colour, the more of its row.

    What is right is blue and stands on the diagonal, errors are orange beside it.

    Signals
    -------
    chosen(Cell or None)
        The person chose a cell, or none.
    """

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.cell: Cell | None = None
        self.colours = theme.current()
        self._counts: NDArray[np.int64] = np.zeros((0, 0), np.int64)
        self._shares: NDArray[np.float64] = np.zeros((0, 0))
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._small = theme.small(self.font())

    def show_counts(
        self, counts: NDArray[np.int64], rows: Sequence[str], columns: Sequence[str]
    ) -> None:
        """Show ``(rows, columns)`` counts under these names."""
        if counts.shape != self._counts.shape:
            self.cell = None
        sums = counts.sum(axis=1, keepdims=True)
        self._counts, self._shares = counts, counts / np.maximum(sums, 1)
        self._rows, self._columns = rows, columns
        self.update()

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.update()

    def choose(self, cell: Cell | None) -> None:
        """Mark a cell, as if it had been pressed."""
        if cell != self.cell:
            self.cell = cell
            self.update()
            self.chosen.emit(cell)

    def words(self, cell: Cell) -> str:
        """Return what a cell says, in lines."""
        row, column = cell
        share = figures.percent(float(self._shares[cell]))
        return "\n".join(
            (
                self.tr("True: {truth}").format(truth=self._rows[row]),
                self.tr("Predicted: {prediction}").format(prediction=self._columns[column]),
                self.tr("{count} ({share} of the row)").format(
                    count=int(self._counts[cell]), share=share
                ),
            )
        )

    # -- geometry

    def area(self) -> QRectF:
        """Return where the cells are: wider than high where there is room for figures."""
        metrics = QFontMetricsF(self._small)
        line = metrics.height()
        widest = max((metrics.horizontalAdvance(name) for name in self._rows), default=0.0)
        left = min(widest, 0.25 * self.width()) + line + 3.0 * _MARGIN
        top = 2.0 * line + 2.0 * _MARGIN
        rows, columns = self._counts.shape
        high = max((self.height() - top - _MARGIN) / max(rows, 1), 1.0)
        wide = max((self.width() - left - 2.0 * _MARGIN) / max(columns, 1), 1.0)
        high, wide = min(high, wide), min(wide, _WIDEST * high)
        if min(high, wide) > _LINED:
            high, wide = float(int(high)), float(int(wide))
        return QRectF(left, top, wide * columns, high * rows)

    def at(self, place: QPointF) -> Cell | None:
        """Return the cell at a place of the widget."""
        area = self.area()
        if not area.contains(place) or not self._counts.size:
            return None
        rows, columns = self._counts.shape
        row = int((place.y() - area.top()) / area.height() * rows)
        column = int((place.x() - area.left()) / area.width() * columns)
        return min(row, rows - 1), min(column, columns - 1)

    def place(self, cell: Cell) -> QRectF:
        """Return where a cell is."""
        area = self.area()
        rows, columns = self._counts.shape
        wide, high = area.width() / columns, area.height() / rows
        return QRectF(area.left() + cell[1] * wide, area.top() + cell[0] * high, wide, high)

    # -- painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._counts.size:
            painter.setFont(self._small)
            area = self.area()
            painter.drawImage(area, self._image())
            cell = self.place((0, 0))
            if min(cell.width(), cell.height()) > _LINED:
                self._paint_edges(painter, area)
            self._paint_names(painter, area)
            if cell.height() >= QFontMetricsF(self._small).height():
                self._paint_counts(painter)
            self._paint_choice(painter)
        painter.end()

    def _image(self) -> QImage:
        table = self._table()
        steps = np.rint(self._shares**_POWER * (_STEPS - 1)).astype(np.intp)
        right = np.eye(*self._counts.shape, dtype=np.intp)
        pixels = np.ascontiguousarray(table[right, steps])
        rows, columns = self._counts.shape
        image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        return image.copy()

    def _table(self) -> NDArray[np.uint8]:
        """Return colours ``(2, _STEPS, 4)`` of errors and of what is right."""
        ends = np.array([_rgb(self.colours.negative), _rgb(self.colours.positive)])
        shares = np.linspace(0.0, 1.0, _STEPS)[None, :, None]
        table = np.full((2, _STEPS, 4), 255, np.uint8)
        ground = _rgb(self._ground())
        table[..., :3] = np.rint(ground + shares * (ends[:, None] - ground))
        return table

    def _ground(self) -> str:
        return blend(self.colours.surface, self.colours.text, 0.05)

    def _paint_edges(self, painter: QPainter, area: QRectF) -> None:
        rows, columns = self._counts.shape
        painter.setPen(QPen(QColor(self.colours.surface), 1.0))
        cell = self.place((0, 0))
        for line in range(columns + 1):
            x = area.left() + line * cell.width()
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        for line in range(rows + 1):
            y = area.top() + line * cell.height()
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))

    def _paint_names(self, painter: QPainter, area: QRectF) -> None:
        metrics, cell = QFontMetricsF(self._small), self.place((0, 0))
        line, middle = metrics.height(), Qt.AlignmentFlag.AlignCenter
        painter.setPen(QColor(self.colours.muted))
        painter.drawText(QRectF(area.left(), 0.0, area.width(), line), middle, self.tr("Predicted"))
        painter.save()
        painter.translate(0.0, area.bottom())
        painter.rotate(-90.0)
        painter.drawText(QRectF(0.0, 0.0, area.height(), line), middle, self.tr("True"))
        painter.restore()
        end, elide = Qt.AlignmentFlag.AlignRight, Qt.TextElideMode.ElideRight
        room = area.left() - line - 2.0 * _MARGIN
        wide, high = cell.width(), cell.height()
        if high >= line:
            for place, name in enumerate(self._rows):
                at = QRectF(line + _MARGIN, area.top() + place * high, room, high)
                text = metrics.elidedText(name, elide, room)
                painter.drawText(at, end | Qt.AlignmentFlag.AlignVCenter, text)
        widest = max((metrics.horizontalAdvance(name) for name in self._columns), default=0.0)
        if wide >= min(widest, 2.5 * line):
            for place, name in enumerate(self._columns):
                at = QRectF(area.left() + place * wide, area.top() - line - 2.0, wide, line)
                painter.drawText(at, middle, metrics.elidedText(name, elide, wide))

    def _paint_counts(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self._small)
        size, line = self.place((0, 0)), metrics.height()
        share = metrics.horizontalAdvance("100.0%") + 4.0
        two = size.height() >= 2.0 * line and size.width() >= share
        table = self._table()
        inks = [_ink(tuple(shade[:3])) for shade in table.reshape(-1, 4).tolist()]
        for row, column in zip(*(part.tolist() for part in self._counts.nonzero()), strict=True):
            cell = self.place((row, column))
            step = round(float(self._shares[row, column]) ** _POWER * (_STEPS - 1))
            painter.setPen(inks[(row == column) * _STEPS + step])
            text = str(self._counts[row, column])
            if two:
                text += "\n" + figures.percent(float(self._shares[row, column]))
            elif metrics.horizontalAdvance(text) > size.width() - 2.0:
                continue
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_choice(self, painter: QPainter) -> None:
        if self.cell is None:
            return
        width = 2.0 if self.hasFocus() else 1.5
        cell = self.place(self.cell).adjusted(-0.5, -0.5, 0.5, 0.5)
        painter.setPen(QPen(QColor(self.colours.text), width))
        painter.drawRect(cell)

    # -- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            cell = self.at(event.position())
            self.choose(None if cell == self.cell else cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self.at(event.position())
        if cell is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(_beside(event.globalPosition()), self.words(cell), self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        QToolTip.hideText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES and self._counts.size:
            rows, columns = self._counts.shape
            row, column = self.cell or (0, 0)
            by = _MOVES[key] if self.cell is not None else (0, 0)
            self.choose(
                (min(max(row + by[0], 0), rows - 1), min(max(column + by[1], 0), columns - 1))
            )
        elif key == Qt.Key.Key_Escape and self.cell is not None:
            self.choose(None)
        else:
            event.ignore()


def _beside(place: QPointF) -> QPoint:
    return place.toPoint() + QPoint(8, 8)


def _rgb(colour: str) -> NDArray[Any]:
    mixed = QColor(colour)
    return np.array([mixed.red(), mixed.green(), mixed.blue()], np.float64)


def _ink(ground: tuple[int, ...]) -> QColor:
    """Return black or white, whichever can be read on ``ground`` (WCAG relative luminance)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255.0 for each in ground)
    ]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return QColor("#000000" if light > 0.179 else "#ffffff")
