"""A picture of the window, made where there is no display."""

from __future__ import annotations

import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QEventLoop, qInstallMessageHandler

from dnngui.app.crash import CrashReporter, log_qt
from dnngui.app.main import make_app
from dnngui.app.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dnngui.app.window import MainWindow
    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun
    from dnngui.training.frames import Frame

SETTLING = 0.5
"""Seconds after which docks, axes and legends have found their places."""

PATIENCE = 20.0
"""Seconds that the window has to show the run."""


@contextmanager
def opened(
    project: Project, size: tuple[int, int], appearance: Literal["light", "dark"]
) -> Iterator[MainWindow]:
    """Return a context with a window in which ``project`` begins, with preferences of its own.

    Parameters
    ----------
    size
        Width and height of the window in device-independent pixels.
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
        yield window
        window.close_now()


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
    with opened(project, size, appearance) as window:
        if run is not None:
            window.session.restore(run)
        wait_for_picture(window, run.snapshot.steps_made if run is not None else 0)
        spend(SETTLING)
        saved = window.grab().save(str(path))
    if not saved:
        raise OSError(f"The picture could not be written to {path}.")


def wait_for_picture(window: MainWindow, step: int) -> None:
    """Let the window work until it shows all there is to see of the given step."""
    seen: list[Frame] = []
    window.display.shown.connect(seen.append)
    end = time.monotonic() + PATIENCE
    while not any(each.steps_made == step and each.settled for each in seen):
        if time.monotonic() > end:
            break
        _work()
    window.display.shown.disconnect(seen.append)


def spend(seconds: float) -> None:
    """Let the window work for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        _work()


def _work() -> None:
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
