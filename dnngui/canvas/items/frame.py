"""A frame in the drawing: a titled rectangle behind the layers in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen

from dnngui.canvas.items.note import MARGIN, NoteItem
from dnngui.canvas.style import faded, mixed
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

TITLE = 32.0
"""Height of the band with the title, by which a frame is taken."""
LARGEST_TITLE = 22.0
READABLE = 13.0
"""Pixels of a title's letters while there is room for them."""
BEHIND = 0.1
"""Under connections and guides."""


class FrameItem(NoteItem):
    """Paints the rectangle and its title, which stays readable where the drawing is small."""

    def _follow(self) -> None:
        super()._follow()
        # A frame within another one lies over it.
        self.setZValue(BEHIND + 0.1 / (1.0 + self.note.width * self.note.height / 1e4))

    def title_box(self) -> QRectF:
        """Return the place of the title around the item's origin."""
        return QRectF(MARGIN, 0.0, max(self.note.width - 2.0 * MARGIN, 1.0), TITLE)

    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        zoom = painter.worldTransform().m11()
        line, style = QColor(self.tint.line), self._style
        dark = style.palette.dark
        fill = faded(line, 0.10 if dark else 0.07)
        self._paint_sheet(painter, fill, QPen(mixed(style.canvas, line, 0.45), 1.2))
        if not self._written:
            self._paint_title(painter, zoom, line)
        self._paint_grips(painter, zoom)

    def _paint_title(self, painter: QPainter, zoom: float, colour: QColor) -> None:
        font = QFont(self._style.title_font)
        font.setPixelSize(round(min(max(READABLE / zoom, READABLE), LARGEST_TITLE)))
        box, metrics = self.title_box(), QFontMetricsF(font)
        title = metrics.elidedText(self.note.text, Qt.TextElideMode.ElideRight, box.width())
        base = (box.height() + metrics.ascent() - metrics.descent()) / 2.0
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QPointF(box.left(), box.top() + base), title)
