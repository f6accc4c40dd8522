"""The drawing painted: its quiet grid, and the whole of it as a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from dnngui.canvas.items.overlay import HintItem

if TYPE_CHECKING:
    from dnngui.canvas.drawing import Drawing
    from dnngui.canvas.style import Style

DOT_SPACING = 20.0
NARROWEST = 14.0
"""Pixels between two dots; below, every second one is left out."""
BORDER = 30.0
LARGEST_SIDE = 8192


def paint_grid(painter: QPainter, rect: QRectF, zoom: float, style: Style) -> None:
    """Fill ``rect`` with the drawing's background and its dots."""
    painter.fillRect(rect, style.canvas)
    spacing = DOT_SPACING
    while spacing * zoom < NARROWEST:
        spacing *= 2.0
    columns = range(math.floor(rect.left() / spacing), math.ceil(rect.right() / spacing) + 1)
    rows = range(math.floor(rect.top() / spacing), math.ceil(rect.bottom() / spacing) + 1)
    pen = QPen(style.dots, 2.0)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    row = QPolygonF([QPointF(column * spacing, rows[0] * spacing) for column in columns])
    for _ in rows:
        painter.drawPoints(row)
        row.translate(0.0, spacing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)


def framed(drawing: Drawing) -> QRectF:
    """Return the place of the whole drawing with a small border, in whole units."""
    content = drawing.content_rect()
    if content.isEmpty():
        content = HintItem.BOX
    return QRectF(content.adjusted(-BORDER, -BORDER, BORDER, BORDER).toAlignedRect())


def paint_drawing(painter: QPainter, drawing: Drawing, target: QRectF, source: QRectF) -> None:
    """Paint a part of the drawing, without marks and gestures."""
    painter.fillRect(target, drawing.look.canvas)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    with drawing.unmarked():
        drawing.render(painter, target, source, Qt.AspectRatioMode.KeepAspectRatio)


def picture(drawing: Drawing, scale: float) -> QImage:
    """Return the whole drawing at ``scale`` pixels a scene unit, without marks and gestures.

    A picture over 8192 pixels wide or high is scaled down to that.
    """
    content = framed(drawing)
    scale = min(scale, LARGEST_SIDE / max(content.width(), content.height()))
    width, height = math.ceil(content.width() * scale), math.ceil(content.height() * scale)
    image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    # Where the sides are rounded, a line is left that nothing is painted on.
    image.fill(drawing.look.canvas)
    painter = QPainter(image)
    target = QRectF(0.0, 0.0, image.width(), image.height())
    paint_drawing(painter, drawing, target, content)
    painter.end()
    return image
