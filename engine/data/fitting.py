"""Fits the preparation of the data, on the training rows alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.errors import DataError
from engine.data.preprocessing import (
    Identity,
    OneHot,
    Preprocessing,
    Standardize,
    Targets,
    TargetScale,
    Transform,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.data.dataset import Column
    from engine.data.rows import Rows, RowTargets


def fit(
    rows: Rows,
    train: NDArray[np.int64],
    *,
    standardize: bool,
    standardize_target: bool,
    unit_range: bool = False,
) -> Preprocessing:
    """Return the preparation that the training rows ask for.

    A number is standardised by its mean and population standard deviation (as scikit-learn's
    ``StandardScaler``; a constant column keeps the scale 1), with ``unit_range`` by its least and
    greatest value (as ``MinMaxScaler``); pixels of an image by their range
    alone, so that black stays zero. Missing numbers become the median, missing categories the
    most frequent one. A category that only test rows have is not known: its inputs are all zero.

    Raises
    ------
    DataError
        When a column has no value in the training part.
    """
    usual = _least_and_range if unit_range else _mean_and_scale
    scaling = usual if standardize else None
    return Preprocessing(
        names=tuple(column.name for column in rows.columns),
        transforms=tuple(
            _fit_column(column, rows.features[train, index], scaling, rows.pixel_range)
            for index, column in enumerate(rows.columns)
        ),
        target_names=rows.target_names,
        target_scales=_scales(rows, train, standardize_target),
        classes=rows.classes,
        words=rows.words,
        further=tuple(
            Targets(
                target_names=each.target_names,
                target_scales=_scales(each, train, standardize_target),
                classes=each.classes,
            )
            for each in rows.further
        ),
    )


def _scales(
    rows: Rows | RowTargets, train: NDArray[np.int64], standardize: bool
) -> tuple[TargetScale, ...]:
    return _fit_target(rows.target[train]) if standardize and not rows.classes else ()


def _fit_column(
    column: Column,
    cells: NDArray[np.float64],
    scaling: Callable[[NDArray[np.float64]], tuple[float, float]] | None,
    pixel_range: float | None,
) -> Transform:
    known = cells[~np.isnan(cells)]
    if not len(known):
        raise DataError(
            "The column “{column}” has no values in the training part. Ignore the column.",
            column=column.name,
        )
    if column.kind == "category":
        return _fit_categories(column, known.astype(np.int64))
    if scaling is None:
        return Identity(fill=float(np.median(known)))
    if pixel_range is not None:
        return Standardize(mean=0.0, scale=pixel_range, fill=0.0)
    mean, scale = scaling(known)
    return Standardize(mean=mean, scale=scale, fill=float(np.median(known)))


def _fit_categories(column: Column, indices: NDArray[np.int64]) -> OneHot:
    counts = np.bincount(indices, minlength=len(column.categories))
    seen = np.flatnonzero(counts)
    return OneHot(
        categories=tuple(column.categories[index] for index in seen),
        fill=int(counts[seen].argmax()),
    )


def _fit_target(target: NDArray[Any]) -> tuple[TargetScale, ...]:
    scales = (_mean_and_scale(values) for values in target.T)
    return tuple(TargetScale(mean=mean, scale=scale) for mean, scale in scales)


def _least_and_range(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return what is taken off and divided by for 0 to 1; a constant becomes 0."""
    return float(values.min()), float(np.ptp(values)) or 1.0


def _mean_and_scale(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the mean and the population standard deviation, 1 for a constant."""
    if np.ptp(values) == 0.0:
        return float(values[0]), 1.0
    return float(values.mean()), float(values.std()) or 1.0
