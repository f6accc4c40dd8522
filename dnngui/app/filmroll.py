"""A film of a run, made where there is no display."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dnngui.app.demo import SETTLING, opened, spend, wait_for_picture
from dnngui.app.subjects import Subject
from engine.formats.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QDockWidget

    from dnngui.app.filmdialog import Wishes
    from dnngui.app.window import MainWindow
    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun

_APART = 520, 600


def film(
    project: Project,
    runs: Sequence[SavedRun],
    path: Path,
    wishes: Wishes,
    *,
    appearance: Literal["light", "dark"] = "light",
    size: tuple[int, int] = (1280, 800),
    told: Callable[[int], None] = lambda _: None,
) -> None:
    """Write a film of ``runs``, the moments of one run in their order.

    Parameters
    ----------
    told
        Is given how many pictures are taken.

    Raises
    ------
    ExportError
        Where it cannot be written.
    """
    with opened(project, size, appearance) as window:
        if wishes.subject is Subject.BOUNDARY:
            _set_apart(window.docks.by_name["boundary"])
        *earlier, last = runs
        window.session.restore(last, [each.snapshot for each in earlier])
        wait_for_picture(window, last.snapshot.steps_made)
        spend(SETTLING)
        _film(window, path, wishes, told)


def _set_apart(dock: QDockWidget) -> None:
    """Give a panel room of its own, in which its plane is nearly square."""
    dock.setFloating(True)
    dock.resize(*_APART)


def _film(window: MainWindow, path: Path, wishes: Wishes, told: Callable[[int], None]) -> None:
    said: list[str] = []
    refused: list[str] = []
    window.filming.done.connect(said.append)
    window.filming.failed.connect(refused.append)
    window.filming.begin(path, wishes)
    while not (said or refused):
        spend(0.05)
        told(window.filming.taken)
    if refused:
        raise ExportError("{reason}", reason=refused[0])
