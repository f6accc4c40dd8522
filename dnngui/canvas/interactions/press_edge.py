"""Selecting a connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.canvas.interactions.base import Interaction, Pointer

if TYPE_CHECKING:
    from dnngui.canvas.drawing import Drawing
    from dnngui.canvas.editor import Editor
    from engine.graph import Edge


def choose_edge(drawing: Drawing, edge: Edge, *, toggles: bool) -> None:
    """Select a connection alone, or add it to the selection or take it away."""
    if toggles:
        drawing.choose(drawing.chosen, drawing.chosen_edges ^ {edge}, drawing.notes.chosen)
    else:
        drawing.choose((), [edge])


class PressEdge(Interaction):
    """A press on the middle of a connection; only its ends can be dragged."""

    follows_edges = False

    def __init__(self, editor: Editor, start: Pointer, edge: Edge) -> None:
        super().__init__(editor, start)
        self._edge = edge

    def move(self, pointer: Pointer) -> None:
        """Nothing follows the pointer."""

    def click(self, pointer: Pointer) -> None:
        choose_edge(self.drawing, self._edge, toggles=pointer.toggles)
