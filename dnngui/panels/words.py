"""Labels and buttons whose words never make a panel wider than it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QResizeEvent


class WrappedLabel(QLabel):
    """Words in as many lines as they need, however narrow the panel is."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextFormat(Qt.TextFormat.PlainText)


class WrappedButton(QPushButton):
    """A button whose words take a second line where one is too short, and are cut only there."""

    def __init__(self, icon: QIcon, text: str) -> None:
        super().__init__(icon, text)
        self._text = text
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._wrap()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self._text) + self._around() + 2
        return QSize(width, self._height(1))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._height(1))

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._lines(width - self._around())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap()

    def _wrap(self) -> None:
        shown = "\n".join(self._lines(self.width() - self._around()))
        if shown != self.text():
            self.setText(shown)

    def _lines(self, room: int) -> list[str]:
        """Return the words in one line or two, the last one cut to ``room``."""
        metrics, begin = self.fontMetrics(), 0
        if metrics.horizontalAdvance(self._text) > room:
            layout = QTextLayout(self._text, self.font())
            layout.beginLayout()
            line = layout.createLine()
            line.setLineWidth(max(1, room))
            begin = line.textLength()
            layout.endLayout()
        lines = [self._text[:begin].rstrip()] if begin else []
        rest = metrics.elidedText(self._text[begin:], Qt.TextElideMode.ElideRight, room)
        return [*lines, rest]

    def _height(self, lines: int) -> int:
        # What is above and beneath the words is Qt's, whatever is written at the moment.
        now = 1 + self.text().count("\n")
        spare = super().sizeHint().height() - now * self.fontMetrics().lineSpacing()
        return spare + lines * self.fontMetrics().lineSpacing()

    def _around(self) -> int:
        """Width of the icon, the padding and the border."""
        return self.iconSize().width() + 28
