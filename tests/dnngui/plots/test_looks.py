"""The history of weights and gradients, thinned, and what is read from histograms."""

from __future__ import annotations

import numpy as np
import pytest

from dnngui.plots.looks import MOST, Looks, densities, quantiles
from dnngui.training.parameters import Look, spread

SPREAD = spread(np.array([0.0, 1.0]))


def look(step, gradient=SPREAD):
    return Look(step, float(step), {}, {"dense_1/kernel": gradient}, ())


def steps(looks):
    return [each.step for each in looks.seen()]


def test_a_long_run_is_thinned_evenly_and_keeps_its_ends():
    looks = Looks()
    for step in range(5000):
        looks.add(look(step))
    found = steps(looks)
    assert found[0] == 0
    assert found[-1] == 4999
    assert MOST / 4 < len(found) <= MOST
    gaps = np.diff(found)
    assert gaps.max() <= 8 * np.median(gaps)


def test_looking_back_hides_what_came_later_and_going_on_there_replaces_it():
    looks = Looks()
    for step in (0, 10, 20, 30):
        looks.add(look(step))
    looks.add(look(10))
    assert steps(looks) == [0, 10]
    looks.add(look(30))
    assert steps(looks) == [0, 10, 30]
    looks.add(look(10))
    looks.add(look(15))
    looks.add(look(22))
    assert steps(looks) == [0, 10, 15, 22]


def test_a_look_back_leaves_the_gradients_that_were_seen_then():
    looks = Looks()
    for step in (0, 10, 20):
        looks.add(look(step))
    looks.add(look(10, gradient=None))
    assert steps(looks) == [0, 10]
    assert looks.seen()[-1].gradients["dense_1/kernel"] is SPREAD
    looks.add(look(20))
    assert steps(looks) == [0, 10, 20]


def test_a_moment_between_two_is_put_between_them():
    looks = Looks()
    for step in (0, 10, 20):
        looks.add(look(step))
    looks.add(look(5))
    assert steps(looks) == [0, 5]


def test_quantiles_are_numpys_to_the_width_of_a_bin():
    values = np.random.default_rng(0).normal(size=5000)
    found = quantiles(spread(values), (0.05, 0.5, 0.95))
    width = np.ptp(values) / 48
    np.testing.assert_allclose(found, np.quantile(values, (0.05, 0.5, 0.95)), atol=width)


def test_every_column_holds_all_values_wherever_its_own_bins_were():
    narrow, wide = spread(np.linspace(-1.0, 1.0, 100)), spread(np.linspace(-3.0, 3.0, 100))
    cells = densities([narrow, None, wide], np.linspace(-4.0, 4.0, 17))
    assert cells[:, 0].sum() == pytest.approx(1.0)
    assert cells[:, 2].sum() == pytest.approx(1.0)
    assert np.isnan(cells[:, 1]).all()
    assert cells[:, 0].max() == pytest.approx(0.25, rel=0.1)
