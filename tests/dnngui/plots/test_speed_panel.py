"""Speed and memory as a person reads them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from dnngui.plots.speed import SpeedPanel, amount, duration
from dnngui.training.frames import Frame, Needs
from dnngui.training.speed import Cost, Speed
from engine.data.dataset import Dataset

COST = Cost(samples=300, steps_per_epoch=30, weights=4096, memory=250_000_000)


@pytest.fixture
def panel(shown):
    panel = shown(SpeedPanel())
    panel.show_dataset(Dataset.from_arrays(np.zeros((3, 2)), np.arange(3.0)))
    return panel


def show(panel, speed, cost=COST):
    frame = Frame(1, 1, 1, None, steps_per_second=speed, views={Speed(): cost})
    panel.show_frame(frame)


def told(panel):
    return {name: label.text() for name, label in panel.values.items()}


def test_it_tells_steps_samples_epochs_and_memory(panel):
    assert panel.needs() == Needs(views=(Speed(),))
    show(panel, 600.0)
    assert told(panel) == {
        "steps": "600",
        "samples": "6000",
        "epoch": "50 ms",
        "memory": "250 MB",
    }
    assert "Samples/s 6000" in panel.accessibleDescription()


def test_before_a_run_there_is_memory_alone(panel):
    show(panel, 0.0)
    assert told(panel) == {"steps": "–", "samples": "–", "epoch": "–", "memory": "250 MB"}
    assert panel.chart.notice.text() == "Press Run to see the speed."


def test_a_pause_keeps_the_last_speed_and_takes_no_time_on_the_axis(panel, monkeypatch):
    clock = iter([0.0, 0.5, 1.0, 50.0, 100.0, 100.5])
    monkeypatch.setattr("dnngui.plots.speed.time.perf_counter", lambda: next(clock))
    for speed in (100.0, 200.0, 300.0, 0.0, 400.0, 500.0):
        show(panel, speed)
        if speed == 0.0:
            assert told(panel)["steps"] == "300"
    rows = list(csv.DictReader(io.StringIO(panel.csv())))
    assert [float(row["seconds of training"]) for row in rows] == [0.0, 0.5, 1.0, 1.0, 1.5]
    assert panel.curve.y.tolist() == [100.0, 200.0, 300.0, 400.0, 500.0]


def test_all_its_figures_are_saved_in_plain_units(panel):
    show(panel, 600.0)
    (row,) = csv.DictReader(io.StringIO(panel.csv()))
    assert {name: float(value) for name, value in row.items()} == {
        "seconds of training": 0.0,
        "steps per second": 600.0,
        "samples per second": 6000.0,
        "seconds per epoch": 0.05,
        "bytes of memory": 250e6,
        "bytes of weights": 4096.0,
    }


def test_memory_that_the_system_does_not_tell_is_left_empty(panel):
    show(panel, 600.0, replace(COST, memory=None))
    (row,) = csv.DictReader(io.StringIO(panel.csv()))
    assert row["bytes of memory"] == ""


def test_another_project_begins_anew(panel):
    show(panel, 600.0)
    panel.begin_project()
    show(panel, 0.0)
    assert told(panel)["steps"] == "–"
    assert panel.csv().count("\n") == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(2e-6, "2 µs"), (0.0123, "12.3 ms"), (4.5, "4.5 s"), (75, "1:15 min"), (3725, "1:02:05 h")],
)
def test_spans_of_time_have_the_unit_that_suits_them(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("size", "words"), [(None, "–"), (12, "12 B"), (1500, "1.5 kB"), (2_500_000_000, "2.5 GB")]
)
def test_bytes_have_the_unit_that_suits_them(size, words):
    assert amount(size) == words
