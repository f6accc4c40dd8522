"""The first line of a part of a panel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dnngui import icons
from dnngui.panels.words import WrappedLabel

_ICON = QSize(20, 20)


class Heading(QWidget):
    """An icon and a title."""

    def __init__(self, icon: str, title: str, tip: str = "") -> None:
        super().__init__()
        self._icon = icon
        self._picture, self._title = QLabel(), WrappedLabel(title)
        self._picture.setFixedSize(_ICON)
        self._title.setProperty("role", "heading")
        self.setToolTip(tip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._picture)
        row.addWidget(self._title, 1)
        self._paint()

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        icon = icons.icon(self._icon, "accent")
        self._picture.setPixmap(icon.pixmap(_ICON, self.devicePixelRatio()))
