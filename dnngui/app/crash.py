"""No exception goes unseen: each is logged with its traceback and shown once, and work goes on."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, TextIO

import platformdirs
from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QMessageLogContext

logger = logging.getLogger("dnngui")
# Without a log file, as in a terminal, nothing is printed in its place.
logger.addHandler(logging.NullHandler())


def log_folder() -> Path:
    return platformdirs.user_log_path("dnngui", appauthor=False, ensure_exists=True)


class CrashReporter(QObject):
    """Takes every exception that nothing else caught, from any thread.

    Signals
    -------
    reported(str)
        The traceback, once for each place in the code.
    """

    reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[tuple[str, str, int]] = set()
        self._lock = threading.Lock()

    def install(self) -> None:
        """Take the place of Python's own hooks."""
        sys.excepthook = self.report
        threading.excepthook = self._report_from_thread
        sys.unraisablehook = self._report_unraisable

    def report(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log an exception and show it, unless one from the same place was shown before."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        self.report_text(text, (kind.__name__, *_place(trace)))

    def report_text(self, text: str, place: tuple[str, str, int] | None = None) -> None:
        """Log a traceback that came as text, and show it once."""
        logger.error("%s", text.rstrip())
        key = place or (text, "", 0)
        with self._lock:
            known = key in self._seen
            self._seen.add(key)
        if not known:
            self.reported.emit(text)

    def _report_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if not issubclass(arguments.exc_type, SystemExit):
            self.report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _report_unraisable(self, arguments: sys.UnraisableHookArgs) -> None:
        self.report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def _place(trace: TracebackType | None) -> tuple[str, int]:
    frames = traceback.extract_tb(trace)
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else ("", 0)


def start_logging(folder: Path) -> Path:
    """Log to a file in ``folder``, which keeps three of a megabyte each; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "dnngui.log"
    handler = RotatingFileHandler(path, maxBytes=2**20, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    qInstallMessageHandler(log_qt)
    return path


def watch_fatal_errors(folder: Path) -> TextIO:
    """Write the stacks of all threads to a file should the process die; keep what is returned."""
    stream = (folder / "fatal.log").open("a", encoding="utf-8")
    faulthandler.enable(stream)
    return stream


def log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Log what Qt has to say, which it would print otherwise."""
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    logger.log(level, "Qt: %s", text)
