"""What looks the same on many cards, painted once and then put in place as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtCore import QRectF

    Stamps = dict[Hashable, QPixmap]

VECTORS = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)
MOST = 96
"""Pictures that are kept; each step of a zoom needs its own."""
LARGEST = 1e5
"""Pixels of a picture that is kept: of larger ones few are in sight."""


def stamp(
    painter: QPainter,
    stamps: Stamps,
    key: Hashable,
    bounds: QRectF,
    paint: Callable[[QPainter], None],
) -> None:
    """Paint what ``paint`` does, at whole pixels of the screen; in SVG and PDF it is lines.

    Parameters
    ----------
    stamps
        Where the pictures are kept.
    key
        What looks the same; the size on the screen need not be in it.
    bounds
        What is painted lies within.
    """
    scale = painter.deviceTransform().m11()
    lines = painter.paintEngine().type() in VECTORS
    picture = None if lines else stamps.get((key, scale))
    if picture is None:
        if lines or bounds.width() * bounds.height() * scale * scale > LARGEST:
            paint(painter)
            return
        if len(stamps) >= MOST:
            stamps.clear()
        ratio = scale / painter.worldTransform().m11()
        picture = stamps[key, scale] = _picture(bounds, scale, ratio, paint)
    put(painter, picture, bounds.topLeft())


def put(painter: QPainter, picture: QPixmap, corner: QPointF) -> None:
    """Paint a picture that has its size on the screen at whole pixels of it.

    Anywhere else each pixel is mixed of its neighbours, which blurs and takes twenty times as long.
    """
    world, on_screen = painter.worldTransform(), painter.deviceTransform()
    left, top, ratio = corner.x(), corner.y(), picture.devicePixelRatio()
    # In numbers: Qt's own points and transforms take twice as long from Python.
    scale, zoom = on_screen.m11(), world.m11()
    x, y = left * scale + on_screen.dx(), top * scale + on_screen.dy()
    across = left * zoom + world.dx() + (round(x) - x) / ratio
    down = top * zoom + world.dy() + (round(y) - y) / ratio
    painter.resetTransform()
    painter.drawPixmap(QPointF(across, down), picture)
    painter.setWorldTransform(world)


def _picture(
    bounds: QRectF, scale: float, ratio: float, paint: Callable[[QPainter], None]
) -> QPixmap:
    size = QSize(round(bounds.width() * scale) + 1, round(bounds.height() * scale) + 1)
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(scale, scale)
    painter.translate(-bounds.topLeft())
    paint(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
