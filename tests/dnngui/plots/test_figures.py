"""Numbers on the panels are short and say what is meant."""

from __future__ import annotations

import math

import pytest

from dnngui.plots import figures


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.69314718, "0.6931"),
        (0.0616, "0.06160"),
        (12.3456, "12.35"),
        (123456.0, "123456"),
        (-0.4, "−0.4000"),
        (0.0, "0"),
        (1.234e-7, "1.23·10⁻⁷"),
        (3.4e38, "3.40·10³⁸"),
        (math.nan, "NaN"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (None, "–"),
    ],
)
def test_figure(value: float | None, text: str) -> None:
    assert figures.figure(value) == text


@pytest.mark.parametrize(
    ("share", "text"), [(0.9531, "95.3%"), (1.0, "100.0%"), (None, "–"), (math.nan, "NaN")]
)
def test_percent(share: float | None, text: str) -> None:
    assert figures.percent(share) == text


@pytest.mark.parametrize(
    ("value", "spacing", "text"),
    [
        (0.2, 0.2, "0.2"),
        (1.0, 0.5, "1.0"),
        (-5.0, 5.0, "−5"),
        (2000.0, 500.0, "2000"),
        (12_500.0, 2500.0, "12.5k"),
        (3e6, 1e6, "3M"),
        (5e9, 1e9, "5·10⁹"),
        (-1e9, 1e9, "−10⁹"),
        (2.5e-5, 5e-6, "2.5·10⁻⁵"),
        (1e-17, 0.1, "0"),
        (0.30000000000000004, 0.1, "0.3"),
    ],
)
def test_tick(value: float, spacing: float, text: str) -> None:
    assert figures.tick(value, spacing) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.001, "0.001"), (50.0, "50"), (1e-4, "10⁻⁴"), (2e6, "2·10⁶")]
)
def test_power(value: float, text: str) -> None:
    assert figures.power(value) == text
