"""Scrolling on while a drag is held at the border."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

ZONE = 24
FASTEST = 14
INTERVAL = 16


class AutoScroll(QObject):
    """Asks for a scroll as long as the pointer is near the border.

    Signals
    -------
    scrolled(QPoint)
        Pixels to scroll by, 60 times a second.
    """

    scrolled = Signal(QPoint)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._way = QPoint()
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._tick)

    @property
    def active(self) -> bool:
        return self._timer.isActive()

    def follow(self, pointer: QPoint, inside: QRect) -> None:
        """Start or stop as the pointer comes near the border of ``inside`` or leaves it."""
        self._way = QPoint(
            _speed(pointer.x(), inside.left(), inside.right()),
            _speed(pointer.y(), inside.top(), inside.bottom()),
        )
        if self._way.isNull():
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        self.scrolled.emit(self._way)


def _speed(at: int, low: int, high: int) -> int:
    """Return pixels a tick: the deeper in the border, the faster."""
    before, behind = low + ZONE - at, at - (high - ZONE)
    if before > 0:
        return -min(before, FASTEST)
    return min(behind, FASTEST) if behind > 0 else 0
