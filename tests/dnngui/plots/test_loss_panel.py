"""The loss panel shows what a run reports, whatever its numbers are."""

from __future__ import annotations

import csv
import io
import itertools
import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from dnngui import theme
from dnngui.plots import figures
from dnngui.plots.chart import RANGE_INTERVAL
from dnngui.plots.legend import Legend
from dnngui.plots.loss import LossPanel


@pytest.fixture
def panel(shown) -> LossPanel:
    return shown(LossPanel())


def drawn(curve) -> np.ndarray:
    """Heights of the points that the line is drawn through."""
    return curve.line.getData()[1]


def test_it_asks_to_run_while_there_is_nothing(panel) -> None:
    assert panel.chart.notice.isVisible()
    assert panel.chart.notice.text() == "Press Run to see the loss."
    assert panel.accessibleDescription() == "Press Run to see the loss."


def test_it_draws_batches_training_and_test(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([0.9, 0.7], [1.0, 0.8, 0.6], [1.1, 0.9, 0.7]))
    batches, training, test = panel.curves
    assert drawn(batches).tolist() == [0.9, 0.7]
    assert drawn(training).tolist() == [1.0, 0.8, 0.6]
    assert drawn(test).tolist() == [1.1, 0.9, 0.7]
    assert not panel.chart.notice.isVisible()


def test_training_and_test_differ_in_colour_in_dashes_and_in_marks(panel) -> None:
    _, training, test = panel._keys()
    assert training.colour != test.colour
    assert (training.dashed, training.ringed) == (False, False)
    assert (test.dashed, test.ringed) == (True, True)


def test_the_last_values_stand_in_the_legend_and_for_screen_readers(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([0.9, 0.5], [1.0, 0.25], [1.0, 0.125]))
    assert panel.legend.text() == "Batches 0.5000, Training 0.2500, Test 0.1250"
    assert panel.accessibleDescription() == panel.legend.text()


@pytest.mark.parametrize("width", [180, 200, 265, 600])
def test_in_a_narrow_panel_all_last_values_can_be_read(panel, curves_frame, qtbot, width) -> None:
    panel.show_frame(curves_frame([0.9, 0.05], [1.0, 0.025], [1.0, 0.0125]))
    panel.resize(width, 220)
    legend, button = panel.legend, panel.findChild(QToolButton, "loss_panel_log")
    qtbot.waitUntil(lambda: legend.width() >= legend.minimumSizeHint().width())
    qtbot.waitUntil(lambda: legend.height() >= legend.heightForWidth(legend.width()))
    assert panel.width() == width
    assert legend.width() >= legend.minimumSizeHint().width()
    assert not legend.geometry().intersects(button.parentWidget().geometry())


def written(legend: Legend) -> list[tuple[str, QRectF]]:
    """Return what a legend writes, and where."""
    words = []

    class Pen(QPainter):
        def drawText(self, at, text):
            words.append((text, QFontMetricsF(self.font()).boundingRect(text).translated(at)))
            super().drawText(at, text)

    picture = QImage(legend.size(), QImage.Format.Format_RGB32)
    painter = Pen(picture)
    if legend._is_stacked(legend.width()):
        legend._paint_rows(painter)
    else:
        legend._paint_tiles(painter)
    painter.end()
    return words


@pytest.mark.parametrize("width", [180, 265, 600])
@pytest.mark.parametrize("worst", [-1.63e37, 123456.0])
def test_a_long_number_pushes_the_others_aside(panel, curves_frame, qtbot, width, worst) -> None:
    panel.resize(width, 220)
    panel.show_frame(curves_frame([worst], [1.0, worst], [1.0, worst]))
    legend = panel.legend
    qtbot.waitUntil(lambda: legend.width() >= legend.minimumSizeHint().width())
    qtbot.waitUntil(lambda: legend.height() >= legend.heightForWidth(legend.width()))
    said = written(legend)
    assert [text for text, _ in said].count(figures.figure(worst)) == 3
    places = [place for _, place in said]
    assert all(QRectF(legend.rect()).adjusted(-1, -1, 1, 1).contains(each) for each in places)
    assert not any(one.intersects(two) for one, two in itertools.combinations(places, 2))


def test_numbers_that_run_stand_still(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([], [1.0], [1.0]))
    widths = {panel.legend.sizeHint().width()}
    for last in (0.5, 0.06160, 12.34, 0.1):
        panel.show_frame(curves_frame([], [1.0, last], [1.0, last]))
        widths.add(panel.legend.sizeHint().width())
    assert len(widths) == 1


def test_without_held_out_rows_there_is_no_test_curve(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([0.9], [1.0, 0.8]))
    assert len(drawn(panel.curves[2])) == 0
    assert panel.legend.text().endswith("Test –")


def test_the_axes_hold_all_that_is_drawn(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([3.0, 2.0, 1.0], [4.0, 2.0], [5.0, 2.0]))
    (left, right), (low, high) = panel.chart.view.viewRange()
    assert left < 0.0
    assert right > 3.0
    assert low < 0.0
    assert high > 5.0


def test_the_axes_move_at_most_twice_a_second_and_arrive(panel, curves_frame, qtbot) -> None:
    moves = []
    panel.chart.view.sigRangeChanged.connect(lambda *_: moves.append(1))
    for epoch in range(1, 60):
        panel.show_frame(curves_frame([1.0] * 10 * epoch, [float(epoch)] * (epoch + 1)))
    assert len(moves) <= 2
    qtbot.wait(RANGE_INTERVAL + 100)
    assert len(moves) <= 4
    assert panel.chart.view.viewRange()[0][1] > 590


def test_a_gap_is_left_where_the_loss_is_not_finite(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([1.0, math.nan, 2.0, math.inf], [1.0, math.nan]))
    heights = drawn(panel.curves[0])
    assert np.isnan(heights).tolist() == [False, True, False, True]
    assert panel.legend.text().startswith("Batches ∞, Training NaN")
    assert panel.chart.view.viewRange()[1][1] < 3.0


@pytest.mark.parametrize(
    "losses",
    [
        [0.7],
        [0.6931] * 50,
        [0.0, 0.0],
        [1e300, 1e308, 1.0],
        [1e-30, 1e-31],
        [math.nan],
        [-2.0, 1.0],
    ],
)
@pytest.mark.parametrize("logarithmic", [False, True])
def test_unusual_losses_are_drawn(panel, curves_frame, losses, logarithmic) -> None:
    panel.log_action.setChecked(logarithmic)
    panel.show_frame(curves_frame(losses, losses, losses))
    panel.grab()
    assert all(math.isfinite(end) for axis in panel.chart.view.viewRange() for end in axis)


def test_a_single_point_can_be_seen(panel, curves_frame, colour_at) -> None:
    panel.show_frame(curves_frame((), [0.5]))
    assert colour_at(panel, 0.0, 0.5).name() == theme.LIGHT.accent


def test_the_logarithmic_axis_is_one_click_away(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([1.0, 0.1, 0.01], [1.0, 0.1]))
    button = panel.findChild(QToolButton, "loss_panel_log")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert np.allclose(drawn(panel.curves[0]), [0.0, -1.0, -2.0])
    low, high = panel.chart.view.viewRange()[1]
    assert low < -2.0
    assert high > 0.0
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert drawn(panel.curves[0]).tolist() == [1.0, 0.1, 0.01]


def test_a_loss_of_zero_lies_on_the_logarithmic_axis_edge(panel, curves_frame) -> None:
    panel.log_action.setChecked(True)
    panel.show_frame(curves_frame([1.0, 0.1, 0.0], [1.0]))
    heights = drawn(panel.curves[0])
    assert heights[2] == panel.chart.view.viewRange()[1][0]
    assert heights[2] < heights[1]


def test_the_pointer_reads_the_values_of_its_epoch(panel, curves_frame, qtbot) -> None:
    panel.show_frame(curves_frame([0.9, 0.8, 0.7, 0.6], [1.0, 0.5, 0.25, 0.125, 0.1]))
    panel.chart.fit()
    place = panel.chart.place(2.2, 0.5)
    QTest.mouseMove(panel.chart.viewport(), place)
    qtbot.waitUntil(panel.chart.readout.isVisible)
    lines = panel.chart.readout.text().splitlines()
    assert lines == ["Epoch 2.000", "Batches  0.8000", "Training  0.2500"]
    QTest.mouseMove(panel.chart.viewport(), QPoint(1, 1))
    qtbot.waitUntil(lambda: not panel.chart.readout.isVisible())


def test_the_readout_stays_within_the_chart(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([0.9, 0.8], [1.0, 0.5]))
    area = panel.chart.area()
    for corner in (area.topLeft(), area.topRight(), area.bottomLeft(), area.bottomRight()):
        panel.chart.readout.say("Epoch 100\nBatches  0.1", corner, area)
        assert area.contains(panel.chart.readout.geometry())


def test_a_hidden_panel_draws_nothing_until_it_is_seen(panel, curves_frame) -> None:
    panel.hide()
    for epoch in range(1, 5):
        panel.show_frame(curves_frame([1.0] * epoch, [1.0] * epoch))
    assert panel.curves[0].line.getData()[0] is None or not len(drawn(panel.curves[0]))
    panel.show()
    assert len(drawn(panel.curves[0])) == 4


def test_frames_of_an_older_network_are_dropped(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([1.0, 2.0], [1.0], generation=3))
    panel.show_frame(curves_frame([9.0], [9.0], generation=2))
    assert drawn(panel.curves[0]).tolist() == [1.0, 2.0]


def test_curves_of_an_older_network_go_where_no_others_come(panel, curves_frame, qtbot) -> None:
    panel.show_frame(curves_frame([1.0, 2.0], [1.0]))
    empty = curves_frame(generation=2)
    panel.show_frame(type(empty)(2, 0, 0, None))
    assert len(drawn(panel.curves[0])) == 2
    qtbot.waitUntil(lambda: not len(drawn(panel.curves[0])), timeout=2000)
    assert panel.chart.notice.isVisible()


def test_a_frame_without_curves_leaves_them(panel, curves_frame, qtbot) -> None:
    frame = curves_frame([1.0, 2.0], [1.0])
    panel.show_frame(frame)
    panel.show_frame(type(frame)(1, 2, 1, 0.5))
    qtbot.wait(600)
    assert len(drawn(panel.curves[0])) == 2


def test_long_curves_are_thinned_and_keep_their_peaks(panel, curves_frame) -> None:
    losses = np.random.default_rng(0).uniform(0.1, 1.0, 2048)
    losses[777] = 7.0
    panel.show_frame(curves_frame(losses, [1.0]))
    heights = drawn(panel.curves[0])
    assert len(heights) <= 1026
    assert heights.max() == 7.0


def test_its_table_holds_every_point(panel, curves_frame) -> None:
    panel.show_frame(curves_frame([0.5], [1.0, 0.25], [2.0, 0.75]))
    rows = list(csv.reader(io.StringIO(panel.csv())))
    assert rows[0] == ["curve", "epoch", "value"]
    assert ["Batches", "1.0", "0.5"] in rows
    assert ["Test", "1.0", "0.75"] in rows
    assert len(rows) == 6


@pytest.mark.parametrize("dark", [False, True])
def test_it_takes_the_colours_of_the_theme(panel, curves_frame, dark) -> None:
    colours = theme.DARK if dark else theme.LIGHT
    panel.set_theme(dark)
    panel.show_frame(curves_frame([1.0, 1.0], [1.0, 1.0]))
    assert panel.grab().toImage().pixelColor(3, 3).name() == colours.surface
    picture = panel.chart.viewport().grab().toImage()
    assert picture.pixelColor(3, picture.height() // 2).name() == colours.surface
    assert panel.curves[1].line.opts["pen"].color().name() == colours.accent
