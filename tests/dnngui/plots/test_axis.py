"""Labels of an axis are few, round and within it."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from dnngui.plots.axis import Axis
from dnngui.plots.loss import LossPanel


@pytest.fixture(scope="module")
def axis(qapp) -> Axis:
    return Axis("bottom")


@given(low=st.floats(-1e9, 1e9), span=st.floats(1e-6, 1e9), size=st.floats(60, 2000))
def test_linear_ticks_are_within_the_axis_and_not_crowded(axis, low, span, size) -> None:
    span = max(span, 1e-6 * abs(low))
    high = low + span
    axis.logMode = False
    [(spacing, places)] = axis.tickValues(low, high, size)
    assert all(low - 1e-6 * spacing <= place <= high + 1e-6 * spacing for place in places)
    assert len(places) <= size / 48 + 2


@given(low=st.floats(-12, 12), span=st.floats(0.2, 30), size=st.floats(100, 2000))
def test_logarithmic_ticks_are_within_the_axis(axis, low, span, size) -> None:
    axis.logMode = True
    [(_, places)] = axis.tickValues(low, low + span, size)
    assert places
    assert all(low - 1e-9 <= place <= low + span + 1e-9 for place in places)
    assert len(places) <= max(4, size / 48 + 3)


def test_decades_are_labelled_as_powers_of_ten(axis) -> None:
    axis.logMode = True
    [(spacing, places)] = axis.tickValues(-4.0, 1.0, 300.0)
    labels = axis.tickStrings(places, 1.0, spacing)
    assert labels == ["10⁻⁴", "0.001", "0.01", "0.1", "1", "10"]


def test_within_a_decade_there_are_labels_too(axis) -> None:
    axis.logMode = True
    [(spacing, places)] = axis.tickValues(math.log10(0.2), math.log10(0.8), 300.0)
    assert axis.tickStrings(places, 1.0, spacing) == [
        "0.2",
        "0.3",
        "0.4",
        "0.5",
        "0.6",
        "0.7",
        "0.8",
    ]


@pytest.mark.parametrize("bounds", [(1.0, 1.0), (0.0, math.inf), (math.nan, 1.0)])
def test_an_impossible_range_has_no_ticks(axis, bounds) -> None:
    assert axis.tickValues(*bounds, 300.0) == []


def test_a_category_axis_names_its_places(qapp) -> None:
    axis = Axis("bottom")
    axis.names = ("red", "green", "blue")
    [(spacing, places)] = axis.tickValues(-0.5, 2.5, 300.0)
    assert axis.tickStrings(places, 1.0, spacing) == ["red", "green", "blue"]


@pytest.mark.parametrize("width", [180, 300, 600])
def test_what_an_axis_measures_erases_none_of_its_numbers(shown, curves_frame, width) -> None:
    panel = shown(LossPanel(), width, 240)
    panel.show_frame(curves_frame([1.0] * 10, [1.0] * 11))
    axis = panel.chart.bottom
    texts = written(axis)
    assert [text for _, text in texts[:-1]] == ticks(axis)
    (caption, said) = texts[-1]
    assert said == "epoch"
    assert axis.mapRectFromParent(axis.geometry()).contains(caption)
    assert not any(place.intersects(caption) for place, _ in texts[:-1])


@pytest.mark.parametrize("width", [180, 227, 300, 600])
@pytest.mark.parametrize("shown_range", [(-40.0, 2040.0), (0.0, 2000.0), (0.0, 1e-5), (-3e-5, 0.0)])
def test_the_numbers_at_the_ends_of_an_axis_are_whole(shown, width, shown_range) -> None:
    panel = shown(LossPanel(), width, 240)
    panel.chart.view.setXRange(*shown_range, padding=0.0)
    axis, viewport = panel.chart.bottom, panel.chart.viewport().rect()
    texts = written(axis)
    assert [text for _, text in texts[:-1]] == ticks(axis)
    places = [axis.mapRectToScene(place) for place, _ in texts[:-1]]
    assert all(place.left() >= 0.0 and place.right() <= viewport.width() for place in places)
    assert all(left.right() < right.left() for left, right in pairwise(places))


def test_long_numbers_are_fewer_and_still_round(shown) -> None:
    panel = shown(LossPanel(), 300, 240)
    panel.chart.view.setXRange(0.0, 5e-4, padding=0.0)
    assert [text for _, text in written(panel.chart.bottom)[:-1]] == ["0", "0.0002", "0.0004"]


def test_an_axis_without_a_name_is_one_line_high(qapp) -> None:
    axis = Axis("bottom")
    axis.set_font(QApplication.font())
    low = axis.height()
    axis.set_caption("a")
    line = QFontMetricsF(QApplication.font()).height()
    assert axis.height() == pytest.approx(low + line, abs=1.0)
    axis.set_caption("")
    assert axis.height() == low


def test_a_name_longer_than_its_axis_is_shown_with_an_ellipsis(shown, curves_frame) -> None:
    panel = shown(LossPanel(), 180, 240)
    panel.show_frame(curves_frame([1.0], [1.0, 0.5]))
    panel.chart.bottom.set_caption("mean_fractal_dimension_of_the_tumour")
    assert written(panel.chart.bottom)[-1][1].endswith("…")


@pytest.mark.parametrize("greatest", [0.7, 1.2345e6, 1.1e37, 1e300])
def test_the_longest_number_fits_on_a_vertical_axis(shown, curves_frame, greatest) -> None:
    panel = shown(LossPanel(), 180, 240)
    panel.show_frame(curves_frame([greatest], [greatest, -greatest]))
    axis = panel.chart.left
    texts = written(axis)
    assert [text for _, text in texts] == ticks(axis)
    left = axis.mapRectFromParent(axis.geometry()).left()
    assert all(place.left() >= left for place, _ in texts)


def written(axis: Axis) -> list[tuple[QRectF, str]]:
    """Return what is written on an axis that is shown, and where."""
    for _ in range(4):
        QApplication.processEvents()
    picture = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    _, _, texts = axis.generateDrawSpecs(painter)
    painter.end()
    return [(place, text) for place, _, text in texts]


def ticks(axis: Axis) -> list[str]:
    low, high = axis.range
    along = axis.size().width() if axis.orientation == "bottom" else axis.size().height()
    [(spacing, places)] = axis.tickValues(low, high, along)
    return axis.tickStrings(places, 1.0, spacing)
