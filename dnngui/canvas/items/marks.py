"""Signs on single weights: a cross on one that is off, a lock on one that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style

CROSS = 3.5


def paint_off(painter: QPainter, at: QPointF, style: Style) -> None:
    """Paint a cross."""
    painter.setPen(QPen(style.muted, 1.8))
    painter.drawLine(at + QPointF(-CROSS, -CROSS), at + QPointF(CROSS, CROSS))
    painter.drawLine(at + QPointF(-CROSS, CROSS), at + QPointF(CROSS, -CROSS))


def paint_held(painter: QPainter, at: QPointF, style: Style) -> None:
    """Paint a small lock."""
    painter.setPen(QPen(style.text, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shackle = QRectF(at.x() - 2.2, at.y() - 5.0, 4.4, 6.0)
    painter.drawArc(shackle, 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.text)
    painter.drawRoundedRect(QRectF(at.x() - 3.6, at.y() - 2.0, 7.2, 5.6), 1.2, 1.2)
