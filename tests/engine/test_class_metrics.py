"""Metrics of an evaluation beside the accuracy, against scikit-learn and the definitions."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from sklearn import metrics as reference

from engine import Dataset, Graph, Trainer, classmetrics, compile, layers


def network(outputs, activation, loss):
    """Return a network that passes its inputs on through ``activation``."""
    graph = Graph.sequential(
        layers.Input(shape=(outputs,)), layers.Dense(units=outputs, activation=activation)
    )
    program = compile(graph, loss)
    program.parameters["dense_1/kernel"][...] = np.eye(outputs)
    program.parameters["dense_1/bias"][...] = 0.0
    return program


def told(program, dataset, **scoring):
    return Trainer(program, dataset, **scoring).evaluate().metrics


@pytest.fixture
def random():
    return np.random.default_rng(0)


@pytest.fixture(params=["unweighted", "weighted"])
def weights(request, random):
    return random.uniform(0.1, 3.0, 300) if request.param == "weighted" else None


@pytest.mark.parametrize("classes", [2, 3, 7])
def test_precision_recall_and_f1_are_those_of_scikit_learn(random, weights, classes):
    truth, chosen = (random.integers(0, classes, 300) for _ in range(2))
    found = classmetrics.precision_recall_f1(truth, chosen, classes, classes, weights)
    expected = reference.precision_recall_fscore_support(
        truth,
        chosen,
        average="binary" if classes == 2 else "macro",
        sample_weight=weights,
        zero_division=0.0,
    )
    assert list(found.values()) == pytest.approx(expected[:3], rel=1e-12)


def test_an_output_to_spare_that_is_chosen_counts_as_a_class(random):
    truth, chosen = random.integers(0, 3, 300), random.integers(0, 5, 300)
    found = classmetrics.precision_recall_f1(truth, chosen, 3, 5)
    expected = reference.precision_score(truth, chosen, average="macro", zero_division=0.0)
    assert found["precision"] == pytest.approx(expected)


@pytest.mark.parametrize("decimals", [1, 9])
@pytest.mark.parametrize("classes", [2, 4])
def test_the_area_is_that_of_scikit_learn_also_with_ties(random, weights, classes, decimals):
    outputs = random.random((300, classes)).round(decimals) + 0.1
    outputs /= outputs.sum(axis=1, keepdims=True)
    truth = random.integers(0, classes, 300)
    found = classmetrics.roc_auc(outputs, truth, classes, weights)
    scores, how = outputs, {"multi_class": "ovr", "average": "macro"}
    if classes == 2:
        scores, how = outputs[:, 1] - outputs[:, 0], {}
    expected = reference.roc_auc_score(truth, scores, sample_weight=weights, **how)
    assert found == pytest.approx(expected, rel=1e-12)


def test_the_area_of_too_many_outputs_is_that_of_evenly_spaced_rows(random, monkeypatch):
    monkeypatch.setattr(classmetrics, "MOST", 100)
    scores, truth = random.random((300, 1)), random.integers(0, 2, 300)
    expected = reference.roc_auc_score(truth[::3], scores[::3, 0])
    assert classmetrics.roc_auc(scores, truth, 2) == pytest.approx(expected)


def test_outputs_that_are_not_finite_have_no_area(random):
    outputs, truth = random.random((20, 1)), np.arange(20) % 2
    outputs[3] = np.nan
    assert math.isnan(classmetrics.roc_auc(outputs, truth, 2))


@pytest.mark.parametrize("classes", [2, 5])
def test_the_perplexity_is_the_exponential_of_the_log_loss(random, weights, classes):
    shares = random.dirichlet(np.ones(classes), 300)
    truth = random.integers(0, classes, 300)
    expected = math.exp(reference.log_loss(truth, shares, sample_weight=weights))
    assert classmetrics.perplexity(shares, truth, weights) == pytest.approx(expected)
    if classes == 2:
        assert classmetrics.perplexity(shares[:, 1:], truth, weights) == pytest.approx(expected)


def test_two_classes_are_counted_as_the_definitions_say(random):
    x, y = random.normal(size=(200, 1)), random.integers(0, 2, 200)
    x += 0.8 * y[:, None]
    program = network(1, "sigmoid", "binary_crossentropy")
    found = told(program, Dataset.from_arrays(x, y))
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
    found, chosen = told(program, dataset), x.argmax(axis=1)
    table = np.array([[np.sum((y == i) & (chosen == k)) for k in range(3)] for i in range(3)])
    precision = np.diag(table) / table.sum(axis=0)
    recall = np.diag(table) / table.sum(axis=1)
    assert found["precision"] == pytest.approx(precision.mean())
    assert found["recall"] == pytest.approx(recall.mean())
    assert found["f1"] == pytest.approx(np.mean(2 * precision * recall / (precision + recall)))


def test_a_class_that_nothing_has_and_nothing_is_taken_for_does_not_count(random):
    x, y = random.normal(size=(60, 5)), random.integers(0, 3, 60)
    x[:, 4] = -9.0  # neither in truth nor predicted; class 3 is predicted alone
    program = network(5, "softmax", "sparse_categorical_crossentropy")
    dataset = Dataset.from_arrays(x, y, classes=list("abcde"))
    found, chosen = told(program, dataset), x.argmax(axis=1)
    assert set(chosen) == {0, 1, 2, 3}
    scores = [np.mean((y == k)[chosen == k]) for k in range(4)]
    assert found["precision"] == pytest.approx(np.mean(scores))
    assert found["recall"] == pytest.approx(
        reference.recall_score(y, chosen, average="macro", zero_division=0.0)
    )
    assert found["f1"] == pytest.approx(
        reference.f1_score(y, chosen, average="macro", zero_division=0.0)
    )


def test_what_one_class_alone_does_not_define_is_left_out():
    program = network(1, "sigmoid", "binary_crossentropy")
    dataset = Dataset.from_arrays(np.ones((4, 1)), np.zeros(4, np.int64), classes=("a", "b"))
    assert "roc_auc" not in told(program, dataset)


def test_signed_outputs_have_no_perplexity(random):
    program = network(1, "tanh", "mean_squared_error")
    dataset = Dataset.from_arrays(random.normal(size=(40, 1)), random.integers(0, 2, 40))
    assert "perplexity" not in told(program, dataset)


def test_explained_variance_does_not_mind_an_offset(random):
    x = random.normal(size=(50, 1))
    program = network(1, "linear", "mean_squared_error")
    found = told(program, Dataset.from_arrays(x, x[:, 0] + 3.0))
    assert found["explained_variance"] == pytest.approx(1.0, abs=1e-6)


def test_the_threshold_decides_on_the_second_class(random):
    x, y = random.normal(size=(80, 1)), random.integers(0, 2, 80)
    found = told(
        network(1, "sigmoid", "binary_crossentropy"), Dataset.from_arrays(x, y), threshold=0.8
    )
    says = 1.0 / (1.0 + np.exp(-x[:, 0])) > 0.8
    assert found["recall"] == pytest.approx(reference.recall_score(y, says))


def test_steps_that_have_no_class_do_not_count(random):
    x, y = random.normal(size=(30, 4, 3)), random.integers(0, 3, (30, 4))
    y[:, 3] = -1
    graph = Graph.sequential(
        layers.Input(shape=(4, 3)), layers.Dense(units=3, activation="softmax")
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    found = told(program, Dataset.from_arrays(x, y, classes=list("abc")))
    shares, truth = program.predict(x)[:, :3].reshape(-1, 3), y[:, :3].reshape(-1)
    expected = reference.f1_score(truth, shares.argmax(axis=1), average="macro")
    assert found["f1"] == pytest.approx(expected)
    area = reference.roc_auc_score(truth, shares, multi_class="ovr")
    assert found["roc_auc"] == pytest.approx(area)
    assert found["perplexity"] == pytest.approx(math.exp(reference.log_loss(truth, shares)))


def test_steps_of_which_none_has_a_class_have_no_such_metrics(random):
    graph = Graph.sequential(
        layers.Input(shape=(4, 3)), layers.Dense(units=3, activation="softmax")
    )
    program = compile(graph, "sparse_categorical_crossentropy")
    nothing = Dataset.from_arrays(
        random.normal(size=(5, 4, 3)), np.full((5, 4), -1), classes=list("abc")
    )
    assert told(program, nothing) == {"accuracy": 0.0}


def test_an_evaluation_loads_no_scikit_learn():
    text = """
import sys, numpy as np
from engine import Dataset, Graph, Trainer, compile, layers
graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1, activation="sigmoid"))
data = Dataset.from_arrays(np.eye(2), np.array([0, 1]))
assert "roc_auc" in Trainer(compile(graph, "binary_crossentropy"), data).evaluate().metrics
sys.exit("sklearn" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", text], check=False).returncode == 0
