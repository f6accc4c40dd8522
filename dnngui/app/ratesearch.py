"""The search for a learning rate, from the wish to the edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Slot

from dnngui.training.events import State
from dnngui.words import say
from engine.ratefinder import refused

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.panels.ratedialog import RateDialog
    from dnngui.training.events import SearchMoved


class RateSearch(QObject):
    """Opens the window of the search, lets the session look, and takes the rate over."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: RateDialog | None = None
        window.session.search_moved.connect(self._show)

    @Slot()
    def begin(self) -> None:
        """Look for a rate, or say why that cannot be."""
        if self._dialog is not None:
            return
        if reason := self._refusal():
            self._window.notices.warn(reason)
            return
        # Built when it is wanted: most runs do without.
        from dnngui.panels.ratedialog import RateDialog

        self._dialog = dialog = RateDialog(self._window)
        dialog.chosen.connect(self._use)
        dialog.finished.connect(self._leave)
        dialog.open()
        self._window.session.search_rate()

    def _refusal(self) -> str:
        """Say in one sentence why there is nothing to be looked for; nothing where there is."""
        state = self._window.session.state
        if state is State.RUNNING:
            return self.tr("Pause the run to look for a learning rate.")
        if state is State.LOADING:
            return self.tr("The data is being read.")
        if state is State.FAILED:
            return self.tr("The run has failed. Go back or reset it to look for a learning rate.")
        if state is State.BLOCKED:
            return self._window.checker.first_error() or self.tr("There is nothing to train yet.")
        project = self._window.history.project
        refusal = refused(project.training.optimizer, project.graph)
        return "" if refusal is None else say(refusal)

    @Slot(object)
    def _show(self, moved: SearchMoved) -> None:
        if self._dialog is not None:
            self._dialog.show_sweep(moved.sweep, moved.share, ended=moved.ended)

    @Slot(float)
    def _use(self, rate: float) -> None:
        history = self._window.history
        training = history.project.training
        optimizer = msgspec.structs.replace(training.optimizer, learning_rate=rate)
        training = msgspec.structs.replace(training, optimizer=optimizer)
        project = msgspec.structs.replace(history.project, training=training)
        history.do(self.tr("Set learning rate"), project)

    @Slot()
    def _leave(self) -> None:
        self._window.session.leave_search()
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
