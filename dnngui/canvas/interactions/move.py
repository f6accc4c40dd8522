"""Selecting a layer by a click, and moving the selected ones by a drag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from dnngui.canvas import edits
from dnngui.canvas.geometry import snap
from dnngui.canvas.hits import edge_at
from dnngui.canvas.interactions.base import Interaction, Pointer
from dnngui.document.project import Position

if TYPE_CHECKING:
    from dnngui.canvas.editor import Editor
    from engine.graph import Edge

GUIDE_REACH = 8.0
"""Scene units within which a layer jumps into line with another."""
GUIDE_OVERHANG = 110.0


class MoveLayers(Interaction):
    """Moves the layer under the pointer, with all others that are selected.

    A single layer without connections that is dropped on a connection is put into it.
    """

    def __init__(self, editor: Editor, start: Pointer, node: int) -> None:
        super().__init__(editor, start)
        self._node = node
        self._selected_before = self.drawing.chosen
        if start.toggles:
            self.drawing.choose(self.drawing.chosen ^ {node}, self.drawing.chosen_edges)
        elif node not in self.drawing.chosen:
            self.drawing.choose([node])
        self.drawing.focus_on(node)
        self._origin = {each: self.drawing.places[each] for each in self.drawing.chosen | {node}}
        graph = self.editor.graph
        alone = len(self._origin) == 1 and not graph.sources(node) and not graph.targets(node)
        self._insertable = alone and graph[node].layer.arity.most != 0
        self._edge: Edge | None = None

    def click(self, pointer: Pointer) -> None:
        if not pointer.toggles:
            self.drawing.choose([self._node])

    def drag(self, pointer: Pointer) -> None:
        way = pointer.scene - self.start.scene
        own = self._origin[self._node]
        x, y = self._in_line(own.x + way.x(), own.y + way.y())
        self.drawing.shift(
            {
                node: Position(at.x + x - own.x, at.y + y - own.y)
                for node, at in self._origin.items()
            }
        )
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
        moved = {node: self.drawing.places[node] for node in self._origin}
        self.drawing.mark_edge(None)
        self.say("")
        if self._edge is not None:
            if not self.editor.perform(edits.reroute, self._edge, self._node, moved[self._node]):
                self.drawing.restore()
        elif moved != self._origin:
            self.editor.move(moved)

    def cancel(self) -> None:
        self.drawing.restore()
        self.drawing.choose(self._selected_before, self.drawing.chosen_edges)
        super().cancel()


def _guide(path: QPainterPath, first: QPointF, second: QPointF) -> None:
    """Add a line through two middles, a little longer than their distance."""
    box = QRectF(first, second).normalized()
    if box.height() >= box.width():
        box.adjust(0.0, -GUIDE_OVERHANG, 0.0, GUIDE_OVERHANG)
    else:
        box.adjust(-GUIDE_OVERHANG, 0.0, GUIDE_OVERHANG, 0.0)
    path.moveTo(box.topLeft())
    path.lineTo(box.bottomRight())
