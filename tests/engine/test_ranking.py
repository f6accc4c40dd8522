"""ROC and precision-recall, against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import (
    average_precision_score,
    precision_recall_curve,
    roc_auc_score,
    roc_curve,
)

from engine.ranking import separate


@pytest.fixture(params=["ties", "apart"])
def ranked(request):
    random = np.random.default_rng(3)
    positive = random.random(200) < 0.3
    scores = random.normal(positive * 1.2, 1.0)
    return (np.round(scores, 1) if request.param == "ties" else scores), positive


def test_the_roc_curve_is_scikit_learns(ranked):
    scores, positive = ranked
    found = separate(scores, positive)
    across, up, thresholds = roc_curve(positive, scores, drop_intermediate=False)
    np.testing.assert_allclose(found.fall_out, across[1:])
    np.testing.assert_allclose(found.recall, up[1:])
    np.testing.assert_allclose(found.thresholds, thresholds[1:])
    assert found.area == pytest.approx(roc_auc_score(positive, scores))


def test_precision_and_recall_are_scikit_learns(ranked):
    scores, positive = ranked
    found = separate(scores, positive)
    precision, recall, _ = precision_recall_curve(positive, scores)
    np.testing.assert_allclose(found.precision[::-1], precision[:-1])
    np.testing.assert_allclose(found.recall[::-1], recall[:-1])
    assert found.average_precision == pytest.approx(average_precision_score(positive, scores))


def test_a_threshold_has_its_place_on_the_curve(ranked):
    scores, positive = ranked
    found = separate(scores, positive)
    place = found.at(0.5)
    assert found.hits[place] == np.sum(positive & (scores >= 0.5))
    assert found.alarms[place] == np.sum(~positive & (scores >= 0.5))
    assert found.at(99.0) is None


@pytest.mark.parametrize("positive", [[True, True], [False, False]])
def test_one_class_alone_has_no_area(positive):
    assert separate(np.array([0.1, 0.9]), np.array(positive)).area is None


def test_what_is_no_number_ranks_last():
    found = separate(np.array([np.nan, 0.1, 0.9]), np.array([False, False, True]))
    assert found.area == 1.0
