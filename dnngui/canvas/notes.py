"""The comments and frames of a drawing: their items, and which are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from dnngui.canvas.following import lies_in
from dnngui.canvas.items.comment import CommentItem
from dnngui.canvas.items.frame import FrameItem
from dnngui.canvas.items.node import Mark
from dnngui.canvas.items.note import NoteItem, box_of
from dnngui.document.notes import Frame

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from PySide6.QtWidgets import QGraphicsScene

    from dnngui.canvas.style import Style
    from dnngui.document.notes import Note
    from dnngui.document.project import Position


class NoteItems:
    """Items for the comments and frames that lie in the drawing which is shown.

    Attributes
    ----------
    items
        By id.
    shown
        The notes as they are shown, during a drag where they are dragged to.
    chosen
        Which are selected.
    """

    def __init__(self, scene: QGraphicsScene, style: Style) -> None:
        self._scene, self._style = scene, style
        self.items: dict[int, NoteItem] = {}
        self.shown: dict[int, Note] = {}
        self.chosen: frozenset[int] = frozenset()
        self._hovered: int | None = None
        self._focused: int | None = None

    # -- projection

    def synchronize(self, notes: Mapping[int, Note]) -> None:
        """Show these, touching only what differs from what is shown."""
        for each in [each for each in self.items if each not in notes]:
            self._scene.removeItem(self.items.pop(each))
        for each, note in notes.items():
            if each not in self.items:
                kind = FrameItem if isinstance(note, Frame) else CommentItem
                self.items[each] = kind(note, self._style)
                self._scene.addItem(self.items[each])
        self.shown = {}
        self.shift(notes)

    def shift(self, moved: Mapping[int, Note]) -> None:
        """Show notes otherwise for as long as a drag lasts."""
        self.shown |= moved
        for each, note in moved.items():
            self.items[each].set_note(note)

    def content_rect(self) -> QRectF:
        rect = QRectF()
        for note in self.shown.values():
            rect = rect.united(box_of(note))
        return rect

    def set_style(self, style: Style) -> None:
        self._style = style
        for item in self.items.values():
            item.set_style(style)

    # -- selection and marks

    def choose(self, notes: frozenset[int]) -> None:
        self.chosen = notes
        if self._focused not in notes:
            self._focused = None
        self.refresh()

    def focus_on(self, note: int | None) -> None:
        """Draw a ring around a selected one, which keys act on."""
        self._focused = note if note in self.chosen else None
        self.refresh()

    @property
    def attended(self) -> int | None:
        """The one that keys act on."""
        if self._focused is not None:
            return self._focused
        return next(iter(self.chosen)) if len(self.chosen) == 1 else None

    def hover(self, note: int | None) -> None:
        """Show what the pointer is on."""
        if note != self._hovered:
            self._hovered = note
            self.refresh()

    def refresh(self, *, marked: bool = True) -> None:
        """Show the marks, or none, as in a picture of the drawing."""
        for each, item in self.items.items():
            mark = Mark.NONE
            if marked and each == self._hovered:
                mark |= Mark.HOVERED
            if marked and each in self.chosen:
                mark |= Mark.CHOSEN
            if marked and each == self._focused:
                mark |= Mark.FOCUSED
            item.set_mark(mark)

    # -- order

    def order(self) -> list[int]:
        """Return all in the order in which they are read: by rows, from left to right."""
        return sorted(self.shown, key=lambda each: (self.shown[each].top, self.shown[each].left))

    def topmost_first(self) -> Iterator[tuple[int, Note]]:
        """Yield all, those first that are painted last."""
        ranked = sorted(self.items, key=lambda each: (self.items[each].zValue(), each))
        for each in reversed(ranked):
            yield each, self.shown[each]

    def carried(
        self, places: Mapping[int, Position], nodes: Collection[int], notes: Collection[int]
    ) -> tuple[frozenset[int], frozenset[int]]:
        """Return the layers and notes that move when some do: frames take along what is in them."""
        chosen = (self.shown[each] for each in notes)
        frames = [each for each in chosen if isinstance(each, Frame)]
        held = {
            node
            for node, at in (places.items() if frames else ())
            if any(frame.holds(at.x, at.y) for frame in frames)
        }
        within = {
            each
            for each, note in self.shown.items()
            if any(lies_in(note, frame) for frame in frames)
        }
        return frozenset({*nodes, *held}), frozenset({*notes, *within})
