"""The drawing painted: its quiet grid, and the whole of it as a picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

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
    painter.drawPoints(
        QPolygonF([QPointF(column * spacing, row * spacing) for column in columns for row in rows])
    )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)


def picture(drawing: Drawing, scale: float) -> QImage:
    """Return the whole drawing at ``scale`` pixels a scene unit, without marks and gestures.

    A picture over 8192 pixels wide or high is scaled down to that.
    """
    content = drawing.content_rect()
    if content.isEmpty():
        content = HintItem.BOX
    content = content.adjusted(-BORDER, -BORDER, BORDER, BORDER)
    scale = min(scale, LARGEST_SIDE / max(content.width(), content.height()))
    width, height = math.ceil(content.width() * scale), math.ceil(content.height() * scale)
    image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(drawing.look.canvas))
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    with drawing.unmarked():
        target = QRectF(0.0, 0.0, image.width(), image.height())
        drawing.render(painter, target, content, Qt.AspectRatioMode.KeepAspectRatio)
    painter.end()
    return image
