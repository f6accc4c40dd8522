"""A person's own table, treebank or text on its way into the project."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from dnngui.app import dialogs
from dnngui.app.reporting import Reporting
from dnngui.document.run import load_data
from dnngui.document.tables import is_text, with_source, with_text, with_treebank
from dnngui.panels.table_dialog import TableDialog
from engine.data import trees
from engine.data.table import LARGEST_FILE
from engine.message import SpokenError

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from dnngui.app.background import Jobs
    from dnngui.app.preferences import Preferences
    from dnngui.document.project import Project
    from dnngui.history import History

ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".dat", ".data", *trees.ENDINGS)


class TableOpener(Reporting):
    """Reads a table's file, lets the person say how it is used, and makes a project with it.

    Signals
    -------
    chosen(Project)
        The present project with the table as its data.
    """

    chosen = Signal(object)

    def __init__(
        self, window: QWidget, history: History, preferences: Preferences, jobs: Jobs
    ) -> None:
        super().__init__(window)
        self._window, self._history = window, history
        self._preferences, self._jobs = preferences, jobs

    def choose(self) -> None:
        """Let the person choose a table to open."""
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        kinds = self.tr("Tables and treebanks ({endings});;All files (*)").format(endings=endings)
        title, folder = self.tr("Open table"), self._preferences.folder
        path = dialogs.choose_file(self._window, "open_table", title, folder, kinds)
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Read the file off the window's thread, then ask how to use it."""
        title = self.tr("Reading {name}…").format(name=path.name)
        self._jobs.start(
            title, partial(_read, path, self._history.project), self._ask, self._refuse
        )

    @Slot(object)
    def _ask(self, read: tuple[str, bytes]) -> None:
        name, content = read
        if is_text(self._history.project, name):
            self.chosen.emit(with_text(self._history.project, name, content))
            return
        if trees.is_treebank(content, name):
            # There is nothing to ask.
            self.chosen.emit(with_treebank(self._history.project, name, content))
            return
        dialog = TableDialog(content, name, self._window)
        if dialog.exec():
            self.chosen.emit(with_source(self._history.project, dialog.table(), content))
        dialog.deleteLater()


def _read(path: Path, project: Project) -> tuple[str, bytes]:
    """Return name and bytes of a file; raise `SpokenError` where they cannot be used."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SpokenError(
                "{name} is larger than {limit} MB. Take a part of its rows.",
                name=path.name,
                limit=LARGEST_FILE // 2**20,
            )
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SpokenError(
            "{name} cannot be read: {reason}.", name=path.name, reason=reason
        ) from error
    if is_text(project, path.name):
        load_data(with_text(project, path.name, content))
    elif trees.is_treebank(content, path.name):
        trees.read(content, path.name)
    return path.name, content
