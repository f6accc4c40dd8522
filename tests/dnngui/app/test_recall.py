"""A reset and new weights can be taken back, bit for bit, until training begins anew."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest
from driving import click, press
from hand import Hand
from PySide6.QtWidgets import QPushButton, QToolButton

from dnngui.document import examples


def plain(value):
    """Return a run as values that can be compared, arrays as their bytes."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.tobytes()
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    if dataclasses.is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    return value


def run_of(window):
    return plain(window.session.snapshot().snapshot)


def offered(window):
    action = window.findChild(QPushButton, "banner_action_0")
    return window.banner.isVisible() and action is not None and action.text() == "Bring back"


@pytest.fixture
def trained(window, qtbot):
    """An epoch and two batches into a run."""
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.epoch == 1)
    press(window, "step_batch")
    press(window, "step_batch")
    assert window.session.snapshot().snapshot.position
    return window


@pytest.mark.parametrize("button", ["transport_reset", "transport_redraw"])
def test_a_dropped_run_comes_back_bit_for_bit(trained, qtbot, button):
    before, project = run_of(trained), trained.history.project
    click(trained, button)
    qtbot.waitUntil(lambda: offered(trained))
    assert run_of(trained)["step"] == 0
    click(trained, "banner_action_0")
    qtbot.waitUntil(lambda: run_of(trained) == before)
    assert trained.history.project == project
    assert not trained.banner.isVisible()
    press(trained, "step_batch")
    qtbot.waitUntil(lambda: run_of(trained)["step"] == before["step"] + 1)


def test_undoing_new_weights_brings_the_run_back(trained, qtbot):
    before = run_of(trained)
    press(trained, "redraw")
    qtbot.waitUntil(lambda: offered(trained))
    trained.history.stack.undo()
    qtbot.waitUntil(lambda: run_of(trained) == before)
    trained.history.stack.redo()
    qtbot.waitUntil(lambda: offered(trained))
    assert run_of(trained)["step"] == 0


def test_another_reset_does_not_lose_the_run(trained, qtbot):
    before = run_of(trained)
    for command in ("reset", "reset", "redraw", "redraw"):
        press(trained, command)
        qtbot.waitUntil(lambda: offered(trained))
    click(trained, "banner_action_0")
    qtbot.waitUntil(lambda: run_of(trained) == before)


def test_first_weights_are_no_loss(window, qtbot):
    press(window, "reset")
    window.jobs.finish(5)
    qtbot.wait(50)
    assert not window.banner.isVisible()


def run_on(window):
    press(window, "toggle_run")


def change_the_network(window):
    graph, _ = window.history.project.graph.add(examples.named("XOR").build().graph.nodes[-1].layer)
    window.history.do("Add", window.history.project.with_graph(graph))


def change_the_loss(window):
    project = window.history.project
    loss = examples.named("XOR").build().training.loss
    training = msgspec.structs.replace(project.training, loss=loss)
    window.history.do("Loss", msgspec.structs.replace(project, training=training))


def step_a_batch(window):
    press(window, "step_batch")


def step_an_epoch(window):
    click(window, "transport_step_epoch")


def move_a_layer(window):
    hand = Hand(window.canvas, window.history)
    hand.drag(hand.at(3), hand.at(3, 0, 50))


BEGINNINGS = [
    run_on,
    step_a_batch,
    step_an_epoch,
    move_a_layer,
    change_the_network,
    change_the_loss,
]


@pytest.mark.parametrize("drop", ["reset", "redraw"])
@pytest.mark.parametrize("begin", BEGINNINGS)
def test_the_offer_ends_when_another_run_begins_or_the_project_is_edited(
    trained, qtbot, begin, drop
):
    press(trained, drop)
    qtbot.waitUntil(lambda: offered(trained))
    begin(trained)
    qtbot.waitUntil(lambda: not offered(trained))


def test_a_run_begun_before_its_copy_is_there_is_not_offered_to_be_replaced(trained, qtbot):
    press(trained, "reset")
    press(trained, "step_batch")
    trained.jobs.finish(5)
    qtbot.wait(50)
    assert not offered(trained)


def best_button(window):
    return window.findChild(QToolButton, "transport_best")


def test_the_best_weights_can_be_gone_to_and_left_again(trained, qtbot):
    before = run_of(trained)
    qtbot.waitUntil(best_button(trained).isEnabled)
    click(trained, "transport_best")
    qtbot.waitUntil(lambda: offered(trained))
    words = "These are the weights of epoch 1, the best of the run."
    assert trained.banner.text().startswith(words)
    after = run_of(trained)
    assert after["theta"] == after["best"] == before["best"] != before["theta"]
    assert after["step"] == before["step"]
    click(trained, "banner_action_0")
    qtbot.waitUntil(lambda: run_of(trained)["theta"] == before["theta"])
    assert run_of(trained) == before
    assert not trained.banner.isVisible()


def test_gone_to_again_the_best_weights_stay(trained, qtbot):
    qtbot.waitUntil(best_button(trained).isEnabled)
    press(trained, "best")
    qtbot.waitUntil(lambda: offered(trained))
    press(trained, "best")
    qtbot.waitUntil(lambda: trained.banner.text() == "These are the best weights already.")
    after = run_of(trained)
    assert after["theta"] == after["best"]


def test_a_step_ends_the_way_back_to_the_last_weights(trained, qtbot):
    qtbot.waitUntil(best_button(trained).isEnabled)
    press(trained, "best")
    qtbot.waitUntil(lambda: offered(trained))
    press(trained, "step_batch")
    qtbot.waitUntil(lambda: not offered(trained))


def test_first_weights_have_no_best(window, qtbot):
    press(window, "step_epoch")
    qtbot.waitUntil(best_button(window).isEnabled)
    assert window.actions_by_name["best"].isEnabled()
    press(window, "reset")
    qtbot.waitUntil(lambda: not best_button(window).isEnabled())
    assert not window.actions_by_name["best"].isEnabled()
