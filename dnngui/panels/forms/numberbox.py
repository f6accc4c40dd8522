"""The editor of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from dnngui.panels.forms.editor import mark_invalid
from dnngui.panels.forms.numbers import is_begun, parse, shown, stepped
from dnngui.panels.forms.typedtext import TypedText

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QWheelEvent

    from dnngui.panels.forms.declaration import Number
    from engine.message import Message


class NumberBox(QAbstractSpinBox):
    """A line to type a number in, with arrows that step through sensible values.

    What is typed is judged at once and taken when the person is done with it. It is never rewritten
    or cut to the range: where it is not allowed it stays marked, and the last good value holds.
    Escape brings that back.

    Signals
    -------
    edited(int or float or None), refused(Message or None), finished()
        See `dnngui.panels.forms.editor.Editor`.
    """

    edited = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, kind: Number, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._empty = kind, empty
        self._value: float | None = None
        self._mixed = False
        self._before: tuple[float | None, bool] = None, False
        self.lineEdit().setPlaceholderText(empty)
        self.lineEdit().setTextMargins(4, 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccelerated(True)
        self._typed = TypedText(self, self.lineEdit(), self._finish, self.revert)
        self.lineEdit().textEdited.connect(self._judge)
        self.editingFinished.connect(self._finish)

    def value(self) -> float | None:
        """Return the last good value."""
        return self._value

    def show_value(self, value: object) -> None:
        assert value is None or isinstance(value, int | float)
        if value == self._value and not self._mixed:
            return
        self._value, self._mixed = value, False
        self.lineEdit().setPlaceholderText(self._empty)
        self._write()

    def show_mixed(self) -> None:
        if self._mixed:
            return
        self._value, self._mixed = None, True
        self.lineEdit().setPlaceholderText(self.tr("several"))
        self._write()

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        if self._typed.waits():
            self._write()

    def refuse(self, sentence: Message) -> None:
        """Take back the edit that was just made, leaving what is typed."""
        self._value, self._mixed = self._before
        self._typed.settle(self._text())
        mark_invalid(self, True)
        self.refused.emit(sentence)

    def stepBy(self, steps: int) -> None:
        self._commit()
        bounds = self._kind.bounds
        if self._value is not None:
            following = stepped(self._value, steps, bounds)
        else:
            lowest = max(bounds.least or 0, 0)
            following = lowest if bounds.admit(lowest) else stepped(lowest, 1, bounds)
        if following != self._value:
            self._take(following)
            self._write()
            self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        bounds, flag = self._kind.bounds, QAbstractSpinBox.StepEnabledFlag
        if self._value is None:
            return flag.StepUpEnabled | flag.StepDownEnabled
        enabled = flag.StepNone
        for steps, direction in ((1, flag.StepUpEnabled), (-1, flag.StepDownEnabled)):
            if stepped(self._value, steps, bounds) != self._value:
                enabled |= direction
        return enabled

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # Qt's own would forget how to undo what is typed and refused.
            self._finish()
            self.selectAll()
            event.ignore()
            return
        super().keyPressEvent(event)

    def _write(self) -> None:
        """Show the last good value in place of what is typed."""
        self.lineEdit().setText(self._text())
        self._typed.settle(self._text())
        self._mark(None)

    def _text(self) -> str:
        return "" if self._value is None else shown(self._value)

    def _judge(self, text: str) -> None:
        """Mark what no more typing can make a number that is allowed."""
        bounds = self._kind.bounds
        well = parse(text, bounds) is not None or is_begun(text, bounds)
        self._mark(None if well else self._kind)

    def _finish(self) -> None:
        self._commit()
        self.finished.emit()

    def _commit(self) -> None:
        """Take what is typed where it is allowed, as a step of its own."""
        if not self._typed.waits():
            return
        text = self.lineEdit().text()
        value = parse(text, self._kind.bounds)
        if value is None and (text.strip() or not self._kind.optional):
            self._mark(self._kind)
            return
        self._mark(None)
        self._typed.settle(text)
        self.finished.emit()
        self._take(value)

    def _take(self, value: float | None) -> None:
        if value == self._value and not self._mixed:
            return
        self._before = self._value, self._mixed
        self._value, self._mixed = value, False
        self.edited.emit(value)

    def _mark(self, refused_by: Number | None) -> None:
        mark_invalid(self, refused_by is not None)
        self.refused.emit(None if refused_by is None else refused_by.bounds.sentence())
