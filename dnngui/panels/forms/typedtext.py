"""What is typed in a field and not yet taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLineEdit, QWidget


class TypedText(QObject):
    """Knows whether a field's text waits to be taken, and gives it the keys that go with that.

    While text waits, Undo and Redo are those of the field and Escape brings the old text back.
    Else Undo and Redo are left to the window, which a line of text would take from it.
    """

    def __init__(
        self,
        field: QWidget,
        line: QLineEdit,
        commit: Callable[[], None],
        revert: Callable[[], None],
    ) -> None:
        """Watch over ``field``, which holds the keyboard and whose text stands in ``line``."""
        super().__init__(field)
        self._line, self._revert = line, revert
        self._settled = line.text()
        self.commit = commit
        field.installEventFilter(self)

    def settle(self, text: str) -> None:
        """Remember that ``text`` stands for the value in place."""
        self._settled = text

    def waits(self) -> bool:
        """Whether there is text that was not taken."""
        return self._line.text() != self._settled

    def eventFilter(self, _field: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return False
        if self.waits():
            return event.key() == Qt.Key.Key_Escape and self._escape(event)
        keys = QKeySequence.StandardKey
        if event.matches(keys.Undo) or event.matches(keys.Redo):
            event.ignore()
            return True
        return False

    def _escape(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self._revert()
        event.accept()
        return True


def commit_typing() -> None:
    """Take what is typed in the field that has the keyboard, as if the person had left it.

    A shortcut or a button that takes no focus acts on what the person sees.
    """
    field = QApplication.focusWidget()
    typed = None if field is None else field.findChild(TypedText)
    if isinstance(typed, TypedText):
        typed.commit()
