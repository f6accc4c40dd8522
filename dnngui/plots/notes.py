"""Words over a chart: what is missing, and what is under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from dnngui.theme import Palette


_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class Notice(QLabel):
    """A sentence in the middle of a chart that has nothing to show yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.hide()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._area = QRect()

    def say(self, text: str) -> None:
        """Show ``text``; nothing where it is empty."""
        if text != self.text():
            self.setText(text)
            self._put()
        self.setVisible(bool(text))

    def put_into(self, area: QRect) -> None:
        """Stand in the middle of ``area``."""
        self._area = area
        self._put()

    def _put(self) -> None:
        room = QRect(0, 0, max(60, self._area.width() - 26), 1000)
        words = self.fontMetrics().boundingRect(room, _FLAGS, self.text())
        self.resize(words.width() + 22, words.height() + 10)
        self.move(self._area.center() - self.rect().center())

    def set_colours(self, colours: Palette) -> None:
        self.setStyleSheet(
            f"color: {colours.muted}; background: {colours.surface};"
            "border-radius: 4px; padding: 4px 10px;"
        )


class Readout(QLabel):
    """The numbers under the pointer, beside it."""

    _DISTANCE = 14

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str, at: QPoint, area: QRect) -> None:
        """Show ``text`` beside the point ``at``, within ``area``."""
        self.setText(text)
        self.adjustSize()
        x, y = at.x() + self._DISTANCE, at.y() + self._DISTANCE
        if x + self.width() > area.right():
            x = at.x() - self._DISTANCE - self.width()
        if y + self.height() > area.bottom():
            y = at.y() - self._DISTANCE - self.height()
        self.move(max(area.left(), x), max(area.top(), y))
        self.show()

    def set_colours(self, colours: Palette) -> None:
        self.setStyleSheet(
            f"color: {colours.text}; background: {colours.surface};"
            f"border: 1px solid {colours.border}; border-radius: 4px; padding: 3px 6px;"
        )
