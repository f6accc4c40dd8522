"""What a data set takes from arrays that a script made."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.cells import LARGEST, sorted_labels
from engine.data.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Pair = tuple[NDArray[Any], NDArray[Any]]


def feature_pair(train: ArrayLike, test: ArrayLike | None) -> Pair:
    """Return both parts as float64, ``(rows, ...)``; without `test` that part has no rows.

    Raises
    ------
    DataError
        When there is no row or no feature, a number is not finite, or the shapes differ.
    """
    first = np.asarray(train, dtype=np.float64)
    first = first[:, None] if first.ndim == 1 else first
    second = first[:0] if test is None else np.asarray(test, dtype=np.float64)
    second = second[:, None] if second.ndim == 1 else second
    if not first.ndim or not len(first) or not math.prod(first.shape[1:]):
        raise DataError("There must be at least one row with one feature.")
    if first.shape[1:] != second.shape[1:]:
        raise DataError("The test rows do not have the shape of the training rows.")
    if not all((np.abs(part) <= LARGEST).all() for part in (first, second)):
        raise DataError("A feature is not a finite number.")
    return first, second


def target_pair(
    target: tuple[ArrayLike, ArrayLike | None],
    rows: tuple[int, int],
    *,
    numbers: bool | None,
    classes: Sequence[str] | None,
) -> tuple[Pair, tuple[str, ...]]:
    """Return both parts of the target, and the classes when it is not `numbers`.

    Indices of classes may come with several for each row, one for each step of a sequence; -1 is
    a step that does not count, such as one of padding.

    Parameters
    ----------
    target
        The training part and the test part.
    rows
        How many rows each part has.
    numbers
        Whether to return ``(rows, targets)`` float32 rather than ``(rows,)`` int64 class
        indices; by default as the target's type says.
    classes
        The labels that indices stand for; by default those found, in order.

    Raises
    ------
    DataError
        When the target does not fit the rows or is not what it should be.
    """
    first = np.asarray(target[0])
    second = first[:0] if target[1] is None else np.asarray(target[1])
    if (first.shape[:1], second.shape[:1]) != (rows[:1], rows[1:]):
        raise DataError("There must be one target for each row.")
    width = math.prod(first.shape[1:])
    if width != math.prod(second.shape[1:]):
        raise DataError("The test targets do not have the shape of the training targets.")
    pair = first.reshape(-1, width), second.reshape(-1, width)
    if numbers is None:
        numbers = first.dtype.kind == "f" and not classes
    return (_numbers(pair), ()) if numbers else _labels(pair, classes)


def width_of(target: ArrayLike) -> int:
    """Return how many numbers a target has in each row; classes are one."""
    given = np.asarray(target)
    return math.prod(given.shape[1:]) if given.dtype.kind == "f" else 1


def row_weights(given: ArrayLike | None, rows: int) -> NDArray[np.float32] | None:
    """Return how much each row counts, ``(rows,)``; None where all count alike.

    Raises
    ------
    DataError
        When there is not one finite number of at least 0 for each row, or all of them are 0.
    """
    if given is None:
        return None
    weights = np.asarray(given, dtype=np.float64)
    if weights.shape != (rows,):
        raise DataError("There must be one weight for each row.")
    if not ((weights >= 0.0) & (weights <= LARGEST)).all():
        raise DataError("A weight is not a number of at least 0.")
    if rows and not weights.any():
        raise DataError("All weights are 0, so no row counts. Give some rows a weight.")
    return weights.astype(np.float32)


def _numbers(target: Pair) -> Pair:
    if not all((np.abs(part) <= LARGEST).all() for part in target):
        raise DataError("A target is not a finite number.")
    return target[0].astype(np.float32), target[1].astype(np.float32)


def _labels(target: Pair, classes: Sequence[str] | None) -> tuple[Pair, tuple[str, ...]]:
    steps = target[0].shape[1]
    if steps != 1 and classes is None:
        raise DataError("There must be one label for each row.")
    both = np.concatenate(target)
    both = both[:, 0] if steps == 1 else both
    if classes is None:
        texts = [_label(value) for value in both.tolist()]
        labels = sorted_labels(texts)
        place = {label: index for index, label in enumerate(labels)}
        indices = np.array([place[text] for text in texts], dtype=np.int64)
    else:
        labels = tuple(classes)
        indices = both.astype(np.int64)
        least = -1 if steps > 1 else 0
        if ((indices != both) | (indices < least) | (indices >= len(labels))).any():
            raise DataError("A label is not the index of one of the classes.")
    if len(labels) < 2:
        raise DataError("There must be at least two classes.")
    return (indices[: len(target[0])], indices[len(target[0]) :]), labels


def _label(value: object) -> str:
    if isinstance(value, bool) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return str(value)
