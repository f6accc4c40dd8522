"""Rows: what a source gives, whole and raw, before the split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.data.dataset import Column


@dataclass(frozen=True, eq=False)
class RowTargets:
    """What another output of the network predicts; the fields are those of `Rows`."""

    target_names: tuple[str, ...]
    target: NDArray[Any]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Rows:
    """All rows of a source.

    Parameters
    ----------
    name
        What the person calls the source.
    columns
        The feature columns; categories are those of all rows.
    features
        ``(rows, columns)`` float64; a category's index, NaN where a cell is missing.
    target_names
        Usually one.
    target
        ``(rows,)`` int64 class indices, ``(rows, steps)`` where each step has a class (-1 where it
        does not count), or ``(rows, targets)`` float64.
    classes
        The labels by class index; empty for a regression.
    feature_shape
        The shape of one sample where it is not a plain row.
    pixel_range
        The largest value of an image's pixels, which start at zero.
    words
        Of trees: the words by token, see `engine.postorder`.
    dropped_rows
        Rows left out because a cell was missing.
    weights
        How much each row counts, ``(rows,)`` float64; None is alike.
    further
        Targets of another kind: each category, and numbers behind one.
    """

    name: str
    columns: tuple[Column, ...]
    features: NDArray[np.float64]
    target_names: tuple[str, ...]
    target: NDArray[Any]
    classes: tuple[str, ...] = ()
    feature_shape: tuple[int, ...] | None = None
    pixel_range: float | None = None
    words: tuple[str, ...] = ()
    dropped_rows: int = 0
    weights: NDArray[np.float64] | None = None
    further: tuple[RowTargets, ...] = ()
