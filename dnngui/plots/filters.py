"""The weights with which units see pictures, live."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from dnngui.plots import figures
from dnngui.plots.layerpictures import LayerPictures
from dnngui.training.filters import Filters, FiltersOf
from engine.filters import layers_with_filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.graph import Graph


class FiltersPanel(LayerPictures[Filters]):
    """Each unit's weights as a picture of what it sees: orange takes away from it, blue adds.

    Attributes
    ----------
    choice
        The layers that see the picture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("filters", parent=parent)
        self.choice.set_words(self.tr("Layer"), self.tr("Layer whose weights are shown"))
        self.common_action = self._switch()
        self._lay_out()
        self._restyle()

    def _switch(self) -> QAction:
        action = QAction(self.tr("One scale"), self, checkable=True)
        action.setObjectName("filters_common")
        action.setToolTip(self.tr("Colours mean the same weight in all tiles"))
        action.toggled.connect(self._set_common)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        button = QToolButton()
        button.setObjectName("filters_common_button")
        button.setAccessibleName(self.common_action.text())
        button.setAutoRaise(True)
        button.setDefaultAction(self.common_action)
        self.controls.addWidget(self.choice)
        self.controls.addWidget(button)
        self.controls.addWidget(self.note, 1)

    @property
    def title(self) -> str:
        return self.tr("Filters")

    def _layers(self, graph: Graph) -> Sequence[int]:
        return layers_with_filters(graph, self._picture) if self._picture is not None else ()

    def _offer(self) -> None:
        super()._offer()
        self.choice.setEnabled(self.choice.count() > 1)

    def _request(self) -> FiltersOf | None:
        node = self.choice.currentData()
        if node is None or self._picture is None:
            return None
        return FiltersOf(node, self._picture)

    def _obstacle(self) -> str:
        if self._dataset is not None and self._picture is None:
            return self.tr(
                "Filters are shown for networks that read pictures: these data are none."
            )
        return self.tr("No Dense, RBM or Conv2D layer reads the picture itself.")

    @Slot(bool)
    def _set_common(self, on: bool) -> None:
        self.tiles.set_common(on)
        self._refresh()

    def _show(self, view: Filters) -> None:
        self.tiles.show_filters(view.weights)
        self.note.setText(self._words(view))

    def _words(self, view: Filters) -> str:
        limits = self.tiles.limits()
        shown = self.tiles.shown_units()
        words = self.tr("{count} units").format(count=view.units)
        if shown < view.units:
            words = self.tr("{shown} of {count} units").format(shown=shown, count=view.units)
        if not self.tiles.common or not len(limits):
            return words
        limit = figures.figure(float(limits[0]), 3)
        return f"{words}, ±{limit}"

    def _describe(self, view: Filters) -> str:
        return f"{self.choice.currentText()}: {self._words(view)}"

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["unit", "row", "column", "channel", "weight"])
        if self._view is not None:
            for place, weight in np.ndenumerate(self._view.weights):
                writer.writerow([*(index + 1 for index in place), weight])
        return table.getvalue()
