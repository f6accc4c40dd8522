"""Opening, saving and asking about unsaved changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from dnngui.app import dialogs
from dnngui.app.portrait import png
from dnngui.app.reporting import Reporting
from dnngui.document import file
from dnngui.document.file import ENDING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QImage

    from dnngui.app.background import Jobs
    from dnngui.app.preferences import Preferences
    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.training.session import TrainingSession


_PATIENCE = 60.0
"""Seconds that a long step of the training may hold up a save."""


class Files(Reporting):
    """The file of the present project.

    Signals
    -------
    changed()
        Another path, or another answer to whether something is unsaved.
    said(str)
        One sentence for the status bar.
    opened(object)
        A `SavedProject` whose project is in place; its run is not yet.
    """

    changed = Signal()
    said = Signal(str)
    opened = Signal(object)

    def __init__(
        self,
        window: QWidget,
        history: History,
        session: TrainingSession,
        preferences: Preferences,
        jobs: Jobs,
        picture: Callable[[], QImage],
    ) -> None:
        super().__init__(window)
        self._window, self._history, self._session = window, history, session
        self._preferences, self._jobs, self._picture = preferences, jobs, picture
        self.path: Path | None = None
        self._step = self._saved_step = 0
        history.stack.cleanChanged.connect(self._emit_changed)

    # -- what is unsaved

    @property
    def unsaved(self) -> bool:
        """Whether an edit or training since the last save would be lost."""
        return not self._history.stack.isClean() or self._step != self._saved_step

    def show_step(self, step: int) -> None:
        """Take the number of steps that the weights have been trained for."""
        before = self.unsaved
        self._step = step
        if self.unsaved != before:
            self.changed.emit()

    def _emit_changed(self) -> None:
        self.changed.emit()

    def _settle(self, path: Path | None, step: int) -> None:
        self.path, self._step, self._saved_step = path, step, step
        if path is not None:
            self._preferences.remember(path)
        self._history.stack.setClean()
        self.changed.emit()

    def ask_then(self, go_on: Callable[[], None]) -> None:
        """Do ``go_on`` unless the person wants to keep what is unsaved."""
        if not self.unsaved:
            go_on()
            return
        answer = self._ask_about_changes()
        if answer == QMessageBox.StandardButton.Save:
            self.save(go_on)
        elif answer == QMessageBox.StandardButton.Discard:
            go_on()

    def _ask_about_changes(self) -> QMessageBox.StandardButton:
        name = self._history.project.name
        text = self.tr("Save the changes to “{name}”?").format(name=name)
        why = self.tr("Edits and trained weights since the last save would be lost.")
        return dialogs.ask_to_save(self._window, "unsaved_changes", text, why)

    # -- opening

    def start(self, project: Project) -> None:
        """Begin with a project that has no file yet."""
        self._history.open(project)
        self._settle(None, 0)

    def choose(self) -> None:
        """Let the person choose a project to open."""
        title, folder = self.tr("Open project"), self._preferences.folder
        path = dialogs.choose_file(self._window, "open_project", title, folder, self._filter())
        if path is not None:
            self.ask_then(partial(self.open, path))

    def open(self, path: Path) -> None:
        """Read a project off the window's thread and put it in place."""
        asked = self._present

        def put(saved: file.SavedProject) -> None:
            self._history.open(saved.project)
            self._settle(path, saved.run.snapshot.steps_made if saved.run else 0)
            self.opened.emit(saved)

        def take(saved: file.SavedProject) -> None:
            # What was done while the file was read is asked about as well.
            if self._present == asked:
                put(saved)
            else:
                self.ask_then(partial(put, saved))

        def refuse(error: Exception) -> None:
            if not path.exists():
                self._preferences.forget(path)
                self.changed.emit()
            self._refuse(error)

        title = self.tr("Opening {name}…").format(name=path.name)
        self._jobs.start(title, partial(file.load, path), take, refuse)

    @property
    def _present(self) -> tuple[int, int]:
        return self._history.stack.index(), self._step

    # -- saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save to the project's file, or ask for one."""
        if self.path is None:
            self.save_as(then)
        else:
            self._write(self.path, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        start = self.path or self._preferences.folder / f"{self._history.project.name}{ENDING}"
        title = self.tr("Save project")
        chosen = dialogs.choose_place(self._window, "save_project", title, start, self._filter())
        if chosen is not None:
            path, _ = chosen
            self._write(path if path.suffix else path.with_suffix(ENDING), then)

    def _write(self, path: Path, then: Callable[[], None] | None) -> None:
        # A file that is named anew gives the project its name, as documents do elsewhere.
        project = self._history.project
        if path != self.path:
            project = msgspec.structs.replace(project, name=path.stem)
        answer, picture = self._session.request_snapshot(), self._picture()

        def work() -> int:
            run = answer.result(_PATIENCE)
            file.save(path, file.SavedProject(project, run, png(picture)))
            return run.snapshot.steps_made if run else 0

        def done(step: int) -> None:
            self._settle_saved(path, project, step)
            self.said.emit(self.tr("Saved {name}").format(name=path.name))
            if then is not None:
                then()

        title = self.tr("Saving {name}…").format(name=path.name)
        self._jobs.start(title, work, done, self._refuse, can_cancel=False)

    def _settle_saved(self, path: Path, saved: Project, step: int) -> None:
        """Take the file as saved; what was done while it was written is unsaved."""
        self.path, self._saved_step = path, step
        self._preferences.remember(path)
        renamed = msgspec.structs.replace(self._history.project, name=saved.name)
        self._history.do(self.tr("Rename project"), renamed)
        if renamed == saved:
            self._history.stack.setClean()
        self.changed.emit()

    # -- both

    def _filter(self) -> str:
        return self.tr("dnngui projects (*{ending})").format(ending=ENDING)
