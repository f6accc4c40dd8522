"""What passes along a connection, beside the pointer: from where to where, shape and picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.items import preview
from dnngui.canvas.items.overlay import ABOVE, PADDING, TIP_SHIFT, inside_views
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPainter

    from dnngui.canvas.style import Style
    from dnngui.training.frames import NodePreview

WIDTH = 196.0
LINE = 17.0
PICTURE = 96.0
HISTOGRAM = 56.0


class TensorItem(QGraphicsItem):
    """A small sheet of the same size at every zoom."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._words: tuple[str, ...] = ()
        self._activation = ""
        self._preview: NodePreview | None = None
        self._image: QImage | None = None
        self._box = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(ABOVE + 1.0)
        self.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """What is said, nothing while the sheet is not shown."""
        return (*self._words, *self._range()) if self.isVisible() else ()

    def set_style(self, style: Style) -> None:
        self._style, self._image = style, None
        self.update()

    def show_at(self, at: QPointF, words: tuple[str, ...], activation: str) -> None:
        """Show ``words`` beside the scene point ``at``, the first in bold.

        Parameters
        ----------
        activation
            Of the layer whose outputs are shown: it decides which value is neutral.
        """
        self.setPos(at)
        self._words, self._activation = words, activation
        self._image = None
        self.show()
        self._place()
        self.update()

    def set_preview(self, shown: NodePreview | None) -> None:
        """Show another picture of what passes, or none."""
        if shown is self._preview:
            return
        grows = (shown is None) is not (self._preview is None)
        self._preview, self._image = shown, None
        if self.isVisible():
            if grows:
                self._place()
            self.update()

    def _place(self) -> None:
        height = LINE * (len(self._words) + len(self._range())) + self._picture_height()
        corner = TIP_SHIFT
        box = QRectF(corner.x(), corner.y(), WIDTH, height + 2.0 * PADDING)
        placed = inside_views(self, box)
        if placed != self._box:
            self.prepareGeometryChange()
            self._box = placed

    def _picture_height(self) -> float:
        if self._preview is None:
            return 0.0
        return 6.0 + (HISTOGRAM if self._preview.maps is None else PICTURE)

    def _range(self) -> tuple[str, ...]:
        """Return the range of the values in the picture."""
        if self._preview is None:
            return ()
        low, high = (f"{limit:.3g}" for limit in self._preview.limits)
        text = QCoreApplication.translate("Canvas", "from {low} to {high}")
        return (text.format(low=low, high=high),)

    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-2.0, -2.0, 2.0, 2.0)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        style = self._style
        painter.setPen(style.hover_border)
        painter.setBrush(style.surface)
        painter.drawRoundedRect(self._box, 6.0, 6.0)
        inner = self._box.adjusted(PADDING, PADDING, -PADDING, -PADDING)
        line = QRectF(inner.left(), inner.top(), inner.width(), LINE)
        for place, text in enumerate((*self._words, *self._range())):
            font = style.small_font if place else style.badge_font
            shortened = QFontMetricsF(font).elidedText(
                text, Qt.TextElideMode.ElideMiddle, line.width()
            )
            painter.setFont(font)
            painter.setPen(style.muted if place else style.text)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shortened)
            line.translate(0.0, LINE)
        if self._preview is not None:
            top = line.top() + 6.0
            area = QRectF(inner.left(), top, inner.width(), inner.bottom() - top)
            self._paint_picture(painter, area, self._preview)

    def _paint_picture(self, painter: QPainter, area: QRectF, shown: NodePreview) -> None:
        if shown.maps is not None and len(shown.maps):
            tiles = preview.tiling(len(shown.maps), area.width(), area.height())
            if self._image is None:
                middle, reach = preview.scale(shown, self._activation)
                colours = self._style.palette
                self._image = preview.mosaic(shown.maps, middle, reach, tiles.columns, colours)
            preview.paint_maps(painter, area, self._image, tiles, self._style, fine=True)
        elif shown.histogram is not None:
            room = area.adjusted(0.0, 0.0, 0.0, -4.0)
            preview.paint_histogram(painter, room, shown.histogram, shown.limits, self._style)
