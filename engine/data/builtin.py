"""The sets that come with the program: the table of XOR, and five of scikit-learn's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.data.dataset import Column
from engine.data.rows import Rows

if TYPE_CHECKING:
    from engine.data.settings import BuiltinName


def rows(name: BuiltinName) -> Rows:
    """Return all rows of a set in its own order, in its own units."""
    return _xor_table() if name == "xor table" else _from_sklearn(name)


def _xor_table() -> Rows:
    return Rows(
        name="xor table",
        columns=(Column("x1", "number"), Column("x2", "number")),
        features=np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]),
        target_names=("class",),
        target=np.array([0, 1, 1, 0]),
        classes=("0", "1"),
    )


def _from_sklearn(name: BuiltinName) -> Rows:
    from sklearn import datasets

    if name == "diabetes":
        return _regression(name, datasets.load_diabetes(scaled=False))
    if name == "digits":
        return _images(name, datasets.load_digits())
    readers = {
        "iris": datasets.load_iris,
        "wine": datasets.load_wine,
        "breast cancer": datasets.load_breast_cancer,
    }
    return _classification(name, readers[name]())


def _classification(name: str, bunch: Any) -> Rows:
    return Rows(
        name=name,
        columns=_columns(bunch.feature_names),
        features=np.asarray(bunch.data, dtype=np.float64),
        target_names=("class",),
        target=np.asarray(bunch.target, dtype=np.int64),
        classes=tuple(str(label) for label in bunch.target_names),
    )


def _regression(name: str, bunch: Any) -> Rows:
    return Rows(
        name=name,
        columns=_columns(bunch.feature_names),
        features=np.asarray(bunch.data, dtype=np.float64),
        target_names=("progression",),
        target=np.asarray(bunch.target, dtype=np.float64)[:, None],
    )


def _images(name: str, bunch: Any) -> Rows:
    return Rows(
        name=name,
        columns=_columns(bunch.feature_names),
        features=np.asarray(bunch.data, dtype=np.float64),
        target_names=("digit",),
        target=np.asarray(bunch.target, dtype=np.int64),
        classes=tuple(str(label) for label in bunch.target_names),
        feature_shape=bunch.images.shape[1:],
        pixel_range=16.0,
    )


def _columns(names: Any) -> tuple[Column, ...]:
    return tuple(Column(str(name), "number") for name in names)
