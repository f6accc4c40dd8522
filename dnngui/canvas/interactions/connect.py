"""Drawing a connection from one port to another, and taking an existing one elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dnngui.canvas import edits
from dnngui.canvas.hits import WIDEST_REACH, node_at
from dnngui.canvas.interactions.base import Interaction, Pointer
from dnngui.canvas.interactions.press_edge import choose_edge
from dnngui.canvas.items.node import IN_PORT, OUT_PORT
from dnngui.canvas.items.overlay import Verdict
from dnngui.canvas.routing import Wire
from dnngui.canvas.spots import Linked
from dnngui.document.project import Position
from dnngui.words import say
from engine.graph import Edge

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from dnngui.canvas.editor import Editor
    from engine.graph import Graph


class Connect(Interaction):
    """A new connection from a port; it can be dropped on a port or anywhere on a card.

    Dropped on nothing it asks for a layer, and stays in sight until one is chosen or not wanted.
    """

    def __init__(self, editor: Editor, start: Pointer, node: int, *, forwards: bool) -> None:
        super().__init__(editor, start)
        self._fixed = node
        self._forwards = forwards
        self._sought: Linked | None = None

    @property
    def graph(self) -> Graph:
        """The graph in which the connection would be new."""
        return self.editor.graph

    @property
    def asking(self) -> str:
        """What a drop on nothing does, in words."""
        return QCoreApplication.translate("Canvas", "Drop here to choose a layer that fits.")

    def click(self, pointer: Pointer) -> None:
        self.drawing.choose([self._fixed])
        self.drawing.focus_on(self._fixed)

    def drag(self, pointer: Pointer) -> None:
        edge = self._edge_to(pointer)
        reason = None if edge is None else edits.refusal(self.graph, edge.source, edge.target)
        verdict = Verdict.OPEN
        if edge is None:
            self.drawing.tip.hide()
            self.say(self.asking if self._over_nothing(pointer) else "")
        elif reason is not None:
            verdict = Verdict.REFUSED
            self._show_tip(say(reason.message), pointer.scene, refused=True)
        else:
            verdict = Verdict.GOOD
            text = edits.connecting(self.graph, edge.source, edge.target)
            self._show_tip(text, pointer.scene, refused=False)
        self._offer(edge if verdict is Verdict.GOOD else None)
        self.drawing.show_wire(self._wire(pointer.scene, edge, verdict), verdict)

    def _offer(self, edge: Edge | None) -> None:
        if self._forwards:
            targets = edits.open_targets(self.graph, self._fixed)
            self.drawing.offer(targets, [self._fixed], edge.target if edge else None)
        else:
            sources = edits.open_sources(self.graph, self._fixed)
            self.drawing.offer([self._fixed], sources, edge.source if edge else None)

    def _edge_to(self, pointer: Pointer) -> Edge | None:
        """Return the connection that a drop here asks for, or None over nothing."""
        node = node_at(self.drawing, pointer.scene, WIDEST_REACH)
        if node is None or (node == self._fixed and not self._on_other_port(pointer.scene)):
            return None
        return Edge(self._fixed, node) if self._forwards else Edge(node, self._fixed)

    def _over_nothing(self, pointer: Pointer) -> bool:
        return node_at(self.drawing, pointer.scene, WIDEST_REACH) is None

    def _on_other_port(self, point: QPointF) -> bool:
        x, y = self.drawing.port(self._fixed, IN_PORT if self._forwards else OUT_PORT)
        return abs(point.x() - x) <= WIDEST_REACH and abs(point.y() - y) <= WIDEST_REACH

    def _wire(self, point: QPointF, edge: Edge | None, verdict: Verdict) -> Wire:
        free = (point.x(), point.y())
        if edge is not None and verdict is Verdict.GOOD:
            start = self.drawing.port(edge.source, OUT_PORT)
            return Wire(*start, *self.drawing.port(edge.target, IN_PORT))
        if self._forwards:
            return Wire(*self.drawing.port(self._fixed, OUT_PORT), *free)
        return Wire(*free, *self.drawing.port(self._fixed, IN_PORT))

    def _show_tip(self, text: str, at: QPointF, *, refused: bool) -> None:
        self.drawing.tip.show_text(text, at, refused=refused)
        self.say(text)

    def drop(self, pointer: Pointer) -> None:
        edge = self._edge_to(pointer)
        if edge is not None and self.commit(edge):
            self.say("")
        elif edge is None:
            self.say("")
            self.drop_on_nothing(pointer)

    def drop_on_nothing(self, pointer: Pointer) -> None:
        """Ask for a layer, unless the person went back to where the connection began."""
        if self._over_nothing(pointer):
            at = Position(pointer.scene.x(), pointer.scene.y())
            self._sought = Linked(self._fixed, at, self._forwards)

    def release(self, pointer: Pointer) -> None:
        super().release(pointer)
        if self._sought is not None:
            self.drawing.show_wire(self._wire(pointer.scene, None, Verdict.OPEN), Verdict.OPEN)
            self.editor.sought.emit(self._sought)

    def commit(self, edge: Edge) -> bool:
        """Make the connection; a refused one is explained."""
        return self.editor.connect_layers(edge.source, edge.target)


class Reconnect(Connect):
    """An existing connection taken by one end: dropped on another layer, or away."""

    def __init__(self, editor: Editor, start: Pointer, edge: Edge, *, by_target: bool) -> None:
        fixed = edge.source if by_target else edge.target
        super().__init__(editor, start, fixed, forwards=by_target)
        self._old = edge
        self._rest = editor.graph.disconnect([edge])

    @property
    def graph(self) -> Graph:
        return self._rest

    def click(self, pointer: Pointer) -> None:
        choose_edge(self.drawing, self._old, toggles=pointer.toggles)

    def drag(self, pointer: Pointer) -> None:
        self.drawing.edges[self._old].setOpacity(0.25)
        super().drag(pointer)

    @property
    def asking(self) -> str:
        return edits.disconnecting(self.editor.graph, [self._old])

    def drop(self, pointer: Pointer) -> None:
        self._show_old()
        super().drop(pointer)

    def drop_on_nothing(self, pointer: Pointer) -> None:
        self.editor.disconnect_edge(self._old)

    def commit(self, edge: Edge) -> bool:
        return self.editor.reconnect(self._old, edge)

    def cancel(self) -> None:
        self._show_old()
        super().cancel()

    def _show_old(self) -> None:
        if self._old in self.drawing.edges:
            self.drawing.edges[self._old].setOpacity(1.0)
