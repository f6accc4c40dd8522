"""Which commands can do something at the moment; the others are grey in menus, or not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dnngui.app.bars import TRANSPORT_COMMANDS
from dnngui.canvas.surgery import Cut

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dnngui.app.window import MainWindow

_ALIGNING = (
    "align_left",
    "align_centre",
    "align_right",
    "align_top",
    "align_middle",
    "align_bottom",
)
_OF_RUN = ("look_earlier", "look_later", "look_now", "play_film")
_OF_LAYERS = (
    "freeze",
    "group",
    "layer_neurons",
    "add_unit",
    "remove_unit",
)


class Availability(QObject):
    """Follows the selection, the drawing, the run and the buttons of the transport.

    A command that says why it cannot be done stays, so that its key says so too, but where a button
    or a sign on the drawing does the same: all of them can be used or none.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.canvas.choice_changed.connect(self.follow_choice)
        window.scope.moved.connect(self.follow_choice)
        window.scope.changed.connect(self._follow_drawing)
        window.timeline.offered.connect(self._follow_run)
        window.transport.offered.connect(self._follow_transport)
        self._follow_drawing()
        self._follow_run(False, False)
        self._follow_transport(window.transport.able)

    @Slot()
    def follow_choice(self) -> None:
        """Offer what can be done with what is selected."""
        canvas = self._window.canvas
        nodes, edges, notes = canvas.selected(), canvas.selected_edges(), canvas.selected_notes()
        groups, things = canvas.selected_groups(), len(nodes) + len(notes)
        cuts = canvas.possible_cuts()
        self._offer(
            {
                **dict.fromkeys(("cut", "copy", "duplicate"), things > 0),
                **dict.fromkeys(("delete", "heal"), bool(nodes or edges or notes)),
                **dict.fromkeys(_ALIGNING, things > 1),
                **dict.fromkeys(("distribute_across", "distribute_down"), things > 2),
                **dict.fromkeys(_OF_LAYERS, bool(nodes)),
                "deepen": Cut.ADD_LAYER in cuts,
                "remove_layer": Cut.REMOVE_LAYER in cuts,
                "pin": bool(nodes - canvas.pinned()),
                "unpin": bool(nodes & canvas.pinned()),
                "ungroup": bool(groups),
                "open_group": len(groups) == 1,
                "leave_group": bool(self._window.scope.path),
            }
        )

    @Slot()
    def _follow_drawing(self) -> None:
        """Offer what can be done with a drawing, and with what is selected on it now."""
        self.follow_choice()
        project, whole = self._window.scope.project, self._window.history.project
        layers = bool(project.graph.nodes)
        self._offer(
            {
                **dict.fromkeys(("tidy", "tidy_all"), layers),
                **dict.fromkeys(("select_all", "lasso"), layers or bool(project.notes.of())),
                "find_in_drawing": bool(whole.graph.nodes or whole.notes.by_id),
            }
        )

    @Slot(bool, bool)
    def _follow_run(self, known: bool, past: bool) -> None:
        """Offer to go through a run that is ``known``, and on from a moment of its ``past``."""
        self._offer({**dict.fromkeys(_OF_RUN, known), "go_on_from_here": past})

    @Slot(object)
    def _follow_transport(self, able: Collection[str]) -> None:
        """Offer what the transport's buttons do just where they can be pressed."""
        self._offer({command: name in able for name, command in TRANSPORT_COMMANDS.items()})

    def _offer(self, can: Mapping[str, bool]) -> None:
        for name, able in can.items():
            self._window.actions_by_name[name].setEnabled(able)
