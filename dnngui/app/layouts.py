"""Where the window and its docks stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow


class Layouts:
    """Puts the docks where the person left them, where they first stood, or as suits the project.

    Docks can be told where they stand when the window is shown, and not before.
    """

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        self._window, self._preferences = window, preferences
        self._first = QByteArray()

    def begin(self) -> None:
        """Take it that the window is shown; when it is so for the first time, put it in order."""
        if self._first.isEmpty():
            self._window.docks.arrange()
            self._first = self._window.saveState()
            self._window.restoreGeometry(self._preferences.layout("geometry"))
            self._window.restoreState(self._preferences.layout("docks"))
            self.suit()

    def reset(self) -> None:
        """Put all panels back to where they were at the first start."""
        self._window.restoreState(self._first)
        self.suit()

    def suit(self) -> None:
        """Show the panels that the project names."""
        if not self._first.isEmpty():
            self._window.docks.suit(self._window.history.project.view.panels)

    def keep(self) -> None:
        """Remember for the next start where all stands, without what only suited the project."""
        self._window.docks.suit(())
        self._preferences.set_layout("geometry", self._window.saveGeometry())
        self._preferences.set_layout("docks", self._window.saveState())
