"""Which gesture is going on, and which one a press begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from dnngui.canvas.hits import Hit, Part, hit
from dnngui.canvas.interactions.area import Lasso, RubberBand
from dnngui.canvas.interactions.connect import Connect, Reconnect
from dnngui.canvas.interactions.drop import DropLayer
from dnngui.canvas.interactions.keyboard import ConnectByKeyboard
from dnngui.canvas.interactions.move import MoveLayers, MoveNotes
from dnngui.canvas.interactions.press_edge import PressEdge
from dnngui.canvas.interactions.press_handle import PressHandle
from dnngui.canvas.interactions.press_weight import PressTab, PressWeight
from dnngui.canvas.interactions.resize import ResizeNote
from dnngui.canvas.keys import ENTER
from dnngui.canvas.targets import Weight

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from dnngui.canvas.editor import Editor
    from dnngui.canvas.hits import Sides
    from dnngui.canvas.interactions.base import Interaction, Pointer


class Gestures:
    """Holds at most one gesture and leads events to it.

    Attributes
    ----------
    lasso_next
        Whether the next drag draws a lasso.
    """

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._present: Interaction | None = None
        self._pointer: Pointer | None = None
        self.lasso_next = False

    @property
    def active(self) -> bool:
        return self._present is not None

    @property
    def scrolls(self) -> bool:
        """Whether the view follows the pointer at its border."""
        return self._present is not None and self._present.follows_edges and self._present.dragging

    @property
    def is_drop(self) -> bool:
        """Whether a layer is being dragged in."""
        return isinstance(self._present, DropLayer)

    def under(self, pointer: Pointer) -> Hit:
        """Return what lies under the pointer."""
        return hit(self._editor.drawing, pointer.scene, pointer.zoom)

    def hover(self, pointer: Pointer) -> None:
        """Show what a press would act on."""
        found = self.under(pointer)
        self._editor.drawing.hover(found.edge if found.node is None else found.node)
        self._editor.drawing.notes.hover(found.note)
        self._editor.drawing.show_tensor(found.edge, pointer.scene)
        self._editor.point(found.cut)
        self._editor.drawing.neurons.hover(found.target, pointer.scene)

    def start(self, gesture: Interaction) -> None:
        """Begin ``gesture`` in the place of one that is still going on."""
        self.cancel()
        self._editor.drawing.hover(None)
        self._editor.drawing.notes.hover(None)
        self._editor.drawing.show_tensor(None, QPointF())
        self._editor.drawing.neurons.hover(None, QPointF())
        self._present = gesture

    def press(self, pointer: Pointer) -> None:
        """Begin what a press of the left button means here."""
        self.cancel()
        lasso = self.lasso_next or bool(pointer.modifiers & Qt.KeyboardModifier.AltModifier)
        self.lasso_next = False
        self.start(Lasso(self._editor, pointer) if lasso else self._at(pointer))

    def _at(self, pointer: Pointer) -> Interaction:
        editor = self._editor
        found = self.under(pointer)
        part, node, edge, cut, target = found[:5]
        if cut is not None:
            return PressHandle(editor, pointer, cut)
        if isinstance(target, Weight):
            return PressWeight(editor, pointer, target)
        if node is not None and part is Part.TAB:
            return PressTab(editor, pointer, node)
        if node is not None and part is Part.OUT_PORT:
            return Connect(editor, pointer, node, forwards=True)
        if node is not None and part is Part.IN_PORT:
            return self._at_input(pointer, node)
        if node is not None:
            return MoveLayers(editor, pointer, node)
        if found.note is not None:
            return self._at_note(pointer, found.note, found.sides)
        if edge is None:
            return RubberBand(editor, pointer)
        if part is Part.EDGE:
            return PressEdge(editor, pointer, edge)
        return Reconnect(editor, pointer, edge, by_target=part is Part.EDGE_END)

    def _at_note(self, pointer: Pointer, note: int, sides: Sides) -> Interaction:
        if any(sides):
            return ResizeNote(self._editor, pointer, note, sides)
        return MoveNotes(self._editor, pointer, note)

    def _at_input(self, pointer: Pointer, node: int) -> Interaction:
        """Take up the connection of a one-input layer; at other inputs begin a new one."""
        graph = self._editor.graph
        edges = [edge for edge in graph.edges if edge.target == node]
        if edges and graph[node].layer.arity.most == len(edges):
            return Reconnect(self._editor, pointer, edges[-1], by_target=True)
        return Connect(self._editor, pointer, node, forwards=False)

    def connect_from(self, pointer: Pointer, node: int) -> None:
        """Begin to connect ``node`` by keyboard."""
        gesture = ConnectByKeyboard(self._editor, pointer, node)
        if gesture.possible:
            self.start(gesture)
            self._pointer = pointer
            gesture.show()
        else:
            text = QCoreApplication.translate("Canvas", "{name} can lead to no other layer.")
            self._editor.said.emit(text.format(name=self._editor.graph[node].name))

    def move(self, pointer: Pointer) -> bool:
        """Lead the gesture on; return whether there is one."""
        self._pointer = pointer
        if self._present is None:
            return False
        self._present.move(pointer)
        return True

    def release(self, pointer: Pointer) -> None:
        """End the gesture where the pointer is."""
        ended, self._present = self._present, None
        if ended is not None:
            ended.release(pointer)

    def cancel(self) -> None:
        """Give the gesture up."""
        ended, self._present = self._present, None
        if ended is not None:
            ended.cancel()

    def key(self, event: QKeyEvent) -> bool:
        """Return whether a gesture used the key: Escape cancels, Enter ends one by keyboard."""
        if event.key() == Qt.Key.Key_Escape and (self.active or self.lasso_next):
            self.lasso_next = False
            self.cancel()
            self._editor.said.emit("")
            return True
        if isinstance(self._present, ConnectByKeyboard):
            if event.key() in ENTER and self._pointer is not None:
                self.release(self._pointer)
            return True
        return False

    def step(self, *, forwards: bool) -> bool:
        """Return whether a gesture by keyboard went on to the next layer."""
        if isinstance(self._present, ConnectByKeyboard):
            self._present.step(forwards=forwards)
            return True
        return False
