"""The next step of the run, gone through page by page and made where it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dnngui.training.events import State

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.panels.inside.dialog import InsideDialog
    from engine.inside import StepInside


class InsideLook(QObject):
    """Lets the session take a step apart, and opens the window that shows it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: InsideDialog | None = None
        session = window.session
        session.looked_inside.connect(self._show)
        session.problem.connect(self._end)
        session.failed.connect(self._end)

    @Slot()
    def begin(self) -> None:
        """Look inside the next step, or say why that cannot be; a run that goes on pauses."""
        if self._dialog is not None:
            return
        if reason := self._refusal():
            self._window.notices.warn(reason)
            return
        self._window.session.look_inside()

    def _refusal(self) -> str:
        """Say in one sentence why there is no step; nothing where there is."""
        state = self._window.session.state
        if state is State.LOADING:
            return self.tr("The data is being read.")
        if state is State.FAILED:
            return self.tr("The run has failed. Go back or reset it to look inside a step.")
        if state is State.BLOCKED:
            return self._window.checker.first_error() or self.tr("There is nothing to train yet.")
        return ""

    @Slot(object)
    def _show(self, step: StepInside) -> None:
        if self._dialog is None:
            # Built when it is wanted: most runs do without.
            from dnngui.panels.inside.dialog import InsideDialog

            self._dialog = dialog = InsideDialog(self._window)
            dialog.step_wanted.connect(self._make_step)
            dialog.layer_shown.connect(self._reveal)
            dialog.finished.connect(self._leave)
            dialog.open()
        self._dialog.show_step(step)

    @Slot()
    def _make_step(self) -> None:
        """Make the step that is shown: nothing else can have been done since it was looked into."""
        session = self._window.session
        session.step_batch()
        session.look_inside()

    @Slot(tuple)
    def _reveal(self, trail: tuple[int, ...]) -> None:
        """Show the page's layer in the drawing behind the window."""
        self._window.reveal(trail[-1])

    @Slot(object)
    def _end(self, _: object) -> None:
        """Close, as there is no further step; the notice says why."""
        if self._dialog is not None:
            self._dialog.reject()

    @Slot()
    def _leave(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
