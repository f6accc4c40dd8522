"""The rows with the greatest errors for other programs: whole, with numbers as they read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.plots import thumbnail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from dnngui.training.worst import Ranking
    from engine.data.dataset import Column, Dataset

    Written = Callable[[NDArray[Any], NDArray[Any]], str]


def header(dataset: Dataset, words: Sequence[str]) -> list[str]:
    """Return the names of the columns: of several targets, each has two of its own.

    Parameters
    ----------
    words
        For row, truth, prediction and error.
    """
    row, *kinds, error = words
    several = not dataset.classes and len(dataset.target_names) > 1
    names = [f" {name}" for name in dataset.target_names] if several else [""]
    told = [f"{kind}{name}" for kind in kinds for name in names]
    return [row, *told, error, *(column.name for column in _features(dataset))]


def rows(
    ranking: Ranking, dataset: Dataset, *, test: bool, written: Written
) -> Iterator[list[str | float]]:
    """Yield the rows in their order.

    Parameters
    ----------
    test
        Whether they are of the test part.
    written
        Puts classes into words, where the truth that is given beside them is known.
    """
    part, features = dataset.raw_test if test else dataset.raw_train, _features(dataset)
    for place, row in enumerate(ranking.rows.tolist()):
        truth, predicted = ranking.truth[place], ranking.predicted[place]
        told: list[str | float] = []
        for values in (truth, predicted):
            told += [written(values, truth)] if dataset.classes else np.ravel(values).tolist()
        raw = part[row, : len(features)].tolist()
        shown = [_feature(column, value) for column, value in zip(features, raw, strict=True)]
        yield [row + 1, *told, float(ranking.errors[place]), *shown]


def _features(dataset: Dataset) -> tuple[Column, ...]:
    """Return the columns that stand in the table: pixels do not."""
    return () if thumbnail.picture_shape(dataset) else dataset.columns


def _feature(column: Column, raw: float) -> str | float:
    if not column.categories:
        return raw
    return column.categories[int(raw)] if raw >= 0 else ""
