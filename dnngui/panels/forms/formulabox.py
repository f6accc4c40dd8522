"""The editor of a number that a formula may give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractSpinBox

from dnngui.panels.forms.numberbox import NumberBox
from engine.formula import is_formula

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dnngui.panels.forms.declaration import Number


class FormulaBox(NumberBox):
    """A line for a number, or for a formula such as ``=2*units(dense_1)``.

    A formula is not stepped: a number in its place would take it away unasked.

    Signals
    -------
    formula_entered(str)
        A formula was typed; whoever knows the layers shows what it gives, or refuses it.
    formula_begun(bool)
        What stands in the line is a formula, or no longer.
    """

    formula_entered = Signal(str)
    formula_begun = Signal(bool)

    def __init__(self, kind: Number, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(kind, empty, parent)
        self._formula = ""
        self._begun = False
        self.lineEdit().textChanged.connect(self._tell)

    def show_formula(self, formula: str) -> None:
        """Show the formula that gives the number; empty where none does."""
        if formula != self._formula:
            self._formula = formula
            self._write()

    def stepBy(self, steps: int) -> None:
        if not self._begun:
            super().stepBy(steps)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return QAbstractSpinBox.StepEnabledFlag.StepNone if self._begun else super().stepEnabled()

    def _tell(self, text: str) -> None:
        begun = is_formula(text)
        if begun is not self._begun:
            self._begun = begun
            self.formula_begun.emit(begun)

    def _text(self) -> str:
        return self._formula or super()._text()

    def _judge(self, text: str) -> None:
        if is_formula(text):
            self._mark(None)
        else:
            super()._judge(text)

    def _commit(self) -> None:
        text = self.lineEdit().text()
        if not self._typed.waits() or not is_formula(text):
            super()._commit()
            return
        self._mark(None)
        self._typed.settle(text)
        self._before = self._value, self._mixed
        self.finished.emit()
        self.formula_entered.emit(text)

    def _take(self, value: float | None) -> None:
        had, self._formula = self._formula, ""
        if had and value == self._value and not self._mixed:
            # The same number, from now on without the formula.
            self._before = self._value, self._mixed
            self.edited.emit(value)
        else:
            super()._take(value)
