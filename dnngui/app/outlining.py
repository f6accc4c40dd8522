"""The outline and the drawing in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dnngui.app.actions import COMMANDS

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow

_TREES = {"add_unit", "remove_unit"}
"""Commands whose keys, plus and minus, open and close groups in a tree."""


class Outlining(QObject):
    """Leads what is selected in the outline to the drawing, with the drawing's keys and menu."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        outline = window.docks.outline
        outline.chosen.connect(self._choose)
        window.canvas.selection_changed.connect(outline.show_selection)
        for command in COMMANDS:
            if command.on_canvas and command.name not in _TREES:
                outline.tree.addAction(window.actions_by_name[command.name])
        window.menus.offer_drawing_menu(outline.tree)

    @Slot(object, int)
    def _choose(self, nodes: frozenset[int], current: int) -> None:
        """Select layers in the drawing that holds the current one, and bring them into sight."""
        window = self._window
        if nodes:
            window.scope.show(window.history.project.graph.trail(current)[:-1])
            window.canvas.reveal(*nodes)
        else:
            window.canvas.select(())
        window.docks.outline.show_selection(window.canvas.selected())
