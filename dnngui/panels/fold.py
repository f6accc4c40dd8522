"""A part of a panel that is folded away until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget


class Fold(QWidget):
    """A line that opens and closes what stands beneath it.

    Attributes
    ----------
    button
        The line.
    """

    def __init__(self, name: str, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = body
        self.button = QToolButton()
        self.button.setObjectName(name)
        self.button.setText(title)
        self.button.setAccessibleName(title)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.button)
        column.addWidget(body)
        self._show(False)

    def open(self) -> None:
        self._show(True)

    @property
    def is_open(self) -> bool:
        return not self._body.isHidden()

    @Slot()
    def _turn(self) -> None:
        self._show(not self.is_open)

    def _show(self, opened: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.button.setArrowType(arrow)
        self._body.setVisible(opened)
