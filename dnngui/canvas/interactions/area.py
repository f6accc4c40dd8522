"""Selecting by an area: a rubber band, or a lasso drawn freely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from dnngui.canvas.interactions.base import Interaction, Pointer
from dnngui.canvas.items.note import box_of
from dnngui.document.notes import Frame

if TYPE_CHECKING:
    from dnngui.canvas.editor import Editor
    from engine.graph import Edge

    Selected = tuple[frozenset[int], frozenset[Edge], frozenset[int]]


class _AreaSelection(Interaction):
    """Selects the layers and comments that an area touches, and the frames that lie in it.

    With Ctrl or Shift it adds to the selection.
    """

    def __init__(self, editor: Editor, start: Pointer) -> None:
        super().__init__(editor, start)
        drawing = self.drawing
        self._before = drawing.chosen, drawing.chosen_edges, drawing.notes.chosen

    def area(self, pointer: Pointer) -> QPainterPath:
        raise NotImplementedError

    def drag(self, pointer: Pointer) -> None:
        area = self.area(pointer)
        self.drawing.band.show_path(area)
        none: Selected = (frozenset(), frozenset(), frozenset())
        nodes, edges, notes = self._before if pointer.toggles else none
        found = self._notes_inside(area)
        self.drawing.choose(nodes | self._inside(area), edges, notes | found)

    def _notes_inside(self, area: QPainterPath) -> frozenset[int]:
        return frozenset(
            each
            for each, note in self.drawing.notes.shown.items()
            if (area.contains if isinstance(note, Frame) else area.intersects)(box_of(note))
        )

    def _inside(self, area: QPainterPath) -> frozenset[int]:
        items = self.drawing.nodes.items()
        return frozenset(
            node for node, item in items if area.intersects(item.card_rect().translated(item.pos()))
        )

    def drop(self, pointer: Pointer) -> None:
        """Keep what was selected on the way."""

    def click(self, pointer: Pointer) -> None:
        if not pointer.toggles:
            self.drawing.choose(())

    def cancel(self) -> None:
        self.drawing.choose(*self._before)
        super().cancel()


class RubberBand(_AreaSelection):
    """A rectangle from where the button was pressed."""

    def area(self, pointer: Pointer) -> QPainterPath:
        path = QPainterPath()
        path.addRect(QRectF(self.start.scene, pointer.scene).normalized())
        return path


class Lasso(_AreaSelection):
    """A line around the layers; it takes those whose middle it surrounds."""

    def __init__(self, editor: Editor, start: Pointer) -> None:
        super().__init__(editor, start)
        self._line = [start.scene]

    def area(self, pointer: Pointer) -> QPainterPath:
        self._line.append(pointer.scene)
        path = QPainterPath()
        path.addPolygon(QPolygonF(self._line))
        path.closeSubpath()
        return path

    def release(self, pointer: Pointer) -> None:
        super().release(pointer)
        # What was asked for in the status bar is done.
        self.editor.said.emit("")

    def _inside(self, area: QPainterPath) -> frozenset[int]:
        places = self.drawing.places.items()
        return frozenset(node for node, at in places if area.contains(QPointF(at.x, at.y)))
