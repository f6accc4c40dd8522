"""A data set in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.data.dataset import Dataset


def describe(dataset: Dataset) -> Iterator[Message]:
    """Yield what a person wants to know of a data set: its parts, its width, its classes."""
    yield Message(
        "Rows: {train} for training, {test} for testing",
        {"train": len(dataset.x_train), "test": len(dataset.x_test)},
    )
    yield Message(
        "Features: {features}, inputs: {inputs}",
        {"features": len(dataset.columns), "inputs": dataset.preprocessing.width},
    )
    count = len(dataset.classes)
    parts = [
        np.bincount(y[y >= 0], minlength=count) for y in (dataset.y_train, dataset.y_test) if count
    ]
    for index, label in enumerate(dataset.classes):
        train, test = (int(part[index]) for part in parts)
        yield Message(
            "Class “{label}”: {train} for training, {test} for testing",
            {"label": label, "train": train, "test": test},
        )
    weights = dataset.weights_train
    if weights is not None:
        yield Message(
            "Weights of rows: from {least} to {greatest}",
            {"least": f"{weights.min():.6g}", "greatest": f"{weights.max():.6g}"},
        )
    if dataset.dropped_rows:
        yield Message(
            "Rows left out because a value is missing: {count}", {"count": dataset.dropped_rows}
        )
    if dataset.filled_values:
        yield Message("Missing values that were filled: {count}", {"count": dataset.filled_values})
