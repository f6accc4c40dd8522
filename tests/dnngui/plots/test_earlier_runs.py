"""Runs that are over stay faint behind the present one; lines can be smoothed."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from dnngui.plots.accuracy import AccuracyPanel
from dnngui.plots.earlier import MOST
from dnngui.plots.loss import LossPanel

FIRST = [1.0, 0.5, 0.25]


@pytest.fixture
def panel(shown, curves_frame):
    panel = shown(LossPanel())
    panel.show_frame(curves_frame([0.9, 0.6], FIRST, [1.1, 0.6, 0.35]))
    return panel


def behind(panel):
    """Heights of the lines of earlier runs that are seen, the latest run first."""
    return [
        line.line.getData()[1].tolist()
        for run in panel.earlier._runs
        for line in run
        if line.line.isVisible()
    ]


def test_a_run_that_begins_anew_leaves_the_one_before_faint_behind(panel, curves_frame):
    assert behind(panel) == []
    panel.show_frame(curves_frame([0.8], [1.0], [1.2], generation=2))
    assert behind(panel) == [FIRST, [1.1, 0.6, 0.35]]
    assert panel.curves[1].y.tolist() == [1.0]


def test_an_edit_that_goes_on_with_the_run_leaves_nothing_behind(panel, curves_frame):
    panel.show_frame(curves_frame([0.9, 0.6, 0.5], [*FIRST, 0.2], [1.1] * 4, generation=2))
    assert behind(panel) == []


def test_the_latest_runs_are_kept(panel, curves_frame):
    for generation in range(2, 20, 2):
        panel.show_frame(curves_frame([], [1.0], generation=generation))
        values = [1.0, 1.0 / generation]
        panel.show_frame(curves_frame([], values, generation=generation))
    panel.show_frame(curves_frame([], [1.0], generation=30))
    lines = [line for line in behind(panel) if line]
    assert len(panel.earlier.kept) == MOST
    assert lines[0] == [1.0, 1.0 / 18]


def test_they_can_be_hidden_and_forgotten(panel, curves_frame):
    assert not panel.forget_action.isEnabled()
    panel.show_frame(curves_frame([], [1.0], generation=2))
    panel.earlier_action.trigger()
    assert behind(panel) == []
    panel.earlier_action.trigger()
    assert len(behind(panel)) == 2
    panel.forget_action.trigger()
    assert behind(panel) == []
    assert not panel.earlier_action.isEnabled()


def test_another_project_has_no_earlier_runs(panel, curves_frame):
    panel.show_frame(curves_frame([], [1.0], generation=2))
    panel.begin_project()
    panel.show_frame(curves_frame([], [1.0], generation=3))
    assert behind(panel) == []


def test_the_value_under_the_pointer_is_told_of_them_too(panel, curves_frame):
    panel.show_frame(curves_frame([], [2.0, 1.5], generation=2))
    panel.chart.pointed.emit(QPointF(1.0, 0.5))
    assert "Earlier run 1  0.6000" in panel.chart.readout.text()


def test_they_are_in_the_table_that_is_saved(panel, curves_frame):
    panel.show_frame(curves_frame([], [2.0], generation=2))
    rows = list(csv.DictReader(io.StringIO(panel.csv())))
    found = [float(row["value"]) for row in rows if row["curve"] == "Earlier run 1: Training"]
    assert found == FIRST


def test_of_another_metric_they_show_that_metric(shown, curves_frame):
    panel = shown(AccuracyPanel())
    metrics = {"r2": [0.0, 0.5], "rmse": [4.0, 2.0]}
    panel.show_frame(curves_frame([], [1.0, 0.5], metrics=metrics))
    first = {name: values[:1] for name, values in metrics.items()}
    panel.show_frame(curves_frame([], [1.0], metrics=first, generation=2))
    assert behind(panel)[0] == [0.0, 0.5]
    panel.choice.setCurrentIndex(1)
    assert behind(panel)[0] == [4.0, 2.0]


def test_errors_have_a_logarithmic_axis_and_shares_have_none(shown, curves_frame):
    panel = shown(AccuracyPanel())
    metrics = {"r2": [0.0, 0.5], "rmse": [100.0, 1.0]}
    panel.show_frame(curves_frame([], [1.0, 0.5], metrics=metrics))
    assert not panel.log_action.isVisible()
    panel.choice.setCurrentIndex(1)
    panel.log_action.trigger()
    assert panel.curves[0].line.getData()[1].tolist() == [2.0, 0.0]
    panel.choice.setCurrentIndex(0)
    assert panel.curves[0].line.getData()[1].tolist() == [0.0, 0.5]
    assert not panel.chart.left.logMode


def test_smoothing_changes_lines_and_no_numbers(panel):
    strong = panel.smoothing.menu().actions()[-1]
    strong.trigger()
    drawn = panel.curves[1].line.getData()[1]
    assert drawn[-1] == pytest.approx(np.average(FIRST, weights=[0.98**2, 0.98, 1.0]))
    assert "Training 0.2500" in panel.legend.text()
    assert "0.25" in panel.csv()
