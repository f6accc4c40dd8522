"""Going through the window by keys."""

from __future__ import annotations

import pytest
from driving import child
from keyboard import Keyboard
from PySide6.QtWidgets import QApplication, QWidget


@pytest.fixture
def keyboard(window, qtbot):
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return Keyboard()


def part(window):
    """Return which of the window's parts has the keyboard."""
    focus = QApplication.focusWidget()
    bars = {"drawing": window.canvas, "transport": window.transport, "timeline": window.timeline}
    parts = window.docks.by_name | bars
    return next(name for name, each in parts.items() if each is focus or each.isAncestorOf(focus))


def test_f6_goes_around_the_window_from_part_to_part(window, keyboard):
    seen = []
    for _ in range(9):
        keyboard.press("F6")
        seen.append(part(window))
    around = ["inspector", "boundary", "loss", "accuracy", "timeline", "transport", "palette"]
    start = seen.index("inspector")
    assert [*seen[start:8], *seen[:start]] == [*around, "drawing"]
    assert seen[8] == seen[0]
    keyboard.press("Shift+F6")
    assert part(window) == seen[7]


def test_a_part_gives_the_keyboard_back_to_what_had_it(window, keyboard):
    keyboard.press("Alt+Home", "F6", "Tab")
    place = keyboard.place
    assert part(window) == "inspector"
    keyboard.press("F6", "Shift+F6")
    assert keyboard.place == place


def test_a_part_is_named_in_the_status_bar(window, keyboard):
    keyboard.press("Alt+Home", "F6")
    assert window.statusBar().currentMessage() == "Inspector"


def test_escape_leads_from_a_panel_to_the_drawing_but_first_reverts_what_is_typed(
    window, keyboard, qtbot
):
    keyboard.press("Alt+Home", "Tab", "Tab", "Return", "Ctrl+A")
    before = window.history.project
    keyboard.type("7")
    keyboard.press("Esc")
    assert part(window) == "inspector"
    keyboard.press("Esc")
    assert part(window) == "drawing"
    assert window.history.project is before


def test_tab_never_leads_behind_another_panel(window, keyboard):
    data, palette = window.docks.by_name["data"], window.docks.by_name["palette"]
    child(window, QWidget, "palette_list").setFocus()
    assert data.visibleRegion().isEmpty()
    keyboard.press("Tab")
    assert part(window) == "data"
    assert not data.visibleRegion().isEmpty()
    keyboard.press("Shift+Tab")
    assert part(window) == "palette"
    assert not palette.visibleRegion().isEmpty()


@pytest.mark.parametrize("name", ["data", "inspector", "speed", "confusion"])
def test_a_panel_is_gone_to_by_its_name(window, keyboard, qtbot, name):
    dock = window.docks.by_name[name]
    title = dock.accessibleName()
    keyboard.press("Ctrl+Shift+P")
    keyboard.type(title)
    keyboard.press("Return")
    qtbot.waitUntil(lambda: not dock.visibleRegion().isEmpty())
    assert part(window) == name


def test_a_panel_with_nothing_in_it_comes_to_the_front_without_the_keyboard(window, keyboard):
    keyboard.press("Ctrl+Shift+P")
    keyboard.type("problems")
    before = window.finder._before
    keyboard.press("Return")
    QApplication.processEvents()
    assert not window.docks.by_name["problems"].visibleRegion().isEmpty()
    assert QApplication.focusWidget() is before


def test_a_panel_that_is_open_is_offered_once(window, keyboard):
    keyboard.press("Ctrl+Shift+P")
    keyboard.type("metrics")
    rows = [window.finder.list.item(row).text() for row in range(window.finder.list.count())]
    assert rows[0] == "Metrics"
    assert rows.count("Metrics") == 1
    keyboard.press("Return")


def test_a_layer_added_by_its_name_has_the_keyboard(window, keyboard, qtbot):
    keyboard.press("Ctrl+Shift+P")
    keyboard.type("add dropout")
    keyboard.press("Return")
    qtbot.waitUntil(lambda: part(window) == "drawing")
    keyboard.press("Return")
    assert keyboard.place == "inspector_dropout_rate"
