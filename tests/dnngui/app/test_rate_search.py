"""A learning rate is looked for in the window, and taken over."""

from __future__ import annotations

import msgspec
import pytest
from driving import child, click, press
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from dnngui.panels.ratedialog import RateDialog
from engine import optim


@pytest.fixture
def searched(window, qtbot):
    """The dialog after its trial."""
    click(window, "transport_find_rate")
    dialog = child(window, RateDialog, "rate_dialog")
    qtbot.waitUntil(lambda: dialog.rate is not None, timeout=20_000)
    return dialog


def banner(window):
    return window.banner.text() if window.banner.isVisible() else ""


def use(dialog):
    return child(dialog, QPushButton, "rate_use")


def rate(window):
    return window.history.project.training.optimizer.learning_rate


def change_optimizer(window, optimizer):
    training = msgspec.structs.replace(window.history.project.training, optimizer=optimizer)
    window.history.do("Set", msgspec.structs.replace(window.history.project, training=training))


def test_the_rate_that_is_found_is_used_as_one_step_that_can_be_undone(window, searched, qtbot):
    before, count = rate(window), window.history.stack.count()
    found = searched.rate
    assert use(searched).text() == f"Use {found:g}"
    QTest.keyClick(use(searched), Qt.Key.Key_Return)
    assert rate(window) == found != before
    assert window.history.stack.count() == count + 1
    window.history.stack.undo()
    assert rate(window) == before
    qtbot.waitUntil(lambda: window.findChild(RateDialog) is None)
    assert window.session.snapshot().snapshot.step == 0


def test_another_rate_is_chosen_by_a_click_or_with_the_arrow_keys(window, searched):
    chart = searched.chart
    place = chart.place(1e-3, 0.0).toPoint()
    QTest.mouseClick(
        chart, Qt.MouseButton.LeftButton, pos=QPoint(place.x(), chart.rect().center().y())
    )
    assert searched.rate == pytest.approx(1e-3, rel=0.05)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    right = searched.rate
    assert 1e-3 < right < 1.3e-3
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert searched.rate == pytest.approx(right * 1e-7 ** (1 / 99), rel=0.05)
    QTest.mouseClick(use(searched), Qt.MouseButton.LeftButton)
    assert rate(window) == searched.rate


def test_leaving_changes_nothing_and_it_can_be_opened_again(window, searched, qtbot):
    before = rate(window)
    QTest.keyClick(searched, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(RateDialog) is None)
    assert rate(window) == before
    press(window, "find_rate")
    dialog = child(window, RateDialog, "rate_dialog")
    qtbot.waitUntil(lambda: dialog.rate is not None, timeout=20_000)
    dialog.reject()


def test_a_network_that_learns_nothing_is_told_so_and_a_rate_can_still_be_chosen(window, qtbot):
    window.start_example("XOR (too-small start)")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    press(window, "find_rate")
    dialog = child(window, RateDialog, "rate_dialog")
    said = child(dialog, QLabel, "rate_said")
    qtbot.waitUntil(lambda: said.text().startswith("The loss fell at no rate."), timeout=20_000)
    assert not use(dialog).isEnabled()
    QTest.mouseClick(dialog.chart, Qt.MouseButton.LeftButton)
    assert use(dialog).isEnabled()
    dialog.reject()


def test_why_there_is_nothing_to_be_found_is_said_in_one_sentence(window, qtbot):
    change_optimizer(window, optim.LBFGS())
    press(window, "find_rate")
    assert banner(window).startswith("L-BFGS finds its step lengths itself.")
    change_optimizer(window, optim.SGD())
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "running")
    press(window, "find_rate")
    assert banner(window) == "Pause the run to look for a learning rate."
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "paused")
    graph = window.history.project.graph
    window.history.do("Cut", window.history.project.with_graph(graph.remove([1])))
    qtbot.waitUntil(lambda: window.session.state == "blocked")
    press(window, "find_rate")
    assert banner(window) == window.checker.first_error()
    assert window.findChild(RateDialog) is None
