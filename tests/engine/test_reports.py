"""Reports against what the definitions say."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine import Dataset, Graph, compile, layers
from engine.reports import confusion, report


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


def test_two_classes_are_counted_as_the_definitions_say(random):
    x, y = random.normal(size=(200, 1)), random.integers(0, 2, 200)
    x += 0.8 * y[:, None]
    program = network(1, "sigmoid", "binary_crossentropy")
    found = report(program, Dataset.from_arrays(x, y), test=False)
    says = x[:, 0] > 0.0
    right = np.sum(says & (y == 1))
    assert found["precision"] == pytest.approx(right / says.sum())
    assert found["recall"] == pytest.approx(right / np.sum(y == 1))
    both = found["precision"], found["recall"]
    assert found["f1"] == pytest.approx(2 * both[0] * both[1] / sum(both))
    pairs = x[y == 1] > x[y == 0].T
    assert found["roc_auc"] == pytest.approx(pairs.mean())
    p = 1.0 / (1.0 + np.exp(-x[:, 0]))
    entropy = -np.mean(np.where(y == 1, np.log(p), np.log(1.0 - p)))
    assert found["perplexity"] == pytest.approx(math.exp(entropy), rel=1e-5)


def test_several_classes_count_alike(random):
    x, y = random.normal(size=(300, 3)), random.integers(0, 3, 300)
    program = network(3, "softmax", "sparse_categorical_crossentropy")
    dataset = Dataset.from_arrays(x, y)
    found, chosen = report(program, dataset, test=False), x.argmax(axis=1)
    table = np.array([[np.sum((y == i) & (chosen == k)) for k in range(3)] for i in range(3)])
    precision = np.diag(table) / table.sum(axis=0)
    recall = np.diag(table) / table.sum(axis=1)
    assert found["precision"] == pytest.approx(precision.mean())
    assert found["recall"] == pytest.approx(recall.mean())
    assert found["f1"] == pytest.approx(np.mean(2 * precision * recall / (precision + recall)))


def test_a_class_that_nothing_has_and_nothing_is_taken_for_does_not_count(random):
    sklearn = pytest.importorskip("sklearn.metrics")
    x, y = random.normal(size=(60, 5)), random.integers(0, 3, 60)
    x[:, 4] = -9.0  # neither in truth nor predicted; class 3 is predicted alone
    program = network(5, "softmax", "sparse_categorical_crossentropy")
    dataset = Dataset.from_arrays(x, y, classes=list("abcde"))
    found, chosen = report(program, dataset, test=False), x.argmax(axis=1)
    assert set(chosen) == {0, 1, 2, 3}
    scores = [np.mean((y == k)[chosen == k]) for k in range(4)]
    assert found["precision"] == pytest.approx(np.mean(scores))
    assert found["recall"] == pytest.approx(
        sklearn.recall_score(y, chosen, average="macro", zero_division=0.0)
    )
    assert found["f1"] == pytest.approx(
        sklearn.f1_score(y, chosen, average="macro", zero_division=0.0)
    )


def test_steps_of_which_none_has_a_class_have_no_report(random):
    graph = Graph.sequential(
        layers.Input(shape=(4, 3)), layers.Dense(units=3, activation="softmax")
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    nothing = Dataset.from_arrays(
        random.normal(size=(5, 4, 3)), np.full((5, 4), -1), classes=list("abc")
    )
    assert report(program, nothing, test=False) == {}


def test_what_one_class_alone_does_not_define_is_left_out():
    program = network(1, "sigmoid", "binary_crossentropy")
    dataset = Dataset.from_arrays(np.ones((4, 1)), np.zeros(4, np.int64), classes=("a", "b"))
    assert "roc_auc" not in report(program, dataset, test=False)


def test_signed_outputs_have_no_perplexity(random):
    program = network(1, "tanh", "mean_squared_error")
    dataset = Dataset.from_arrays(random.normal(size=(40, 1)), random.integers(0, 2, 40))
    assert "perplexity" not in report(program, dataset, test=False)


def test_explained_variance_does_not_mind_an_offset(random):
    x = random.normal(size=(50, 1))
    program = network(1, "linear", "mean_squared_error")
    found = report(program, Dataset.from_arrays(x, x[:, 0] + 3.0), test=False)
    assert found["explained_variance"] == pytest.approx(1.0, abs=1e-6)


def test_a_part_without_rows_has_no_report():
    program = network(1, "linear", "mean_squared_error")
    dataset = Dataset.from_arrays(np.ones((3, 1)), np.array([1.0, 2.0, 3.0]))
    assert report(program, dataset, test=True) == {}


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
