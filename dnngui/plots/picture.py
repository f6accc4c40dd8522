"""Pictures of widgets as files: of pixels, or of lines and words that stay sharp at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF
from PySide6.QtWidgets import QGraphicsView, QWidget

from dnngui import vectors

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPainter

_VECTORS = ".svg"
_ITSELF = QWidget.RenderFlag(0)


def save(widget: QWidget, path: Path) -> None:
    """Write what ``widget`` shows, as SVG or PNG by the path's ending; raise `OSError`."""
    vectors = path.suffix.lower() == _VECTORS
    path.write_bytes(_vectors(widget) if vectors else _pixels(widget))


def _pixels(widget: QWidget) -> bytes:
    found = QByteArray()
    target = QBuffer(found)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(target, "PNG")
    return bytes(found.data())


def _vectors(widget: QWidget) -> bytes:
    def paint(painter: QPainter) -> None:
        painter.fillRect(widget.rect(), widget.palette().color(widget.backgroundRole()))
        _paint(widget, painter)

    size, resolution = widget.size(), widget.logicalDpiX()
    drawing = vectors.painted(size, resolution, widget.windowTitle(), paint)
    return vectors.flattened(drawing, size.width(), size.height())


def _paint(widget: QWidget, painter: QPainter) -> None:
    """Paint a widget and those in it, each with its place as the painter's own origin.

    `QWidget.render` paints children through an offset that the clips of a drawing do not know.
    """
    painter.save()
    widget.render(painter, QPoint(), renderFlags=_ITSELF)
    for child in widget.children():
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow():
            painter.save()
            painter.translate(child.pos())
            if isinstance(child, QGraphicsView):
                child.render(painter, QRectF(child.rect()), child.viewport().rect())
            else:
                _paint(child, painter)
            painter.restore()
    painter.restore()
