"""What a layer carries from one batch to the next: the states of stateful recurrent layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]


class Memory:
    """One state of one layer.

    Attributes
    ----------
    values
        ``(units, rows)``: a column for each row of the batches; no rows where nothing is carried.
    """

    def __init__(self, units: int, dtype: np.dtype[Any]) -> None:
        self.values: Floats = np.zeros((units, 0), dtype)

    def forget(self, rows: int) -> None:
        """Begin with zeros for batches of at most ``rows`` rows."""
        self.values = np.zeros((len(self.values), rows), self.values.dtype)

    def bring(self, target: Floats, first: int) -> None:
        """Copy what rows of a batch begin with, from row ``first`` on.

        A batch may have fewer rows than the one before.
        """
        np.copyto(target, self.values[:, first : first + target.shape[1]])

    def keep(self, state: Floats, first: int) -> None:
        """Take what rows of a batch ended with, from row ``first`` on."""
        np.copyto(self.values[:, first : first + state.shape[1]], state)


def streams(samples: int, size: int) -> list[NDArray[np.intp]]:
    """Return the samples of each batch so that a row goes on where it ended in the batch before.

    The samples are cut into as many streams as a batch has rows, each of samples that follow one
    another; batch ``k`` holds the ``k``-th of every stream (Keras's ``stateful``). Where they do
    not come out even, the last stream is shorter, and the last batches lack its row.
    """
    length = -(-samples // size)
    return [np.arange(first, samples, length) for first in range(length)]
