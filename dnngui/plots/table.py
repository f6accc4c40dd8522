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

    Of an earlier moment of the same record none is read again.

    The last one may be of a moment that no record keeps, and another each time.

    Parameters
    ----------
    read
        What is read of one evaluation: epoch, value on the training part, on the test part.
    """

    def __init__(self, read: Callable[[Evaluation], Row]) -> None:
        self._read = read
        self._seen: Sequence[Evaluation] = ()
        self._rows = np.empty((0, 3))

    def anew(self) -> Table:
        """Return one that reads the same numbers, of another record."""
        return Table(self._read)

    def columns(self, evaluations: Sequence[Evaluation]) -> NDArray[np.float64]:
        """Return ``(3, evaluations)``; NaN where there is no value."""
        known = self._known(evaluations)
        fresh = [self._read(each) for each in evaluations[known:]]
        added = np.array(fresh, dtype=np.float64).reshape(-1, 3)
        self._rows = np.concatenate([self._rows[:known], added])
        self._seen = evaluations
        return self._rows.T

    def _known(self, evaluations: Sequence[Evaluation]) -> int:
        """Return how many were read before."""
        # A record that was thinned has none of its evaluations but the first at its old place.
        shared = min(len(self._seen), len(evaluations))
        for count in (shared, shared - 1):
            if count > 0 and self._seen[count - 1] is evaluations[count - 1]:
                return count
        return 0
