"""Dataset: the rows a network is trained and tested on, raw and prepared."""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.cells import sorted_labels
from engine.data.errors import DataError
from engine.data.preprocessing import Identity, Preprocessing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from engine.data.settings import Kind


class Task(enum.StrEnum):
    """What the network is to predict."""

    REGRESSION = "regression"
    BINARY = "binary"
    MULTICLASS = "multiclass"


@dataclass(frozen=True, eq=False)
class Column:
    """One raw feature column; its raw cells are numbers, or indices into `categories`."""

    name: str
    kind: Kind
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Dataset:
    """Rows for training and for testing.

    Parameters
    ----------
    name
        What the person calls it.
    task
        What is predicted.
    columns
        The raw feature columns, in the order of `raw_train`'s.
    target_names
        Usually one.
    classes
        The labels by class index; empty for a regression.
    raw_train, raw_test
        ``(rows, columns)`` float64 in the person's units. A category column holds the category's
        index, ``-1`` where the training part does not have the category. No cell is missing:
        where the person chose to fill, the fill value stands.
    x_train, x_test
        ``(rows, width)`` float32: what the network's input takes.
    y_train, y_test
        ``(rows,)`` int64 class indices, or ``(rows, targets)`` float32, scaled where
        `preprocessing` has scales for the targets.
    preprocessing
        What made `x_train` from `raw_train`.
    feature_shape
        The shape of one sample for the input layer, ``(width,)`` or ``(8, 8)`` for digits; its
        product is the width.
    dropped_rows
        Rows of the source left out because a cell was missing.
    filled_values
        Missing cells that were filled, in both parts.
    """

    name: str
    task: Task
    columns: tuple[Column, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...]
    raw_train: NDArray[np.float64]
    raw_test: NDArray[np.float64]
    x_train: NDArray[np.float32]
    x_test: NDArray[np.float32]
    y_train: NDArray[Any]
    y_test: NDArray[Any]
    preprocessing: Preprocessing
    feature_shape: tuple[int, ...]
    dropped_rows: int = 0
    filled_values: int = 0

    @classmethod
    def from_arrays(
        cls,
        x_train: ArrayLike,
        y_train: ArrayLike,
        x_test: ArrayLike | None = None,
        y_test: ArrayLike | None = None,
        *,
        task: Task | str | None = None,
        name: str = "data",
        feature_names: Sequence[str] | None = None,
        target_names: Sequence[str] | None = None,
        classes: Sequence[str] | None = None,
    ) -> Dataset:
        """Make a data set of arrays as they are: nothing is split, scaled or encoded.

        Parameters
        ----------
        x_train, x_test
            ``(rows, ...)`` finite numbers; the shape after the first axis becomes
            `feature_shape`.
        y_train, y_test
            ``(rows,)`` or ``(rows, 1)`` labels (integers, booleans or text), or ``(rows,)`` or
            ``(rows, targets)`` numbers.
        task
            By default a regression for floating-point `y`, else a classification.
        classes
            The labels by index, `y` being those indices; by default the distinct values of
            `y_train` and `y_test`, in order.

        Raises
        ------
        DataError
            When the arrays do not fit each other or hold a number that is not finite.
        """
        features = _features(x_train)
        shape = features.shape[1:]
        test_features = features[:0] if x_test is None else _features(x_test)
        if test_features.shape[1:] != shape:
            raise DataError("The test rows have another shape than the training rows.")
        train, test = (part.reshape(len(part), -1) for part in (features, test_features))
        target = np.asarray(y_train)
        test_target = target[:0] if y_test is None else np.asarray(y_test)
        if len(target) != len(train) or len(test_target) != len(test):
            raise DataError("There must be one target for each row.")
        if task is None:
            task = Task.REGRESSION if target.dtype.kind == "f" else None
        y: NDArray[Any]
        y_other: NDArray[Any]
        if task == Task.REGRESSION:
            labels: tuple[str, ...] = ()
            y, y_other = _numbers(target), _numbers(test_target)
        else:
            y, y_other, labels = _labels(target, test_target, classes)
        names = tuple(feature_names or (f"x{i + 1}" for i in range(train.shape[1])))
        targets = tuple(target_names or _target_names(y))
        steps = tuple(Identity(fill=float(value)) for value in np.median(train, axis=0))
        return cls(
            name=name,
            task=Task(task) if task else task_of(labels),
            columns=tuple(Column(column, "number") for column in names),
            target_names=targets,
            classes=labels,
            raw_train=train,
            raw_test=test,
            x_train=train.astype(np.float32),
            x_test=test.astype(np.float32),
            y_train=y,
            y_test=y_other,
            preprocessing=Preprocessing(
                names=names, transforms=steps, target_names=targets, classes=labels
            ),
            feature_shape=shape or (1,),
        )

    def median_row(self) -> NDArray[np.float64]:
        """Return the middle of the training part, ``(columns,)``.

        The median of each column of numbers and the most frequent index of each category: what
        a decision boundary over two features holds the others at.
        """
        row = np.median(self.raw_train, axis=0)
        for index, column in enumerate(self.columns):
            if column.kind == "category":
                row[index] = np.bincount(self.raw_train[:, index].astype(np.int64)).argmax()
        return np.asarray(row, dtype=np.float64)


def _features(values: ArrayLike) -> NDArray[np.float64]:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 1:
        array = array[:, None]
    if not len(array) or not math.prod(array.shape[1:]):
        raise DataError("There must be at least one row and one feature.")
    if not np.isfinite(array).all():
        raise DataError("A feature is not a finite number.")
    return array


def _numbers(target: NDArray[Any]) -> NDArray[np.float32]:
    numbers = target.reshape(len(target), -1 if len(target) else 1).astype(np.float32)
    if not np.isfinite(numbers).all():
        raise DataError("A target is not a finite number.")
    return numbers


def _labels(
    train: NDArray[Any], test: NDArray[Any], classes: Sequence[str] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64], tuple[str, ...]]:
    both = np.concatenate([train.reshape(-1), test.reshape(-1)])
    if classes is None:
        texts = [_label(value) for value in both.tolist()]
        labels = sorted_labels(set(texts))
        place = {label: index for index, label in enumerate(labels)}
        indices = np.array([place[text] for text in texts], dtype=np.int64)
    else:
        labels = tuple(classes)
        indices = both.astype(np.int64)
        if ((indices != both) | (indices < 0) | (indices >= len(labels))).any():
            raise DataError("A label is not the index of one of the classes.")
    if len(both) != len(train) + len(test):
        raise DataError("There must be one label for each row.")
    return indices[: len(train)], indices[len(train) :], labels


def _label(value: object) -> str:
    return str(int(value)) if isinstance(value, bool | float) else str(value)


def _target_names(y: NDArray[Any]) -> tuple[str, ...]:
    count = y.shape[1] if y.ndim == 2 else 1
    return ("y",) if count == 1 else tuple(f"y{i + 1}" for i in range(count))


def task_of(classes: Sequence[str]) -> Task:
    if not classes:
        return Task.REGRESSION
    return Task.BINARY if len(classes) == 2 else Task.MULTICLASS
