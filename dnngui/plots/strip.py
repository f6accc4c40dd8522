"""The legend of a boundary: its scale of colours, or its classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots import figures
from dnngui.plots.points import Style, class_symbol
from dnngui.plots.reading import Numbers, TwoClasses, class_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from dnngui.plots.reading import Colours, Reading

_MARK = 14.0
_GAP = 12.0
_BAR = 8.0
_LINES = 2


class Strip(QWidget):
    """One or two quiet lines below the chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colours = theme.current()
        self._classes: Sequence[str] = ()
        self._name = ""
        self._ends = ("", "")
        self._bar: QImage | None = None
        self.setFont(theme.small(self.font()))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_reading(
        self, reading: Reading | None, classes: Sequence[str], colours: theme.Palette
    ) -> None:
        """Show the scale of ``reading``, or else the ``classes``."""
        self.colours, self._classes, self._bar, self._name = colours, tuple(classes), None, ""
        if isinstance(reading, TwoClasses):
            self._bar = _picture(reading.table)
            self._ends = classes[0], classes[1]
        elif isinstance(reading, Numbers):
            self._bar = _picture(reading.table)
            low, high = reading.reach
            self._ends = figures.figure(low), figures.figure(high)
            self._name = reading.name
        words = self._ends if self._bar is not None else self._classes
        self.setAccessibleName(self.tr("Colours: {names}").format(names=", ".join(words)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._line())

    def heightForWidth(self, width: int) -> int:
        if self._bar is not None:
            return self._line()
        return self._line() * (1 + max((chip.line for chip in self._chips(width)), default=0))

    def _line(self) -> int:
        return round(QFontMetricsF(self.font()).height()) + 4

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self.colours.muted))
        if self._bar is None:
            self._paint_classes(painter)
        else:
            self._paint_scale(painter, self._bar)
        painter.end()

    def _paint_scale(self, painter: QPainter, bar: QImage) -> None:
        metrics, height = QFontMetricsF(self.font()), float(self._line())
        room, right_side = 0.3 * self.width(), Qt.TextElideMode.ElideRight
        names = [metrics.elidedText(end, right_side, room) for end in self._ends]
        widths = [metrics.horizontalAdvance(name) for name in names]
        middle = Qt.AlignmentFlag.AlignVCenter
        marks = _MARK if self._classes else 0.0
        begin = marks
        if self._name:
            title = metrics.elidedText(self._name, right_side, room)
            painter.drawText(QRectF(0.0, 0.0, room + 2, height), middle, title)
            begin += metrics.horizontalAdvance(title) + _GAP / 2.0
        painter.drawText(QRectF(begin, 0.0, widths[0] + 2, height), middle, names[0])
        right = self.width() - widths[1]
        painter.drawText(QRectF(right, 0.0, widths[1] + 2, height), middle, names[1])
        left = begin + widths[0] + _GAP / 2.0
        area = QRectF(left, (height - _BAR) / 2.0, right - marks - _GAP / 2.0 - left, _BAR)
        painter.drawImage(area, bar)
        if marks:
            self._mark(painter, 0, QPointF(5.0, height / 2.0))
            self._mark(painter, 1, QPointF(right - marks + 5.0, height / 2.0))

    def _paint_classes(self, painter: QPainter) -> None:
        height = float(self._line())
        for chip in self._chips(self.width()):
            top = chip.line * height
            if chip.number is not None:
                self._mark(painter, chip.number, QPointF(chip.left + 5.0, top + height / 2.0))
            painter.setPen(QColor(self.colours.muted))
            place = QRectF(chip.left + _MARK, top, chip.width, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, chip.text)

    def _chips(self, width: int) -> list[_Chip]:
        """Return the classes in lines; what does not fit is counted in the last one."""
        metrics = QFontMetricsF(self.font())
        chips: list[_Chip] = []
        line, left = 0, 0.0
        for index, name in enumerate(self._classes):
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 0.5 * width)
            wide = metrics.horizontalAdvance(text) + 2.0
            if left and left + _MARK + wide > width:
                line, left = line + 1, 0.0
            if line == _LINES:
                more = self.tr("and {count} more").format(count=len(self._classes) - index + 1)
                last = chips.pop()
                wide = metrics.horizontalAdvance(more) + 2.0
                return [*chips, _Chip(None, more, _LINES - 1, last.left - _MARK, wide)]
            chips.append(_Chip(index, text, line, left, wide))
            left += _MARK + wide + _GAP
        return chips

    def _mark(self, painter: QPainter, index: int, at: QPointF) -> None:
        ratio = self.devicePixelRatioF()
        colour, outline = class_colour(index, self.colours), self.colours.text
        style = Style(colour, test=False, ratio=ratio, outline=outline)
        style.paint(painter, class_symbol(index), at)


class _Chip(NamedTuple):
    """One class in the legend, by its number; None counts those that do not fit."""

    number: int | None
    text: str
    line: int
    left: float
    width: float


def _picture(table: Colours) -> QImage:
    row = np.ascontiguousarray(table[:-1])
    image = QImage(row.data, len(row), 1, row.nbytes, QImage.Format.Format_RGBA8888)
    return image.copy()
