"""What commands do, when they can be given, and their keys."""

from __future__ import annotations

from functools import partial

from driving import child
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from dnngui.app.actions import COMMANDS

X11 = [QKeySequence(f"Ctrl+{letter}") for letter in "AEKUD"]
"""What a line of text takes for itself on Linux besides the keys that it takes everywhere."""


class LikeOnLinux(QObject):
    """Lets a field take the keys that it takes on a Linux desktop."""

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        taken = override and QKeySequence(event.keyCombination()) in X11
        event.setAccepted(taken)
        return taken


def note(given, name, *_):
    given.append(name)


def test_the_keys_of_a_command_act_while_a_field_of_text_has_the_focus(window):
    field = child(window, QLineEdit, "palette_search")
    field.setFocus()
    linux, given = LikeOnLinux(), []
    field.installEventFilter(linux)
    commands = [each for each in COMMANDS if not each.on_canvas]
    for command in commands:
        action = window.actions_by_name[command.name]
        action.triggered.disconnect()
        action.triggered.connect(partial(note, given, command.name))
    for command in commands:
        for keys in command.keys:
            combination = QKeySequence(keys)[0]
            QTest.keyClick(field, combination.key(), combination.keyboardModifiers())
    field.removeEventFilter(linux)
    assert given == [command.name for command in commands for _ in command.keys]
