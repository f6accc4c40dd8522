"""The weights with which units see pictures, live."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from dnngui.plots import figures, thumbnail
from dnngui.plots.combo import Choice
from dnngui.plots.tiles import TilesView
from dnngui.plots.viewpanel import ViewPanel
from dnngui.training.filters import Filters, FiltersOf
from engine.filters import layers_with_filters
from engine.graph import Graph
from engine.inlining import inline

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.data.dataset import Dataset
    from engine.shapes import Shape


class FiltersPanel(ViewPanel[Filters]):
    """Each unit's weights as a picture of what it sees: orange takes away from it, blue adds.

    Attributes
    ----------
    choice
        The layers that see the picture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.tiles = TilesView("filters_tiles")
        super().__init__("filters_panel", self.tiles, parent)
        self.tiles.setAccessibleName(self.title)
        self._graph = Graph()
        self._picture: Shape | None = None
        self.choice = Choice("filters_layer", 150)
        self.choice.set_words(self.tr("Layer"), self.tr("Layer whose weights are shown"))
        self.choice.activated.connect(self._choose)
        self.common_action = self._switch()
        self.note = QLabel()
        self.note.setObjectName("filters_note")
        self.note.setProperty("role", "muted")
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

    def show_dataset(self, dataset: Dataset | None) -> None:
        self._picture = None if dataset is None else thumbnail.picture_shape(dataset)
        self._offer()
        super().show_dataset(dataset)

    def synchronize(self, project: Project) -> None:
        if project.graph is not self._graph:
            self._graph = project.graph
            self._offer()
            self._ask()

    def _offer(self) -> None:
        """Offer the layers that see the picture, and keep the choice where it is still there."""
        graph = inline(self._graph).graph
        nodes = layers_with_filters(graph, self._picture) if self._picture is not None else ()
        self.choice.offer([(graph[node].name, node) for node in nodes])
        self.choice.setEnabled(len(nodes) > 1)

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

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self._ask()

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

    def _restyle(self) -> None:
        self.tiles.set_colours(self.colours)
        super()._restyle()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["unit", "row", "column", "channel", "weight"])
        if self._view is not None:
            for place, weight in np.ndenumerate(self._view.weights):
                writer.writerow([*(index + 1 for index in place), weight])
        return table.getvalue()
