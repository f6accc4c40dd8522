"""The window goes back in a run by hand, by keys and as a film, and on from there."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from driving import child, click, press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QLabel

from dnngui.app.preferences import MEMORIES
from dnngui.canvas.targets import Weight

LEFT = Qt.MouseButton.LeftButton
STEPS = 6


@pytest.fixture
def trained(window, qtbot):
    """Some single steps into a run."""
    frames = []
    window.display.shown.connect(frames.append)
    for _ in range(STEPS):
        press(window, "step_batch")
    qtbot.waitUntil(lambda: any(each.step == STEPS and each.settled for each in frames))
    return window


def shows(window, step):
    """Whether the window shows the moment of a step."""
    track = window.look_back._track
    return track is not None and track.shown == step


def boundary(window):
    return window.docks.boundary._boundary.values.copy()


def place(window):
    return child(window, QLabel, "timeline_place").text()


def go(window, qtbot, step):
    strip = window.timeline.strip
    at = QPoint(round(strip._x(step)), strip.height() // 2)
    QTest.mouseClick(strip, LEFT, pos=at)
    qtbot.waitUntil(lambda: shows(window, step))


def test_a_click_on_the_strip_shows_the_run_as_it_was(trained, qtbot):
    now = boundary(trained)
    go(trained, qtbot, 2)
    qtbot.waitUntil(lambda: not np.array_equal(boundary(trained), now))
    assert child(trained, QLabel, "transport_epoch").text() == "0.08"
    click(trained, "timeline_present")
    qtbot.waitUntil(lambda: shows(trained, None))
    qtbot.waitUntil(lambda: np.array_equal(boundary(trained), now))
    assert place(trained) == "Now"


def test_keys_go_back_and_forth_wherever_the_focus_is(trained, qtbot):
    trained.canvas.setFocus()
    for key, step in (("look_earlier", 5), ("look_earlier", 4), ("look_later", 5)):
        press(trained, key)
        qtbot.waitUntil(lambda step=step: shows(trained, step))
    press(trained, "look_now")
    qtbot.waitUntil(lambda: shows(trained, None))


def test_looking_back_is_no_change_that_has_to_be_saved(trained, qtbot, tmp_path):
    trained.files.path = tmp_path / "run.dnn"
    trained.files.save()
    qtbot.waitUntil(lambda: not trained.files.unsaved)
    go(trained, qtbot, 2)
    qtbot.wait(100)
    assert not trained.files.unsaved


def test_the_film_plays_to_the_present_at_the_speed_that_was_set(trained, qtbot):
    child(trained, QDoubleSpinBox, "timeline_duration").setValue(1)
    seen = []
    trained.display.shown.connect(lambda frame: seen.append(frame.track.shown))
    click(trained, "timeline_play")
    qtbot.waitUntil(lambda: not trained.look_back._film.isActive(), timeout=5000)
    qtbot.waitUntil(lambda: shows(trained, None))
    steps = [step for step in dict.fromkeys(seen) if step is not None]
    assert steps == sorted(steps)
    assert steps[0] == 0
    assert len(steps) >= 3


def test_a_hand_stops_the_film(trained, qtbot):
    press(trained, "play_film")
    qtbot.waitUntil(lambda: shows(trained, 0))
    assert trained.look_back._film.isActive()
    go(trained, qtbot, 4)
    assert not trained.look_back._film.isActive()
    qtbot.wait(100)
    assert shows(trained, 4)


def test_run_stops_the_film_and_trains_on_from_the_present(trained, qtbot):
    press(trained, "play_film")
    qtbot.waitUntil(lambda: shows(trained, 0))
    press(trained, "toggle_run")
    qtbot.waitUntil(lambda: trained.session.state == "running")
    assert not trained.look_back._film.isActive()
    press(trained, "toggle_run")
    qtbot.waitUntil(lambda: trained.session.state in ("paused", "finished"))
    assert trained.session.snapshot().snapshot.step > STEPS


def test_go_on_from_here_trains_on_and_leaves_a_faint_branch(trained, qtbot):
    go(trained, qtbot, 2)
    click(trained, "timeline_branch")
    qtbot.waitUntil(lambda: trained.session.state == "running")
    press(trained, "toggle_run")
    qtbot.waitUntil(lambda: trained.session.state in ("paused", "finished"))
    assert len(trained.docks.loss.beside.kept) == 1
    assert shows(trained, None)


def test_go_on_from_here_is_not_offered_and_does_nothing_at_the_present(trained, qtbot):
    assert not trained.actions_by_name["go_on_from_here"].isEnabled()
    trained.session.go_on_from_here()
    qtbot.wait(50)
    assert trained.session.state == "paused"


def test_going_on_with_an_earlier_network_is_a_step_that_can_be_undone(trained, qtbot):
    project = trained.history.project
    dense = project.graph.nodes[1]
    wider = msgspec.structs.replace(dense.layer, units=dense.layer.units + 2)
    edited = project.with_graph(project.graph.replace(dense.id, wider))
    trained.history.do("Units", edited)
    press(trained, "step_batch")
    qtbot.waitUntil(lambda: trained.timeline.strip.maximum() == STEPS + 1)
    go(trained, qtbot, 2)
    click(trained, "timeline_branch")
    qtbot.waitUntil(lambda: trained.history.project.graph == project.graph)
    assert trained.history.stack.undoText() == "Go on from an earlier moment"
    press(trained, "toggle_run")
    qtbot.waitUntil(lambda: trained.session.state in ("paused", "finished"))
    trained.history.stack.undo()
    assert trained.history.project.graph == edited.graph


def test_undo_of_going_on_with_an_earlier_network_brings_back_the_weights_that_were_left(
    trained, qtbot
):
    trained.canvas.select([2])
    press(trained, "add_unit")
    press(trained, "step_batch")
    # A network that was left before, with other weights.
    trained.history.stack.undo()
    trained.history.stack.redo()
    for _ in range(3):
        press(trained, "step_batch")
    qtbot.waitUntil(lambda: trained.timeline.strip.maximum() == STEPS + 4)
    left = trained.session.snapshot(5.0).snapshot
    go(trained, qtbot, 2)
    click(trained, "timeline_branch")
    undo_text = trained.history.stack.undoText
    qtbot.waitUntil(lambda: undo_text() == "Go on from an earlier moment")
    press(trained, "toggle_run")
    qtbot.waitUntil(lambda: trained.session.state in ("paused", "finished"))
    trained.history.stack.undo()
    back = "The network is back with the weights that it had before the edit."
    qtbot.waitUntil(lambda: trained.statusBar().currentMessage() == back)
    found = trained.session.snapshot(5.0).snapshot
    np.testing.assert_array_equal(found.theta, left.theta)


def test_neurons_of_an_earlier_network_are_shown_in_the_drawing_of_today(trained, qtbot):
    press(trained, "neurons")
    weight = Weight(2, "kernel", (1, 2))
    value = trained.canvas.neurons.value
    qtbot.waitUntil(lambda: value(weight) is not None)
    trained.canvas.select([2])
    press(trained, "add_unit")
    press(trained, "step_batch")
    qtbot.waitUntil(lambda: value(Weight(2, "kernel", (1, 4))) is not None)
    now = value(weight)
    go(trained, qtbot, 2)
    qtbot.waitUntil(lambda: value(weight) not in (None, now))
    assert value(Weight(2, "kernel", (1, 4))) is None


def test_another_project_has_a_timeline_of_its_own(trained, qtbot):
    go(trained, qtbot, 2)
    trained.start(trained.history.project.with_graph(trained.history.project.graph))
    qtbot.waitUntil(lambda: not trained.timeline.strip.isEnabled())
    assert place(trained) in ("", "Now")


def test_a_drawing_that_cannot_be_trained_has_none(trained, qtbot):
    project = trained.history.project
    graph = project.graph
    trained.history.do("Cut", project.with_graph(graph.remove([graph.nodes[0].id])))
    qtbot.waitUntil(lambda: not trained.timeline.strip.isEnabled(), timeout=5000)


@pytest.mark.parametrize("megabytes", MEMORIES)
def test_the_memory_is_chosen_in_the_menu_and_remembered(window, preferences, megabytes):
    menu_action = window.findChild(object, f"action_timeline_memory_{megabytes}")
    menu_action.trigger()
    assert preferences.timeline_memory == megabytes


@pytest.mark.parametrize("kept", ["none", "-3", "100", "2.5"])
def test_a_memory_that_nobody_could_have_chosen_is_the_usual_one(preferences, kept):
    preferences._settings.setValue("timeline_memory", kept)
    assert preferences.timeline_memory == 256
