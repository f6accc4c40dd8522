"""The bars above and below the drawing: transport and timeline, and what their buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QToolBar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from dnngui.app.window import MainWindow

TRANSPORT_COMMANDS = {
    "run": "toggle_run",
    "step_batch": "step_batch",
    "step_epoch": "step_epoch",
    "reset": "reset",
    "best": "best",
    "redraw": "redraw",
}
"""Commands of the transport's buttons."""

_TIMELINE_KEYS = {"play": "play_film", "present": "look_now", "branch": "go_on_from_here"}
"""Commands of the timeline's buttons."""


def add(window: MainWindow) -> None:
    """Put the bars into the window."""
    above = _bar(window, "transport", _tr("Transport"), window.transport)
    above.toggleViewAction().setEnabled(False)
    window.addToolBar(above)
    below = _bar(window, "timeline", _tr("Timeline"), window.timeline)
    window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, below)


def _bar(window: MainWindow, name: str, title: str, content: QWidget) -> QToolBar:
    bar = QToolBar(title, window)
    bar.setObjectName(f"{name}_tool_bar")
    bar.setMovable(False)
    bar.addWidget(content)
    return bar


def connect(window: MainWindow) -> None:
    """Let the buttons do what the commands of the same name do, and tell their keys."""
    bar, session = window.transport, window.session
    bar.run_requested.connect(session.run)
    bar.pause_requested.connect(session.pause)
    bar.step_batch_requested.connect(session.step_batch)
    bar.step_epoch_requested.connect(session.step_epoch)
    bar.reset_requested.connect(window.recall.reset)
    bar.best_requested.connect(session.go_to_best)
    bar.redraw_requested.connect(window.recall.redraw)
    bar.tempo_chosen.connect(window.running.set_tempo)
    bar.search_requested.connect(window.rate_search.begin)
    bar.show_shortcuts(_keys(window, TRANSPORT_COMMANDS))
    window.timeline.film_requested.connect(window.filming.choose)
    window.timeline.show_shortcuts(_keys(window, _TIMELINE_KEYS))


def _keys(window: MainWindow, commands: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of buttons, by the commands that they give."""
    actions = window.actions_by_name
    return {name: actions[each].shortcut().toString() for name, each in commands.items()}


def _tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)
