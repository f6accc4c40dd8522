"""What comments and frames share in the drawing: their place, their outline and their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsItem

from dnngui import notewords
from dnngui.canvas.items.card import CORNER
from dnngui.canvas.items.node import RING, Mark

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style, Tint
    from dnngui.document.notes import Rectangle

MARGIN = 10.0
"""Distance of the words from the sides."""
OUTSIDE = RING + 4.0
GRIP = 7.0
"""Pixels of the marks on the corners by which the size is changed."""


def box_of(note: Rectangle) -> QRectF:
    """Return a note's place in the scene."""
    return QRectF(note.left, note.top, note.width, note.height)


class NoteItem(QGraphicsItem):
    """Stands with its left upper corner at its place."""

    def __init__(self, note: Rectangle, style: Style) -> None:
        super().__init__()
        self._style = style
        self._mark = Mark.NONE
        self._written = False
        self.note = note
        self._follow()

    @property
    def description(self) -> str:
        """For screen readers."""
        return notewords.spoken(self.note)

    def set_note(self, note: Rectangle) -> None:
        """Show another place, size, text or colour."""
        if note != self.note:
            self.prepareGeometryChange()
            self.note = note
            self._follow()
            self.update()

    def set_mark(self, mark: Mark) -> None:
        if mark != self._mark:
            self._mark = mark
            self.update()

    def set_written(self, *, on: bool) -> None:
        """Leave the words to a field that stands over them."""
        if on is not self._written:
            self._written = on
            self.update()

    def set_style(self, style: Style) -> None:
        self._style = style
        self._follow()
        self.update()

    def _follow(self) -> None:
        """Prepare what depends on the note."""
        self.setPos(self.note.left, self.note.top)
        self.setToolTip(self.description)

    # -- geometry and painting

    @property
    def tint(self) -> Tint:
        return self._style.note_tints[self.note.colour]

    @property
    def box(self) -> QRectF:
        """Its rectangle around the item's origin."""
        return QRectF(0.0, 0.0, self.note.width, self.note.height)

    def boundingRect(self) -> QRectF:
        return self.box.adjusted(-OUTSIDE, -OUTSIDE, OUTSIDE, OUTSIDE)

    def _paint_sheet(self, painter: QPainter, fill: QColor, border: QPen) -> None:
        """Paint the rectangle, with what the person is doing to it."""
        style, box = self._style, self.box
        if Mark.FOCUSED in self._mark:
            painter.setPen(style.focus_ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = box.adjusted(-RING, -RING, RING, RING)
            painter.drawRoundedRect(ring, CORNER + RING, CORNER + RING)
        if Mark.CHOSEN in self._mark:
            border = style.chosen_border
        elif Mark.HOVERED in self._mark:
            border = QPen(QColor(self.tint.line), 1.8)
        painter.setPen(border)
        painter.setBrush(fill)
        painter.drawRoundedRect(box, CORNER, CORNER)

    def _paint_grips(self, painter: QPainter, zoom: float) -> None:
        """Mark the corners of a chosen note, of the same size at every zoom."""
        if Mark.CHOSEN not in self._mark:
            return
        side = min(GRIP / zoom, OUTSIDE)
        painter.setPen(QPen(self._style.accent, 1.2))
        painter.setBrush(self._style.surface)
        box = self.box
        for corner in (box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()):
            grip = QRectF(0.0, 0.0, side, side)
            grip.moveCenter(QPointF(corner))
            painter.drawRect(grip)
