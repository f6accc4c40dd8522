"""A small overview in a corner of the drawing, with a frame around what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from dnngui.canvas.camera import STEP
from dnngui.canvas.items.note import box_of
from dnngui.canvas.style import faded, mixed
from dnngui.document.notes import Frame
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsView

    from dnngui.canvas.camera import Camera
    from dnngui.canvas.drawing import Drawing

Showing = Literal["large", "always", "never"]
"""When the overview is there; ``large``: where the drawing is much larger than what is seen."""

LARGEST = QSize(220, 130)
LEAST_SIDE = 44
PADDING = 8.0
FROM_CORNER = 12
MUCH = 1.5
"""Times that a drawing is wider or higher than what is seen, to be much larger."""
ROOM = 2.5
"""Widths and heights of the overview that the view has to have for it."""
LEAST_CARD, LEAST_FRAME = 2.0, 8.0
DELAY = 60
"""Milliseconds in which changes of the layout are gathered."""
NOTCH = 120.0


class MiniMap(QWidget):
    """Shows where the view is in the drawing; press or drag in it to go elsewhere.

    It is opaque and painted from a picture of its own, so that what happens in the drawing, such
    as the maps of a network that learns, does not repaint it.

    Attributes
    ----------
    frame
        What is seen of the drawing, in pixels of the overview.
    """

    def __init__(self, view: QGraphicsView, drawing: Drawing, camera: Camera) -> None:
        # Not in the viewport, which takes what is in it along when it is scrolled.
        super().__init__(view)
        self._view, self._drawing, self._camera = view, drawing, camera
        self._showing: Showing = "large"
        self._content, self._place = QRectF(), QTransform()
        self._picture: QPixmap | None = None
        self._grip: QPointF | None = None
        self.frame = QRectF()
        self.setObjectName("mini_map")
        self.setAccessibleName(self.tr("Overview of the drawing"))
        self.setToolTip(self.tr("Drag the frame to see another part of the drawing."))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self._look_again)
        drawing.laid_out.connect(self._gather)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.follow)
            bar.rangeChanged.connect(self.follow)

    def set_showing(self, showing: Showing) -> None:
        """Choose when it is there."""
        self._showing = showing
        self._look_again()

    def restyle(self) -> None:
        """Take the drawing's colours on."""
        self._picture = None
        self.update()

    # -- following the drawing and the view

    @Slot()
    def _gather(self) -> None:
        if not self._timer.isActive() and self._showing != "never":
            self._timer.start()

    @Slot()
    def _look_again(self) -> None:
        """Take over where the layers stand now."""
        self._timer.stop()
        self._content, self._picture = self._drawing.content_rect(), None
        self._lay_out()
        self.follow()
        self.update()

    def _lay_out(self) -> None:
        """Fit the whole drawing in, and take no more room than that needs."""
        content = self._content
        width = max(content.width(), 1.0)
        height = max(content.height(), 1.0)
        across, down = LARGEST.width() - 2.0 * PADDING, LARGEST.height() - 2.0 * PADDING
        scale = min(across / width, down / height)
        side = round(2.0 * PADDING)
        room = QSize(round(width * scale) + side, round(height * scale) + side)
        self.resize(room.expandedTo(QSize(LEAST_SIDE, LEAST_SIDE)))
        middle = QRectF(self.rect()).center()
        self._place = QTransform.fromTranslate(middle.x(), middle.y())
        self._place.scale(scale, scale)
        self._place.translate(-content.center().x(), -content.center().y())

    @Slot()
    def follow(self) -> None:
        """Frame what is seen now."""
        if self._timer.isActive():
            return
        seen = self._camera.visible()
        shown = self._is_wanted(seen)
        if shown is self.isHidden():
            self.setVisible(shown)
        if not shown:
            return
        port = self._view.viewport().geometry()
        corner = port.bottomRight() - self.rect().bottomRight()
        self.move(corner.x() - FROM_CORNER, corner.y() - FROM_CORNER)
        frame = self._framed(seen)
        if frame != self.frame:
            self.frame = frame
            self.update()

    def _is_wanted(self, seen: QRectF) -> bool:
        if self._content.isEmpty() or self._showing == "never":
            return False
        port = self._view.viewport().size()
        if port.width() < ROOM * self.width() or port.height() < ROOM * self.height():
            return False
        wide = self._content.width() > MUCH * seen.width()
        return self._showing == "always" or wide or self._content.height() > MUCH * seen.height()

    def _framed(self, seen: QRectF) -> QRectF:
        """Return the frame, large enough to be taken and never wholly outside."""
        whole = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        found = self._place.mapRect(seen)
        more = max(LEAST_FRAME - found.width(), 0.0), max(LEAST_FRAME - found.height(), 0.0)
        found.adjust(-more[0] / 2.0, -more[1] / 2.0, more[0] / 2.0, more[1] / 2.0)
        left = min(max(found.left(), whole.left()), whole.right() - LEAST_FRAME)
        top = min(max(found.top(), whole.top()), whole.bottom() - LEAST_FRAME)
        right = max(min(found.right(), whole.right()), left + LEAST_FRAME)
        bottom = max(min(found.bottom(), whole.bottom()), top + LEAST_FRAME)
        return QRectF(left, top, right - left, bottom - top)

    # -- painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            self._picture = self._overview()
        painter.drawPixmap(0, 0, self._picture)
        accent = self._drawing.look.accent
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(faded(accent, 0.10))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(self.frame, 2.0, 2.0)

    def _overview(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        style = self._drawing.look
        picture.fill(style.surface)
        painter = QPainter(picture)
        painter.setPen(style.border)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_notes(painter)
        self._paint_connections(painter, mixed(style.surface, style.muted, 0.6))
        self._paint_cards(painter)
        painter.end()
        return picture

    def _paint_connections(self, painter: QPainter, colour: QColor) -> None:
        pen = QPen(colour, 1.0)
        pen.setCosmetic(True)
        painter.save()
        painter.setPen(pen)
        painter.setTransform(self._place, combine=True)
        for edge in self._drawing.edges.values():
            painter.drawPath(edge.path)
        painter.restore()

    def _paint_notes(self, painter: QPainter) -> None:
        """Paint frames as outlines and comments as sheets."""
        style = self._drawing.look
        for _, note in reversed(list(self._drawing.notes.topmost_first())):
            tint = style.note_tints[note.colour]
            line = mixed(style.surface, tint.line, 0.5)
            painter.setPen(QPen(line, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush if isinstance(note, Frame) else tint.tile)
            painter.drawRect(self._place.mapRect(box_of(note)))

    def _paint_cards(self, painter: QPainter) -> None:
        graph, style = self._drawing.project.graph, self._drawing.look
        painter.setPen(Qt.PenStyle.NoPen)
        for node, item in self._drawing.nodes.items():
            box = self._place.mapRect(item.card_rect().translated(item.pos()))
            more = max(LEAST_CARD - box.width(), 0.0), max(LEAST_CARD - box.height(), 0.0)
            box.adjust(0.0, 0.0, *more)
            painter.setBrush(QColor(style.tint(graph[node].layer).line))
            painter.drawRect(box)

    # -- going elsewhere

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            at = event.position()
            middle = self._place.map(self._camera.visible().center())
            self._grip = at - middle if self.frame.contains(at) else QPointF()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._go(at)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._go(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._camera.zoom_by(STEP ** (event.angleDelta().y() / NOTCH))
        event.accept()

    def _go(self, at: QPointF) -> None:
        """Bring what is under the hand into the middle; a frame keeps its place under it."""
        back, can = self._place.inverted()
        if can and self._grip is not None:
            self._camera.centre_on(back.map(at - self._grip))
