"""How the worker divides its time: steps between two looks around, and shares for pictures."""

from __future__ import annotations

_CHUNK = 0.001
"""Seconds of steps between two looks at the clock, the gate and the commands."""

_MOST = 4096
_SPEED_WINDOW = 0.5


class Pace:
    """Learns how many steps fill a chunk, and how many are made in a second.

    Attributes
    ----------
    steps
        Steps of the next chunk.
    steps_per_second
        Over the last half second or so of training; 0 while it rests.
    """

    def __init__(self) -> None:
        self.steps = 1
        self.steps_per_second = 0.0
        self._step = 0.0
        self._since: float | None = None
        self._made = 0

    def took(self, made: int, seconds: float) -> None:
        """Take note of a chunk."""
        each = seconds / max(made, 1)
        # The window's turns fall into some chunks; the shorter ones tell the truth.
        self._step = each if not self._step else min(each, 0.9 * self._step + 0.1 * each)
        self.steps = max(1, min(int(_CHUNK / max(self._step, 1e-9)), 2 * self.steps, _MOST))

    def count(self, made: int, now: float) -> None:
        """Count steps towards the speed."""
        if self._since is None:
            self._since = now
            return
        self._made += made
        elapsed = now - self._since
        if elapsed >= _SPEED_WINDOW:
            self.steps_per_second = self._made / elapsed
            self._since, self._made = now, 0

    def slow_down(self) -> None:
        """Begin with single steps again: they may take longer than before."""
        self.steps, self._step = 1, 0.0

    def rest(self) -> None:
        """Forget the speed of a run that stops."""
        self.slow_down()
        self.steps_per_second, self._since, self._made = 0.0, None, 0


PATIENCE = 1.0
"""Seconds after which a picture is so old that the next one may take more of the time."""


class Share:
    """Lets one kind of picture take no more than its share of the worker's time.

    Parameters
    ----------
    share
        Of the time, from 0 to 1.
    interval
        Least seconds between two.
    late
        The share where the last whole picture is older than `PATIENCE`; None is the same.
    """

    def __init__(self, share: float, interval: float, late: float | None = None) -> None:
        self._share, self._interval = share, interval
        self._late = share if late is None else late
        self._next = 0.0
        self._whole = -PATIENCE

    def due(self, now: float) -> bool:
        return now >= self._next

    def overdue(self, now: float) -> float:
        """Return the seconds since it was due."""
        return now - self._next

    def spent(self, begin: float, end: float, *, whole: bool = True) -> None:
        """Take note of a picture; ``whole`` where no more parts of it are to come."""
        if whole:
            self._whole = begin
        took = end - begin
        usual = begin + max(self._interval, took / self._share)
        # The parts of a picture wait for each other no longer than their share demands.
        late = max(begin + took / self._late, self._whole + PATIENCE)
        self._next = min(usual, late)
