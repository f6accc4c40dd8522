"""What gestures paint over the drawing: outlines, the line being drawn, a tip, the first hint."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.items.edge import arrow_head, wire_path
from dnngui.canvas.items.sign import paint_sign
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from dnngui.canvas.routing import Lane, Wire
    from dnngui.canvas.style import Style

BELOW, ABOVE = 0.5, 10.0
"""Under the connections, and over everything."""
TIP_WIDTH = 340.0
PADDING = 9.0
TIP_SHIFT = QPointF(16.0, 18.0)


class Verdict(enum.Enum):
    """What would happen at the end of a gesture."""

    OPEN = enum.auto()
    GOOD = enum.auto()
    REFUSED = enum.auto()


class OutlineItem(QGraphicsItem):
    """A rubber band, a lasso, a card that is about to land, guides."""

    def __init__(self, style: Style, *, filled: bool = False, height: float = ABOVE) -> None:
        super().__init__()
        self._style = style
        self._filled = filled
        self._path = QPainterPath()
        self.setZValue(height)
        self.hide()

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def show_path(self, path: QPainterPath) -> None:
        self.prepareGeometryChange()
        self._path = path
        self.show()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-4.0, -4.0, 4.0, 4.0)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        pen = QPen(self._style.accent, 1.2, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        fill = QColor(self._style.accent)
        fill.setAlphaF(0.08)
        painter.setBrush(fill if self._filled else QColor(Qt.GlobalColor.transparent))
        painter.drawPath(self._path)


class WireItem(QGraphicsItem):
    """The connection that is being drawn."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._wire: Wire | None = None
        self._verdict = Verdict.OPEN
        self._path = QPainterPath()
        self.setZValue(ABOVE)
        self.hide()

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def show_wire(self, wire: Wire, lane: Lane | None, verdict: Verdict) -> None:
        self.prepareGeometryChange()
        self._wire, self._verdict = wire, verdict
        self._path = wire_path(wire, lane)
        self.show()
        self.update()

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-12.0, -12.0, 12.0, 12.0)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._wire is None:
            return
        refused = self._verdict is Verdict.REFUSED
        colour = QColor(self._style.palette.error) if refused else self._style.accent
        solid = self._verdict is Verdict.GOOD
        dash = Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine
        painter.strokePath(self._path, QPen(colour, 2.2, dash))
        end = QPointF(self._wire.x2, self._wire.y2)
        if refused:
            painter.setPen(QPen(colour, 2.2))
            painter.drawLine(end + QPointF(-5.0, -5.0), end + QPointF(5.0, 5.0))
            painter.drawLine(end + QPointF(-5.0, 5.0), end + QPointF(5.0, -5.0))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPath(arrow_head(end, 10.0))


def inside_views(item: QGraphicsItem, box: QRectF) -> QRectF:
    """Return a box beside the pointer, on its other side where the border of a view is near.

    Parameters
    ----------
    box
        Below and right of ``item``'s place, in pixels.
    """
    placed = QRectF(box)
    for view in item.scene().views():
        corner = view.mapFromScene(item.pos())
        over = QPointF(
            max(corner.x() + placed.right() + PADDING - view.viewport().width(), 0.0),
            0.0,
        )
        if corner.y() + placed.bottom() + PADDING > view.viewport().height():
            over.setY(placed.bottom() + TIP_SHIFT.y())
        placed.translate(-over)
    return placed


class TipItem(QGraphicsItem):
    """A sentence beside the pointer, of the same size at every zoom."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._text = ""
        self._refused = False
        self._box = QRectF()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(ABOVE + 1.0)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, empty while there is none."""
        return self._text if self.isVisible() else ""

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def show_text(self, text: str, at: QPointF, *, refused: bool) -> None:
        """Show ``text`` beside the scene point ``at``."""
        self.setPos(at)
        if (text, refused) != (self._text, self._refused) or not self.isVisible():
            self.prepareGeometryChange()
            self._text, self._refused = text, refused
            self.show()
            self.update()
        self._place_box()

    def _place_box(self) -> None:
        """Put the sentence right below the pointer, or on its other side at the border."""
        box = inside_views(self, self._text_rect().adjusted(-PADDING, -PADDING, PADDING, PADDING))
        if box != self._box:
            self.prepareGeometryChange()
            self._box = box

    def _text_rect(self) -> QRectF:
        room = QRectF(0.0, 0.0, TIP_WIDTH, 400.0)
        metrics = QFontMetricsF(self._style.text_font)
        size = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._text).size()
        corner = TIP_SHIFT + QPointF(PADDING, PADDING)
        return QRectF(corner.x(), corner.y(), size.width() + 1.0, size.height())

    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-2.0, -2.0, 2.0, 2.0)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        style = self._style
        colour = QColor(style.palette.error) if self._refused else style.accent
        painter.setPen(QPen(colour, 1.2))
        painter.setBrush(style.surface)
        painter.drawRoundedRect(self._box, 6.0, 6.0)
        painter.setFont(style.text_font)
        painter.setPen(QColor(style.palette.error) if self._refused else style.text)
        words = self._box.adjusted(PADDING, PADDING, -PADDING + 1.0, -PADDING)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self._text)


class HintItem(QGraphicsItem):
    """How to begin, in the middle of an empty drawing."""

    BOX = QRectF(-200.0, -80.0, 400.0, 160.0)

    def __init__(self, style: Style, title: str, text: str) -> None:
        super().__init__()
        self._style = style
        self._title, self._text = title, text
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def boundingRect(self) -> QRectF:
        return self.BOX.adjusted(-2.0, -2.0, 2.0, 2.0)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        style, middle = self._style, Qt.AlignmentFlag.AlignHCenter
        pen = QPen(style.border.color(), 1.5)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(style.canvas)
        painter.drawRoundedRect(self.BOX, 12.0, 12.0)
        self._paint_sign(painter)
        painter.setFont(style.title_font)
        painter.setPen(style.text)
        painter.drawText(self.BOX.adjusted(16.0, 74.0, -16.0, 0.0), int(middle), self._title)
        painter.setFont(style.text_font)
        painter.setPen(style.muted)
        flags = int(middle) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.BOX.adjusted(24.0, 98.0, -24.0, 0.0), flags, self._text)

    def _paint_sign(self, painter: QPainter) -> None:
        tint = self._style.tints["Input"]
        tile = QRectF(-18.0, self.BOX.top() + 24.0, 36.0, 36.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint.tile)
        painter.drawRoundedRect(tile, 8.0, 8.0)
        paint_sign(painter, "input", tint.line, tile.center(), 26.0)
