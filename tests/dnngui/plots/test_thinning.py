"""Thinned curves look like whole ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnngui.plots.thinning import drawn, spaced


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=5000),
    st.integers(20),
)
def test_extremes_and_ends_stay(values: list[float], limit: int) -> None:
    curve = np.array(values)
    kept = curve[drawn(curve, limit)]
    assert kept.max() == curve.max()
    assert kept.min() == curve.min()
    assert kept[0] == curve[0]
    assert kept[-1] == curve[-1]


@pytest.mark.parametrize("count", [1, 999, 1024, 1025, 1400, 1500, 2047, 2048, 10_000, 100_000])
def test_a_curve_is_drawn_in_a_thousand_points_or_a_few_more(count: int) -> None:
    curve = np.random.default_rng(0).normal(size=count)
    kept = drawn(curve)
    assert len(kept) <= 1026
    assert len(kept) >= min(count, 500)
    assert (np.diff(kept) > 0).all()


def test_short_curves_are_left_alone() -> None:
    assert drawn(np.arange(1000.0)).tolist() == list(range(1000))


def test_a_single_spike_among_many_points_survives() -> None:
    curve = np.zeros(50_000)
    curve[31_417] = 9.0
    assert 31_417 in drawn(curve)


def test_one_value_that_is_not_finite_stays_a_gap() -> None:
    curve = np.ones(5000)
    curve[1234], curve[2345] = np.nan, np.inf
    kept = drawn(curve)
    assert {1234, 2345} <= set(kept.tolist())


def test_a_curve_without_any_finite_value_is_no_error() -> None:
    assert len(drawn(np.full(5000, np.nan))) >= 2


def test_what_was_drawn_stays_drawn_while_a_curve_grows() -> None:
    curve = np.random.default_rng(1).normal(size=2040)
    early, late = drawn(curve[:1900]), drawn(curve)
    assert set(early[early < 1890].tolist()) == set(late[late < 1890].tolist())


def test_marks_keep_their_places_while_a_curve_grows() -> None:
    for count in (5, 50, 500, 2000):
        marks = spaced(count, 8)
        assert len(marks) <= 17
        grown = spaced(count + 1, 8)
        assert set(grown.tolist()) <= set(marks.tolist()) | {count}
