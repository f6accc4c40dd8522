"""The outline and the drawing in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dnngui.app.actions import COMMANDS

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.document.groups import Path

_TREES = {"add_unit", "remove_unit"}
"""Commands whose keys, plus and minus, open and close groups in a tree."""


class Outlining(QObject):
    """Leads what is selected in the outline to the drawing, with the drawing's keys and menu."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        outline = window.docks.outline
        outline.chosen.connect(self._choose)
        outline.writing_requested.connect(self._write)
        window.canvas.choice_changed.connect(self._mark)
        for command in COMMANDS:
            if command.on_canvas and command.name not in _TREES:
                outline.tree.addAction(window.actions_by_name[command.name])
        window.menus.offer_drawing_menu(outline.tree)

    @Slot(object, object, object)
    def _choose(self, nodes: frozenset[int], notes: frozenset[int], path: Path) -> None:
        """Select in the drawing that ``path`` leads to, and bring into sight what is selected."""
        window = self._window
        if nodes or notes:
            window.scope.show(path)
            window.canvas.reveal(*nodes, notes=notes)
        else:
            window.canvas.select(())
        self._mark()

    @Slot()
    def _mark(self) -> None:
        canvas = self._window.canvas
        self._window.docks.outline.show_selection(canvas.selected(), canvas.selected_notes())

    @Slot(int)
    def _write(self, note: int) -> None:
        self._window.reveal_note(note)
        self._window.canvas.write_note(note)
