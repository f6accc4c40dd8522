"""The accuracy panel offers the metrics that a run has and shows the chosen one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from dnngui import theme
from dnngui.plots.accuracy import AccuracyPanel
from engine import Dataset

REGRESSION = {"r2": [-0.5, 0.8], "rmse": [4.0, 2.0], "mae": [3.0, 1.5], "within": [0.1, 0.6]}

SHARES = {"accuracy": [0.5, 1.0], "top_3": [0.9, 1.0]}


@pytest.fixture
def panel(shown) -> AccuracyPanel:
    return shown(AccuracyPanel())


@pytest.fixture
def table():
    """Make a data set of two rows with these targets."""
    return lambda targets: Dataset.from_arrays(np.eye(2), np.array(targets))


def heights(panel: AccuracyPanel) -> list[list[float]]:
    return [curve.line.getData()[1].tolist() for curve in panel.curves]


def on_line(seen: QColor) -> bool:
    """Whether a pixel is rather the line's than its ground's."""
    line, ground = QColor(theme.LIGHT.accent), QColor(theme.LIGHT.surface)
    return abs(seen.red() - line.red()) < abs(seen.red() - ground.red())


def test_accuracy_is_shown_in_percent(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0, 0.5], [1.0, 0.5], {"accuracy": [0.5, 0.9]}))
    training, test = heights(panel)
    assert training == pytest.approx([50.0, 90.0])
    assert test == pytest.approx([45.0, 81.0])
    assert panel.legend.text() == "Training 90.0%, Test 81.0%"
    assert panel.chart.left.tickStrings([80.0], 1.0, 20.0) == ["80%"]
    assert not panel.choice.isVisible()


def test_a_regression_begins_with_r2_and_offers_the_rest(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0, 0.5], [1.0, 0.5], REGRESSION))
    assert panel.choice.isVisible()
    names = [panel.choice.itemText(place) for place in range(panel.choice.count())]
    assert names == ["R²", "RMSE", "MAE", "Within tolerance"]
    assert heights(panel)[0] == pytest.approx([-0.5, 0.8])


def test_another_metric_is_shown_when_chosen_and_stays_chosen(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0, 0.5], None, REGRESSION))
    panel.choice.setFocus()
    QTest.keyClick(panel.choice, Qt.Key.Key_Down)
    assert heights(panel)[0] == pytest.approx([4.0, 2.0])
    assert panel.chart.view.viewRange()[1][1] > 4.0
    longer = {name: [*values, values[-1] / 2] for name, values in REGRESSION.items()}
    panel.show_frame(curves_frame((), [1.0, 0.5, 0.4], None, longer))
    assert heights(panel)[0] == pytest.approx([4.0, 2.0, 1.0])


def test_the_choice_follows_the_task(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0, 0.5], None, REGRESSION))
    panel.show_frame(curves_frame((), [1.0], None, {"accuracy": [0.7]}, generation=2))
    assert panel.legend.text() == "Training 70.0%, Test –"
    assert not panel.choice.isVisible()


OF_CLASSES = {
    "accuracy": [0.5, 1.0],
    "f1": [0.3, 0.9],
    "roc_auc": [0.5, 0.97],
    "perplexity": [2.0, 1.1],
}


def test_metrics_of_classes_are_offered_and_read_from_their_own_zero(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0, 0.5], [1.0, 0.5], OF_CLASSES))
    assert offered(panel) == ["Accuracy", "F1", "ROC AUC", "Perplexity"]
    tip = panel.choice.itemData(1, Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("The harmonic mean of precision and recall")
    panel.choice.setCurrentIndex(2)
    low, high = panel.chart.view.viewRange()[1]
    assert -0.1 < low < 0.5 < 1.0 < high < 1.1
    assert panel.legend.text().startswith("Training 0.97")
    assert not panel.log_action.isVisible()
    panel.choice.setCurrentIndex(3)
    assert panel.log_action.isVisible()
    assert heights(panel)[0] == pytest.approx([2.0, 1.1])


def offered(panel: AccuracyPanel) -> list[str]:
    return [panel.choice.itemText(place) for place in range(panel.choice.count())]


def test_another_project_offers_nothing_of_the_one_before(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0, 0.5], None, REGRESSION))
    panel.begin_project()
    assert not offered(panel)
    assert not panel.choice.isVisible()


def test_another_task_offers_nothing_of_the_one_before(panel, curves_frame, table) -> None:
    panel.show_dataset(table([0.5, 1.5]))
    panel.show_frame(curves_frame((), [1.0, 0.5], None, REGRESSION))
    panel.show_dataset(table([2.5, 3.5]))
    assert offered(panel)[0] == "R²"
    panel.show_dataset(table([0, 1]))
    assert not offered(panel)
    assert not panel.choice.isVisible()
    assert not heights(panel)[0]


def test_r2_far_below_zero_does_not_flatten_the_rest(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [9.0, 1.0], None, {"r2": [-4000.0, 0.9]}))
    low, high = panel.chart.view.viewRange()[1]
    assert -2.0 < low < -0.9
    assert high > 0.9


@pytest.mark.parametrize("worst", [-2e4, -1.63e37, -1e300])
def test_good_epochs_stay_visible_when_r2_explodes(panel, curves_frame, colour_at, worst) -> None:
    panel.show_frame(curves_frame((), [1.0] * 4, None, {"r2": [0.5, 0.5, 0.5, worst]}))
    assert on_line(colour_at(panel, 0.5, 0.5))
    assert panel.chart.view.viewRange()[1] == pytest.approx([-1.06, 1.06])


@pytest.mark.parametrize("best", [-3.0, -1e37])
def test_the_best_epoch_is_visible_however_bad_it_is(panel, curves_frame, colour_at, best) -> None:
    values = [best, best, 100.0 * best]
    panel.show_frame(curves_frame((), [1.0] * 3, None, {"r2": values}))
    assert on_line(colour_at(panel, 0.5, best))


def test_an_unknown_metric_is_shown_under_its_own_name(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0], None, {"auc": [0.7], "accuracy": [0.6]}))
    assert panel.choice.itemText(0) == "auc"


@pytest.mark.parametrize("width", [180, 216, 240, 460])
@pytest.mark.parametrize("metrics", [REGRESSION, SHARES], ids=["regression", "shares"])
def test_in_a_narrow_panel_the_choice_and_the_legend_can_be_read(
    panel, curves_frame, qtbot, qapp, width, metrics
) -> None:
    theme.apply(qapp, False)
    panel.show_frame(curves_frame((), [1.0, 0.5], [1.0, 0.5], metrics))
    panel.resize(width, 220)
    legend = panel.legend
    qtbot.waitUntil(lambda: legend.width() >= legend.minimumSizeHint().width())
    qtbot.waitUntil(lambda: legend.height() >= legend.heightForWidth(legend.width()))
    assert panel.width() == width
    assert panel.choice.width() >= panel.choice.sizeHint().width()
    assert not legend.geometry().intersects(panel.choice.parentWidget().geometry())


def test_free_energies_fill_the_axis_and_their_gap_can_be_chosen(panel, curves_frame) -> None:
    energies = {"free_energy": [-40.0, -30.0]}
    frame = curves_frame((), [0.07, 0.03], [0.07, 0.03], energies)
    machine = replace(frame, curves=replace(frame.curves, machine="rbm_1"))
    panel.show_frame(machine)
    assert panel.title == panel.windowTitle() == "Free energy"
    assert heights(panel) == [pytest.approx([-40.0, -30.0]), pytest.approx([-36.0, -27.0])]
    low, high = panel.chart.view.viewRange()[1]
    assert -43.0 < low < -40.0 < -27.0 < high < -24.0
    panel.choice.setFocus()
    QTest.keyClick(panel.choice, Qt.Key.Key_Down)
    assert heights(panel) == [[], pytest.approx([4.0, 3.0])]
    panel.show_frame(curves_frame((), [1.0, 0.5], [1.0, 0.5], {"accuracy": [0.5, 0.9]}))
    assert panel.windowTitle() == "Metrics"


OUTPUTS = {"r2": [0.1, 0.2], "a/loss": [2.0, 1.0], "a/r2": [0.1, 0.2], "b/accuracy": [0.5, 0.9]}


def test_of_several_outputs_each_ones_metrics_are_offered_once(panel, curves_frame) -> None:
    panel.show_frame(curves_frame((), [1.0, 0.5], None, OUTPUTS))
    names = [panel.choice.itemText(place) for place in range(panel.choice.count())]
    assert names == ["a: Loss", "a: R²", "b: Accuracy"]
    assert heights(panel)[0] == pytest.approx([2.0, 1.0])
    panel.choice.setFocus()
    QTest.keyClick(panel.choice, Qt.Key.Key_End)
    assert heights(panel)[0] == pytest.approx([50.0, 90.0])
