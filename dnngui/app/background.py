"""Work that must not hold up the window: saving, exporting, reading files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class Job(QObject):
    """One function on a thread of the pool, its result brought back to the window's thread.

    Signals
    -------
    done(object)
        What the function returned.
    failed(object)
        The exception it raised.
    """

    done = Signal(object)
    failed = Signal(object)
    _returned = Signal(object, object)

    def __init__(self, function: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._function = function
        self._returned.connect(self._deliver)

    def start(self) -> None:
        QThreadPool.globalInstance().start(_Call(self))

    def run(self) -> None:
        """Call the function, on whatever thread this is, and post what came of it."""
        try:
            result = self._function()
        except Exception as error:  # noqa: BLE001 - handed to the window, which says or logs it
            self._returned.emit(None, error)
        else:
            self._returned.emit(result, None)

    @Slot(object, object)
    def _deliver(self, result: object, error: object) -> None:
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)
        self.deleteLater()


class _Call(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()
