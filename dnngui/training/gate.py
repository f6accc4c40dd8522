"""The gate between the window's frame and the worker."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

_PATIENCE = 0.05
"""Seconds after which the worker looks whether it is called in front of a closed gate."""


class FrameGate:
    """Lets the window draw a frame while the worker waits between two steps.

    The window's thread opens it as a context around everything of a frame, painting included;
    contexts may be nested. Without it a worker that lets go of the interpreter only for moments
    starves the window for seconds.

    Attributes
    ----------
    open
        Whether a frame is being made; the worker reads it without a lock.
    """

    def __init__(self) -> None:
        self.open = False
        self._depth = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._depth += 1
        if self._depth == 1:
            self.open = True
            self._lock.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            self.open = False
            self._lock.release()

    def wait(self, called: Callable[[], bool]) -> None:
        """Return when the frame is done, or when ``called()``: the window itself may be waiting."""
        while self.open and not called():
            if self._lock.acquire(timeout=_PATIENCE):
                self._lock.release()
