"""Items for charts that are painted many times a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QTransform
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    Floats = NDArray[np.float64]


class Shades(QGraphicsItem):
    """A plane of colours that changes many times a second.

    Attributes
    ----------
    picture
        What is shown, row 0 at the lowest y, or None.
    """

    def __init__(self) -> None:
        super().__init__()
        self.picture: QImage | None = None
        self._area = QRectF()

    def set_colours(self, colours: NDArray[np.uint8], area: QRectF) -> None:
        """Show colours ``(rows, columns, 4)``, RGBA and each opaque or clear, over ``area``."""
        rows, columns, channels = colours.shape
        self._colours = np.ascontiguousarray(colours)  # the picture only refers to them
        # Without shares between opaque and clear, all formats mean the same: this is painted as is.
        form = QImage.Format.Format_RGBA8888_Premultiplied
        self.picture = QImage(self._colours.data, columns, rows, columns * channels, form)
        if area != self._area:
            self.prepareGeometryChange()
            self._area = area
        self.update()

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self.picture is not None:
            painter.drawImage(self._area, self.picture)


class StillScatter(pyqtgraph.ScatterPlotItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Points that rest while what lies under them moves.

    They are painted once and shown as a picture until they or the view change.
    """

    _bounds: QRectF | None = None
    _picture: QPixmap | None = None
    _taken: tuple[QTransform, float] | None = None

    def invalidate(self) -> None:
        self._bounds = self._picture = None
        super().invalidate()

    def viewTransformChanged(self) -> None:
        self._bounds = self._picture = None
        super().viewTransformChanged()

    def boundingRect(self) -> QRectF:
        if self._bounds is None:
            self._bounds = super().boundingRect()
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None
    ) -> None:
        if widget is None:
            self._paint_each(painter, option)
            return
        view = painter.transform(), widget.devicePixelRatioF()
        if self._picture is None or self._taken != view:
            self._picture = self._painted(option, widget, *view)
            self._taken = view
        painter.resetTransform()
        painter.drawPixmap(QPointF(), self._picture)

    def _paint_each(self, painter: QPainter, option: QStyleOptionGraphicsItem) -> None:
        """Paint for a file, each point by itself.

        pyqtgraph cuts points out of one picture with all of their looks. In an SVG, Qt writes that
        whole picture for each of them.
        """
        self.setExportMode(True, {"antialias": True})
        try:
            super().paint(painter, option, None)
        finally:
            self.setExportMode(False)

    def _painted(
        self,
        option: QStyleOptionGraphicsItem,
        widget: QWidget,
        transform: QTransform,
        ratio: float,
    ) -> QPixmap:
        picture = QPixmap(widget.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setTransform(transform)
        super().paint(painter, option, widget)
        painter.end()
        return picture


class MarkedLine(pyqtgraph.PlotCurveItem):  # type: ignore[misc]  # pyqtgraph has no types
    """A line with a few dots, painted together: an item of its own costs more than its dots.

    Attributes
    ----------
    dots
        Places of the dots, x and y, ``(dots,)`` each.
    """

    _radius = 0.0

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._dot_pen, self._dot_brush = QPen(), QBrush()
        self.dots: tuple[Floats, Floats] | None = None

    def set_dot(self, size: float, pen: QPen, brush: QBrush) -> None:
        """Paint dots ``size`` pixels wide."""
        self._radius, self._dot_pen, self._dot_brush = size / 2.0, pen, brush
        self.invalidateBounds()
        self.prepareGeometryChange()
        self.update()

    def pixelPadding(self) -> float:
        return max(float(super().pixelPadding()), self._radius + 2.0)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None
    ) -> None:
        super().paint(painter, option, widget)
        if self.dots is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._dot_pen)
        painter.setBrush(self._dot_brush)
        transform = painter.transform()
        painter.resetTransform()
        # In files nothing cuts off what is painted in pixels, as dots are.
        seen = self.getViewBox().viewRect()
        for x, y in zip(*(part.tolist() for part in self.dots), strict=True):
            if seen.contains(QPointF(x, y)):
                painter.drawEllipse(transform.map(QPointF(x, y)), self._radius, self._radius)
