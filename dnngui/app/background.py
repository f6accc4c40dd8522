"""Work that must not hold up the window: saving, exporting, reading files."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


class Job(QObject):
    """One function on another thread, its result brought back to the window's.

    Attributes
    ----------
    title
        What the status bar says while it works.
    can_cancel
        Whether it leaves nothing behind where its result is dropped.

    Signals
    -------
    done(object)
        What the function returned.
    failed(object)
        The exception it raised.
    ended()
        After either, or when it was cancelled.
    """

    done = Signal(object)
    failed = Signal(object)
    ended = Signal()
    _returned = Signal(object, object)

    def __init__(
        self, title: str, function: Callable[[], Any], parent: QObject, *, can_cancel: bool
    ) -> None:
        super().__init__(parent)
        self.title, self.can_cancel = title, can_cancel
        self._function = function
        self._cancelled = False
        self._returned.connect(self._deliver)

    def run(self) -> None:
        """Call the function, on whatever thread this is, and post what came of it."""
        result: object = None
        error: Exception | None = None
        try:
            result = self._function()
        except Exception as caught:  # noqa: BLE001 - handed to the window, which says or logs it
            error = caught
        # The window may be gone by now, and this with it.
        with contextlib.suppress(RuntimeError):
            self._returned.emit(result, error)

    @Slot()
    def cancel(self) -> None:
        """Drop the result."""
        if not self._cancelled:
            self._cancelled = True
            self.ended.emit()

    @Slot(object, object)
    def _deliver(self, result: object, error: object) -> None:
        try:
            if self._cancelled:
                return
            self.ended.emit()
            if error is None:
                self.done.emit(result)
            else:
                self.failed.emit(error)
        finally:
            self.deleteLater()


class Jobs(QObject):
    """Does one job after the other, so that of two saves the later one stands.

    Signals
    -------
    began(Job)
    """

    began = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    def start(
        self,
        title: str,
        work: Callable[[], Any],
        done: Callable[..., None],
        failed: Callable[[Exception], None],
        *,
        can_cancel: bool = True,
    ) -> None:
        """Do ``work`` on another thread, then ``done`` or ``failed`` on this one."""
        job = Job(title, work, self, can_cancel=can_cancel)
        job.done.connect(done)
        job.failed.connect(failed)
        self._pool.start(_Call(job))
        self.began.emit(job)

    def finish(self, seconds: float) -> bool:
        """Wait for what is being done; return whether it ended in time."""
        return self._pool.waitForDone(round(seconds * 1000))


class _Call(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()
