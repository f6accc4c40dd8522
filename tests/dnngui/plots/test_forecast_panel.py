"""Forecasts against the truth as a person sees them."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QPointF

from dnngui.document.project import Project
from dnngui.plots.forecast import ForecastPanel
from dnngui.training.forecast import Forecast, Foretold
from dnngui.training.frames import Frame, Needs
from engine.data.dataset import Dataset
from engine.data.settings import DataSettings, Sequences

SOURCE = Sequences(name="sine wave", steps=4)
DATA = Dataset.from_arrays(np.zeros((3, 4, 1)), np.arange(3.0))


def project(source=SOURCE):
    return msgspec.structs.replace(Project(), data=DataSettings(source=source))


@pytest.fixture
def panel(shown):
    panel = shown(ForecastPanel())
    panel.synchronize(project())
    panel.show_dataset(DATA)
    return panel


def foretold(free=0.5):
    truth = np.sin(np.arange(10.0))
    return Foretold(truth, truth, truth[4:] + 0.1, truth[4:] + free)


def show(panel, view):
    (request,) = panel.needs().views
    panel.show_frame(Frame(1, 1, 1, None, views={request: view}))


def test_it_asks_for_the_wave_that_the_project_names(panel):
    assert panel.needs() == Needs(views=(Forecast(SOURCE),))
    longer = Sequences(name="sine wave", steps=6)
    panel.synchronize(project(longer))
    assert panel.needs() == Needs(views=(Forecast(longer),))


def test_forecasts_begin_where_the_first_window_ends(panel):
    show(panel, foretold())
    truth, one, free = (curve.line.getData() for curve in panel.curves)
    assert truth[0].tolist() == list(range(1, 11))
    assert one[0].tolist() == free[0].tolist() == list(range(5, 11))
    assert np.allclose(free[1] - one[1], 0.4)
    assert panel._start.value() == 4.5


def test_the_legend_tells_how_far_each_is_off(panel):
    show(panel, foretold())
    assert panel.legend.text() == "Truth , One step ahead 0.100, Free-running 0.500"
    assert "0.500" in panel.accessibleDescription()


@pytest.mark.parametrize("free", [1e9, np.inf, np.nan])
def test_a_forecast_that_runs_away_leaves_the_wave_in_sight(panel, free):
    show(panel, foretold(free))
    low, high = panel.chart.view.viewRange()[1]
    assert -3.0 < low < -0.9
    assert 0.9 < high < 3.0


def test_the_pointer_reads_all_lines_of_a_step(panel):
    show(panel, foretold())
    panel.chart.pointed.emit(QPointF(6.2, 0.0))
    assert panel.chart.readout.text().splitlines() == [
        "Step 6",
        "Truth  −0.9589",
        "One step ahead  −0.8589",
        "Free-running  −0.4589",
    ]
    panel.chart.pointed.emit(QPointF(2.0, 0.0))
    assert panel.chart.readout.text().splitlines() == ["Step 2", "Truth  0.8415"]


def test_other_data_are_declined_in_words(panel):
    panel.synchronize(project(Sequences(name="sorting")))
    assert panel.needs() == Needs()
    assert "sine wave" in panel.notice.text()


def test_the_values_are_a_table(panel):
    show(panel, foretold())
    lines = panel.csv().splitlines()
    assert lines[0] == "step,read,truth,one step ahead,free-running"
    assert lines[4].endswith(",,")
    assert len(lines) == 11
