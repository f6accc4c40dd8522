"""The gate between the window's frame and the worker."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType
    from typing import Self

_PATIENCE = 0.05
"""Seconds after which the worker looks whether it is called in front of a closed gate."""

_COURTESY = 0.002
"""Longest time in seconds for which the window waits for the worker to end a piece of work."""


class FrameGate:
    """Lets the window draw a frame while the worker waits between two steps.

    The window's thread opens it as a context around everything of a frame, painting included;
    contexts may be nested. Without it a worker that lets go of the interpreter only for moments
    starves the window for seconds. The frame begins when the worker has come to the gate, or a
    moment later where its step is long: two threads that snatch the interpreter from each other
    cost more than that moment.

    Attributes
    ----------
    open
        Whether a frame is being made; the worker reads it without a lock.
    """

    def __init__(self) -> None:
        self.open = False
        self._depth = 0
        self._frame = threading.Lock()
        self._work = threading.Lock()

    def __enter__(self) -> Self:
        self._depth += 1
        if self._depth == 1:
            self.open = True
            self._frame.acquire()
            if self._work.acquire(timeout=_COURTESY):
                self._work.release()
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
            self._frame.release()

    @contextmanager
    def work(self) -> Iterator[None]:
        """Be the worker, in whose thread this is called."""
        with self._work:
            yield

    @contextmanager
    def rest(self) -> Iterator[None]:
        """Be a worker that does nothing for a while."""
        self._work.release()
        try:
            yield
        finally:
            self._work.acquire()

    def wait(self, called: Callable[[], bool]) -> None:
        """Return when the frame is done, or when ``called()``: the window itself may be waiting."""
        with self.rest():
            while self.open and not called():
                if self._frame.acquire(timeout=_PATIENCE):
                    self._frame.release()
