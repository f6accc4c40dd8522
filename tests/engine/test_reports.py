"""How often each class is taken for each, against what is counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, compile, layers
from engine.reports import confusion


def network(outputs, activation, loss):
    """Return a network that passes its inputs on through ``activation``."""
    graph = Graph.sequential(
        layers.Input(shape=(outputs,)), layers.Dense(units=outputs, activation=activation)
    )
    program = compile(graph, loss)
    program.parameters["dense_1/kernel"][...] = np.eye(outputs)
    program.parameters["dense_1/bias"][...] = 0.0
    return program


@pytest.fixture
def random():
    return np.random.default_rng(0)


@pytest.mark.parametrize("threshold", [None, 0.8])
def test_each_row_counts_at_its_true_and_its_predicted_class(random, threshold):
    x, y = random.normal(size=(80, 1)), random.integers(0, 2, 80)
    program = network(1, "sigmoid", "binary_crossentropy")
    found = confusion(program, Dataset.from_arrays(x, y), test=False, threshold=threshold)
    taken = program.predict(x)[:, 0] > (threshold or 0.5)
    assert found.tolist() == [
        [np.sum((y == true) & (taken == chosen)) for chosen in (0, 1)] for true in (0, 1)
    ]


def test_steps_that_have_no_class_are_mixed_up_with_none(random):
    x, y = random.normal(size=(10, 4, 3)), random.integers(0, 3, (10, 4))
    y[:, 3] = -1
    graph = Graph.sequential(
        layers.Input(shape=(4, 3)), layers.Dense(units=3, activation="softmax")
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    found = confusion(program, Dataset.from_arrays(x, y, classes=list("abc")), test=False)
    assert found.sum() == 30
    assert np.trace(found) == (program.predict(x).argmax(axis=-1) == y).sum()


def test_numbers_and_absent_rows_have_no_confusion(random):
    x = random.normal(size=(10, 2))
    program = network(2, "linear", "mean_squared_error")
    assert confusion(program, Dataset.from_arrays(x, x), test=False) is None
    program = network(2, "softmax", "sparse_categorical_crossentropy")
    assert confusion(program, Dataset.from_arrays(x, [0, 1] * 5), test=True) is None
