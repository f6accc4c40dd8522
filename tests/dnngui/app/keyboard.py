"""A keyboard: its keys go to the window that has the focus, as those of a person do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SIGNS = {
    " ": Qt.Key.Key_Space,
    ".": Qt.Key.Key_Period,
    "/": Qt.Key.Key_Slash,
    "_": Qt.Key.Key_Underscore,
    "-": Qt.Key.Key_Minus,
}


class Keyboard:
    """Presses keys and nothing else; who gets them is up to the program."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each called as in menus: ``Ctrl+N``, ``Tab``."""
        for each in keys:
            pressed = QKeySequence(each)[0]
            window = QGuiApplication.focusWindow()
            QTest.keyClick(window, pressed.key(), pressed.keyboardModifiers())
            QApplication.processEvents()

    def type(self, text: str) -> None:
        for sign in text:
            held = Qt.KeyboardModifier.NoModifier
            if sign.isupper():
                held = Qt.KeyboardModifier.ShiftModifier
            key = SIGNS.get(sign) or Qt.Key(ord(sign.upper()))
            QTest.keyClick(QGuiApplication.focusWindow(), key, held)
        QApplication.processEvents()

    @property
    def place(self) -> str:
        """Name of the control that has the keyboard."""
        focus = QApplication.focusWidget()
        return "" if focus is None else focus.objectName()
