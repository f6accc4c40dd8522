"""The outputs over a plane as a surface in space, turned by dragging."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots.relief import Pose, Relief
from dnngui.plots.surfacebox import paint_box

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
    )

    from dnngui.plots.relief import Colours, Floats
    from dnngui.plots.surfacebox import Box
    from dnngui.plots.surfacerows import SurfaceRows

INTERVAL = 50
"""Least time between two surfaces of a run, in milliseconds."""

_MOVING, _RESTING = 220, 560
"""Columns of a picture at most, while something moves and at rest."""
_REST = 250
"""Milliseconds after which nothing moves any more."""
_MARGINS = 54.0, 18.0
_TURN = math.radians(0.5)
"""For each pixel that is dragged."""
_STEP = math.radians(5.0)
_LOWEST, _HIGHEST = math.radians(4.0), math.radians(88.0)
_TURNS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, _STEP),
    Qt.Key.Key_Down: (0.0, -_STEP),
}
_TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class SurfaceView(QWidget):
    """A shaded surface with the rows of the data, painted without a graphics card.

    While a run goes on or the mouse turns it, the picture is coarse; it is made fine at rest.

    Signals
    -------
    menu_requested(QPoint)
        The person asked for the menu at this place of the screen.
    """

    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pose = Pose()
        self.colours = theme.current()
        self._heights: Floats | None = None
        self._shades: Colours | None = None
        self._rows: SurfaceRows | None = None
        self._box: Box | None = None
        self._relief: Relief | None = None
        self._picture: QImage | None = None
        self._grabbed: QPointF | None = None
        self._ring = False
        self._pace = QTimer(self, singleShot=True, interval=INTERVAL)
        self._pace.timeout.connect(self._show_waiting)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._show_anew)
        self._stale = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setFont(theme.small(self.font()))

    # -- what is shown

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.update()

    def set_box(self, box: Box, rows: SurfaceRows) -> None:
        """Take what the axes measure, and the rows of the data."""
        self._box, self._rows = box, rows
        self.update()

    def show_heights(self, heights: Floats, shades: Colours) -> None:
        """Show another surface, as soon as `INTERVAL` has passed since the last one.

        Parameters
        ----------
        heights
            ``(side, side)``, row 0 at the least y; 0 and 1 are the ends of the box.
        shades
            ``(side, side, 4)``, RGBA.
        """
        self._heights, self._shades, self._stale = heights, shades, True
        if not self._pace.isActive():
            self._show_waiting()

    @Slot()
    def _show_waiting(self) -> None:
        if self._stale:
            self._stale = False
            self._pace.start()
            self._moved()

    # -- turning

    def turn(self, azimuth: float, elevation: float) -> None:
        """Turn the box by these angles, in radians; it stays upright and is seen from above."""
        self.pose = replace(
            self.pose,
            azimuth=math.remainder(self.pose.azimuth + azimuth, 2.0 * math.pi),
            elevation=min(max(self.pose.elevation + elevation, _LOWEST), _HIGHEST),
        )
        self._moved()

    def turn_back(self) -> None:
        """Look from where it was first seen."""
        self.pose = Pose()
        self._moved()

    def _moved(self) -> None:
        self._rest.start()
        self._show_anew()

    @Slot()
    def _show_anew(self) -> None:
        self._picture = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            way = event.position() - self._grabbed
            self._grabbed = event.position()
            self.turn(_TURN * way.x(), _TURN * way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.turn_back()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Home:
            self.turn_back()
        elif key in _TURNS:
            self.turn(*_TURNS[key])
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _TABBED
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    # -- painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.colours.surface))
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        if self._box is not None and self._heights is not None and self._shades is not None:
            self._paint(painter, self._box, self._heights, self._shades)
        if self._ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.colours.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _paint(self, painter: QPainter, box: Box, heights: Floats, shades: Colours) -> None:
        area = self._area()
        unit = area.width() / 2.0 / self.pose.half_size[0]

        def place(corner: Floats) -> QPointF:
            right, up, _ = self.pose.project(corner).tolist()
            return QPointF(area.center().x() + unit * right, area.center().y() - unit * up)

        paint_box(painter, box, self.pose, place, self.colours)
        picture, relief = self._pictured(area, heights, shades)
        scale = area.width() / relief.columns
        high = relief.rows * scale
        painter.save()
        painter.translate(area.left(), area.center().y() - high / 2.0)
        painter.drawImage(QRectF(0.0, 0.0, area.width(), high), picture)
        if self._rows is not None:
            self._rows.paint(painter, relief, self._depths, scale)
        painter.restore()

    def _area(self) -> QRectF:
        """Return where the box goes: as large as it fits, whatever its turn."""
        right, up = self.pose.half_size
        room = QRectF(self.rect()).adjusted(_MARGINS[0], _MARGINS[1], -_MARGINS[0], -_MARGINS[1])
        unit = max(1.0, min(room.width() / right, room.height() / up)) / 2.0
        return QRectF(
            room.center().x() - unit * right,
            room.center().y() - unit * up,
            2.0 * unit * right,
            2.0 * unit * up,
        )

    def _pictured(self, area: QRectF, heights: Floats, shades: Colours) -> tuple[QImage, Relief]:
        """Return the surface as it is now, from the pictures' store where that is new enough."""
        most = _MOVING if self._rest.isActive() else _RESTING
        columns = min(most, max(32, round(area.width() * self.devicePixelRatioF())))
        relief = self._relief
        if relief is None or not relief.suits(self.pose, columns, len(heights)):
            relief = self._relief = Relief(self.pose, columns, len(heights))
            self._picture = None
        if self._picture is None:
            shown, self._depths = relief.picture(heights, shades)
            self._shown = np.ascontiguousarray(shown)  # the picture only refers to them
            rows, width, channels = shown.shape
            form = QImage.Format.Format_RGBA8888_Premultiplied
            self._picture = QImage(self._shown.data, width, rows, width * channels, form)
        return self._picture, relief
