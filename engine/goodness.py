"""Weights to go back to, should a run go to infinity."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.snapshot import Snapshot

    Floats = NDArray[np.floating[Any]]

_EVERY = 200
"""Least number of steps between two snapshots that are kept."""


class GoodWeights:
    """Keeps a snapshot from time to time, and trusts it once the run has gone on well from there.

    Parameters
    ----------
    theta
        The run's weights.
    snapshot
        Returns the run as it stands.

    Attributes
    ----------
    last
        Snapshot of the last moment at which all was well, or None.
    """

    def __init__(self, theta: Floats, snapshot: Callable[[], Snapshot]) -> None:
        self._theta, self._snapshot = theta, snapshot
        self._best_loss = math.inf
        self._candidate: Snapshot | None = None
        self.last: Snapshot | None = None

    def begin_epoch(self, step: int, loss: float) -> None:
        """Look at the run after ``step`` steps; ``loss`` is that before the last of them."""
        if self._candidate is not None and step - self._candidate.step < _EVERY:
            return
        if self._is_calm(loss):
            # The loss is that before the last update, so the newest weights are yet to be tried.
            self.last = self._candidate or self.last or self._snapshot()
            self._candidate = self._snapshot()
        else:
            self._candidate = None

    def end_epoch(self, loss: float) -> None:
        self._best_loss = min(self._best_loss, loss)

    def trust(self, loss: float) -> None:
        """Take the weights as good before something about the run changes."""
        if math.isfinite(self._best_loss) and self._is_calm(loss):
            self.last = self._candidate = self._snapshot()

    def distrust(self) -> None:
        """Keep the last good moment as it is: the present weights have failed."""
        self._candidate, self._best_loss = None, math.inf

    def restart(self, snapshot: Snapshot) -> None:
        """Go on from ``snapshot``, which is good where its weights are finite."""
        healthy = bool(np.isfinite(snapshot.theta).all())
        self.last = self._candidate = snapshot if healthy else None
        self._best_loss = math.inf

    def _is_calm(self, loss: float) -> bool:
        """Whether nothing points to infinity."""
        far = loss > 2.0 * self._best_loss + 1.0
        return not far and bool(np.isfinite(self._theta).all())
