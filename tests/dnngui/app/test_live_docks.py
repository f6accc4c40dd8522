"""Live panels in their docks: opened where they suit, computed for where they are seen."""

from __future__ import annotations

import pytest
from driving import child, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QTabBar, QWidget

from dnngui.app.extras import titles
from dnngui.document.examples import EXAMPLES


def start(window, qtbot, name):
    window.start_example(name)
    qtbot.waitUntil(lambda: window.history.project.name == name)
    facts, session = window.checker, window.session
    qtbot.waitUntil(lambda: facts.knows_data and session.state == "idle", timeout=20_000)


def opened(window):
    return {name for name in titles() if not window.docks.by_name[name].isHidden()}


def wanted(window):
    return {type(view).__name__ for panel in window.docks.live for view in panel.needs().views}


def tab(window, dock):
    """Press the tab of a dock."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for bar in window.findChildren(QTabBar, options=direct):
        for place in range(bar.count()):
            if bar.tabText(place) == dock.windowTitle():
                at = bar.tabRect(place).center()
                QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=at)


def test_every_panel_that_an_example_names_is_there(window):
    for example in EXAMPLES:
        assert set(example.panels) <= window.docks.by_name.keys()


def test_at_first_the_additional_panels_are_closed(window):
    assert opened(window) == set()
    assert wanted(window) == set()


def test_a_panel_is_made_when_it_is_first_seen(window, qtbot):
    docks = window.docks
    assert [type(panel).__name__ for panel in docks.live] == [
        "BoundaryPanel",
        "LossPanel",
        "AccuracyPanel",
    ]
    child(window, QAction, "action_panel_speed").trigger()
    qtbot.waitUntil(lambda: docks.by_name["speed"].widget() is not None)
    assert docks.live[-1] is docks.panel("speed")
    qtbot.waitUntil(lambda: wanted(window) == {"Speed"})


def test_every_panel_is_called_as_its_dock_was_before_it_was_made(window):
    for name, title in titles().items():
        assert window.docks.panel(name).title == title


def test_all_panels_open_at_once_show_the_run(window, qtbot):
    start(window, qtbot, "Digits, convolutional")
    for name in titles():
        dock = window.docks.by_name[name]
        dock.show()
        dock.setFloating(True)
    press(window, "step_epoch")
    shown = {
        "Confusion": "confusion_matrix",
        "SeparationOf": "separation_chart",
        "Worst": "worst_table",
        "FiltersOf": "filters_tiles",
        "MapsOf": "features_tiles",
        "ActivationsOf": "activations_scroll",
        "Parameters": "spreads_chart",
        "Speed": "speed_chart",
    }
    qtbot.waitUntil(lambda: wanted(window) == shown.keys(), timeout=20_000)
    for name in shown.values():
        content = child(window, QWidget, name)
        qtbot.waitUntil(content.isVisible, timeout=20_000)


def test_an_example_opens_what_suits_it_and_the_next_one_closes_it(window, qtbot):
    start(window, qtbot, "Digits")
    assert opened(window) == {"confusion", "worst"}
    qtbot.waitUntil(lambda: wanted(window) == {"Confusion"})
    start(window, qtbot, "XOR")
    assert opened(window) == set()
    qtbot.waitUntil(lambda: window.docks.boundary.seen)


def test_what_a_person_opened_stays_open(window, qtbot):
    child(window, QAction, "action_panel_confusion").trigger()
    start(window, qtbot, "Digits")
    start(window, qtbot, "XOR")
    assert opened(window) == {"confusion"}


def test_of_panels_behind_each_other_only_the_foremost_is_computed(window, qtbot):
    start(window, qtbot, "Digits")
    boundary, confusion = window.docks.by_name["boundary"], window.docks.by_name["confusion"]
    qtbot.waitUntil(lambda: wanted(window) == {"Confusion"})
    assert window.docks.boundary.needs().boundary is None
    tab(window, boundary)
    qtbot.waitUntil(lambda: wanted(window) == set())
    assert window.docks.boundary.needs().boundary is not None
    tab(window, confusion)
    qtbot.waitUntil(lambda: wanted(window) == {"Confusion"})


def test_a_floating_panel_is_computed_and_a_closed_one_is_not(window, qtbot):
    start(window, qtbot, "Iris")
    dock = window.docks.by_name["confusion"]
    dock.setFloating(True)
    qtbot.waitUntil(lambda: wanted(window) == {"Confusion"})
    qtbot.waitUntil(lambda: window.docks.boundary.seen)
    dock.close()
    qtbot.waitUntil(lambda: wanted(window) == set())


def test_a_panel_shows_the_run(window, qtbot):
    start(window, qtbot, "Digits")
    panel = window.docks.panel("confusion")
    qtbot.waitUntil(panel.matrix.isVisible, timeout=10_000)
    before = panel.right.text()
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: panel.right.text() != before, timeout=20_000)


def test_what_was_opened_is_remembered_and_what_only_suited_is_not(make_window, qtbot):
    first = make_window()
    start(first, qtbot, "Digits")
    first.close_now()
    second = make_window()
    assert opened(second) == set()
    child(second, QAction, "action_panel_confusion").trigger()
    dock = second.findChild(QDockWidget, "dock_confusion")
    dock.setFloating(True)
    second.close_now()
    third = make_window()
    assert opened(third) == {"confusion"}
    assert third.docks.by_name["confusion"].isFloating()


def test_a_layout_from_before_there_was_a_panel_leaves_it_closed(
    make_window, preferences, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr("dnngui.app.docks.Docks.suit", lambda *_: None)
        old = make_window()
        for name in titles():
            old.removeDockWidget(old.docks.by_name[name])
        old.close_now()
    new = make_window()
    assert opened(new) == set()
    child(new, QAction, "action_panel_confusion").trigger()
    assert not new.docks.by_name["confusion"].isHidden()


def test_reset_layout_keeps_what_suits_the_project(window, qtbot):
    start(window, qtbot, "Digits")
    window.docks.by_name["confusion"].close()
    child(window, QAction, "action_reset_layout").trigger()
    qtbot.waitUntil(lambda: wanted(window) == {"Confusion"})


@pytest.mark.parametrize(
    ("example", "panel"),
    [
        ("Digits", "confusion"),
        ("Diabetes regression", "worst"),
        ("Digits, denoising autoencoder", "reconstructions"),
        ("Text, letter by letter", "writing"),
        ("Wave, GRU", "forecast"),
    ],
)
def test_each_panel_shows_its_example_and_follows_the_run(window, qtbot, example, panel):
    start(window, qtbot, example)
    window.docks.by_name[panel].raise_()
    found = window.docks.panel(panel)
    qtbot.waitUntil(found.content.isVisible, timeout=20_000)
    before = found.csv()
    assert before
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: found.csv() != before, timeout=20_000)
    assert found.accessibleDescription()


@pytest.mark.parametrize("panel", ["confusion", "worst", "reconstructions", "writing", "forecast"])
def test_every_panel_stays_calm_through_all_kinds_of_data(window, answers, qtbot, panel):
    dock, found = window.docks.by_name[panel], window.docks.panel(panel)
    child(window, QAction, f"action_panel_{panel}").trigger()
    for example in ("Iris", "Wave, GRU", "XOR", "Text, letter by letter", "Diabetes regression"):
        start(window, qtbot, example)
        dock.raise_()
        press(window, "step_batch")
        qtbot.waitUntil(lambda: window.session.state == "paused", timeout=10_000)
        qtbot.waitUntil(lambda: bool(found.content.isVisible() or found.notice.text()))
    assert window.session.state != "failed"
    assert not window.banner.isVisible()
