"""What lets a panel be lower than its contents."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

WIDTH = 216
"""Least width of a panel at the side, in pixels; everything in it fits."""
MARGIN = 12


class PanelScroll(QScrollArea):
    """Scrolls a column of widgets up and down, never sideways.

    Attributes
    ----------
    column
        Takes the widgets.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.column.setSpacing(18)
        self.setWidget(content)
        self.setMinimumWidth(WIDTH)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + 44, 480)
