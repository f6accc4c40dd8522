"""Starts the program with its window."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dnngui import icons
from dnngui.app import crash, language
from dnngui.app.garbage import GarbageCollector
from dnngui.app.preferences import Preferences

if TYPE_CHECKING:
    from pathlib import Path


def make_app(arguments: list[str] | None = None) -> QApplication:
    """Return the application, named and with its icon; one that exists already is kept."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(arguments or sys.argv[:1])
    app.setApplicationName("dnngui")
    app.setDesktopFileName("dnngui")
    app.setWindowIcon(icons.icon("dnngui"))
    return app


def run_window(project_path: Path | None, example: str | None) -> int:
    """Open the window, with a project, a table or an example in it; return the exit code."""
    app = make_app()
    folder = crash.log_folder()
    crash.start_logging(folder)
    fatal = crash.watch_fatal_errors(folder)
    reporter = crash.CrashReporter()
    reporter.install()
    preferences = Preferences()
    translators = language.install(app, preferences.language)

    from dnngui.app.window import MainWindow

    try:
        window = MainWindow(preferences, reporter)
        window.show()
    except Exception:
        traceback.print_exc()  # no window tells of it
        raise
    GarbageCollector(window)
    if example is not None:
        window.start_example(example)
    if project_path is not None:
        window.open_path(project_path)
    code = app.exec()
    for translator in translators:
        app.removeTranslator(translator)
    fatal.close()
    if not window.ended:
        # A step of a huge network takes longer than anyone waits for a program to end.
        logging.shutdown()
        os._exit(code)
    return code
