"""A widget that shows formulas as they are printed in books."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QFontInfo, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from dnngui import theme
from dnngui.panels.inside.boxes import lay_out
from dnngui.panels.inside.tex import parse, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from dnngui.panels.inside.boxes import Box

_BETWEEN = 10.0
"""Pixels between two lines."""


class FormulaView(QWidget):
    """Lines of mathematics; lines that are too long for the widget are made smaller.

    A screen reader hears them as its accessible description.
    """

    def __init__(self, name: str, title: str, scale: float = 1.3) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._scale = scale
        self._sources: tuple[str, ...] = ()
        self._lines: list[Box] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def sources(self) -> tuple[str, ...]:
        """The lines that are shown, as they were given."""
        return self._sources

    def show_lines(self, sources: Sequence[str]) -> None:
        """Show other formulas, from top to bottom."""
        if tuple(sources) == self._sources:
            return
        self._sources = tuple(sources)
        parsed = [parse(each) for each in sources]
        self.setAccessibleDescription("; ".join(spoken(each) for each in parsed))
        self._lay_out()

    def sizeHint(self) -> QSize:
        width = max((line.width for line in self._lines), default=0.0)
        return QSize(math.ceil(width) + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.PaletteChange}:
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme.current().text))
        top = 0.0
        for line in self._lines:
            shrink = min(1.0, self.width() / max(line.width, 1.0))
            painter.save()
            painter.translate(0.0, top)
            painter.scale(shrink, shrink)
            line.paint(painter, 0.0, line.ascent)
            painter.restore()
            top += line.ascent + line.descent + _BETWEEN
        painter.end()

    def _lay_out(self) -> None:
        font = self.font()
        size = QFontInfo(font).pixelSize()
        font.setPixelSize(round(size * self._scale))
        font.setStyleHint(font.StyleHint.Serif)
        self._lines = [lay_out(parse(each), font) for each in self._sources]
        self.updateGeometry()
        self.update()

    def _height(self) -> int:
        lines = sum(line.ascent + line.descent + _BETWEEN for line in self._lines)
        return max(0, math.ceil(lines - _BETWEEN)) if self._lines else 0
