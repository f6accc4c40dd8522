"""The predictions with the greatest errors, as a table."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLabel, QTableView, QWidget

from dnngui.plots import figures, worstvalues
from dnngui.plots.outputpicker import OutputPicker
from dnngui.plots.partpicker import PartPicker
from dnngui.plots.viewpanel import ViewPanel
from dnngui.plots.worstmodel import SIDE, WorstModel
from dnngui.training.worst import Ranking, Worst

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.data.dataset import Dataset

_PRECISION = 30
"""Rows that decide how wide a column is."""
_WIDEST = 180
_LONGEST = f"{figures.MINUS}0.000000"
_PADDING = 12


class WorstPanel(ViewPanel[Ranking]):
    """Rows of one part of the data with truth, prediction and error, the greatest error first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.table = QTableView()
        super().__init__("worst_panel", self.table, parent)
        self._threshold: float | None = None
        self.model = WorstModel()
        self._lay_out_table()
        self.part = PartPicker("worst_part")
        self.part.chosen.connect(self._ask)
        self.count = QLabel()
        self.count.setObjectName("worst_count")
        self.count.setProperty("role", "muted")
        self.controls.addWidget(self._let_choose(OutputPicker("worst_output", lambda _: True)))
        self.controls.addWidget(self.part)
        self.controls.addStretch(1)
        self.controls.addWidget(self.count)
        self._restyle()

    def _lay_out_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setObjectName("worst_table")
        table.setAccessibleName(self.tr("Predictions with the greatest errors"))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.setCornerButtonEnabled(False)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setResizeContentsPrecision(_PRECISION)

    @property
    def title(self) -> str:
        return self.tr("Worst predictions")

    def synchronize(self, project: Project) -> None:
        if project.training.threshold != self._threshold:
            self._threshold = project.training.threshold
            self._ask()

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is not self._dataset:
            self.part.follow(dataset)
        super().show_dataset(dataset)

    def _request(self) -> Worst | None:
        if self._dataset is None:
            return None
        return Worst(self.part.test, self._threshold, self._wanted_output)

    def _obstacle(self) -> str:
        return self.tr("Predictions need a network that is trained on targets.")

    def _show(self, view: Ranking) -> None:
        if self._dataset is None:
            return
        if self.model.show_ranking(view, self._dataset, test=self.part.test):
            self._fit_columns()
        rows = self._dataset.x_test if self.part.test else self._dataset.x_train
        self.count.setText(
            self.tr("{shown} of {all} rows").format(shown=len(view.rows), all=len(rows))
        )

    def _fit_columns(self) -> None:
        table, line = self.table, self.table.fontMetrics().height() + 6
        pictured = self.model.data(self.model.index(0, 1), Qt.ItemDataRole.DecorationRole)
        if pictured is not None:
            table.setIconSize(QSize(pictured.width(), SIDE))
        table.verticalHeader().setDefaultSectionSize(SIDE + 4 if pictured is not None else line)
        table.resizeColumnsToContents()
        # The numbers change while the run goes on, and the widths stay.
        longest = table.fontMetrics().horizontalAdvance(_LONGEST) + _PADDING
        for column in range(self.model.columnCount()):
            least = longest if self.model.has_fractions(column) else 0
            fitting = min(max(table.columnWidth(column), least), _WIDEST)
            table.setColumnWidth(column, fitting)

    def _describe(self, view: Ranking) -> str:
        if not len(view.rows):
            return self.count.text()
        worst = self.tr("Greatest error {error} in row {row}")
        return worst.format(error=figures.figure(float(view.errors[0])), row=int(view.rows[0]) + 1)

    def _restyle(self) -> None:
        self.model.set_colours(self.colours)
        super()._restyle()

    def csv(self) -> str:
        table = io.StringIO()
        writer, model = csv.writer(table), self.model
        titles = list(model.titles().values())
        if self._view is None or self._dataset is None:
            writer.writerow(titles)
        else:
            told = worstvalues.rows(
                self._view, self._dataset, test=self.part.test, written=model.written
            )
            writer.writerow(worstvalues.header(self._dataset, titles))
            writer.writerows(told)
        return table.getvalue()
