"""The surface of the outputs, drawn by a graphics card: pyqtgraph's, which needs PyOpenGL."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING

import numpy as np
from pyqtgraph import Vector
from pyqtgraph.opengl import (
    GLLinePlotItem,
    GLScatterPlotItem,
    GLSurfacePlotItem,
    GLTextItem,
    GLViewWidget,
)
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor

from dnngui import theme
from dnngui.plots.relief import HALF_HEIGHT, Pose, lit
from dnngui.plots.surfacebox import edges, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
    from PySide6.QtWidgets import QWidget

    from dnngui.plots.relief import Colours, Floats
    from dnngui.plots.surfacebox import Box
    from dnngui.plots.surfacerows import SurfaceRows

logger = logging.getLogger(__name__)

_FIELD = 24.0
"""Angle of the view in degrees: a narrow one, as the painted surface has none at all."""
_DISTANCE = 9.8
_POINT = 7.0


class GlSurfaceView(GLViewWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Shows what `dnngui.plots.surface.SurfaceView` does, and takes the same calls.

    Signals
    -------
    menu_requested(QPoint)
        The person asked for the menu at this place of the screen.
    failed()
        The card could not draw; the reason is in the log.
    """

    menu_requested = Signal(QPoint)
    failed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.colours = theme.current()
        self._box: Box | None = None
        self._mesh = GLSurfacePlotItem(computeNormals=False, glOptions="opaque")
        self._lines = GLLinePlotItem(mode="lines", antialias=True, glOptions="translucent")
        self._points = GLScatterPlotItem(pxMode=True, glOptions="translucent")
        self._words: list[GLTextItem] = []
        for item in (self._lines, self._mesh, self._points):
            item.setVisible(False)
            self.addItem(item)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.turn_back()

    def turn_back(self) -> None:
        """Look from where it was first seen."""
        pose = Pose()
        self.opts["fov"] = _FIELD
        self.setCameraPosition(
            pos=Vector(0, 0, 0),
            distance=_DISTANCE,
            elevation=math.degrees(pose.elevation),
            azimuth=-90.0 + math.degrees(pose.azimuth),
        )

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.setBackgroundColor(colours.surface)

    def set_box(self, box: Box, rows: SurfaceRows) -> None:
        """Take what the axes measure, and the rows of the data."""
        self._box = box
        self._points.setData(pos=_placed(rows.places), color=rows.shades(), size=_POINT)
        self._points.setVisible(len(rows.places) > 0)
        border = QColor(self.colours.border).getRgbF()
        self._lines.setData(pos=_placed(edges()), color=border, width=1.0)
        self._lines.setVisible(True)
        self._write(box)

    def _write(self, box: Box) -> None:
        for item in self._words:
            self.removeItem(item)
        font = theme.small(self.font())
        self._words = [
            GLTextItem(
                pos=_placed(place),
                text=text,
                font=font,
                color=QColor(self.colours.muted),
                alignment=Qt.AlignmentFlag.AlignCenter,
                glOptions="translucent",
            )
            for text, place in words(box)
        ]
        for item in self._words:
            self.addItem(item)

    def show_heights(self, heights: Floats, shades: Colours) -> None:
        """Show another surface; see `SurfaceView.show_heights`."""
        heights = np.clip(np.nan_to_num(heights, nan=0.5), 0.0, 1.0)
        colours = lit(heights, shades).astype(np.float32) / 255.0
        across = np.linspace(-1.0, 1.0, len(heights))
        self._mesh.setData(
            x=across,
            y=across,
            z=HALF_HEIGHT * (2.0 * heights.T - 1.0),
            colors=np.ascontiguousarray(colours.transpose(1, 0, 2)).reshape(-1, 4),
        )
        self._mesh.setVisible(True)

    # -- what Qt calls

    def initializeGL(self) -> None:
        self._attempt(super().initializeGL)

    def paintGL(self) -> None:
        self._attempt(super().paintGL)

    def _attempt(self, draw: Callable[[], None]) -> None:
        try:
            draw()
        except Exception:  # Whatever a driver does, we can paint the surface without it.
            logger.exception("The graphics card could not draw the surface.")
            self.failed.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.turn_back()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.turn_back()
        else:
            super().keyPressEvent(event)


def _placed(places: Floats) -> Floats:
    """Return x, y and heights from 0 to 1, ``(..., 3)``, as they stand in space."""
    placed = np.array(places, dtype=np.float64)
    placed[..., 2] = HALF_HEIGHT * (2.0 * placed[..., 2] - 1.0)
    return placed
