"""What is being done in the background, at the foot of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

if TYPE_CHECKING:
    from dnngui.app.background import Job

PATIENCE = 300
"""Milliseconds after which a job is worth a word."""


class JobBar(QWidget):
    """Shows the job that has gone on longest, with a button that drops it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_bar")
        self._jobs: list[Job] = []
        self._title = QLabel()
        self._progress = QProgressBar()
        self._progress.setObjectName("job_progress")
        self._progress.setRange(0, 0)
        self._progress.setFixedSize(120, 8)
        self._progress.setTextVisible(False)
        self._cancel = QPushButton(self.tr("Cancel"))
        self._cancel.setObjectName("job_cancel")
        self._cancel.setProperty("small", True)
        self._cancel.clicked.connect(self._drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        for part in (self._title, self._progress, self._cancel):
            row.addWidget(part)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._show_first)
        self.hide()

    @Slot(object)
    def watch(self, job: Job) -> None:
        """Show ``job`` should it take long."""
        self._jobs.append(job)
        job.ended.connect(self._forget)
        if not self._patience.isActive():
            self._patience.start(PATIENCE)

    @Slot()
    def _forget(self) -> None:
        job = self.sender()
        self._jobs = [each for each in self._jobs if each is not job]
        if self.isVisible() or not self._jobs:
            self._show_first()

    @Slot()
    def _show_first(self) -> None:
        self.setVisible(bool(self._jobs))
        if self._jobs:
            self._title.setText(self._jobs[0].title)
            self._progress.setAccessibleName(self._jobs[0].title)
            self._cancel.setVisible(self._jobs[0].can_cancel)

    @Slot()
    def _drop(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
