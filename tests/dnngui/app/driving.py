"""How tests find and use the window's controls."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton


def child(window, kind, name):
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def click(window, name):
    QTest.mouseClick(child(window, QAbstractButton, name), Qt.MouseButton.LeftButton)


def press(window, name):
    """Use a command of the menus as soon as it is offered."""
    action, deadline = window.actions_by_name[name], time.monotonic() + 20.0
    while not action.isEnabled() and time.monotonic() < deadline:
        QTest.qWait(5)
    assert action.isEnabled(), name
    action.trigger()


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
