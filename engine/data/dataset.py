"""Dataset: the rows a network is trained and tested on, raw and prepared."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.arrays import feature_pair, row_weights, target_pair, width_of
from engine.data.errors import DataError
from engine.data.preprocessing import Identity, Preprocessing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        ``(rows,)`` int64 class indices, ``(rows, steps)`` where each step has a class (-1 where it
        does not count), or ``(rows, targets)`` float32, scaled where `preprocessing` has scales
        for the targets.
    preprocessing
        What made `x_train` from `raw_train`.
    feature_shape
        The shape of one sample for the input layer, ``(width,)`` or ``(8, 8)`` for digits; its
        product is the width.
    dropped_rows
        Rows of the source left out because a cell was missing.
    filled_values
        Missing cells that were filled, in both parts.
    test_rows_asked
        Rows that were to be held out; of rare classes fewer can be.
    reconstructs
        Whether the targets are the inputs: then R² weighs each by its variance.
    scalable
        Whether settings decide how the features are scaled.
    weights_train, weights_test
        How much each row counts in the loss and in metrics, ``(rows,)`` float32; None is alike.
    ordered
        Whether the training rows follow one another: batches are not shuffled then.
    further
        Data sets of the same samples with targets that another output of the network predicts.
    output
        Name of the output that the targets were given for, or nothing.
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
    test_rows_asked: int = 0
    reconstructs: bool = False
    scalable: bool = False
    weights_train: NDArray[np.float32] | None = None
    weights_test: NDArray[np.float32] | None = None
    ordered: bool = False
    further: tuple[Dataset, ...] = ()
    output: str = ""

    @property
    def parts(self) -> tuple[Dataset, ...]:
        """The data set with its own targets alone, and each further one."""
        if not self.further:
            return (self,)
        (first, *_) = self.preprocessing.outputs
        return (replace(self, further=(), preprocessing=first), *self.further)

    def with_further(self, others: Sequence[Dataset]) -> Dataset:
        """Return the data set with the targets of ``others`` for further outputs.

        All must have the same samples.
        """
        prepared = self.preprocessing.with_further([each.preprocessing for each in others])
        return replace(self, further=tuple(others), preprocessing=prepared)

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
        weights_train: ArrayLike | None = None,
        weights_test: ArrayLike | None = None,
        ordered: bool = False,
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
            The labels by index, `y` being those indices, ``(rows, steps)`` where each step has
            one, -1 where it does not count; by default the distinct values of `y_train` and
            `y_test`, in order.
        weights_train, weights_test
            ``(rows,)`` finite numbers of at least 0, scikit-learn's ``sample_weight``; by default
            all rows count alike.
        ordered
            Whether the training rows follow one another: batches are not shuffled then, see
            `engine.memory.streams`.

        Raises
        ------
        DataError
            When the arrays do not fit each other or hold a number that is not finite.
        """
        features = feature_pair(x_train, x_test)
        train, test = (part.reshape(len(part), features[0][0].size) for part in features)
        y, labels = target_pair(
            (y_train, y_test),
            rows=(len(train), len(test)),
            numbers=None if task is None else task == Task.REGRESSION,
            classes=classes,
        )
        if task == Task.BINARY and len(labels) != 2:
            raise DataError("A binary task must have two classes.")
        names = tuple(feature_names or _numbered("x", train.shape[1]))
        usual = ("class",) if labels else _numbered("y", y[0].shape[-1])
        preprocessing = _untouched(train, names, tuple(target_names or usual), labels)
        return cls(
            name=name,
            task=Task(task) if task else task_of(labels),
            columns=tuple(Column(column, "number") for column in names),
            target_names=preprocessing.target_names,
            classes=labels,
            raw_train=train,
            raw_test=test,
            x_train=train.astype(np.float32),
            x_test=test.astype(np.float32),
            y_train=y[0],
            y_test=y[1],
            preprocessing=preprocessing,
            feature_shape=features[0].shape[1:],
            weights_train=row_weights(weights_train, len(train)),
            weights_test=row_weights(weights_test, len(test)),
            ordered=ordered,
        )

    def with_first(self, count: int | None) -> Dataset:
        """Return the data set with the first ``count`` training rows alone; None is all."""
        if count is None or count >= len(self.x_train):
            return self
        return replace(
            self,
            raw_train=self.raw_train[:count],
            x_train=self.x_train[:count],
            y_train=self.y_train[:count],
            weights_train=None if self.weights_train is None else self.weights_train[:count],
            further=tuple(each.with_first(count) for each in self.further),
        )

    @classmethod
    def for_outputs(
        cls,
        x_train: ArrayLike,
        y_train: Mapping[str, ArrayLike],
        x_test: ArrayLike | None = None,
        y_test: Mapping[str, ArrayLike] | None = None,
        *,
        classes: Mapping[str, Sequence[str]] | None = None,
        **options: Any,
    ) -> Dataset:
        """Make a data set for a network with several outputs: targets by the layers' names.

        Parameters
        ----------
        x_train, x_test, options
            See `from_arrays`.
        y_train, y_test, classes
            The same, by name of the output.
        """
        labels, held_out = classes or {}, y_test or {}
        parts = [
            replace(
                cls.from_arrays(
                    x_train,
                    y,
                    x_test,
                    held_out.get(name),
                    classes=labels.get(name),
                    target_names=_numbered(name, width_of(y)),
                    **options,
                ),
                output=name,
            )
            for name, y in y_train.items()
        ]
        first, *others = parts
        shared = {
            field: getattr(first, field) for field in ("raw_train", "raw_test", "x_train", "x_test")
        }
        return first.with_further([replace(each, **shared) for each in others])

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


def task_of(classes: Sequence[str]) -> Task:
    """Return what is predicted when these are the labels, or none."""
    if not classes:
        return Task.REGRESSION
    return Task.BINARY if len(classes) == 2 else Task.MULTICLASS


def _untouched(
    train: NDArray[np.float64],
    names: tuple[str, ...],
    targets: tuple[str, ...],
    classes: tuple[str, ...],
) -> Preprocessing:
    """Return the preparation that leaves numbers as they are and fills gaps with the median."""
    fills = np.median(train, axis=0)
    return Preprocessing(
        names=names,
        transforms=tuple(Identity(fill=float(fill)) for fill in fills),
        target_names=targets,
        classes=classes,
    )


def _numbered(name: str, count: int) -> tuple[str, ...]:
    return (name,) if count == 1 else tuple(f"{name}{place}" for place in range(1, count + 1))
