"""The row of a number that a formula may give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLabel

from dnngui.panels.forms.numbers import shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QGridLayout

    from dnngui.panels.forms.formulabox import FormulaBox


class FormulaRow(QObject):
    """Gives a formula the whole width beneath its field's title, and its value the number's place.

    Attributes
    ----------
    value
        The label with the value.
    """

    def __init__(self, grid: QGridLayout, row: int, box: FormulaBox, name: str) -> None:
        super().__init__(box)
        self._grid, self._row, self._box = grid, row, box
        self._wide = False
        self.value = QLabel(box.parentWidget())
        self.value.setObjectName(f"{name}_value")
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.hide()
        box.formula_begun.connect(self._arrange)

    def show_values(self, values: Collection[object], formulas: Collection[str]) -> None:
        """Show the values of several layers, and the formula where one gives all of them."""
        found = set(values)
        (value,) = found if len(found) == 1 else (None,)
        self.value.setText(shown(value) if isinstance(value, int | float) else self.tr("several"))
        self.value.setAccessibleName(self.tr("Value: {value}").format(value=self.value.text()))
        same = set(formulas)
        self._box.show_formula(next(iter(same)) if len(same) == 1 else "")

    def show_part(self, *, matters: bool) -> None:
        """Show the value beside a formula, or hide it with its field."""
        self.value.setVisible(matters and self._wide)

    @Slot(bool)
    def _arrange(self, begun: bool) -> None:
        self._wide = begun
        self._grid.removeWidget(self._box)
        self._grid.removeWidget(self.value)
        if begun:
            self._grid.addWidget(self.value, self._row, 1)
            self._grid.addWidget(self._box, self._row + 1, 0, 1, 2)
        else:
            self._grid.addWidget(self._box, self._row, 1, Qt.AlignmentFlag.AlignVCenter)
        self.value.setVisible(begun and not self._box.isHidden())
