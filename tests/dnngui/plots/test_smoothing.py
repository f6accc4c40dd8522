"""Smoothed curves, against pandas's exponential means."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

from dnngui.plots.smoothing import smoothed


@pytest.mark.parametrize("weight", [0.01, 0.6, 0.9, 0.98])
@pytest.mark.parametrize("count", [1, 7, 5000])
def test_it_is_the_exponential_mean_without_bias(weight, count):
    values = np.random.default_rng(0).normal(2.0, 1.0, count)
    wanted = pandas.Series(values).ewm(alpha=1.0 - weight, adjust=True).mean()
    np.testing.assert_allclose(smoothed(values, weight), wanted, rtol=1e-9)


def test_what_is_not_finite_stays_and_does_not_spread():
    values = np.array([1.0, np.nan, 3.0, np.inf, 5.0])
    found = smoothed(values, 0.5)
    assert np.isnan(found[1])
    assert np.isinf(found[3])
    counted = [1.0 / 4, 0.0, 1.0]
    assert found[2] == pytest.approx((counted[0] * 1.0 + counted[2] * 3.0) / 1.25)
    assert found[4] == pytest.approx((1.0 / 16 + 3.0 / 4 + 5.0) / (1.0 / 16 + 1.0 / 4 + 1.0))


def test_without_smoothing_the_values_are_what_they_are():
    values = np.array([1.0, np.nan])
    assert smoothed(values, 0.0) is values
