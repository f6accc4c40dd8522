"""Dragging the side or corner of a comment or frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt

from dnngui.canvas import noteedits
from dnngui.canvas.geometry import snap
from dnngui.canvas.interactions.base import Interaction, Pointer
from dnngui.canvas.items.comment import least_height
from dnngui.canvas.items.frame import TITLE
from dnngui.document.notes import Frame

if TYPE_CHECKING:
    from dnngui.canvas.editor import Editor
    from dnngui.canvas.hits import Sides
    from dnngui.document.notes import Note

NARROWEST = 60.0
LOWEST = TITLE + 30.0
"""Of a frame; a comment is as low as its words allow."""

CURSORS = {
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}
"""By sides, of which opposite ones have the same."""


def cursor(sides: Sides) -> Qt.CursorShape:
    """Return the shape of a pointer over sides of a note."""
    across, down = sides
    return CURSORS.get((across, down)) or CURSORS[-across, -down]


class ResizeNote(Interaction):
    """The opposite side stays where it is; what lies in a frame stays too."""

    def __init__(self, editor: Editor, start: Pointer, note: int, sides: Sides) -> None:
        super().__init__(editor, start)
        self._note, self._sides = note, sides
        self._origin = self.drawing.notes.shown[note]

    def click(self, pointer: Pointer) -> None:
        drawing = self.drawing
        if pointer.toggles:
            chosen = drawing.notes.chosen ^ {self._note}
            drawing.choose(drawing.chosen, drawing.chosen_edges, chosen)
        else:
            drawing.choose((), (), [self._note])

    def drag(self, pointer: Pointer) -> None:
        way, (across, down) = pointer.scene - self.start.scene, self._sides
        own = self._origin
        left, right = _pulled(own.left, own.right, across, way.x(), NARROWEST)
        note = msgspec.structs.replace(own, left=left, width=right - left)
        least = self._least_height(note)
        top, bottom = _pulled(own.top, own.bottom, down, way.y(), least)
        if not down:
            bottom = max(bottom, top + least)
        note = msgspec.structs.replace(note, top=top, height=bottom - top)
        self.drawing.shift({}, {self._note: note})

    def _least_height(self, note: Note) -> float:
        if isinstance(note, Frame):
            return LOWEST
        return least_height(note.text, self.drawing.look.text_font, note.width)

    def drop(self, pointer: Pointer) -> None:
        note = self.drawing.notes.shown[self._note]
        self.drawing.choose((), (), [self._note])
        if note != self._origin:
            self.editor.perform(noteedits.resize, self._note, note)

    def cancel(self) -> None:
        self.drawing.restore()
        super().cancel()


def _pulled(low: float, high: float, side: int, way: float, least: float) -> tuple[float, float]:
    """Return the ends of an interval of which one was pulled, on the grid and apart enough."""
    if side < 0:
        return min(snap(low + way), high - least), high
    if side > 0:
        return low, max(snap(high + way), low + least)
    return low, high
