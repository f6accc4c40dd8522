"""A number with its title, where no declaration says what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QWidget

from dnngui import icons
from dnngui.panels.forms.declaration import Number, fields
from dnngui.panels.forms.form import EDITOR_WIDTH
from dnngui.panels.forms.note import Notes
from dnngui.panels.forms.numberbox import NumberBox
from dnngui.panels.words import WrappedLabel

if TYPE_CHECKING:
    import msgspec


_LEAST = 68
"""Width of the editor where the title needs the rest, in pixels."""
_TITLE = 86
"""Width up to which a title stays in one line, in pixels."""


class _ShrinkingBox(NumberBox):
    """An editor as wide as the others where there is room."""

    def sizeHint(self) -> QSize:
        return QSize(EDITOR_WIDTH, super().sizeHint().height())


class NumberRow(QWidget):
    """A title and the editor of one number of a declaration.

    Signals
    -------
    edited(object), finished()
        See `dnngui.panels.forms.editor.Editor`.
    """

    edited = Signal(object)
    finished = Signal()

    def __init__(
        self,
        name: str,
        title: str,
        tip: str,
        declaration: type[msgspec.Struct],
        field: str,
        *,
        dice: str = "",
    ) -> None:
        """Build the row.

        Parameters
        ----------
        declaration, field
            Where the bounds are declared.
        dice
            Tooltip of a button that goes on to the next number; no button without.
        """
        super().__init__()
        kind = next(each.kind for each in fields(declaration) if each.name == field)
        assert isinstance(kind, Number)
        self.box: NumberBox = _ShrinkingBox(kind)
        self.box.setObjectName(name)
        self.box.setAccessibleName(title)
        self.box.setToolTip(tip)
        self.box.setMinimumWidth(_LEAST)
        self.box.setMaximumWidth(EDITOR_WIDTH)
        self.box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        notes = Notes(f"{name}_notes")
        label = WrappedLabel(title)
        label.setToolTip(tip)
        label.setBuddy(self.box)
        label.setMinimumWidth(min(_TITLE, label.fontMetrics().horizontalAdvance(title) + 2))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.addWidget(label, 0, 0)
        grid.addWidget(self.box, 0, 2)
        grid.addWidget(notes, 1, 0, 1, 3)
        if dice:
            grid.addWidget(self._dice(name, dice), 0, 1)
        self.box.edited.connect(self.edited)
        self.box.refused.connect(notes.show_refusal)
        self.box.finished.connect(self.finished)

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        self.box.revert()

    def _dice(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"{name}_next")
        button.setIcon(icons.icon("redraw"))
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        button.clicked.connect(self._go_on)
        return button

    def _go_on(self) -> None:
        self.box.stepBy(1)
        self.finished.emit()
