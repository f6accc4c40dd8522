"""Which part of the data a panel looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from engine.data.dataset import Dataset


class PartPicker(QComboBox):
    """Offers the test and the training part.

    Attributes
    ----------
    test
        Whether the test part is looked at.

    Signals
    -------
    chosen()
        The person chose another one.
    """

    chosen = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Part of the data"))
        self.setToolTip(self.tr("Part of the data"))
        self.addItems([self.tr("Test"), self.tr("Training")])
        self._wanted = 0
        self.activated.connect(self._choose)

    @property
    def test(self) -> bool:
        return self.currentIndex() == 0

    def follow(self, dataset: Dataset | None) -> None:
        """Offer the parts that ``dataset`` has."""
        has_test = dataset is None or len(dataset.x_test) > 0
        self.setCurrentIndex(self._wanted if has_test else 1)
        self.setEnabled(has_test)

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._wanted = place
        self.chosen.emit()
