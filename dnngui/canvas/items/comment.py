"""A comment in the drawing: a sheet with words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextLayout, QTextOption

from dnngui.canvas.items.node import WORDLESS
from dnngui.canvas.items.note import MARGIN, NoteItem
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

ABOVE_EDGES = 1.8
"""Over the connections, under the cards."""


class CommentItem(NoteItem):
    """Paints as many lines of its words as it has room for."""

    def _follow(self) -> None:
        super()._follow()
        self.setZValue(ABOVE_EDGES)
        self._words, self._rows = laid_out(self.note.text, self._style.text_font, self.note.width)

    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        zoom = painter.worldTransform().m11()
        self._paint_sheet(painter, self.tint.tile, self._style.border)
        if zoom >= WORDLESS and not self._written:
            painter.setPen(self._style.text)
            for row in range(self._rows):
                line = self._words.lineAt(row)
                if MARGIN + line.y() + line.height() > self.note.height:
                    break
                line.draw(painter, QPointF(MARGIN, MARGIN))
        self._paint_grips(painter, zoom)


def laid_out(text: str, font: QFont, width: float) -> tuple[QTextLayout, int]:
    """Return a comment's words broken into lines, and how many these are."""
    words = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    words.setTextOption(option)
    words.beginLayout()
    down, rows = 0.0, 0
    while (line := words.createLine()).isValid():
        line.setLineWidth(max(width - 2.0 * MARGIN, 1.0))
        line.setPosition(QPointF(0.0, down))
        down += line.height()
        rows += 1
    words.endLayout()
    return words, rows


def least_height(text: str, font: QFont, width: float) -> float:
    """Return the height that a comment's words take."""
    words, rows = laid_out(text or " ", font, width)
    last = words.lineAt(rows - 1)
    return math.ceil(last.y() + last.height() + 2.0 * MARGIN)
