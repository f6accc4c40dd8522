"""The names of the curves with their last values, in a row above the chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dnngui import theme
from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_SAMPLE = 15
_GAP = 5
_BETWEEN = 8
_LARGEST_VALUE = "0.00000"


@dataclass(frozen=True)
class Key:
    """How one curve looks and what it is called."""

    name: str
    colour: str
    width: float
    dashed: bool = False
    ringed: bool = False


class Legend(QWidget):
    """Samples of the lines, their names, and below them the last values in larger figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[Key, ...] = ()
        self._values: tuple[str, ...] = ()
        self.colours = theme.current()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._small, self._large = QFont(self.font()), QFont(self.font())
        self._small.setPointSizeF(0.88 * self.font().pointSizeF())
        self._large.setWeight(QFont.Weight.DemiBold)
        self._large.setPointSizeF(1.05 * self.font().pointSizeF())

    def set_keys(self, keys: Sequence[Key], colours: theme.Palette) -> None:
        self._keys, self.colours = tuple(keys), colours
        self._values = self._values[: len(keys)] + ("–",) * (len(keys) - len(self._values))
        self.updateGeometry()
        self.update()

    def set_values(self, values: Sequence[str]) -> None:
        """Show the last value of each curve, in the order of the keys."""
        if tuple(values) != self._values:
            self._values = tuple(values)
            self.update()

    def text(self) -> str:
        """Return names and values in words."""
        pairs = zip(self._keys, self._values, strict=True)
        return ", ".join(f"{key.name} {value}" for key, value in pairs)

    def sizeHint(self) -> QSize:
        small, large = QFontMetrics(self._small), QFontMetrics(self._large)
        width = sum(self._tile(key) for key in self._keys) - _BETWEEN
        return QSize(width, small.height() + large.height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _tile(self, key: Key) -> int:
        name = QFontMetrics(self._small).horizontalAdvance(key.name)
        value = QFontMetrics(self._large).horizontalAdvance(_LARGEST_VALUE)
        return max(_SAMPLE + _GAP + name, value) + _BETWEEN

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0.0
        for key, value in zip(self._keys, self._values, strict=True):
            self._paint_tile(painter, left, key, value)
            left += self._tile(key)
        painter.end()

    def _paint_tile(self, painter: QPainter, left: float, key: Key, value: str) -> None:
        small = QFontMetrics(self._small)
        middle = small.height() / 2.0 + 1.0
        pen = QPen(QColor(key.colour), key.width)
        if key.dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(left + _SAMPLE, middle))
        if key.ringed:
            painter.setPen(QPen(QColor(key.colour), 1.5))
            painter.setBrush(QColor(self.colours.surface))
            painter.drawEllipse(QPointF(left + _SAMPLE / 2.0, middle), 3.0, 3.0)
        painter.setFont(self._small)
        painter.setPen(QColor(self.colours.muted))
        painter.drawText(QPointF(left + _SAMPLE + _GAP, small.ascent() + 1.0), key.name)
        painter.setFont(self._large)
        painter.setPen(QColor(self.colours.text))
        below = QRectF(left, small.height() + 1.0, self._tile(key), self.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, value)
