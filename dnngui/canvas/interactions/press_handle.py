"""A press on plus or minus over a layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.canvas.interactions.base import Interaction, Pointer

if TYPE_CHECKING:
    from dnngui.canvas.editor import Editor
    from dnngui.canvas.surgery import Cut


class PressHandle(Interaction):
    """Does what the sign means where the button is let go over it."""

    follows_edges = False

    def __init__(self, editor: Editor, start: Pointer, cut: Cut) -> None:
        super().__init__(editor, start)
        self._cut = cut

    def drag(self, pointer: Pointer) -> None:
        """Nothing follows the pointer."""

    def click(self, pointer: Pointer) -> None:
        self.editor.operate(self._cut)

    def drop(self, pointer: Pointer) -> None:
        if self.drawing.handles.at(pointer.scene, pointer.zoom) is self._cut:
            self.editor.operate(self._cut)
