"""What all gestures share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

if TYPE_CHECKING:
    from dnngui.canvas.drawing import Drawing
    from dnngui.canvas.editor import Editor

DRAG_DISTANCE = 5
"""Pixels that tell a drag from a click."""


@dataclass(frozen=True)
class Pointer:
    """Where the pointer is.

    Attributes
    ----------
    scene, viewport
        The place in the drawing and in the window, the latter in pixels.
    zoom
        Pixels per scene unit.
    """

    scene: QPointF
    viewport: QPoint
    zoom: float
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def toggles(self) -> bool:
        """Whether a click adds to the selection or takes away from it."""
        wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        return bool(self.modifiers & wanted)


class Interaction:
    """One gesture, from its start until `release` or `cancel`.

    The drawing shows what would happen; the project changes on `release` alone.
    """

    follows_edges = True
    """Whether the view scrolls while the pointer is held at its border."""

    def __init__(self, editor: Editor, start: Pointer) -> None:
        self.editor = editor
        self.start = start
        self.dragging = False
        self._said = ""

    @property
    def drawing(self) -> Drawing:
        return self.editor.drawing

    def move(self, pointer: Pointer) -> None:
        """Follow the pointer; the first few pixels are still a click."""
        way = pointer.viewport - self.start.viewport
        if self.dragging or way.manhattanLength() >= DRAG_DISTANCE:
            self.dragging = True
            self.drag(pointer)

    def drag(self, pointer: Pointer) -> None:
        raise NotImplementedError

    def release(self, pointer: Pointer) -> None:
        """End the gesture where the pointer is."""
        if self.dragging:
            self.drop(pointer)
        else:
            self.click(pointer)
        self.drawing.end_gesture()

    def drop(self, pointer: Pointer) -> None:
        raise NotImplementedError

    def click(self, pointer: Pointer) -> None:
        """Do what a press without a drag means."""

    def say(self, text: str) -> None:
        """Put a sentence into the status bar, once for as long as it is true."""
        if text != self._said:
            self._said = text
            self.editor.said.emit(text)

    def cancel(self) -> None:
        """Leave everything as it was before the gesture."""
        self.drawing.end_gesture()
        self.say("")
