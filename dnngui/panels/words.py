"""Labels and buttons whose words never make a panel wider than it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
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


class ElidedButton(QPushButton):
    """A button that cuts its words to the room there is; its tooltip then says them all."""

    def __init__(self, icon: QIcon, text: str) -> None:
        super().__init__(icon, text)
        self._text = text
        self.setAccessibleName(text)
        self.setProperty("small", True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self._text) + self._around() + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._around()
        shown = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
            self.setToolTip("" if shown == self._text else self._text)

    def _around(self) -> int:
        """Width of the icon, the padding and the border."""
        return self.iconSize().width() + 28
