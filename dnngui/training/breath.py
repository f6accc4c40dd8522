"""How the worker gives way to the window."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dnngui.training.gate import FrameGate

_HOLD = 0.003
"""Longest time in seconds for which the interpreter is kept from a thread that waits for it."""

_SELDOM = 0.03
"""The same where the work lets go of the interpreter by itself."""

_INSTANT = 1e-6
"""Seconds to sleep. Not none: some versions of Python then come back before another thread wakes.

With what the system adds it is a twelfth of a millisecond on Linux.
"""


class Closing(BaseException):
    """The thread is to end now, wherever it is."""


class Breath:
    """Called by the worker between two pieces of work.

    A thread that lets go of the interpreter only for moments, as a loop of small NumPy calls does,
    keeps CPython from ever handing it over. So the worker sleeps for an instant at regular
    intervals and waits at the gate while the window makes a frame.

    Attributes
    ----------
    called
        Whether the window has sent a command; set by its thread.
    closing
        Whether the thread is to end; set by the window's thread.
    lets_go
        Whether the work lets go of the interpreter by itself, for long enough: then sleep is
        hardly needed.
    """

    def __init__(self, gate: FrameGate) -> None:
        self.called = False
        self.closing = False
        self.lets_go = False
        self._gate = gate
        self._last = self._waited = 0.0

    def __call__(self) -> None:
        """Give way where it is time; raise `Closing` where the thread is to end."""
        if self._gate.open:
            begin = time.perf_counter()
            self._gate.wait(self._is_called)
            self._last = time.perf_counter()
            self._waited += self._last - begin
        if self.closing:
            raise Closing
        if time.perf_counter() - self._last > (_SELDOM if self.lets_go else _HOLD):
            time.sleep(_INSTANT)
            self._last = time.perf_counter()

    def sleep(self, seconds: float) -> None:
        """Do nothing for so long."""
        with self._gate.rest():
            time.sleep(seconds)

    def clock(self) -> float:
        """Return seconds of the worker's own time, those at the gate not counted."""
        return time.perf_counter() - self._waited

    def _is_called(self) -> bool:
        return self.called
