"""Marks on a card: a problem in its corner, a layer's health at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen, QPolygonF

from engine.problems import Severity

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style

RADIUS = 8.5
PILL_HEIGHT = 17.0


def health_word(health: str) -> str:
    """Return the state of a layer as a word, empty where it is well."""
    if health == "ok":
        return ""
    words = {
        "dead": QCoreApplication.translate("Canvas", "dead"),
        "saturated": QCoreApplication.translate("Canvas", "saturated"),
        "exploding": QCoreApplication.translate("Canvas", "exploding"),
        "vanishing": QCoreApplication.translate("Canvas", "vanishing"),
    }
    return words.get(health, "")


def paint_problem(
    painter: QPainter, centre: QPointF, severity: Severity, style: Style, size: float
) -> None:
    """Paint a disc (error) or a triangle (warning) with an exclamation mark."""
    failed = severity is Severity.ERROR
    painter.save()
    painter.translate(centre)
    painter.scale(size, size)
    painter.setPen(QPen(style.surface, 1.5))
    painter.setBrush(QColor(style.palette.error if failed else style.palette.warning))
    if failed:
        painter.drawEllipse(QPointF(), RADIUS, RADIUS)
    else:
        painter.drawPath(_triangle())
    sunk = 0.0 if failed else 2.0
    painter.setPen(QPen(style.surface, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(0.0, sunk - 4.5), QPointF(0.0, sunk + 0.5))
    painter.drawPoint(QPointF(0.0, sunk + 4.2))
    painter.restore()


def paint_pin(painter: QPainter, centre: QPointF, style: Style) -> None:
    """Paint a drawing pin on a disc: the layout leaves the layer where it is."""
    painter.save()
    painter.translate(centre)
    painter.setPen(style.border)
    painter.setBrush(style.surface)
    painter.drawEllipse(QPointF(), RADIUS, RADIUS)
    painter.setPen(QPen(style.accent, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(style.accent)
    painter.drawLine(QPointF(0.0, 1.0), QPointF(0.0, 5.0))
    painter.drawRect(QRectF(-1.6, -4.0, 3.2, 4.0))
    painter.drawLine(QPointF(-2.8, -4.6), QPointF(2.8, -4.6))
    painter.drawLine(QPointF(-3.6, 0.6), QPointF(3.6, 0.6))
    painter.restore()


def _triangle() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(0.0, -RADIUS - 1.0)
    path.lineTo(RADIUS + 1.5, RADIUS - 1.0)
    path.lineTo(-RADIUS - 1.5, RADIUS - 1.0)
    path.closeSubpath()
    return path


def paint_health(
    painter: QPainter,
    centre: QPointF,
    health: str,
    style: Style,
    *,
    size: float = 1.0,
    word: bool = True,
) -> None:
    """Paint a pill with a shape of its own and the state as a word, or the shape alone."""
    painter.save()
    painter.translate(centre)
    painter.scale(size, size)
    if word:
        _paint_pill(painter, health, style)
    else:
        colour = _health_colour(health, style)
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(style.surface)
        painter.drawEllipse(QPointF(), RADIUS, RADIUS)
        painter.setBrush(colour)
        _paint_shape(painter, QPointF(), health)
    painter.restore()


def _paint_pill(painter: QPainter, health: str, style: Style) -> None:
    word, centre = health_word(health), QPointF()
    width = QFontMetricsF(style.badge_font).horizontalAdvance(word) + 30.0
    box = QRectF(centre.x() - width / 2.0, centre.y() - PILL_HEIGHT / 2.0, width, PILL_HEIGHT)
    colour = _health_colour(health, style)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(style.surface)
    painter.drawRoundedRect(box, PILL_HEIGHT / 2.0, PILL_HEIGHT / 2.0)
    painter.setBrush(colour)
    _paint_shape(painter, QPointF(box.left() + 12.0, centre.y()), health)
    painter.setFont(style.badge_font)
    painter.setPen(colour)
    words = box.adjusted(20.0, 0.0, -6.0, 0.0)
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, word)


def _health_colour(health: str, style: Style) -> QColor:
    colours = {
        "exploding": style.palette.error,
        "saturated": style.palette.warning,
        "vanishing": style.palette.warning,
    }
    return QColor(colours.get(health, style.palette.muted))


def _paint_shape(painter: QPainter, at: QPointF, health: str) -> None:
    """Paint a struck ring for dead, a square for saturated, a star or a wedge."""
    x, y = at.x(), at.y()
    if health == "dead":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, 3.5, 3.5)
        painter.drawLine(QPointF(x - 2.5, y + 2.5), QPointF(x + 2.5, y - 2.5))
    elif health == "saturated":
        painter.drawRect(QRectF(x - 3.0, y - 3.0, 6.0, 6.0))
    elif health == "vanishing":
        wedge = [QPointF(x + 4.5, y - 4.0), QPointF(x + 4.5, y + 4.0), QPointF(x - 5.0, y)]
        painter.drawPolygon(QPolygonF(wedge))
    else:
        points = [(0, -5), (1.4, -1.4), (5, 0), (1.4, 1.4), (0, 5), (-1.4, 1.4), (-5, 0)]
        points.append((-1.4, -1.4))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in points]))
