"""The names of the curves with their last values, above the chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from dnngui import theme
from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_SAMPLE, _SHORT_SAMPLE = 15, 11
_GAP = 5
_BETWEEN = 8
USUAL_VALUE = "0.00000"
"""The widest of the usual figures: room for it is kept."""


@dataclass(frozen=True)
class Key:
    """How one curve looks and what it is called."""

    name: str
    colour: str
    width: float
    dashed: bool = False
    ringed: bool = False


class Legend(QWidget):
    """Samples of the lines, their names, and the last values in larger figures.

    They stand side by side with the values beneath the names; in a narrow panel they stand beneath
    each other with the values behind the names. A value is never cut: names give way.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[Key, ...] = ()
        self._values: tuple[str, ...] = ()
        self.colours = theme.current()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._small, self._large = theme.small(self.font()), QFont(self.font())
        self._large.setWeight(QFont.Weight.DemiBold)
        self._large.setPointSizeF(1.05 * self.font().pointSizeF())
        self._strong = QFont(self._small)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._names, self._figures = QFontMetrics(self._small), QFontMetrics(self._large)
        self._strong_figures = QFontMetrics(self._strong)
        self._usual = USUAL_VALUE
        self._name_widths: list[int] = []
        self._widest: list[str] = []
        self._tiles: list[int] = []
        self._value_width = 0

    def set_keys(self, keys: Sequence[Key], colours: theme.Palette) -> None:
        self._keys, self.colours = tuple(keys), colours
        self._values = self._values[: len(keys)] + ("–",) * (len(keys) - len(self._values))
        # One pixel more: widths are rounded.
        self._name_widths = [self._names.horizontalAdvance(key.name) + 1 for key in keys]
        self._widest = []
        self._make_room(anew=True)
        self.update()

    def set_values(self, values: Sequence[str]) -> None:
        """Show the last value of each curve, in the order of the keys."""
        if tuple(values) != self._values:
            self._values = tuple(values)
            self._make_room(anew=set(values) == {"–"})
            self.update()

    def reserve(self, text: str) -> None:
        """Keep room for values that are as wide as ``text``."""
        if text != self._usual:
            self._usual = text
            self._make_room(anew=True)

    def _make_room(self, *, anew: bool) -> None:
        """Keep as much room as the widest values took, so that numbers that run stand still."""
        before = [self._usual] * len(self._keys) if anew else self._widest
        pairs = zip(before, self._values, strict=True)
        widest = [max(pair, key=self._figures.horizontalAdvance) for pair in pairs]
        if widest != self._widest:
            self._widest = widest
            self._tiles = [
                max(_SAMPLE + _GAP + name, self._figures.horizontalAdvance(value)) + _BETWEEN
                for name, value in zip(self._name_widths, widest, strict=True)
            ]
            self._value_width = max(map(self._strong_figures.horizontalAdvance, widest), default=0)
            self.updateGeometry()

    def text(self) -> str:
        """Return names and values in words."""
        pairs = zip(self._keys, self._values, strict=True)
        return ", ".join(f"{key.name} {value}" for key, value in pairs)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._tiles) - _BETWEEN, self._height(stacked=False))

    def minimumSizeHint(self) -> QSize:
        name = max(self._name_widths, default=0)
        width = _SHORT_SAMPLE + _GAP + name + _GAP + self._value_width
        return QSize(min(width, self.sizeHint().width()), self._height(stacked=False))

    def heightForWidth(self, width: int) -> int:
        return self._height(stacked=self._is_stacked(width))

    def _is_stacked(self, width: int) -> bool:
        return width < sum(self._tiles) - _BETWEEN

    def _height(self, *, stacked: bool) -> int:
        if stacked:
            return len(self._keys) * (self._strong_figures.height() + 1)
        return self._names.height() + self._figures.height() + 2

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._is_stacked(self.width()):
            self._paint_rows(painter)
        else:
            self._paint_tiles(painter)
        painter.end()

    def _paint_tiles(self, painter: QPainter) -> None:
        top, left = self._names.ascent() + 1.0, 0.0
        below = self._names.height() + 1.0 + self._figures.ascent()
        for key, value, wide in zip(self._keys, self._values, self._tiles, strict=True):
            self._paint_sample(painter, key, left, _SAMPLE, self._names.height() / 2.0 + 1.0)
            self._write(painter, left + _SAMPLE + _GAP, top, key.name, self._small)
            self._write(painter, left, below, value, self._large)
            left += wide

    def _paint_rows(self, painter: QPainter) -> None:
        """Paint values behind the names, all from the same place on."""
        begin, height = _SHORT_SAMPLE + _GAP, self._strong_figures.height() + 1
        room = self.width() - self._value_width - _GAP - begin
        name_room = max(0, min(max(self._name_widths), room))
        for row, (key, value) in enumerate(zip(self._keys, self._values, strict=True)):
            line = row * height + self._strong_figures.ascent()
            self._paint_sample(painter, key, 0.0, _SHORT_SAMPLE, (row + 0.5) * height)
            name = self._names.elidedText(key.name, Qt.TextElideMode.ElideRight, name_room)
            self._write(painter, begin, line, name, self._small)
            self._write(painter, begin + name_room + _GAP, line, value, self._strong)

    def _write(self, painter: QPainter, left: float, line: float, text: str, font: QFont) -> None:
        small = font is self._small
        painter.setFont(font)
        painter.setPen(QColor(self.colours.muted if small else self.colours.text))
        painter.drawText(QPointF(left, line), text)

    def _paint_sample(
        self, painter: QPainter, key: Key, left: float, wide: int, middle: float
    ) -> None:
        pen = QPen(QColor(key.colour), key.width)
        if key.dashed:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, middle), QPointF(left + wide, middle))
        if key.ringed:
            painter.setPen(QPen(QColor(key.colour), 1.5))
            painter.setBrush(QColor(self.colours.surface))
            painter.drawEllipse(QPointF(left + wide / 2.0, middle), 3.0, 3.0)
