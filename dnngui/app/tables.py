"""A person's own table on its way into the project."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dnngui.app.background import Job
from dnngui.panels.table_dialog import TableDialog
from dnngui.words import say
from engine.message import SpokenError

if TYPE_CHECKING:
    from pathlib import Path

    from dnngui.app.preferences import Preferences
    from dnngui.document.project import Project
    from dnngui.history import History
    from engine.data.settings import Table

LARGEST = 200 * 2**20

ENDINGS = (".csv", ".tsv", ".txt", ".dat", ".data")


class TableOpener(QObject):
    """Reads a table's file, lets the person choose how it is read, and puts it in the project.

    Signals
    -------
    failed(str)
        One sentence about what could not be read.
    """

    failed = Signal(str)

    def __init__(self, window: QWidget, history: History, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._history, self._preferences = window, history, preferences

    def choose(self) -> None:
        """Let the person choose a table to open."""
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open table"),
            str(self._preferences.folder),
            self.tr("Tables ({endings});;All files (*)").format(endings=endings),
        )
        if name:
            from pathlib import Path

            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Read the file off the window's thread, then ask how to use it."""
        job = Job(lambda: _read(path), self)
        job.done.connect(lambda content: self._ask(content, path.name))
        job.failed.connect(self._refuse)
        job.start()
