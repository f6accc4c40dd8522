"""From what a project says about its data to the rows themselves."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data import (
    builtin,
    fitting,
    generators,
    ownletters,
    ownpoints,
    sequences,
    table,
    trees,
)
from engine.data.arrays import row_weights
from engine.data.dataset import Column, Dataset, task_of
from engine.data.preprocessing import OneHot
from engine.data.settings import (
    Builtin,
    DataSettings,
    Generated,
    Phrases,
    Points,
    Sequences,
    Text,
    Treebank,
)
from engine.data.split import in_order, split
from engine.unsupervised.autoencoder import reconstructing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.data.preprocessing import Preprocessing
    from engine.data.rows import Rows, RowTargets


def load(settings: DataSettings, attachments: Mapping[str, bytes] | None = None) -> Dataset:
    """Make, split and prepare the rows that `settings` describe.

    Generated and own points, sequences, trees and the table of XOR stay as they are, whatever
    `settings` say about standardising: the plane that a person sees is what the network gets. The
    table of XOR has no test part. Rows of both parts come shuffled by the split's seed, or as they
    are where they keep their order, as own points do.

    Parameters
    ----------
    settings
        The project's.
    attachments
        The bytes of the project's files by key; needed for a `Table`.

    Raises
    ------
    DataError
        When the rows cannot be read or used.
    """
    dataset = _load(settings, attachments or {})
    return reconstructing(dataset) if settings.reconstruct else dataset


def _load(settings: DataSettings, attachments: Mapping[str, bytes]) -> Dataset:
    source = settings.source
    if isinstance(source, Generated):
        return _prepare(generators.generate(source), settings, standardize=False)
    if isinstance(source, Points):
        return _own(source, settings.test_share)
    if isinstance(source, Sequences):
        rows = sequences.generate(source, in_order=settings.in_order)
        return _prepare(rows, settings, standardize=False)
    if isinstance(source, Text):
        rows = ownletters.rows(source, attachments, in_order=settings.in_order)
        return _prepare(rows, settings, standardize=False)
    if isinstance(source, Phrases | Treebank):
        return _prepare(trees.rows(source, attachments), settings, standardize=False)
    if isinstance(source, Builtin):
        if source.name == "xor table":
            return _whole(builtin.rows(source.name))
        return _prepare(builtin.rows(source.name), settings, standardize=True)
    return _prepare(table.rows(source, attachments), settings, standardize=True)


def _prepare(rows: Rows, settings: DataSettings, *, standardize: bool) -> Dataset:
    train, test = _parts(rows, settings)
    preprocessing = fitting.fit(
        rows,
        train,
        standardize=standardize and settings.standardize,
        standardize_target=standardize and settings.standardize_target,
        unit_range=settings.unit_range,
    )
    asked = round(len(rows.features) * settings.test_share)
    dataset = _assemble(rows, train, test, preprocessing)
    return dataclasses.replace(
        dataset, scalable=standardize, test_rows_asked=asked, ordered=settings.in_order
    )


def _own(source: Points, test_share: float) -> Dataset:
    rows, (train, test) = ownpoints.rows(source), ownpoints.parts(source, test_share)
    preprocessing = fitting.fit(rows, train, standardize=False, standardize_target=False)
    dataset = _assemble(rows, train, test, preprocessing)
    return dataclasses.replace(dataset, test_rows_asked=len(test))


def _parts(rows: Rows, settings: DataSettings) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if settings.in_order:
        return in_order(len(rows.features), settings.test_share)
    stratified = rows.classes and rows.target.ndim == 1 and settings.stratify
    return split(
        len(rows.features),
        settings.test_share,
        settings.split_seed,
        rows.target if stratified else None,
    )


def _whole(rows: Rows) -> Dataset:
    every = np.arange(len(rows.features))
    preprocessing = fitting.fit(rows, every, standardize=False, standardize_target=False)
    return _assemble(rows, every, every[:0], preprocessing)


def _assemble(
    rows: Rows, train: NDArray[np.int64], test: NDArray[np.int64], preprocessing: Preprocessing
) -> Dataset:
    features = _known_categories(rows, preprocessing)
    raw = preprocessing.fill(features)
    x = preprocessing.transform(raw)
    first, *others = preprocessing.outputs
    y = _targets(rows, first)
    dataset = Dataset(
        name=rows.name,
        task=task_of(rows.classes),
        columns=_columns(preprocessing),
        target_names=rows.target_names,
        classes=rows.classes,
        raw_train=raw[train],
        raw_test=raw[test],
        x_train=x[train],
        x_test=x[test],
        y_train=y[train],
        y_test=y[test],
        preprocessing=preprocessing,
        feature_shape=rows.feature_shape or (preprocessing.width,),
        dropped_rows=rows.dropped_rows,
        filled_values=int(np.isnan(features).sum()),
        weights_train=_weights(rows, train),
        weights_test=_weights(rows, test),
    )
    further = [
        _predicting(dataset, each, prepared, train, test)
        for each, prepared in zip(rows.further, others, strict=True)
    ]
    return dataclasses.replace(dataset, further=tuple(further))


def _targets(rows: Rows | RowTargets, preprocessing: Preprocessing) -> NDArray[Any]:
    target: NDArray[Any] = rows.target
    return target if rows.classes else preprocessing.scale_target(target)


def _predicting(
    dataset: Dataset,
    targets: RowTargets,
    preprocessing: Preprocessing,
    train: NDArray[np.int64],
    test: NDArray[np.int64],
) -> Dataset:
    """Return the data set of the same samples with other targets."""
    y = _targets(targets, preprocessing)
    return dataclasses.replace(
        dataset,
        task=task_of(targets.classes),
        target_names=targets.target_names,
        classes=targets.classes,
        y_train=y[train],
        y_test=y[test],
        preprocessing=preprocessing,
    )


def _weights(rows: Rows, part: NDArray[np.int64]) -> NDArray[np.float32] | None:
    return None if rows.weights is None else row_weights(rows.weights[part], len(part))


def _columns(preprocessing: Preprocessing) -> tuple[Column, ...]:
    return tuple(
        Column(name, "category", step.categories)
        if isinstance(step, OneHot)
        else Column(name, "number")
        for name, step in zip(preprocessing.names, preprocessing.transforms, strict=True)
    )


def _known_categories(rows: Rows, preprocessing: Preprocessing) -> NDArray[np.float64]:
    """Return the features with indices into the categories of the training part, -1 outside."""
    features = rows.features.copy()
    for index, (column, step) in enumerate(
        zip(rows.columns, preprocessing.transforms, strict=True)
    ):
        if isinstance(step, OneHot):
            place = {label: float(i) for i, label in enumerate(step.categories)}
            known = np.array([place.get(label, -1.0) for label in column.categories])
            cells = features[:, index]
            present = ~np.isnan(cells)
            cells[present] = known[cells[present].astype(np.int64)]
    return features
