"""The drawing as lines and words that stay sharp at any size: SVG and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from dnngui import vectors
from dnngui.canvas.picture import framed, paint_drawing

if TYPE_CHECKING:
    from dnngui.canvas.drawing import Drawing

RESOLUTION = 96
"""Units of the drawing an inch."""
POINTS = 72.0 / RESOLUTION
LARGEST_PAGE = 14400.0
"""Points that a side of a page may have: more than readers show."""


def svg(drawing: Drawing, title: str) -> bytes:
    """Return the whole drawing as Qt writes it; `dnngui.vectors.flattened` mends it."""
    source = framed(drawing)
    target = QRectF(0.0, 0.0, source.width(), source.height())

    def paint(painter: QPainter) -> None:
        paint_drawing(painter, drawing, target, source)

    return vectors.painted(source.size().toSize(), RESOLUTION, title, paint)


def pdf(drawing: Drawing, title: str) -> bytes:
    """Return the whole drawing on one page of its size, smaller where no page is as large."""
    source = framed(drawing)
    scale = min(POINTS, LARGEST_PAGE / max(source.width(), source.height()))
    page = QSizeF(source.width() * scale, source.height() * scale)
    found = QByteArray()
    target = QBuffer(found)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(target)
    writer.setTitle(title)
    writer.setCreator("dnngui")
    writer.setResolution(RESOLUTION)
    writer.setPageSize(
        QPageSize(page, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    )
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    size = source.size().toSize()
    # Not a scale of the painter: at a small one the cards would leave their words out.
    painter.setWindow(QRect(0, 0, size.width(), size.height()))
    paint_drawing(painter, drawing, QRectF(QRect(0, 0, size.width(), size.height())), source)
    painter.end()
    return bytes(found.data())
