"""Lengths and paddings of sliding windows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.sizes import Slide, margins, opposite, slide, spread

SLIDES = st.builds(
    Slide,
    st.integers(1, 12),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(1, 3),
    st.integers(0, 4),
    st.integers(0, 4),
)


def windows(each: Slide) -> list[list[int]]:
    """Return the position of every value of every window, one by one; padding is below 0."""
    padded = [-1] * each.before + list(range(each.length)) + [-1] * each.after
    found, start = [], 0
    while start + (each.kernel - 1) * each.dilation < len(padded):
        found.append([padded[start + tap * each.dilation] for tap in range(each.kernel)])
        start += each.stride
    return found


@given(SLIDES)
def test_a_slide_has_as_many_windows_as_fit(each):
    assert each.count == len(windows(each))


@given(SLIDES)
def test_a_tap_is_the_same_position_of_every_window(each):
    padded = np.array([-1] * each.before + list(range(each.length)) + [-1] * each.after)
    for tap in range(each.kernel):
        expected = [window[tap] for window in windows(each)]
        if expected:
            assert padded[each.tap(tap)].tolist() == expected


@given(SLIDES)
def test_a_real_tap_leaves_padding_out(each):
    values = np.arange(each.length)
    for tap in range(each.kernel):
        at, which = each.real_tap(tap)
        expected = [(n, window[tap]) for n, window in enumerate(windows(each)) if window[tap] >= 0]
        assert list(zip(range(which.start, which.stop), values[at], strict=True)) == expected


@given(SLIDES)
def test_the_real_values_of_each_window_are_counted(each):
    expected = [sum(value >= 0 for value in window) for window in windows(each)]
    assert list(each.real_values()) == expected


@pytest.mark.parametrize(
    ("length", "kernel", "stride", "dilation", "margin"),
    [(6, 3, 2, 1, (0, 1)), (7, 3, 2, 1, (1, 1)), (5, 2, 1, 1, (0, 1)), (8, 3, 1, 2, (2, 2))],
)
def test_same_pads_by_the_rule_of_tensorflow(length, kernel, stride, dilation, margin):
    found = slide(length, kernel, stride, dilation, "same", (9, 9))
    assert (found.before, found.after) == margin
    assert found.count == -(-length // stride)


@given(st.integers(1, 9), st.integers(1, 4), st.integers(1, 4), st.integers(1, 3))
def test_a_transposed_convolution_turns_a_slide_around(count, kernel, stride, dilation):
    for padding in ("valid", "same"):
        found = opposite(count, kernel, stride, dilation, padding, (9, 9))
        assert found.count == count
    assert found.length == count * stride
    assert opposite(count, kernel, stride, dilation, "explicit", (0, 0)).count == count


@pytest.mark.parametrize(
    ("values", "rank", "expected"),
    [
        ((2,), 2, ((2, 2), (2, 2))),
        ((1, 2), 2, ((1, 1), (2, 2))),
        ((1, 2, 3, 4), 2, ((1, 2), (3, 4))),
        ((1, 2), 1, ((1, 2),)),
        ((1, 2, 3), 2, None),
    ],
)
def test_few_numbers_stand_for_all_margins(values, rank, expected):
    assert margins(values, rank) == expected


def test_one_number_stands_for_all_dimensions():
    assert spread((3,), 2) == (3, 3)
    assert spread((3, 2), 2) == (3, 2)
    assert spread((3, 2), 1) is None
