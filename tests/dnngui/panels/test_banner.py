"""The banner."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from dnngui.panels.banner import Banner


@pytest.fixture
def banner(show):
    window = QWidget()
    column = QVBoxLayout(window)
    banner = Banner()
    column.addWidget(banner)
    column.addWidget(QLineEdit())
    column.addWidget(QPlainTextEdit())
    show(window, 700, 200)
    yield banner
    window.close()


def press(banner: Banner, name: str) -> None:
    QTest.mouseClick(banner.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def test_it_is_not_there_until_something_happened(banner):
    assert not banner.isVisible()
    banner.show_message("Saved.")
    assert banner.isVisible()
    assert banner.text() == banner.accessibleName() == "Saved."


def test_a_new_message_takes_the_place_of_the_old_one(banner):
    banner.show_message("First.", actions=[("Do", print)], details="x")
    banner.show_message("Second.", severity="error")
    assert banner.text() == "Second."
    visible = [b for b in banner.findChildren(QAbstractButton) if b.isVisible()]
    assert [button.objectName() for button in visible] == ["banner_close"]


def test_copy_puts_the_details_on_the_clipboard_and_stays(banner):
    banner.show_message("Broken.", severity="error", details="Traceback\nValueError: 1")
    press(banner, "banner_copy")
    assert QGuiApplication.clipboard().text() == "Traceback\nValueError: 1"
    assert banner.isVisible()


def test_an_action_is_done_once_and_closes_the_banner(banner):
    done = []
    banner.show_message("Stopped.", actions=[("Go back", lambda: done.append(1))])
    press(banner, "banner_action_0")
    assert done == [1]
    assert not banner.isVisible()


def test_an_action_may_show_the_next_message(banner):
    banner.show_message("Stopped.", actions=[("Go back", lambda: banner.show_message("Done."))])
    press(banner, "banner_action_0")
    assert banner.isVisible()
    assert banner.text() == "Done."


def test_dismissing_closes_it_and_says_so(banner, qtbot):
    banner.show_message("Saved.")
    with qtbot.waitSignal(banner.dismissed):
        press(banner, "banner_close")
    assert not banner.isVisible()


@pytest.mark.parametrize("name", ["banner_action_0", "banner_close"])
def test_a_click_leaves_the_keyboard_where_it_was(banner, name):
    text = banner.window().findChild(QPlainTextEdit)
    text.setFocus()
    banner.show_message("Stopped.", actions=[("Go back", lambda: None)])
    press(banner, name)
    assert not banner.isVisible()
    assert QApplication.focusWidget() is text


def test_pressed_by_key_it_hands_the_keyboard_to_no_field(banner):
    banner.show_message("Stopped.", actions=[("Go back", lambda: None)])
    banner.findChild(QAbstractButton, "banner_action_0").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert not banner.isVisible()
    assert QApplication.focusWidget() is None


@pytest.fixture
def covered(show):
    """A banner that lies over an editor."""
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(QPlainTextEdit())
    banner = Banner()
    banner.stand_over(window)
    show(window, 500, 200)
    yield banner
    window.close()


def test_lying_over_the_drawing_it_moves_nothing(covered, qtbot):
    text = covered.window().findChild(QPlainTextEdit)
    before = text.geometry()
    covered.show_message("Short.")
    qtbot.wait(20)
    assert text.geometry() == before
    assert before.contains(covered.geometry())
    assert covered.window().childAt(covered.geometry().center()) is not text
    one_line = covered.height()
    covered.show_message("A sentence of many words " * 8, actions=[("Go back", lambda: None)])
    qtbot.waitUntil(lambda: covered.height() > one_line)
    height = covered.height()
    covered.window().resize(900, 200)
    qtbot.waitUntil(lambda: covered.height() < height)
    left, right = covered.x(), covered.window().width() - covered.geometry().right() - 1
    assert abs(left - right) <= 1
    covered.window().resize(400, 200)
    qtbot.waitUntil(lambda: covered.geometry().right() < 400)
