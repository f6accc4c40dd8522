"""The editor of a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QWidget

from dnngui.panels.forms.editor import mark_invalid
from dnngui.panels.forms.numbers import is_begun, parse, shown, stepped

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QWheelEvent

    from dnngui.panels.forms.declaration import Number
    from engine.message import Message


class NumberBox(QAbstractSpinBox):
    """A line to type a number in, with arrows that step through sensible values.

    What is typed is never rewritten or cut to the range: it is taken where it is allowed, else
    marked, and the last good value stays. Escape brings that back.

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
        self.lineEdit().textEdited.connect(self._read)
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
        """Forget what is typed and not allowed."""
        if self._is_invalid():
            self._write()

    def refuse(self, sentence: Message) -> None:
        """Take back the edit that was just made, leaving what is typed."""
        self._value, self._mixed = self._before
        mark_invalid(self, True)
        self.refused.emit(sentence)

    def stepBy(self, steps: int) -> None:
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
        if event.key() == Qt.Key.Key_Escape and self._is_invalid():
            self.revert()
            return
        super().keyPressEvent(event)

    def _write(self) -> None:
        """Show the last good value in place of what is typed."""
        self.lineEdit().setText("" if self._value is None else shown(self._value))
        self._mark(None)

    def _read(self, text: str) -> None:
        if not text.strip() and self._kind.optional:
            self._mark(None)
            self._take(None)
        elif (value := parse(text, self._kind.bounds)) is not None:
            self._mark(None)
            self._take(value)
        else:
            self._mark(None if is_begun(text, self._kind.bounds) else self._kind)

    def _take(self, value: float | None) -> None:
        if value == self._value and not self._mixed:
            return
        self._before = self._value, self._mixed
        self._value, self._mixed = value, False
        self.edited.emit(value)

    def _finish(self) -> None:
        if self._is_refused():
            self._mark(self._kind)
        self.finished.emit()

    def _is_refused(self) -> bool:
        text = self.lineEdit().text()
        if not text.strip():
            return not (self._kind.optional or self._mixed)
        return parse(text, self._kind.bounds) is None

    def _is_invalid(self) -> bool:
        return bool(self.property("invalid"))

    def _mark(self, refused_by: Number | None) -> None:
        mark_invalid(self, refused_by is not None)
        self.refused.emit(None if refused_by is None else refused_by.bounds.sentence())
