"""The menu of the colours that comments and frames can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QActionGroup, QColor, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from dnngui.app.actions import name_menu

if TYPE_CHECKING:
    from dnngui.canvas.view import CanvasView

SIDE = 16


class NoteColours(QMenu):
    """Offers each colour as it looks now, and marks that of what is selected."""

    def __init__(self, canvas: CanvasView, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("C&olour of comments and frames"))
        name_menu(self, "note_colour")
        self._canvas = canvas
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        words = {
            "grey": self.tr("Grey"),
            "violet": self.tr("Violet"),
            "plum": self.tr("Plum"),
            "teal": self.tr("Teal"),
            "rose": self.tr("Rose"),
            "gold": self.tr("Gold"),
        }
        for name, text in words.items():
            action = self._group.addAction(text)
            action.setObjectName(f"action_note_colour_{name}")
            action.setCheckable(True)
            action.setData(name)
            self.addAction(action)
        self._group.triggered.connect(self._choose)
        self.aboutToShow.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        chosen, style = self._canvas.note_colours(), self._canvas.drawing.look
        for action in self._group.actions():
            swatch = QPixmap(SIDE, SIDE)
            swatch.fill(QColor(style.note_tints[action.data()].line))
            action.setIcon(QIcon(swatch))
            action.setChecked(chosen == {action.data()})
            action.setEnabled(bool(chosen))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self._canvas.colour_notes(action.data())
