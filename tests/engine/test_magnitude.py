"""How large the values of arrays are."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.magnitude import root_mean_square


def test_the_root_mean_square_goes_over_all_parts() -> None:
    first, second = np.array([[3.0, -4.0], [0.0, 1.0]]), np.array([2.0])
    assert root_mean_square(first, second) == pytest.approx(math.sqrt((9 + 16 + 0 + 1 + 4) / 5))


def test_nothing_has_no_size() -> None:
    assert root_mean_square() == root_mean_square(np.empty(0)) == 0.0


def test_squares_are_those_of_the_parts_precision() -> None:
    huge = np.array([1e30])
    assert root_mean_square(huge) == pytest.approx(1e30)
    assert root_mean_square(huge.astype(np.float32)) == math.inf
