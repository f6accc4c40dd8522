"""Selecting a layer or note by a click, and moving what is selected by a drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from dnngui.canvas import edits
from dnngui.canvas.geometry import snap
from dnngui.canvas.hits import edge_at
from dnngui.canvas.interactions.base import Interaction, Pointer
from dnngui.document.notes import moved
from dnngui.document.project import Position

if TYPE_CHECKING:
    from collections.abc import Collection

    from dnngui.canvas.editor import Editor
    from dnngui.document.notes import Note
    from engine.graph import Edge

GUIDE_REACH = 8.0
"""Scene units within which a layer jumps into line with another."""
GUIDE_OVERHANG = 110.0


class _Move(Interaction):
    """Moves what is selected, and what lies in selected frames."""

    def __init__(self, editor: Editor, start: Pointer) -> None:
        super().__init__(editor, start)
        drawing = self.drawing
        self._selected_before = drawing.chosen, drawing.chosen_edges, drawing.notes.chosen
        self._origin: dict[int, Position] = {}
        self._notes: dict[int, Note] = {}

    def _take(self, nodes: Collection[int], notes: Collection[int]) -> None:
        drawing = self.drawing
        moving, along = drawing.notes.carried(drawing.places, nodes, notes)
        self._origin = {each: drawing.places[each] for each in moving}
        self._notes = {each: drawing.notes.shown[each] for each in along}

    def _shift(self, dx: float, dy: float) -> None:
        """Show all of it that far from where it was."""
        self.drawing.shift(
            {node: Position(at.x + dx, at.y + dy) for node, at in self._origin.items()},
            {each: moved(note, dx, dy) for each, note in self._notes.items()},
        )

    def drop(self, pointer: Pointer) -> None:
        shown = self.drawing
        places = {node: shown.places[node] for node in self._origin}
        notes = {each: shown.notes.shown[each] for each in self._notes}
        if places != self._origin or notes != self._notes:
            self.editor.move(places, notes=notes)

    def cancel(self) -> None:
        self.drawing.restore()
        self.drawing.choose(*self._selected_before)
        super().cancel()


class MoveNotes(_Move):
    """Moves the comment or frame under the pointer, with all else that is selected."""

    def __init__(self, editor: Editor, start: Pointer, note: int) -> None:
        super().__init__(editor, start)
        self._note = note
        drawing, chosen = self.drawing, self.drawing.notes.chosen
        if start.toggles:
            drawing.choose(drawing.chosen, drawing.chosen_edges, chosen ^ {note})
        elif note not in chosen:
            drawing.choose((), (), [note])
        self._take(drawing.chosen, drawing.notes.chosen | {note})

    def click(self, pointer: Pointer) -> None:
        if not pointer.toggles:
            self.drawing.choose((), (), [self._note])

    def drag(self, pointer: Pointer) -> None:
        way, own = pointer.scene - self.start.scene, self._notes[self._note]
        self._shift(snap(own.left + way.x()) - own.left, snap(own.top + way.y()) - own.top)


class MoveLayers(_Move):
    """Moves the layer under the pointer, with all else that is selected.

    A single layer without connections that is dropped on a connection is put into it.
    """

    def __init__(self, editor: Editor, start: Pointer, node: int) -> None:
        super().__init__(editor, start)
        self._node = node
        drawing, notes = self.drawing, self.drawing.notes.chosen
        if start.toggles:
            drawing.choose(drawing.chosen ^ {node}, drawing.chosen_edges, notes)
        elif node not in drawing.chosen:
            drawing.choose([node])
        drawing.focus_on(node)
        self._take(drawing.chosen | {node}, drawing.notes.chosen)
        graph = self.editor.graph
        alone = len(self._origin) == 1 and not self._notes
        apart = alone and not graph.sources(node) and not graph.targets(node)
        self._insertable = apart and graph[node].layer.arity.most != 0
        self._edge: Edge | None = None

    def click(self, pointer: Pointer) -> None:
        if not pointer.toggles:
            self.drawing.choose([self._node])

    def drag(self, pointer: Pointer) -> None:
        way = pointer.scene - self.start.scene
        own = self._origin[self._node]
        x, y = self._in_line(own.x + way.x(), own.y + way.y())
        self._shift(x - own.x, y - own.y)
        if self._insertable:
            edge = edge_at(self.drawing, pointer.scene, pointer.zoom, [self._node])
            self.drawing.mark_edge(edge)
            if edge != self._edge:
                self._edge = edge
                self.say("" if edge is None else self._told(edge))

    def _told(self, edge: Edge) -> str:
        graph = self.editor.graph
        name, edited = graph[self._node].name, graph.reroute(edge, self._node)
        return edits.inserting(graph, edge, name, edited)

    def _in_line(self, x: float, y: float) -> tuple[float, float]:
        """Snap to the middle of a layer that stays, which guides show, else to the grid."""
        others = [at for node, at in self.drawing.places.items() if node not in self._origin]
        column = min(others, key=lambda at: abs(at.x - x), default=None)
        row = min(others, key=lambda at: abs(at.y - y), default=None)
        path = QPainterPath()
        snapped = [snap(x), snap(y)]
        if column is not None and abs(column.x - x) <= GUIDE_REACH:
            snapped[0] = column.x
            _guide(path, QPointF(column.x, column.y), QPointF(column.x, y))
        if row is not None and abs(row.y - y) <= GUIDE_REACH:
            snapped[1] = row.y
            _guide(path, QPointF(row.x, row.y), QPointF(x, row.y))
        self.drawing.guides.show_path(path)
        return snapped[0], snapped[1]

    def drop(self, pointer: Pointer) -> None:
        self.drawing.mark_edge(None)
        self.say("")
        if self._edge is None:
            super().drop(pointer)
        elif not self.editor.perform(
            edits.reroute, self._edge, self._node, self.drawing.places[self._node]
        ):
            self.drawing.restore()


def _guide(path: QPainterPath, first: QPointF, second: QPointF) -> None:
    """Add a line through two middles, a little longer than their distance."""
    box = QRectF(first, second).normalized()
    if box.height() >= box.width():
        box.adjust(0.0, -GUIDE_OVERHANG, 0.0, GUIDE_OVERHANG)
    else:
        box.adjust(-GUIDE_OVERHANG, 0.0, GUIDE_OVERHANG, 0.0)
    path.moveTo(box.topLeft())
    path.lineTo(box.bottomRight())
