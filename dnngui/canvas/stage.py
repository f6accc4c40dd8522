"""The view's events: mouse, wheel, keys and drags, led to gestures and the camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGestureEvent, QGraphicsView, QPinchGesture, QWidget

from dnngui import theme
from dnngui.canvas.autoscroll import AutoScroll
from dnngui.canvas.camera import STEP, Camera
from dnngui.canvas.drawing import Drawing
from dnngui.canvas.editor import Editor
from dnngui.canvas.geometry import Box
from dnngui.canvas.gestures import Gestures
from dnngui.canvas.hits import Part
from dnngui.canvas.interactions.base import Pointer
from dnngui.canvas.interactions.drop import DropLayer, dragged_layer
from dnngui.canvas.interactions.pan import Pan
from dnngui.canvas.interactions.resize import cursor
from dnngui.canvas.items.note import box_of
from dnngui.canvas.keys import ARROWS, ENTER, Keys
from dnngui.canvas.minimap import MiniMap
from dnngui.canvas.notefield import NoteField
from dnngui.canvas.picture import paint_grid
from dnngui.canvas.style import Style
from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dnngui.history import History
    from engine.graph import Edge

WHEEL_NOTCH = 120.0
NOTCH_PIXELS = 60.0
OWN_KEYS = {
    *ARROWS,
    *ENTER,
    Qt.Key.Key_Space,
    Qt.Key.Key_C,
    Qt.Key.Key_E,
    Qt.Key.Key_L,
    Qt.Key.Key_W,
    Qt.Key.Key_Escape,
}
"""Keys that mean something here, also where the window has a shortcut on them."""

CURSORS = {
    Part.IN_PORT: Qt.CursorShape.CrossCursor,
    Part.OUT_PORT: Qt.CursorShape.CrossCursor,
    Part.EDGE_START: Qt.CursorShape.PointingHandCursor,
    Part.EDGE_END: Qt.CursorShape.PointingHandCursor,
    Part.HANDLE: Qt.CursorShape.PointingHandCursor,
    Part.WEIGHT: Qt.CursorShape.PointingHandCursor,
    Part.TAB: Qt.CursorShape.PointingHandCursor,
}


class Stage(QGraphicsView):
    """Shows a drawing and leads what a person does with it to gestures, keys and camera.

    Signals
    -------
    editing_requested(int)
        The person wants to edit this layer's fields, or to open this group.
    leaving_requested()
        The person wants to go back to the drawing in which this one lies.
    """

    editing_requested = Signal(int)
    leaving_requested = Signal()

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = Drawing(Style.of(theme.current()), self)
        self._editor = Editor(history, self._drawing, self)
        self._camera = Camera(self, self._drawing)
        self._mini_map = MiniMap(self, self._drawing, self._camera)
        self._note_field = NoteField(self, self._editor, self._camera)
        self._keys = Keys(self._editor, self)
        self._auto_scroll = AutoScroll(self)
        self._gestures = Gestures(self._editor)
        self._last = QPoint()
        self._space_held = False
        self._prepare()
        self._keys.editing_requested.connect(self.editing_requested)
        self._keys.leaving_requested.connect(self.leaving_requested)
        self._keys.writing_requested.connect(self.write_note)
        self._keys.noted_at.connect(self._show_note)
        self._keys.connecting_requested.connect(self._connect_by_keyboard)
        self._keys.lasso_requested.connect(self.start_lasso)
        self._keys.moved_to.connect(self._attend)
        self._keys.edge_chosen.connect(self._attend_to_edge)
        self._editor.said.connect(self._describe)
        self._auto_scroll.scrolled.connect(self._scroll_on)

    def _prepare(self) -> None:
        self.setScene(self._drawing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    @guarded
    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        paint_grid(painter, QRectF(rect), self._camera.zoom, self._drawing.look)

    # -- moving the view

    def _show_things(self, nodes: Iterable[int], notes: Iterable[int] = ()) -> None:
        """Bring layers into sight with the room for their previews, large notes by their titles."""
        rect, seen = QRectF(), self._camera.visible().size()
        for note in notes:
            box = box_of(self._drawing.notes.shown[note])
            rect = rect.united(QRectF(box.topLeft(), box.size().boundedTo(seen)))
        for node in nodes:
            place = self._drawing.places[node]
            left, top, right, bottom = Box.of_card(place.x, place.y, preview=True)
            rect = rect.united(QRectF(left, top, right - left, bottom - top))
        if not rect.isEmpty():
            self._camera.show_rect(rect)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._camera.fitted:
            self._camera.fit()
        else:
            self._camera.update_limits()
        self._mini_map.follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / WHEEL_NOTCH
            self._camera.zoom_by(STEP**notches, event.position().toPoint())
            event.accept()
            return
        self._camera.scroll_by(-_wheel_way(event))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self._camera.zoom_by(1.0 + event.value(), event.position().toPoint())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.hotSpot().toPoint())
                self._camera.zoom_by(pinch.scaleFactor(), at)
                return True
        return super().viewportEvent(event)

    # -- gestures

    @Slot()
    def start_lasso(self) -> None:
        """Let the next drag draw a lasso, as a drag with Alt does."""
        self._gestures.lasso_next = True
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._editor.said.emit(self.tr("Draw a line around the layers to select."))

    def cancel(self) -> None:
        """Give up the gesture in progress; nothing is changed by it."""
        self._gestures.cancel()
        self._auto_scroll.stop()

    def _pointer(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> Pointer:
        self._last = at
        return Pointer(self.mapToScene(at), at, self._camera.zoom, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event.position().toPoint(), event.modifiers())
        pans = event.button() is Qt.MouseButton.MiddleButton or self._space_held
        if event.button() is Qt.MouseButton.RightButton:
            self.cancel()
            self._select_for_menu(pointer)
        elif pans:
            self._gestures.start(Pan(self._editor, pointer, self._camera.scroll_by))
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() is Qt.MouseButton.LeftButton:
            self._gestures.press(pointer)
        event.accept()

    def _select_for_menu(self, pointer: Pointer) -> None:
        drawing, found = self._drawing, self._gestures.under(pointer)
        if found.node is not None and found.node not in drawing.chosen:
            drawing.choose([found.node])
            drawing.focus_on(found.node)
        elif found.note is not None and found.note not in drawing.notes.chosen:
            drawing.choose((), (), [found.note])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event.position().toPoint(), event.modifiers())
        if self._gestures.move(pointer):
            if self._gestures.scrolls:
                self._auto_scroll.follow(pointer.viewport, self.viewport().rect())
        else:
            self._gestures.hover(pointer)
            self._show_cursor(pointer)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event.position().toPoint(), event.modifiers())
        self._auto_scroll.stop()
        self._gestures.release(pointer)
        self._show_cursor(pointer)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        pointer = self._pointer(event.position().toPoint(), event.modifiers())
        found = self._gestures.under(pointer)
        left = event.button() is Qt.MouseButton.LeftButton
        if found.node is not None and left:
            self.editing_requested.emit(found.node)
        elif found.note is not None and left:
            self.write_note(found.note)
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._drawing.hover(None)
        self._drawing.notes.hover(None)
        self._drawing.show_tensor(None, QPointF())
        self._drawing.neurons.hover(None, QPointF())
        super().leaveEvent(event)

    def _show_cursor(self, pointer: Pointer) -> None:
        if self._space_held:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._gestures.lasso_next:
            shape = Qt.CursorShape.CrossCursor
        else:
            found = self._gestures.under(pointer)
            shape = CURSORS.get(found.part, Qt.CursorShape.ArrowCursor)
            if found.part is Part.NOTE_SIDE:
                shape = cursor(found.sides)
        if self.viewport().cursor().shape() is not shape:
            self.viewport().setCursor(shape)

    @Slot(QPoint)
    def _scroll_on(self, way: QPoint) -> None:
        self._camera.scroll_by(way)
        self._gestures.move(self._pointer(self._last, QGuiApplication.keyboardModifiers()))

    # -- comments and frames

    @Slot(int)
    def write_note(self, note: int) -> None:
        """Let the person write into a comment, or the title of a frame, where it stands."""
        self._drawing.choose((), (), [note])
        self._show_note(note)
        self._note_field.open(note)

    @Slot(int)
    def _show_note(self, note: int) -> None:
        self._show_things((), [note])
        self.setAccessibleDescription(self._drawing.notes.items[note].description)

    # -- layers dragged in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        layer = dragged_layer(event.mimeData())
        if layer is None:
            event.ignore()
            return
        pointer = self._pointer(event.position().toPoint(), event.modifiers())
        self._gestures.start(DropLayer(self._editor, pointer, layer))
        self._gestures.move(pointer)
        event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        pointer = self._pointer(event.position().toPoint(), event.modifiers())
        if self._gestures.is_drop:
            self._gestures.move(pointer)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._gestures.is_drop:
            event.ignore()
            return
        pointer = self._pointer(event.position().toPoint(), event.modifiers())
        # Where the person has put things, they stay.
        self._camera.fitted = False
        self._gestures.release(pointer)
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    # -- keys

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in OWN_KEYS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._gestures.key(event):
            return
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._hold_space(held=True)
        elif not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(held=False)
        else:
            super().keyReleaseEvent(event)

    def _hold_space(self, *, held: bool) -> None:
        self._space_held = held
        shape = Qt.CursorShape.OpenHandCursor if held else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        if self._gestures.step(forwards=forwards):
            return True
        if not self._gestures.active and self._keys.go(forwards=forwards):
            return True
        return super().focusNextPrevChild(forwards)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tabbed = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if tabbed:
            node, note = self._keys.attended(), self._drawing.notes.attended
            if node is not None:
                self._keys.attend(node)
            elif note is not None:
                self._keys.attend_note(note)
            else:
                self._keys.go(forwards=event.reason() is Qt.FocusReason.TabFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space_held = False
        self._drawing.focus_on(self._drawing.current)
        self._drawing.notes.focus_on(None)

    @Slot(int)
    def _connect_by_keyboard(self, node: int) -> None:
        pointer = self._pointer(self._last, Qt.KeyboardModifier.NoModifier)
        self._gestures.connect_from(pointer, node)

    @Slot(int)
    def _attend(self, node: int) -> None:
        self._show_things([node])

    @Slot(object)
    def _attend_to_edge(self, edge: Edge) -> None:
        self._show_things([edge.source, edge.target])

    @Slot(str)
    def _describe(self, said: str) -> None:
        """Let screen readers read what the status bar shows."""
        if said:
            self.setAccessibleDescription(said)


def _wheel_way(event: QWheelEvent) -> QPoint:
    """Return the pixels that a wheel or trackpad asks for; with Shift a wheel goes sideways."""
    if not event.pixelDelta().isNull():
        return event.pixelDelta()
    way = event.angleDelta() * (NOTCH_PIXELS / WHEEL_NOTCH)
    sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not way.x()
    return QPoint(way.y(), 0) if sideways else way
