"""The confusion matrix, live, with the samples of a cell."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dnngui.plots import figures
from dnngui.plots.matrix import MatrixView
from dnngui.plots.outputpicker import OutputPicker
from dnngui.plots.partpicker import PartPicker
from dnngui.plots.rowstrip import RowStrip
from dnngui.plots.viewpanel import ViewPanel
from dnngui.training.confusion import Confusion, Tally, has_few_classes

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.data.dataset import Dataset


class ConfusionPanel(ViewPanel[Tally]):
    """What the classes of one part of the data are taken for, as counts and shares of each class.

    Pressing a cell lists its samples.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__("confusion_panel", content, parent)
        self._threshold: float | None = None
        self.part = PartPicker("confusion_part")
        self.part.chosen.connect(self._ask)
        self.right = QLabel()
        self.right.setObjectName("confusion_accuracy")
        self.controls.addWidget(self._let_choose(OutputPicker("confusion_output", has_few_classes)))
        self.controls.addWidget(self.part)
        self.controls.addStretch(1)
        self.controls.addWidget(self.right)
        self.matrix = MatrixView("confusion_matrix")
        self.matrix.chosen.connect(self._show_cell)
        self.strip = RowStrip("confusion_samples")
        self.strip.hide()
        column = QVBoxLayout(content)
        column.setContentsMargins(10, 0, 10, 6)
        column.addWidget(self.matrix, 1)
        column.addWidget(self.strip)
        self._restyle()

    @property
    def title(self) -> str:
        return self.tr("Confusion matrix")

    def synchronize(self, project: Project) -> None:
        if project.training.threshold != self._threshold:
            self._threshold = project.training.threshold
            self._ask()

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is not self._dataset:
            self.part.follow(dataset)
            self.matrix.choose(None)
        super().show_dataset(dataset)

    def _request(self) -> Confusion | None:
        if self._dataset is None or not has_few_classes(self._dataset):
            return None
        return Confusion(self.part.test, self._threshold, self._wanted_output)

    def _obstacle(self) -> str:
        if self._dataset is not None and self._dataset.classes:
            if self._request() is not None:
                return self.tr("A matrix needs a network that tells the classes apart.")
            return self.tr("There are too many classes for a matrix.")
        return self.tr("These data have numbers to be predicted, and no classes to be confused.")

    def _show(self, view: Tally) -> None:
        self.right.setText(self.tr("Right: {share}").format(share=figures.percent(_right(view))))
        rows, columns = self._names(view)
        self.matrix.show_counts(view.counts, rows, columns)
        self._show_cell(self.matrix.cell)

    def _names(self, view: Tally) -> tuple[list[str], list[str]]:
        """Return the names of the classes, and of all outputs."""
        dataset = self._dataset
        names = list(dataset.classes) if dataset is not None else []
        spare = range(len(names), view.counts.shape[1])
        more = [self.tr("output {number}").format(number=place + 1) for place in spare]
        return names, names + more

    def _describe(self, view: Tally) -> str:
        wrong = view.counts.copy()
        np.fill_diagonal(wrong, 0)
        words = self.right.text()
        if not wrong.any():
            return words
        row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
        rows, columns = self._names(view)
        often = self.tr("Most often, {truth} is taken for {prediction}: {count} times")
        return f"{words}. " + often.format(
            truth=rows[row], prediction=columns[column], count=int(wrong[row, column])
        )

    @Slot(object)
    def _show_cell(self, cell: tuple[int, int] | None) -> None:
        dataset, view = self._dataset, self._view
        self.strip.setVisible(cell is not None and view is not None)
        if cell is None or view is None or dataset is None:
            return
        truth = dataset.y_test if self.part.test else dataset.y_train
        inside = (truth == cell[0]) & (view.predicted == cell[1])
        # A sequence is there once, however many of its steps are.
        found = np.flatnonzero(inside.reshape(len(truth), -1).any(axis=1))
        rows, columns = self._names(view)
        caption = self.tr("{truth} taken for {prediction}: {count}").format(
            truth=rows[cell[0]], prediction=columns[cell[1]], count=int(view.counts[cell])
        )
        if cell[0] == cell[1]:
            caption = self.tr("{truth}, and found right: {count}").format(
                truth=rows[cell[0]], count=int(view.counts[cell])
            )
        self.strip.show_rows(dataset, found, caption, test=self.part.test)

    def _restyle(self) -> None:
        self.matrix.set_colours(self.colours)
        self.strip.set_colours(self.colours)
        super()._restyle()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        rows, columns = ([], []) if self._view is None else self._names(self._view)
        writer.writerow(["true", *columns])
        if self._view is not None:
            counts = self._view.counts.tolist()
            writer.writerows([name, *line] for name, line in zip(rows, counts, strict=True))
        return table.getvalue()


def _right(view: Tally) -> float:
    return float(np.trace(view.counts)) / max(int(view.counts.sum()), 1)
