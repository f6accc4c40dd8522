"""The sign of each kind of layer, the same as in the palette, sharp at every zoom."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from dnngui import icons
from dnngui.canvas.items.stamp import VECTORS, put

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter, QPixmap


@lru_cache(maxsize=512)
def _pixels(kind: str, colour: str, side: int, ratio: float) -> QPixmap:
    picture = icons.pixmap(kind, colour, side)
    picture.setDevicePixelRatio(ratio)
    return picture


def paint_sign(painter: QPainter, kind: str, colour: str, middle: QPointF, side: float) -> None:
    """Paint a square sign around ``middle`` from a picture of the size it has on the screen.

    In SVG and PDF it is lines.
    """
    box = QRectF(middle.x() - side / 2.0, middle.y() - side / 2.0, side, side)
    if painter.paintEngine().type() in VECTORS:
        painter.save()
        icons.paint(painter, kind, colour, box)
        painter.restore()
        return
    scale = painter.deviceTransform().m11()
    size = max(round(side * scale), 1)
    put(painter, _pixels(kind, colour, size, scale / painter.worldTransform().m11()), box.topLeft())
