"""Which rows are trained on and which are held out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Indices = NDArray[np.int64]


def split(
    rows: int, test_share: float, seed: int, labels: Indices | None = None
) -> tuple[Indices, Indices]:
    """Return the indices of the training and of the test rows, both shuffled.

    Parameters
    ----------
    rows
        How many there are.
    test_share
        The share held out; at least one row stays for training.
    seed
        The same seed gives the same split (``numpy.random.PCG64``).
    labels
        ``(rows,)`` class indices. With them each class keeps its share on both sides, to the
        nearest whole row, and a class always keeps a row for training.
    """
    order = np.random.Generator(np.random.PCG64(seed)).permutation(rows)
    if labels is None:
        held_out = min(round(rows * test_share), rows - 1)
        return order[held_out:], order[:held_out]
    shuffled = labels[order]
    quota = _quota(np.bincount(labels), test_share)
    is_test = np.zeros(rows, dtype=np.bool_)
    for label, held_out in enumerate(quota):
        is_test[np.flatnonzero(shuffled == label)[:held_out]] = True
    return order[~is_test], order[is_test]


def in_order(rows: int, test_share: float) -> tuple[Indices, Indices]:
    """Return the indices of the first rows, to train on, and of the last ones, held out."""
    held_out = min(round(rows * test_share), rows - 1)
    every = np.arange(rows)
    return every[: rows - held_out], every[rows - held_out :]


def _quota(counts: NDArray[np.int64], test_share: float) -> NDArray[np.int64]:
    """Return how many rows of each class are held out, by the largest remainder."""
    exact = counts * test_share
    quota = np.floor(exact).astype(np.int64)
    open_places = round(float(exact.sum())) - int(quota.sum())
    by_remainder = np.argsort(quota - exact, kind="stable")
    quota[by_remainder[:open_places]] += 1
    keeps_one: NDArray[np.int64] = np.minimum(quota, np.maximum(counts - 1, 0))
    return keeps_one
