"""Lists of choices in the little room above a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent


class ElidedCombo(QComboBox):
    """A list of choices that shows by an ellipsis that its text is longer than itself."""

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        style, control = self.style(), QStyle.ComplexControl.CC_ComboBox
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = style.subControlRect(control, option, part, self).width()
        end = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), end, room)
        painter.drawComplexControl(control, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class Choice(ElidedCombo):
    """A list as wide as its longest entry, of which each stands for a value.

    Parameters
    ----------
    name
        Of the object.
    widest
        Width in pixels beyond which texts are cut.
    least
        Width down to which it gives way where there is little room; None keeps all of its own.
    """

    def __init__(self, name: str, widest: int, least: int | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(widest)
        if least is not None:
            self.setMinimumWidth(least)

    def set_words(self, words: str, tip: str = "") -> None:
        """Say what is chosen here; the tip says the same where none is given."""
        self.setAccessibleName(words)
        self.setToolTip(tip or words)

    def values(self) -> tuple[Any, ...]:
        """Return what the entries stand for."""
        return tuple(self.itemData(place) for place in range(self.count()))

    def offer(self, entries: Sequence[tuple[str, object]]) -> bool:
        """Offer these texts and values; whether they are others than before.

        The choice stays where its value is still there, else it is the first. No signal tells of
        it.
        """
        texts = [self.itemText(place) for place in range(self.count())]
        if list(zip(texts, self.values(), strict=True)) == list(entries):
            return False
        chosen, values = self.currentData(), [value for _, value in entries]
        with QSignalBlocker(self):
            self.clear()
            for text, value in entries:
                self.addItem(text, value)
            self.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        return True
