"""One sample's way through the whole network, live."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from dnngui.plots import figures
from dnngui.plots.passage import PassageView
from dnngui.plots.rowpicker import RowPicker
from dnngui.plots.viewpanel import ViewPanel
from dnngui.training.activations import ActivationsOf, Passage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from engine.data.dataset import Dataset


class ActivationsPanel(ViewPanel[Passage]):
    """What every layer, from the input to the output, makes of a row of the data."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.passage = PassageView("activations_passage")
        self.area = QScrollArea()
        super().__init__("activations_panel", self.area, parent)
        self.passage.setAccessibleName(self.title)
        self.area.setObjectName("activations_scroll")
        self.area.setWidget(self.passage)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picker = RowPicker("activations")
        self.picker.chosen.connect(self._ask)
        self.controls.addWidget(self.picker)
        self.controls.addStretch(1)
        self._restyle()

    @property
    def title(self) -> str:
        return self.tr("Activations of a sample")

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is not self._dataset:
            self.picker.follow(dataset)
        super().show_dataset(dataset)

    def _request(self) -> ActivationsOf | None:
        if self._dataset is None:
            return None
        return ActivationsOf(self.picker.test, self.picker.row)

    def _obstacle(self) -> str:
        return self.tr("There is no such row.")

    def _show(self, view: Passage) -> None:
        self.passage.show_layers(view.layers)

    def _describe(self, view: Passage) -> str:
        last = view.layers[-1]
        values = ", ".join(figures.figure(float(each), 3) for each in last.values[:10])
        words = self.tr("Row {row} in {count} layers; {layer}: {values}")
        return words.format(
            row=self.picker.row + 1, count=len(view.layers), layer=last.name, values=values
        )

    def _restyle(self) -> None:
        self.passage.set_colours(self.colours)
        super()._restyle()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["layer", "place", "value"])
        for layer in self._view.layers if self._view is not None else ():
            places = np.ndindex(*layer.shape)
            for place, value in zip(places, layer.values.tolist(), strict=False):
                writer.writerow([layer.name, " ".join(str(part + 1) for part in place), value])
        return table.getvalue()
