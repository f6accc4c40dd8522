"""Python's search for reference cycles, at moments of our own choosing."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

_INTERVAL = 500


class GarbageCollector(QObject):
    """Collects in the window's thread, between two events.

    Python would collect in whatever thread and call made the last object. A widget that dies in the
    worker's thread corrupts memory, and one that dies while Qt holds the lock of a connection makes
    the window wait for itself.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        # What was made so far lives as long as the program.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._collect)
        self._timer.start(_INTERVAL)

    @Slot()
    def _collect(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [n for n in range(3) if counts[n] > max(thresholds[n], 1)]
        if due:
            gc.collect(due[-1])
