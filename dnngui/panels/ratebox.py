"""The live control of the learning rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolTip, QWidget

from dnngui import icons
from dnngui.panels.forms.editor import mark_invalid
from dnngui.panels.forms.numbers import is_begun, parse, shown
from dnngui.panels.forms.typedtext import TypedText
from dnngui.words import say

if TYPE_CHECKING:
    from dnngui.panels.forms.numbers import Bounds
    from engine.message import Message

RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
"""TensorFlow Playground's choices."""


class RateBox(QComboBox):
    """The playground's learning rates, or any other that is typed and ended with Enter or leaving.

    Signals
    -------
    edited(float)
        An allowed rate was chosen or typed.
    finished()
        A person is done with typing or stepping.
    """

    edited = Signal(float)
    finished = Signal()

    def __init__(self, bounds: Bounds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bounds = bounds
        self._value: float | None = None
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # None takes it away, as Qt documents
        self.addItems([shown(rate) for rate in RATES])
        self.setMaxVisibleItems(len(RATES))
        self.setMinimumContentsLength(7)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tip = self.tr("Length of each step downhill; can be changed while it runs.")
        self.setToolTip(self._tip)
        self._sign = QAction(icons.icon("error", "error"), self.tr("Error"), self)
        self._sign.setObjectName("learning_rate_sign")
        self._typed = TypedText(self, self._field, self._finish, self.revert)
        self._field.textEdited.connect(self._judge)
        self._field.editingFinished.connect(self._finish)
        self.activated.connect(self._choose)

    @property
    def _field(self) -> QLineEdit:
        field = self.lineEdit()
        assert field is not None
        return field

    def show_value(self, value: float) -> None:
        """Show ``value`` unless it is shown already; typed text stays as it was typed."""
        if value != self._value:
            self._value = value
            self._write()

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        if self._typed.waits():
            self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._step(steps)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus() and not self._field.hasFocus():
            event.ignore()
            return
        if event.angleDelta().y():
            self._step(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def _step(self, direction: int) -> None:
        self._commit()
        value = self._value or RATES[0]
        beyond = [rate for rate in RATES if (rate - value) * direction > 1e-12]
        if beyond:
            self._take(min(beyond) if direction > 0 else max(beyond))
            self._write()
            self._field.selectAll()

    def _choose(self, place: int) -> None:
        self._take(RATES[place])
        self._write()
        self.finished.emit()

    def _judge(self, text: str) -> None:
        well = parse(text, self._bounds) is not None or is_begun(text, self._bounds)
        self._mark(None if well else self._bounds.sentence())

    def _finish(self) -> None:
        self._commit()
        self.finished.emit()

    def _commit(self) -> None:
        """Take what is typed where it is allowed, as a step of its own."""
        if not self._typed.waits():
            return
        text = self._field.text()
        value = parse(text, self._bounds)
        self._mark(self._bounds.sentence() if value is None else None)
        if value is not None:
            self._typed.settle(text)
            self.finished.emit()
            self._take(value)

    def _take(self, value: float) -> None:
        if value != self._value:
            self._value = value
            self.edited.emit(value)

    def _write(self) -> None:
        assert self._value is not None
        text = shown(self._value)
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)
        self._typed.settle(text)
        self._mark(None)

    def _mark(self, sentence: Message | None) -> None:
        mark_invalid(self, sentence is not None)
        if sentence is None:
            self._field.removeAction(self._sign)
        else:
            self._field.addAction(self._sign, QLineEdit.ActionPosition.TrailingPosition)
        self.setToolTip(self._tip if sentence is None else say(sentence))
        if sentence is not None:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), say(sentence), self)
