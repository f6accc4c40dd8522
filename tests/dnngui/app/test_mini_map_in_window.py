"""When the overview of the drawing is shown is chosen in the View menu, and remembered."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from dnngui.canvas.minimap import DELAY


def overview(window) -> QWidget:
    return window.canvas.findChild(QWidget, "mini_map")


def choice(window, name: str) -> QAction:
    found = window.findChild(QAction, f"action_mini_map_{name}")
    assert found is not None
    return found


def test_at_first_it_is_shown_where_the_drawing_is_large(window):
    assert choice(window, "large").isChecked()
    assert not overview(window).isVisible()


@pytest.mark.parametrize(("name", "shown"), [("always", True), ("never", False)])
def test_a_choice_holds_at_once_and_in_the_next_window(window, make_window, qtbot, name, shown):
    choice(window, name).trigger()
    assert overview(window).isVisible() is shown
    again = make_window()
    assert choice(again, name).isChecked()
    # Changes of the layout are gathered for a moment.
    qtbot.wait(2 * DELAY)
    assert overview(again).isVisible() is shown
