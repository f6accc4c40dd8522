"""Moving the view over the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.canvas.interactions.base import Interaction, Pointer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint

    from dnngui.canvas.editor import Editor


class Pan(Interaction):
    """The drawing follows the pointer."""

    follows_edges = False

    def __init__(self, editor: Editor, start: Pointer, scroll: Callable[[QPoint], None]) -> None:
        super().__init__(editor, start)
        self._scroll = scroll
        self._last = start.viewport

    def move(self, pointer: Pointer) -> None:
        self._scroll(self._last - pointer.viewport)
        self._last = pointer.viewport

    def cancel(self) -> None:
        self._scroll(self._last - self.start.viewport)
