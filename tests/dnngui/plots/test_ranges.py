"""Axes end at round numbers and hold what is drawn."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnngui.plots import ranges

positive = st.floats(1e-12, 1e12)


@given(positive)
def test_rounding_brackets_a_value_closely(value: float) -> None:
    up, down = ranges.round_up(value), ranges.round_down(value)
    assert value * (1 - 1e-9) <= up <= 1.34 * value
    assert value / 1.34 <= down <= value * (1 + 1e-9)


@given(positive, positive)
def test_a_range_from_zero_shows_zero_and_all_values(one: float, other: float) -> None:
    low, high = ranges.from_zero(min(one, other), max(one, other))
    assert low < 0.0
    assert high > max(one, other)


def test_a_loss_that_stands_still_gets_an_axis_that_shows_so() -> None:
    assert ranges.from_zero(0.6931, 0.6931) == pytest.approx((-0.024, 0.824))


def test_a_loss_of_zero_gets_an_axis_too() -> None:
    low, high = ranges.from_zero(0.0, 0.0)
    assert low < 0.0 < high


def test_negative_values_are_on_the_axis() -> None:
    low, high = ranges.from_zero(-3.3, 1.1)
    assert low < -3.3
    assert high > 1.1


@pytest.mark.parametrize("value", [0.0, 5.0, -2e9, 1e-30])
def test_a_single_value_has_room_on_both_sides(value: float) -> None:
    low, high = ranges.around(value, value)
    assert low < value < high


@pytest.mark.parametrize(("least", "greatest"), [(1e-9, 1e9), (0.69, 0.70), (3.0, 3.0)])
def test_a_logarithmic_range_holds_its_values(least: float, greatest: float) -> None:
    low, high = ranges.logarithmic(least, greatest)
    assert low < math.log10(least)
    assert high > math.log10(greatest)
    assert high - low >= 0.3


def test_the_largest_values_leave_finite_axes() -> None:
    assert all(map(math.isfinite, ranges.from_zero(-ranges.LARGEST, ranges.LARGEST)))
    assert all(map(math.isfinite, ranges.logarithmic(1e-300, ranges.LARGEST)))


@pytest.mark.parametrize(
    ("least", "low"), [(0.97, 0.9), (0.5, 0.5), (0.42, 0.4), (0.0, 0.0), (1.0, 0.9)]
)
def test_shares_reach_to_the_top_from_a_tenth_below(least: float, low: float) -> None:
    bottom, top = ranges.share(least, 1.0)
    assert bottom == pytest.approx(low - 0.03 * (1.0 - low))
    assert top > 1.0
