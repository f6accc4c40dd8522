"""Work of the worker that another thread can do: a picture that needs nothing of the run."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")


class _ForgottenError(Exception):
    """Nobody waits for what is computed."""


class Aside(Generic[T]):
    """Computes one thing at a time on a thread of its own, while the run goes on.

    For few and long calls of NumPy: they let go of the interpreter, so that another core does them
    while the run loses nothing. A loop of small calls would take the interpreter from it instead.

    Attributes
    ----------
    seconds
        What the last thing took.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._pending: Future[T] | None = None
        self._forgotten = False

    @property
    def busy(self) -> bool:
        """Whether something was begun and not taken yet."""
        return self._pending is not None

    @property
    def is_free(self) -> bool:
        """Whether nothing is under way: what was begun is done, if anything was."""
        return self._pending is None or self._pending.done()

    def begin(self, compute: Callable[[Callable[[], None]], T]) -> None:
        """Compute; nothing must be under way.

        Parameters
        ----------
        compute
            Is given what it is to call between two parts.
        """
        self._forgotten = False
        self._pending = self._pool.submit(self._timed, compute)

    def take(self) -> T | None:
        """Return what was begun, if it is done; raise what it raised."""
        if self._pending is None or not self._pending.done():
            return None
        done, self._pending = self._pending, None
        return done.result()

    def forget(self) -> None:
        """Compute no more than the part that is under way, and wait for its end."""
        self._forgotten = True
        if self._pending is not None:
            self._pending.exception()
            self._pending = None

    def close(self) -> None:
        """End the thread after the part that is under way."""
        self._forgotten = True
        self._pool.shutdown(wait=False)

    def _timed(self, compute: Callable[[Callable[[], None]], T]) -> T:
        begin = time.perf_counter()
        with np.errstate(all="ignore"):
            found = compute(self._go_on)
        self.seconds = time.perf_counter() - begin
        return found

    def _go_on(self) -> None:
        if self._forgotten:
            raise _ForgottenError
