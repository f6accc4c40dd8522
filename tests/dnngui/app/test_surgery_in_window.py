"""Neurons and layers that come and go in the whole window while it trains."""

from __future__ import annotations

import numpy as np
import pytest
from driving import press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

SAME = "The network computes what it computed before the edit."


@pytest.fixture
def running(window, qtbot):
    """A window that trains, its first hidden layer selected and the drawing with the keyboard."""
    window.activateWindow()
    window.canvas.select([2])
    window.canvas.setFocus()
    window.session.run()
    qtbot.waitUntil(lambda: window.session.state == "running")
    return window


def units(window, node=2):
    return window.history.project.graph[node].layer.units


def steps(window):
    return window.session.snapshot().snapshot.step


@pytest.mark.parametrize(
    ("key", "modifiers", "change"),
    [
        (Qt.Key.Key_Plus, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Equal, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Minus, Qt.KeyboardModifier.NoModifier, -1),
    ],
)
def test_plus_and_minus_on_the_keyboard_change_the_selected_layer(
    running, qtbot, key, modifiers, change
):
    before = units(running)
    QTest.keyClick(running.canvas, key, modifiers)
    assert units(running) == before + change
    qtbot.waitUntil(lambda: "computes" in running.statusBar().currentMessage())
    said = running.statusBar().currentMessage()
    assert said == SAME if change > 0 else said.startswith("The network computes something else")
    step = steps(running)
    qtbot.waitUntil(lambda: steps(running) > step)
    assert running.session.state == "running"


def test_layers_come_and_go_by_keys_while_it_trains(running, qtbot):
    before = running.history.project.graph
    QTest.keyClick(running.canvas, Qt.Key.Key_Equal, Qt.KeyboardModifier.AltModifier)
    graph = running.history.project.graph
    assert len(graph.nodes) == len(before.nodes) + 2
    qtbot.waitUntil(lambda: running.statusBar().currentMessage() == SAME)
    running.canvas.select([next(each for each in graph.targets(2) if graph[each].layer.units)])
    QTest.keyClick(running.canvas, Qt.Key.Key_Minus, Qt.KeyboardModifier.AltModifier)
    assert running.history.project.graph.nodes == before.nodes


def test_undo_while_it_trains_brings_the_network_back_as_it_was(running, qtbot):
    press(running, "remove_unit")
    qtbot.waitUntil(lambda: "kept" in running.statusBar().currentMessage())
    step = steps(running)
    qtbot.waitUntil(lambda: steps(running) > step + 20)
    running.history.stack.undo()
    back = "The network is back with the weights that it had before the edit."
    qtbot.waitUntil(lambda: running.statusBar().currentMessage() == back)
    assert steps(running) > step
    assert np.isfinite(running.session.snapshot().snapshot.theta).all()


def test_the_menu_says_before_what_each_step_keeps(window, qtbot):
    window.canvas.select([2])
    menu = window.findChild(QMenu, "menu_edit")
    menu.aboutToShow.emit()
    actions = window.actions_by_name
    assert actions["add_unit"].toolTip().endswith("Keeps what the network computes.")
    assert "weights stay" in actions["remove_unit"].toolTip()
    assert "Remove dense_1" in actions["remove_layer"].toolTip()
    assert actions["delete"].toolTip().startswith("Delete dense_1\nThe network cannot be computed")
    healed = actions["heal"].toolTip()
    assert healed.startswith("Delete dense_1 and close the gap\nChanges what the network computes")
    window.canvas.select([])
    menu.aboutToShow.emit()
    assert actions["delete"].toolTip() == "Delete"
    assert not actions["add_unit"].isEnabled()
    window.canvas.select([4])
    menu.aboutToShow.emit()
    assert "is not the end of the network" in actions["add_unit"].toolTip()
