"""The editors of a word out of several, and of yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from dnngui.guard import guarded
from dnngui.panels.forms.curves import curve
from dnngui.words import term
from engine.activations import FUNCTIONS
from engine.watch import TITLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from engine.message import Message


class Option(NamedTuple):
    """One line of a list of choices."""

    value: Any
    title: str
    tip: str = ""
    icon: QIcon | None = None


def options_of(words: Sequence[str]) -> list[Option]:
    """Return lines for the values of a Literal; activations with formula and curve."""
    return [_option(word) for word in words]


def title_of(word: str) -> str:
    """Return how a value of a Literal reads, in English."""
    if word in FUNCTIONS:
        return FUNCTIONS[word].title
    if word in TITLES:
        return TITLES[word]
    title = word.replace("_", " ")
    return title[:1].upper() + title[1:]


def _option(word: str) -> Option:
    if word in FUNCTIONS:
        return Option(word, term(title_of(word)), FUNCTIONS[word].formula, curve(word))
    return Option(word, term(title_of(word)))


class ChoiceBox(QComboBox):
    """A list to choose one value from.

    Signals
    -------
    edited(object), refused(Message or None), finished()
        See `dnngui.panels.forms.editor.Editor`.
    """

    edited = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [option.value for option in options]
        for place, option in enumerate(options):
            self.addItem(option.icon or QIcon(), option.title)
            self.setItemData(place, option.tip, Qt.ItemDataRole.ToolTipRole)
        self.setIconSize(QSize(20, 16))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        self.setMaxVisibleItems(20)
        self.setPlaceholderText(self.tr("several"))
        self.activated.connect(self._choose)

    def show_value(self, value: object) -> None:
        self.setCurrentIndex(self._values.index(value))

    def show_mixed(self) -> None:
        self.setCurrentIndex(-1)

    def refuse(self, sentence: Message) -> None:
        """Say what is wrong with the choice that was just made."""
        self.refused.emit(sentence)

    def revert(self) -> None:
        """Nothing can be typed."""

    def showPopup(self) -> None:
        """Open the list as wide as its widest line."""
        frame = 2 * self.view().frameWidth() + self.view().verticalScrollBar().sizeHint().width()
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + frame)
        super().showPopup()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as Qt does, but cut what does not fit with an ellipsis."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        if self.currentIndex() < 0:
            option.currentText = self.placeholderText()
            muted = self.palette().color(QPalette.ColorRole.PlaceholderText)
            option.palette.setColor(QPalette.ColorRole.ButtonText, muted)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + 4
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, field.width() - icon - 2
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _choose(self, place: int) -> None:
        self.edited.emit(self._values[place])
        self.finished.emit()


class FlagBox(QCheckBox):
    """Yes or no; half checked where several differ.

    Signals
    -------
    edited(bool), refused(Message or None), finished()
        See `dnngui.panels.forms.editor.Editor`.
    """

    edited = Signal(object)
    refused = Signal(object)
    finished = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title = title
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)

    def show_value(self, value: object) -> None:
        self.setTristate(False)
        self.setChecked(bool(value))

    def show_mixed(self) -> None:
        self.setTristate(True)
        self.setCheckState(Qt.CheckState.PartiallyChecked)

    def refuse(self, sentence: Message) -> None:
        """Say what is wrong with the choice that was just made."""
        self.refused.emit(sentence)

    def revert(self) -> None:
        """Nothing can be typed."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        around = self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        self.setText(
            self.fontMetrics().elidedText(
                self._title, Qt.TextElideMode.ElideRight, self.width() - around
            )
        )

    def _choose(self) -> None:
        chosen = self.checkState() != Qt.CheckState.Unchecked
        self.show_value(chosen)
        self.edited.emit(chosen)
        self.finished.emit()
