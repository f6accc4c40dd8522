"""A person's own points as data, drawn by hand from nothing or from those of a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.dataset import Column, Task
from engine.data.errors import DataError
from engine.data.rows import Rows
from engine.data.settings import MOST_POINTS, Point, Points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.data.dataset import Dataset

    Indices = NDArray[np.int64]

_GOLDEN = (5.0**0.5 - 1.0) / 2.0


def rows(source: Points) -> Rows:
    """Return the points in their order.

    Raises
    ------
    DataError
        Where there are none.
    """
    if not source.points:
        raise DataError("There are no points to learn from yet. Draw some in the boundary panel.")
    places = coordinates(source)
    target = np.array([point.target for point in source.points])
    return Rows(
        name=source.name,
        columns=tuple(Column(name, "number") for name in names(source)),
        features=places,
        target_names=("class",) if source.classes else ("y",),
        target=target.astype(np.int64) if source.classes else target[:, None],
        classes=source.classes,
    )


def names(source: Points) -> tuple[str, ...]:
    """Return what the inputs are called, as those of points drawn by a formula."""
    return ("x1", "x2")[: source.inputs]


def coordinates(source: Points) -> NDArray[np.float64]:
    """Return the inputs of all points, ``(points, inputs)``."""
    places = np.array([(point.x, point.y) for point in source.points], dtype=np.float64)
    return places.reshape(-1, 2)[:, : source.inputs]


def parts(source: Points, test_share: float) -> tuple[Indices, Indices]:
    """Return the indices of the training and of the test points, by their ranks.

    At least one point, that of the highest rank, stays for training.
    """
    ranks = np.array([point.rank for point in source.points])
    held_out = ranks < test_share
    held_out[ranks.argmax()] = False
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def training_rank(count: int, test_share: float) -> float:
    """Return the rank of a point added to ``count`` others.

    It is trained on at the present share. Were the share to grow, points that were added one after
    the other would be held out evenly: the ranks follow the golden ratio.
    """
    return test_share + (1.0 - test_share) * (count * _GOLDEN % 1.0)


def taken_from(dataset: Dataset, test_share: float) -> Points:
    """Return the rows of a data set of one or two numbers as points, each in its part.

    Raises
    ------
    DataError
        Where there are too many to be a person's own.
    """
    count = len(dataset.raw_train) + len(dataset.raw_test)
    if count > MOST_POINTS:
        raise DataError(
            "There are {count} points, and up to {most} can be drawn on. Take fewer points.",
            count=count,
            most=MOST_POINTS,
        )
    low = _spread(len(dataset.raw_test), 0.0, test_share)
    high = _spread(len(dataset.raw_train), test_share, 1.0)
    return Points(
        points=(
            *_points(dataset, dataset.raw_train, dataset.y_train, high),
            *_points(dataset, dataset.raw_test, dataset.y_test, low),
        ),
        inputs=2 if len(dataset.columns) == 2 else 1,
        classes=dataset.classes,
    )


def _points(
    dataset: Dataset,
    places: NDArray[np.float64],
    targets: NDArray[Any],
    ranks: NDArray[np.float64],
) -> list[Point]:
    if dataset.task is Task.REGRESSION:
        targets = dataset.preprocessing.inverse_target(targets)[:, 0]
    table = np.zeros((len(places), 4))
    table[:, : places.shape[1]] = places
    table[:, 2], table[:, 3] = targets, ranks
    return [Point(*row) for row in table.tolist()]


def _spread(count: int, low: float, high: float) -> NDArray[np.float64]:
    return low + (high - low) * (np.arange(count) + 0.5) / max(1, count)
