"""How many rows, features and classes there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui.panels.facts import Facts, counted
from dnngui.panels.heading import Heading
from engine import shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.data.dataset import Dataset


_NAMED = 4
"""Most targets that are named."""


class DatasetFacts(QWidget):
    """The size of a data set, and what became of its gaps."""

    def __init__(self) -> None:
        super().__init__()
        self._facts = Facts(
            "data_facts",
            (
                ("train", self.tr("Training rows")),
                ("test", self.tr("Test rows")),
                ("features", self.tr("Features")),
                ("inputs", self.tr("Inputs")),
                ("classes", self.tr("Classes")),
                ("targets", self.tr("Targets")),
                ("dropped", self.tr("Dropped rows")),
                ("filled", self.tr("Filled gaps")),
            ),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Heading("information", self.tr("In numbers")))
        column.addWidget(self._facts)
        self._targets = ""
        self.hide()

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Show the numbers of ``dataset``; a line that says nothing is left out."""
        self.setVisible(dataset is not None)
        texts = {} if dataset is None else _texts(dataset)
        if dataset is not None and (dataset.further or not dataset.classes):
            texts["targets"] = self._named(dataset)
        self._targets = texts.get("targets", "")
        for key in self._facts.keys:
            self._facts.show_fact(key, texts.get(key, ""))

    def show_outputs(self, outputs: Sequence[str]) -> None:
        """Show which target goes to which of several outputs; none shows the targets alone."""
        self._facts.show_fact("targets", "\n".join(outputs) or self._targets)

    def _named(self, dataset: Dataset) -> str:
        """Return what is predicted by name, or how much of it there is."""
        if dataset.reconstructs:
            return self.tr("the inputs")
        names = [name for part in dataset.parts for name in part.target_names]
        return ", ".join(names) if len(names) <= _NAMED else counted(len(names))


def _texts(dataset: Dataset) -> dict[str, str]:
    width, columns = dataset.x_train.shape[1], len(dataset.columns)
    plain = width == columns and len(dataset.feature_shape) == 1
    return {
        "train": counted(len(dataset.x_train)),
        "test": counted(len(dataset.x_test)),
        "features": counted(columns),
        "inputs": "" if plain else shapes.text(dataset.feature_shape),
        "classes": counted(len(dataset.classes)) if dataset.classes else "",
        "dropped": counted(dataset.dropped_rows) if dataset.dropped_rows else "",
        "filled": counted(dataset.filled_values) if dataset.filled_values else "",
    }
