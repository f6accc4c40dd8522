"""Evaluations as columns of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.record import Evaluation

    Row = tuple[float, float | None, float | None]


class Table:
    """Reads three numbers of each evaluation, and of a record that grew only the new ones.

    Parameters
    ----------
    read
        What is read of one evaluation: epoch, value on the training part, on the test part.
    """

    def __init__(self, read: Callable[[Evaluation], Row]) -> None:
        self._read = read
        self._seen: Sequence[Evaluation] = ()
        self._rows = np.empty((0, 3))

    def columns(self, evaluations: Sequence[Evaluation]) -> NDArray[np.float64]:
        """Return ``(3, evaluations)``; NaN where there is no value."""
        known = len(self._seen) if self._continues(evaluations) else 0
        fresh = [self._read(each) for each in evaluations[known:]]
        added = np.array(fresh, dtype=np.float64).reshape(-1, 3)
        self._rows = np.concatenate([self._rows[:known], added])
        self._seen = evaluations
        return self._rows.T

    def _continues(self, evaluations: Sequence[Evaluation]) -> bool:
        # A record that was thinned has none of its evaluations but the first at its old place.
        count = len(self._seen)
        return 0 < count <= len(evaluations) and self._seen[-1] is evaluations[count - 1]
