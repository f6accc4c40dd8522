"""The editor of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dnngui.panels.forms.editor import mark_invalid
from dnngui.panels.forms.typedtext import TypedText

if TYPE_CHECKING:
    from dnngui.panels.forms.declaration import Words
    from engine.message import Message


class WordsEdit(QLineEdit):
    """A line of text, taken with Enter or by leaving.

    Signals
    -------
    edited(str), refused(Message or None), finished()
        See `dnngui.panels.forms.editor.Editor`.
    """

    edited = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, kind: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if kind.most is not None:
            self.setMaxLength(kind.most)
        self._value = ""
        self._mixed = False
        self._before = "", False
        self._typed = TypedText(self, self, self._finish, self.revert)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: object) -> None:
        assert isinstance(value, str)
        if value != self._value or self._mixed:
            self._value, self._mixed = value, False
            self.setPlaceholderText("")
            self._write()

    def show_mixed(self) -> None:
        if not self._mixed:
            self._value, self._mixed = "", True
            self.setPlaceholderText(self.tr("several"))
            self._write()

    def refuse(self, sentence: Message) -> None:
        """Take back the edit that was just made, leaving what is typed."""
        self._value, self._mixed = self._before
        self._typed.settle(self._value)
        self._mark(sentence)

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        if self._typed.waits():
            self._write()

    def _write(self) -> None:
        self.setText(self._value)
        self._typed.settle(self._value)
        self._mark(None)

    def _finish(self) -> None:
        if self._typed.waits():
            self._mark(None)
            self._typed.settle(self.text())
            self._before = self._value, self._mixed
            self._value, self._mixed = self.text(), False
            self.edited.emit(self._value)
        self.finished.emit()

    def _mark(self, sentence: Message | None) -> None:
        mark_invalid(self, sentence is not None)
        self.refused.emit(sentence)
