"""A click on a weight, which asks for its value, and on the switch of a layer's neurons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.canvas.interactions.base import Interaction, Pointer

if TYPE_CHECKING:
    from dnngui.canvas.editor import Editor
    from dnngui.canvas.targets import Weight


class _Press(Interaction):
    """A press from which nothing can be dragged."""

    follows_edges = False

    def move(self, pointer: Pointer) -> None:
        """Nothing follows the pointer."""


class PressWeight(_Press):
    """Asks for the value of a weight."""

    def __init__(self, editor: Editor, start: Pointer, weight: Weight) -> None:
        super().__init__(editor, start)
        self._weight = weight

    def click(self, pointer: Pointer) -> None:
        self.drawing.neurons.asked.emit(self._weight, pointer.scene)


class PressTab(_Press):
    """Shows the neurons of a layer, or puts them away."""

    def __init__(self, editor: Editor, start: Pointer, node: int) -> None:
        super().__init__(editor, start)
        self._node = node

    def click(self, pointer: Pointer) -> None:
        self.editor.switch_neurons([self._node])
