"""A picture of the window, made where there is no display."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QEventLoop, qInstallMessageHandler

from dnngui.app.crash import CrashReporter, log_qt
from dnngui.app.main import make_app
from dnngui.app.preferences import Preferences

if TYPE_CHECKING:
    from dnngui.app.window import MainWindow
    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun

PATIENCE = 20.0
"""Seconds that the window has to show the run."""


def render(
    project: Project,
    run: SavedRun | None,
    path: Path,
    *,
    size: tuple[int, int] = (1280, 800),
    appearance: Literal["light", "dark"] = "light",
) -> None:
    """Open ``project`` with its ``run`` in a window and save a picture of it.

    Parameters
    ----------
    size
        Width and height of the window in device-independent pixels.

    Raises
    ------
    OSError
        Where the picture cannot be written.
    """
    make_app()
    qInstallMessageHandler(log_qt)
    from dnngui.app.window import MainWindow

    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "preferences.ini")
        preferences.appearance = appearance
        window = MainWindow(preferences, CrashReporter())
        window.resize(*size)
        window.show()
        window.start(project)
        if run is not None:
            window.session.restore(run)
        _wait_for_picture(window, run.snapshot.steps_made if run is not None else 0)
        saved = window.grab().save(str(path))
        window.close_now()
    if not saved:
        raise OSError(f"The picture could not be written to {path}.")


def _wait_for_picture(window: MainWindow, step: int) -> None:
    """Let the window work until it shows the boundary of the given step."""
    shown: set[int] = set()
    window.display.shown.connect(lambda frame: shown.add(frame.steps_made))
    end = time.monotonic() + PATIENCE
    while step not in shown and time.monotonic() < end:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    settled = time.monotonic() + 0.5
    while time.monotonic() < settled:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
