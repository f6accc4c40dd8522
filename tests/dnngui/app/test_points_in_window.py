"""Points are drawn in the whole window while the network learns them."""

from __future__ import annotations

import msgspec
import pytest
from driving import click
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.data.settings import Builtin, DataSettings, Generated, Points
from engine.inference import infer


@pytest.fixture
def frames(window):
    """All frames that the window has shown."""
    seen = []
    window.display.shown.connect(seen.append)
    return seen


@pytest.fixture
def running(window, frames, qtbot):
    """A window that trains on, with the drawing switched on."""
    project = window.history.project
    training = msgspec.structs.replace(project.training, epochs=10_000_000)
    window.history.do("Set epochs", msgspec.structs.replace(project, training=training))
    window.session.run()
    click(window, "boundary_draw")
    qtbot.waitUntil(lambda: bool(frames) and frames[-1].steps_made > 50, timeout=10_000)
    return window


def draw_at(window, x: float, y: float) -> None:
    chart = window.docks.boundary.chart
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=chart.place(x, y))


def points(window):
    return window.history.project.data.source


def training_rows(window) -> int:
    dataset = window.docks.boundary._dataset
    return 0 if dataset is None else len(dataset.raw_train)


def test_a_point_is_learned_at_once_and_the_run_goes_on(running, frames, qtbot):
    before, rows, made = len(frames), training_rows(running), frames[-1].steps_made
    draw_at(running, 5.0, 5.0)
    qtbot.waitUntil(lambda: training_rows(running) == rows + 1)
    generation = frames[-1].generation
    qtbot.waitUntil(lambda: frames[-1].generation > generation or frames[-1].steps_made > made + 99)
    assert running.session.state == "running"
    counted = [frame.steps_made for frame in frames[before:]]
    assert counted == sorted(counted)
    assert counted[0] >= made
    running.history.stack.undo()
    qtbot.waitUntil(lambda: training_rows(running) == rows)
    assert isinstance(points(running), Generated)
    assert running.session.state == "running"


def test_the_data_panel_leads_to_the_drawing(window, qtbot):
    window.docks.by_name["boundary"].close()
    window.docks.by_name["data"].raise_()
    click(window, "data_draw_points")
    boundary = window.docks.boundary
    qtbot.waitUntil(lambda: boundary.seen)
    assert boundary.drawing.active
    assert isinstance(points(window), Generated)


def test_from_a_table_the_drawing_begins_on_an_empty_plane(window, qtbot):
    project = window.history.project
    data = DataSettings(source=Builtin(name="iris"))
    window.history.do("Choose data set", msgspec.structs.replace(project, data=data))
    boundary = window.docks.boundary
    qtbot.waitUntil(lambda: len(boundary._dataset.columns) == 4, timeout=20_000)
    window.docks.by_name["data"].raise_()
    click(window, "data_draw_points")
    assert points(window) == Points()
    draw_at(window, -3.0, 0.0)
    click(window, "boundary_class_1")
    draw_at(window, 3.0, 0.0)
    qtbot.waitUntil(lambda: training_rows(window) == 2)
    qtbot.waitUntil(lambda: window.session.state == "idle")


def test_an_empty_plane_says_what_to_do_and_one_point_is_enough(window, qtbot):
    click(window, "boundary_draw")
    click(window, "boundary_clear_points")
    qtbot.waitUntil(window.banner.isVisible)
    assert window.session.state == "blocked"
    draw_at(window, 1.0, 1.0)
    qtbot.waitUntil(lambda: window.session.state == "idle")
    assert not window.banner.isVisible()


def test_a_third_class_offers_a_network_that_fits_it(window, qtbot):
    click(window, "boundary_draw")
    click(window, "boundary_class_2")
    draw_at(window, 5.0, 5.0)
    qtbot.waitUntil(window.banner.isVisible)
    click(window, "banner_action_0")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    graph = window.history.project.graph
    assert graph[infer(graph).output].layer.units == 3


def test_a_drawn_project_is_saved_with_its_run_and_opened_again(
    running, make_window, answers, qtbot, tmp_path
):
    draw_at(running, 5.0, 5.0)
    running.session.pause()
    qtbot.waitUntil(lambda: running.session.state == "paused")
    path = tmp_path / "mine.dnn"
    answers["file"] = str(path)
    running.files.save()
    qtbot.waitUntil(path.exists, timeout=10_000)
    other = make_window()
    other.open_path(path)
    qtbot.waitUntil(lambda: isinstance(points(other), Points), timeout=10_000)
    qtbot.waitUntil(lambda: other.session.state == "paused", timeout=10_000)
    assert points(other) == points(running)
