"""The drawing by keyboard: going from layer to layer, nudging, connecting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from dnngui.canvas.geometry import GRID
from engine.graph import Edge

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from dnngui.canvas.editor import Editor

ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
FAR = 5.0
"""How many times further an arrow moves with Shift."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Keys(QObject):
    """Acts on the layer or note that has the keyboard's attention.

    Signals
    -------
    editing_requested(int), connecting_requested(int), lasso_requested()
        Enter or C on a layer; L.
    leaving_requested()
        Escape where nothing is selected.
    moved_to(int)
        Another layer has the attention.
    edge_chosen(Edge)
        A connection was chosen by keys.
    noted_at(int), writing_requested(int)
        Another comment or frame has it; Enter on one.
    """

    editing_requested = Signal(int)
    connecting_requested = Signal(int)
    lasso_requested = Signal()
    leaving_requested = Signal()
    moved_to = Signal(int)
    edge_chosen = Signal(object)
    noted_at = Signal(int)
    writing_requested = Signal(int)

    def __init__(self, editor: Editor, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor

    def press(self, event: QKeyEvent) -> bool:
        """Return whether a key was used."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        held = modifiers & ~Qt.KeyboardModifier.KeypadModifier
        if key in ARROWS and not held & ~Qt.KeyboardModifier.ShiftModifier:
            return self._nudge(key, far=bool(held & Qt.KeyboardModifier.ShiftModifier))
        if key == Qt.Key.Key_E and not held & ~Qt.KeyboardModifier.ShiftModifier:
            return self._go_to_edge(forwards=not held)
        if held:
            return False
        node, note = self.attended(), self._editor.drawing.notes.attended
        if key in ENTER and node is not None:
            self.editing_requested.emit(node)
        elif key in ENTER and note is not None:
            self.writing_requested.emit(note)
        elif key == Qt.Key.Key_C and node is not None:
            self.connecting_requested.emit(node)
        elif key == Qt.Key.Key_W and node is not None:
            return self._editor.drawing.neurons.ask_for_first(node)
        elif key == Qt.Key.Key_L:
            self.lasso_requested.emit()
        elif key == Qt.Key.Key_Escape:
            self._give_up()
        else:
            return False
        return True

    def _give_up(self) -> None:
        drawing = self._editor.drawing
        if drawing.chosen or drawing.chosen_edges or drawing.notes.chosen:
            drawing.choose(())
        else:
            self.leaving_requested.emit()

    def attended(self) -> int | None:
        """Return the layer that keys act on."""
        drawing = self._editor.drawing
        if drawing.current is not None:
            return drawing.current
        return next(iter(drawing.chosen)) if len(drawing.chosen) == 1 else None

    def go(self, *, forwards: bool) -> bool:
        """Go to the next layer along the flow, behind the last one to the comments and frames.

        Return False behind the last of those.
        """
        nodes, notes = self._editor.graph.order, self._editor.drawing.notes.order()
        stops = len(nodes) + len(notes)
        node, note = self.attended(), self._editor.drawing.notes.attended
        edge = self._chosen_edge()
        if edge is not None:
            place = nodes.index(edge.target if forwards else edge.source)
        elif node is not None:
            place = nodes.index(node) + (1 if forwards else -1)
        elif note is not None:
            place = len(nodes) + notes.index(note) + (1 if forwards else -1)
        else:
            place = 0 if forwards else stops - 1
        if not 0 <= place < stops:
            return False
        if place < len(nodes):
            self.attend(nodes[place])
        else:
            self.attend_note(notes[place - len(nodes)])
        return True

    def attend(self, node: int) -> None:
        drawing = self._editor.drawing
        drawing.choose([node])
        drawing.focus_on(node, shown=True)
        self._editor.said.emit(drawing.nodes[node].description)
        self.moved_to.emit(node)

    def _chosen_edge(self) -> Edge | None:
        drawing = self._editor.drawing
        alone = len(drawing.chosen_edges) == 1 and not drawing.chosen and not drawing.notes.chosen
        return next(iter(drawing.chosen_edges)) if alone else None

    def _go_to_edge(self, *, forwards: bool) -> bool:
        """Choose the next connection along the flow, of a layer its first; return if there is one.

        What leads to a layer comes before what leads on from it.
        """
        graph, node, edge = self._editor.graph, self.attended(), self._chosen_edge()
        edges = [Edge(source, node) for node in graph.order for source in graph.sources(node)]
        own = [place for place, each in enumerate(edges) if node in (each.source, each.target)]
        if edge is not None:
            place = edges.index(edge) + (1 if forwards else -1)
        elif own:
            place = own[0] if forwards else own[-1]
        else:
            place = 0 if forwards else -1
        if not edges:
            return False
        chosen = edges[place % len(edges)]
        self._editor.drawing.choose((), [chosen])
        text = QCoreApplication.translate("Canvas", "Connection from {source} to {target}")
        names = {"source": graph[chosen.source].name, "target": graph[chosen.target].name}
        self._editor.said.emit(text.format(**names))
        self.edge_chosen.emit(chosen)
        return True

    def attend_note(self, note: int) -> None:
        drawing = self._editor.drawing
        drawing.choose((), (), [note])
        drawing.notes.focus_on(note)
        self._editor.said.emit(drawing.notes.items[note].description)
        self.noted_at.emit(note)

    def _nudge(self, key: Qt.Key, *, far: bool) -> bool:
        if not self._editor.drawing.chosen and not self._editor.drawing.notes.chosen:
            return False
        dx, dy = ARROWS[key]
        length = GRID * (FAR if far else 1.0)
        self._editor.nudge(dx * length, dy * length)
        return True
