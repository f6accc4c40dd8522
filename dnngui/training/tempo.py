"""How fast a run may go: small networks are trained before anyone has seen them learn."""

from __future__ import annotations

import math

_LAG = 0.1
"""Seconds by which a run may be late before it stops making up for them."""

_REST = 0.004
"""Longest sleep in seconds: a command is answered after it."""


class Tempo:
    """Spreads the steps of a whole run over a time.

    What is computed does not depend on it, only when.

    Attributes
    ----------
    seconds
        Least duration of all epochs of the settings; None sets no bound.
    """

    def __init__(self) -> None:
        self.seconds: float | None = None
        self._rate = math.inf
        self._anchor = 0, 0.0

    def begin(self, run_steps: int, step: int, now: float) -> None:
        """Begin to count at ``step``.

        Parameters
        ----------
        run_steps
            Steps of a whole run.
        """
        self._rate = run_steps / self.seconds if self.seconds else math.inf
        self._anchor = step, now

    def allowed(self, step: int, now: float) -> int | None:
        """Return how many steps may be made now; None is without bound."""
        if math.isinf(self._rate):
            return None
        first, since = self._anchor
        ahead = first + self._rate * (now - since) - step
        if ahead > max(self._rate * _LAG, 1.0):
            self._anchor = step, now
            return 1
        return max(math.floor(ahead), 0)

    def rest(self) -> float:
        """Return how many seconds to sleep where no step is allowed."""
        return min(1.0 / self._rate, _REST)
