"""Which row of the data a panel looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from dnngui.plots.partpicker import PartPicker

if TYPE_CHECKING:
    from engine.data.dataset import Dataset


class RowPicker(QWidget):
    """Offers the rows of the test and the training part, counted from 1.

    Attributes
    ----------
    part, number
        The part, and the number of the row in it.

    Signals
    -------
    chosen()
        The person chose another row.
    """

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._dataset: Dataset | None = None
        self.part = PartPicker(f"{name}_part")
        self.part.chosen.connect(self._change_part)
        self.number = QSpinBox()
        self.number.setObjectName(f"{name}_row")
        self.number.setAccessibleName(self.tr("Row of the data"))
        self.number.setToolTip(self.tr("Row of the data"))
        self.number.setRange(1, 1)
        self.number.setWrapping(True)
        self.number.setMinimumWidth(52)
        self.number.valueChanged.connect(self._change_row)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(self.part)
        across.addWidget(self.number)

    @property
    def test(self) -> bool:
        return self.part.test

    @property
    def row(self) -> int:
        """Index of the row in its part."""
        return self.number.value() - 1

    def follow(self, dataset: Dataset | None) -> None:
        """Offer the rows of ``dataset``."""
        self._dataset = dataset
        self.part.follow(dataset)
        self._bound()

    def _bound(self) -> None:
        dataset = self._dataset
        rows = 0 if dataset is None else len(dataset.x_test if self.test else dataset.x_train)
        self.number.blockSignals(True)
        self.number.setMaximum(max(rows, 1))
        self.number.blockSignals(False)

    @Slot()
    def _change_part(self) -> None:
        self._bound()
        self.chosen.emit()

    @Slot(int)
    def _change_row(self, _number: int) -> None:
        self.chosen.emit()
