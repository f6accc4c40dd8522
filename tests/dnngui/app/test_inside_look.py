"""A step is gone through in the window, and made from there."""

from __future__ import annotations

import numpy as np
import pytest
from driving import child, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from dnngui.panels.inside.dialog import InsideDialog


@pytest.fixture
def told(window):
    """What the session told of steps."""
    found = []
    window.session.looked_inside.connect(found.append)
    return found


@pytest.fixture
def opened(window, qtbot):
    press(window, "look_inside")
    qtbot.waitUntil(lambda: window.findChild(InsideDialog) is not None, timeout=10_000)
    dialog = child(window, InsideDialog, "inside_dialog")
    yield dialog
    for left in window.findChildren(InsideDialog):
        left.reject()


def step(window):
    return window.session.snapshot().snapshot.step


def test_the_weights_of_the_last_page_are_those_of_the_step_that_is_made(
    window, told, opened, qtbot
):
    QTest.mouseClick(child(opened, QPushButton, "inside_make"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(told) == 2, timeout=10_000)
    assert step(window) == 1
    assert [each.number for each in told] == [1, 2]
    for name, values in told[0].update.after.items():
        np.testing.assert_array_equal(values, told[1].update.before[name])
    assert child(opened, QPushButton, "inside_make").isEnabled()


def test_turning_pages_shows_the_layer_in_the_drawing(window, opened):
    for _ in range(2):
        QTest.keyClick(opened, Qt.Key.Key_PageDown)
    layer = opened.shown.trail[-1]
    assert window.canvas.selected() == {layer}


def test_leaving_changes_nothing_and_it_can_be_opened_again(window, opened, qtbot):
    QTest.keyClick(opened, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(InsideDialog) is None)
    assert step(window) == 0
    press(window, "look_inside")
    qtbot.waitUntil(lambda: window.findChild(InsideDialog) is not None, timeout=10_000)
    window.findChild(InsideDialog).reject()


def test_why_there_is_nothing_to_be_seen_is_said_in_one_sentence(window, qtbot):
    graph = window.history.project.graph
    window.history.do("Cut", window.history.project.with_graph(graph.remove([1])))
    qtbot.waitUntil(lambda: window.session.state == "blocked")
    press(window, "look_inside")
    assert window.banner.text() == window.checker.first_error()
    assert window.findChild(InsideDialog) is None
