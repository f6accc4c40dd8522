"""Export of the trained weights from the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from dnngui.app import dialogs
from dnngui.app.reporting import Reporting
from dnngui.words import say
from engine import formats
from engine.message import SpokenError

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from dnngui.app.background import Jobs
    from dnngui.app.preferences import Preferences
    from dnngui.history import History
    from dnngui.training.session import TrainingSession


_PATIENCE = 60.0
"""Seconds that a long step of the training may hold up an export."""


class Exporter(Reporting):
    """Asks where to, writes off the window's thread, and says what was checked.

    Signals
    -------
    done(str)
        One sentence about what was written.
    """

    done = Signal(str)

    def __init__(
        self,
        window: QWidget,
        history: History,
        session: TrainingSession,
        preferences: Preferences,
        jobs: Jobs,
    ) -> None:
        super().__init__(window)
        self._window, self._history = window, history
        self._session, self._preferences, self._jobs = session, preferences, jobs

    def choose(self) -> None:
        """Let the person choose a file; its ending is the format."""
        endings = {
            self.tr("ONNX model, preprocessing included (*.onnx)"): ".onnx",
            self.tr("NumPy arrays (*.npz)"): ".npz",
            self.tr("Safetensors (*.safetensors)"): ".safetensors",
        }
        start = self._preferences.folder / f"{self._history.project.name}.onnx"
        title = self.tr("Export weights")
        path = dialogs.choose_format(self._window, "export_weights", title, start, endings)
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Export the weights as they are now."""
        answer = self._session.request_trained()

        def work() -> formats.Report:
            trained = answer.result(_PATIENCE)
            if trained is None:
                raise SpokenError(
                    "There are no weights yet. Mend the problems of the network first."
                )
            return formats.export(path, trained)

        title = self.tr("Exporting {name}…").format(name=path.name)
        self._jobs.start(title, work, self._report, self._refuse, can_cancel=False)

    @Slot(object)
    def _report(self, report: formats.Report) -> None:
        self.done.emit(f"{report.path.name}: {say(report.facts)}")
