"""Reads the beginning of a table away from the window's thread."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from engine.data.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable


class Reader(QObject):
    """Calls one function at a time on a thread of the pool; a later call replaces an earlier one.

    Signals
    -------
    done(object)
        What the last call returned, or the `DataError` that it raised.
    """

    done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._generation = 0

    def start(self, function: Callable[[], object]) -> None:
        """Call ``function`` soon; what an earlier call returns is dropped."""
        self._generation += 1
        call = _Call(self._generation, function)
        call.relay.returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        QThreadPool.globalInstance().start(call)

    @Slot(int, object)
    def _deliver(self, generation: int, result: object) -> None:
        if generation != self._generation:
            return
        if isinstance(result, Exception) and not isinstance(result, DataError):
            raise result
        self.done.emit(result)


class _Relay(QObject):
    """Outlives the reader, which may be gone when a long call returns."""

    returned = Signal(int, object)


class _Call(QRunnable):
    def __init__(self, generation: int, function: Callable[[], object]) -> None:
        super().__init__()
        self.relay = _Relay()
        self._generation, self._function = generation, function

    def run(self) -> None:
        try:
            result = self._function()
        except Exception as error:  # noqa: BLE001 - raised again on the window's thread
            result = error
        # At the end of the program Qt may have deleted the relay while the call was under way.
        with contextlib.suppress(RuntimeError):
            self.relay.returned.emit(self._generation, result)
