"""A small window beside a weight: its value to be read and typed, and whether it learns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from dnngui.panels.forms import commit_typing
from dnngui.panels.forms.declaration import Number
from dnngui.panels.forms.numberbox import NumberBox
from dnngui.panels.forms.numbers import Bounds
from dnngui.words import say

if TYPE_CHECKING:
    from engine.message import Message

LARGEST = 1e6
AWAY = QPoint(14, 14)
WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
"""How many inputs and units further an arrow leads."""


class WeightBox(QFrame):
    """Shows one weight for as long as it is open; the value follows the run until one is typed.

    Signals
    -------
    value_chosen(float)
        The weight is to have this value.
    moved(int, int)
        Another weight is wanted, so many inputs and units further.
    off_chosen(bool), held_chosen(bool)
        It is to be kept at zero, or at its value, or to learn again.
    """

    value_chosen = Signal(float)
    moved = Signal(int, int)
    off_chosen = Signal(bool)
    held_chosen = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("weight_box")
        self.setAccessibleName(self.tr("Weight"))
        self.setProperty("card", True)
        self.hide()
        self.title = QLabel()
        self.title.setObjectName("weight_title")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.note = QLabel()
        self.note.setObjectName("weight_copies")
        self.note.setProperty("role", "muted")
        self.note.setWordWrap(True)
        self.field = NumberBox(Number(Bounds(False, -LARGEST, LARGEST)))
        self.field.setObjectName("weight_value")
        self.field.setAccessibleName(self.tr("Value of the weight"))
        self.off = self._switch("weight_off", self.tr("Off: kept at zero"))
        self.off.setToolTip(self.tr("Counts for nothing, in training and in exports"))
        self.held = self._switch("weight_held", self.tr("Held: does not learn"))
        self.held.setToolTip(self.tr("The weight keeps its value while the others learn"))
        self.refusal = QLabel()
        self.refusal.setObjectName("weight_refusal")
        self.refusal.setProperty("severity", "error")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self._lay_out()
        for widget in (self.field, self.field.lineEdit(), self.off, self.held):
            widget.installEventFilter(self)
        self.field.edited.connect(self._choose)
        self.field.refused.connect(self._show_refusal)
        self.off.clicked.connect(self.off_chosen)
        self.held.clicked.connect(self.held_chosen)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._leave)

    def _switch(self, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.setAccessibleName(text)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        for widget in (self.title, self.field, self.refusal, self.off, self.held, self.note):
            column.addWidget(widget)

    def open_at(self, at: QPoint, title: str, copies: int = 1) -> None:
        """Open beside a point of the screen, with the value to be typed over.

        Parameters
        ----------
        copies
            How often the network has the layer; the value is that of the first.
        """
        self.title.setText(title)
        said = self.tr("The value is that of copy 1 of {count}. Off and held go for all copies.")
        self.note.setText(said.format(count=copies))
        self.note.setVisible(copies > 1)
        self.adjustSize()
        around = self.window()
        room = around.rect()
        box = QRect(around.mapFromGlobal(at) + AWAY, self.size())
        over = QPoint(max(box.right() - room.right(), 0), max(box.bottom() - room.bottom(), 0))
        self.move(box.topLeft() - over)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def show_weight(self, value: float | None, state: str) -> None:
        """Show the present value, unless one is being typed, and whether it is off or held."""
        self.off.setChecked(state == "off")
        self.held.setChecked(state == "held")
        self.held.setEnabled(state != "off")
        self.field.setEnabled(state != "off")
        line = self.field.lineEdit()
        if value is None or line.isModified():
            return
        whole = line.selectedText() == line.text()
        self.field.show_value(float(f"{value:.5g}"))
        if whole:
            line.selectAll()

    def _choose(self, value: object) -> None:
        if isinstance(value, int | float):
            self.value_chosen.emit(float(value))

    @Slot(object)
    def _show_refusal(self, message: Message | None) -> None:
        """Say what is wrong with what is typed, while it is."""
        self.refusal.setText("" if message is None else say(message))
        self.refusal.setVisible(message is not None)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead Ctrl and an arrow to another weight, whichever control has the keys."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            way = WAYS.get(Qt.Key(event.key()))
            if way is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                commit_typing()
                self.moved.emit(*way)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        taken = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.refusal.isHidden()
        if taken or key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @Slot(QWidget, QWidget)
    def _leave(self, _: QWidget | None, now: QWidget | None) -> None:
        """Close where the keys go elsewhere in the window."""
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self.close()
