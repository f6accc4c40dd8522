"""What all live panels are told: the project, its data, and the colours of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from dnngui import theme
from dnngui.document.outputparts import OutputParts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.app.display import Display
    from dnngui.app.docks import Docks
    from dnngui.document.outputparts import OutputPart
    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.plots.base import LivePanel
    from engine.data.dataset import Dataset


class LiveView(QObject):
    """Lets all live panels show the same, also those that are made later.

    Of several outputs it is the first that they show, where a person cannot choose.

    Signals
    -------
    message(str)
        One sentence of a panel for the person.
    """

    message = Signal(str)

    def __init__(self, docks: Docks, display: Display, history: History, parent: QObject) -> None:
        super().__init__(parent)
        self._docks, self._display, self._history = docks, display, history
        self._outputs = OutputParts()
        docks.built.connect(self._take_panel)
        for panel in docks.live:
            panel.message.connect(self.message)

    @Slot(object)
    def _take_panel(self, panel: LivePanel) -> None:
        """Let a panel that was just made show what the others show."""
        panel.message.connect(self.message)
        panel.needs_changed.connect(self._display.update_needs)
        panel.set_theme(theme.current().dark)
        panel.synchronize(self._history.project)
        panel.show_outputs(self._outputs.shown)
        self._display.update_needs()

    def take_project(self, project: Project) -> None:
        """Show what panels show of the project, with the targets of the network's outputs."""
        for panel in self._docks.live:
            panel.synchronize(project)
        if (parts := self._outputs.changed(project)) is not None:
            self._show_parts(parts)

    def take_dataset(self, dataset: Dataset | None) -> None:
        self._show_parts(self._outputs.take(self._history.project, dataset))

    def _show_parts(self, parts: Sequence[OutputPart]) -> None:
        for panel in self._docks.live:
            panel.show_outputs(parts)

    def begin_project(self) -> None:
        """Show nothing of the project before, whose ids the present one repeats."""
        for panel in self._docks.live:
            panel.begin_project()

    def set_theme(self, dark: bool) -> None:
        for panel in self._docks.live:
            panel.set_theme(dark)
