"""Which part of the drawing is seen, and how large."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSizeF

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtWidgets import QGraphicsView

    from dnngui.canvas.drawing import Drawing

LEAST, MOST = 0.1, 4.0
STEP = 1.2
MARGIN = 40.0
"""Scene units that stay free around a drawing that is fitted."""
LARGEST_FIT = 1.0
KEPT_IN_SIGHT = 0.9
"""Share of the view that can be scrolled past the drawing's border."""


class Camera:
    """Moves and scales a view.

    Attributes
    ----------
    fitted
        Whether the whole drawing was fitted and not moved since.
    """

    def __init__(self, view: QGraphicsView, drawing: Drawing) -> None:
        self._view = view
        self._drawing = drawing
        self.fitted = True

    @property
    def zoom(self) -> float:
        """Pixels per scene unit."""
        return self._view.transform().m11()

    def visible(self) -> QRectF:
        """Return the part of the scene that is seen."""
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def zoom_by(self, factor: float, at: QPoint | None = None) -> None:
        """Scale, with the point ``at`` of the viewport (its middle by default) kept in place."""
        anchor = at if at is not None else self._view.viewport().rect().center()
        fixed = self._view.mapToScene(anchor)
        self._set_zoom(self.zoom * factor)
        moved = self._view.mapFromScene(fixed)
        self.scroll_by(moved - anchor)

    def reset_zoom(self) -> None:
        self.zoom_by(1.0 / self.zoom)

    def scroll_by(self, way: QPoint) -> None:
        """Move the view over the drawing by pixels."""
        self.fitted = False
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() + way.x())
        down.setValue(down.value() + way.y())

    def centre_on(self, point: QPointF) -> None:
        """Bring a point of the scene into the middle, as far as the view can be scrolled."""
        self._view.centerOn(point)
        self.fitted = False

    def fit(self) -> None:
        """Show the whole drawing, not larger than it is."""
        content = self._drawing.content_rect()
        if content.isEmpty():
            content = QRectF(-1.0, -1.0, 2.0, 2.0)
        content = content.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        size = self._view.viewport().size()
        scale = min(size.width() / content.width(), size.height() / content.height())
        self._set_zoom(min(scale, LARGEST_FIT))
        self._view.centerOn(content.center())
        self.fitted = True

    def show_rect(self, rect: QRectF) -> None:
        """Centre on what is not in sight, or at the border of it, unless all is shown."""
        if self.fitted:
            return
        seen = self.visible()
        margin = min(seen.width(), seen.height()) / 6.0
        inner = seen.adjusted(margin, margin, -margin, -margin)
        if not (seen.contains(rect) and inner.contains(rect.center())):
            self._view.centerOn(rect.center())
            self.fitted = False

    def sees_all(self) -> bool:
        """Whether the whole drawing is in sight."""
        return self.visible().contains(self._drawing.content_rect())

    def update_limits(self) -> None:
        """Let the view be scrolled as far as some of the drawing stays in sight."""
        size, zoom = self._view.viewport().size(), self.zoom
        across = math.floor(size.width() * KEPT_IN_SIGHT) / zoom
        down = math.floor(size.height() * KEPT_IN_SIGHT) / zoom
        content = self._drawing.content_rect()
        if content.isEmpty():
            # Larger than the view, as with a first layer in it: else that would jump away.
            content = QRectF(self.visible().center(), QSizeF(0.0, 0.0))
        self._view.setSceneRect(content.adjusted(-across, -down, across, down))

    def follow_content(self) -> None:
        """Keep a drawing that grew in sight where all of it was."""
        self.update_limits()
        if self.fitted and not self.sees_all():
            self.fit()

    def _set_zoom(self, zoom: float) -> None:
        bounded = min(max(zoom, LEAST), MOST)
        self._view.setTransform(self._view.transform().fromScale(bounded, bounded))
        self.update_limits()
