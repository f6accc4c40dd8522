"""The left button and the keys over a chart, in units of its axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

if TYPE_CHECKING:
    from dnngui.plots.chart import Chart

_STEP = 1.0 / 40.0
"""Share of the view that an arrow key goes."""
_ARROWS = {
    Qt.Key.Key_Left: (-_STEP, 0.0),
    Qt.Key.Key_Right: (_STEP, 0.0),
    Qt.Key.Key_Down: (0.0, -_STEP),
    Qt.Key.Key_Up: (0.0, _STEP),
}
_PRESSES = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ERASES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_CLASSES = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)


class PointHand(QObject):
    """Takes presses and keys from the chart while it is active; all else stays the chart's.

    The arrow keys move a place of their own, at which Space presses and Delete erases.

    Attributes
    ----------
    at
        Where the pointer or the keys are; None outside of the view.
    by_keys
        Whether the keys went there.

    Signals
    -------
    pressed(QPointF), dragged(QPointF), released()
        The left button, or Space.
    hovered(QPointF | None)
        Where the pointer or the keys are.
    erasing_requested(QPointF)
        Delete was pressed.
    class_chosen(int)
        A figure was pressed: 0 for 1.
    """

    pressed = Signal(QPointF)
    dragged = Signal(QPointF)
    released = Signal()
    hovered = Signal(object)
    erasing_requested = Signal(QPointF)
    class_chosen = Signal(int)

    def __init__(self, chart: Chart, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self.active = self.by_keys = self._down = False
        self.at: QPointF | None = None

    def set_active(self, on: bool) -> None:
        """Take presses and keys, or take none."""
        if on is self.active:
            return
        self.active, self._down, self.at = on, False, None
        viewport = self._chart.viewport()
        for watched in (self._chart, viewport):
            if on:
                watched.installEventFilter(self)
            else:
                watched.removeEventFilter(self)
        cursor = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
        viewport.setCursor(cursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._chart:
            return isinstance(event, QKeyEvent) and self._key(event)
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if event.type() is QEvent.Type.Leave and not self._down:
            self._go(None)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, at = event.type(), self._place(event)
        if kind is QEvent.Type.MouseMove:
            self.by_keys = False
            self._go(at)
            if self._down and at is not None:
                self.dragged.emit(at)
            return self._down
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        if kind is QEvent.Type.MouseButtonRelease:
            was, self._down = self._down, False
            if was:
                self.released.emit()
            return was
        if at is None:
            return False
        self._down = True
        # What the network says there would lie over what is drawn.
        self._chart.pointed.emit(None)
        self._chart.setFocus(Qt.FocusReason.MouseFocusReason)
        self.pressed.emit(at)
        return True

    def _place(self, event: QMouseEvent) -> QPointF | None:
        """Return where the pointer is; None outside of the view."""
        view = self._chart.view
        scene = self._chart.mapToScene(event.position().toPoint())
        if not view.sceneBoundingRect().contains(scene):
            return None
        at: QPointF = view.mapSceneToView(scene)
        return at

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        mine = key in _ARROWS or key in _PRESSES or key in _ERASES or int(key) in _CLASSES
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if not mine or not plain:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            # Else a command of the window with this key would come first.
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress:
            self._act(key)
        return True

    def _act(self, key: Qt.Key) -> None:
        area = self._chart.view.viewRect()
        at = self.at or area.center()
        self.by_keys = True
        if key in _ARROWS:
            across, up = _ARROWS[key]
            x = min(max(at.x() + across * area.width(), area.left()), area.right())
            y = min(max(at.y() + up * area.height(), area.top()), area.bottom())
            at = QPointF(x, y)
        elif key in _PRESSES:
            self.pressed.emit(at)
            self.released.emit()
        elif key in _ERASES:
            self.erasing_requested.emit(at)
        else:
            self.class_chosen.emit(int(key) - int(Qt.Key.Key_1))
        self._go(at)

    def _go(self, at: QPointF | None) -> None:
        self.at = at
        self.hovered.emit(at)
