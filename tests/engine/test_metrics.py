"""Metrics against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics as reference

from engine import metrics


@pytest.fixture
def random():
    return np.random.default_rng(7)


def test_accuracy_of_several_classes(random):
    scores, labels = random.random((50, 4)), random.integers(0, 4, 50)
    found = metrics.accuracy(scores, np.eye(4)[labels], 0.5, 0.5)
    assert found == reference.accuracy_score(labels, scores.argmax(axis=1))


@pytest.mark.parametrize(("low", "threshold"), [(0.0, 0.5), (0.0, 0.8), (-1.0, 0.0), (-1.0, -0.4)])
def test_accuracy_of_two_classes_with_a_threshold(random, low, threshold):
    labels = random.integers(0, 2, 60)
    scores = random.uniform(low, 1.0, 60)
    targets = np.where(labels == 1, 1.0, low)[:, None]
    found = metrics.accuracy(scores[:, None], targets, threshold, (low + 1) / 2)
    assert found == reference.accuracy_score(labels, scores > threshold)


@pytest.mark.parametrize("k", [1, 2, 3])
def test_top_k(random, k):
    scores, labels = random.random((50, 5)), random.integers(0, 5, 50)
    found = metrics.top_k_accuracy(scores, np.eye(5)[labels], k)
    assert found == reference.top_k_accuracy_score(labels, scores, k=k)


def test_metrics_of_numbers(random):
    predicted, wanted = random.normal(size=(40, 2)), random.normal(size=(40, 2))
    assert metrics.r2(predicted, wanted) == pytest.approx(reference.r2_score(wanted, predicted))
    assert metrics.mae(predicted, wanted) == pytest.approx(
        reference.mean_absolute_error(wanted, predicted)
    )
    squared = reference.mean_squared_error(wanted, predicted)
    assert metrics.rmse(predicted, wanted) == pytest.approx(np.sqrt(squared))


def test_within_a_tolerance():
    predicted, wanted = (
        np.array([[1.0], [2.0], [3.0], [4.0]]),
        np.array([[1.1], [2.5], [3.0], [3.9]]),
    )
    assert metrics.accuracy_within(predicted, wanted, 0.2) == 0.75


@pytest.mark.parametrize(("predicted", "expected"), [([2.0, 2.0], 1.0), ([2.0, 3.0], 0.0)])
def test_r2_of_equal_targets(predicted, expected):
    values = np.array(predicted)[:, None]
    assert metrics.r2(values, np.full((2, 1), 2.0)) == expected


@pytest.mark.parametrize("constant", [(), (1,), (0, 1, 2)])
@pytest.mark.parametrize("weighted", [False, True])
def test_r2_by_variance(random, constant, weighted):
    wanted = random.normal(size=(40, 3)) * (1.0, 20.0, 1e-3)
    wanted[:, constant] = 2.0
    predicted = wanted + random.normal(size=(40, 3)) * 0.3
    weights = random.random(40) if weighted else None
    expected = reference.r2_score(
        wanted, predicted, sample_weight=weights, multioutput="variance_weighted"
    )
    found = metrics.r2(predicted, wanted, weights, by_variance=True)
    assert found == pytest.approx(expected, rel=1e-9)
