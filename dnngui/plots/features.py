"""What convolutions see of one picture, live."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dnngui.plots import figures, thumbnail
from dnngui.plots.layerpictures import LayerPictures
from dnngui.plots.rowpicker import RowPicker
from dnngui.training.activations import Maps, MapsOf
from engine.inference import infer
from engine.layers import Input

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.data.dataset import Dataset
    from engine.graph import Graph

_SIDE = 84
"""Pixels of the longer side of the picture that is read."""


class FeaturesPanel(LayerPictures[Maps]):
    """A picture of the data, and the maps that a layer's channels make of it.

    Attributes
    ----------
    choice
        The layers whose outputs are pictures of several channels.
    picker
        The picture.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__("features", content, parent)
        self.original = QLabel()
        self.original.setObjectName("features_picture")
        self.original.setAccessibleName(self.tr("The picture"))
        across = QHBoxLayout(content)
        across.setContentsMargins(10, 0, 0, 0)
        across.setSpacing(0)
        self.note.setWordWrap(True)
        self.note.setMaximumWidth(_SIDE)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 10, 0, 0)
        beside.addWidget(self.original)
        beside.addWidget(self.note)
        beside.addStretch(1)
        across.addLayout(beside)
        across.addWidget(self.tiles, 1)
        self.choice.set_words(self.tr("Layer"), self.tr("Layer whose feature maps are shown"))
        self.picker = RowPicker("features")
        self.picker.chosen.connect(self._ask)
        self.choice.setMinimumWidth(48)
        self.controls.addWidget(self.choice)
        self.controls.addWidget(self.picker)
        self.controls.addStretch(1)
        self._restyle()

    @property
    def title(self) -> str:
        return self.tr("Feature maps")

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is not self._dataset:
            self.picker.follow(dataset)
        super().show_dataset(dataset)

    def _layers(self, graph: Graph) -> Sequence[int]:
        inference = infer(graph)
        return [
            node
            for node in inference.live
            if len(inference.shapes.get(node, ())) == 3
            and inference.shapes[node][2] > 1
            and not isinstance(graph[node].layer, Input)
        ]

    def _request(self) -> MapsOf | None:
        node = self.choice.currentData()
        if node is None or self._picture is None:
            return None
        return MapsOf(node, self._picture, self.picker.test, self.picker.row)

    def _obstacle(self) -> str:
        if self._dataset is not None and self._picture is None:
            return self.tr(
                "Feature maps are shown for networks that read pictures: these data are none."
            )
        return self.tr("No layer makes pictures of several channels, as Conv2D does.")

    def _show(self, view: Maps) -> None:
        self.tiles.show_filters(view.maps[..., None])
        self.original.setPixmap(self._pixmap(view))
        self.note.setText(self._words(view))

    def _pixmap(self, view: Maps) -> QPixmap:
        values = view.picture.reshape(-1)
        limits = thumbnail.limits_of(values)
        image = thumbnail.picture(values, view.picture.shape, limits, self.colours)
        return QPixmap.fromImage(image).scaled(_SIDE, _SIDE, Qt.AspectRatioMode.KeepAspectRatio)

    def _words(self, view: Maps) -> str:
        shown = self.tiles.shown_units()
        if shown < view.channels:
            words = self.tr("{shown} of {count} channels")
            return words.format(shown=shown, count=view.channels)
        return self.tr("{count} channels").format(count=view.channels)

    def _describe(self, view: Maps) -> str:
        reach = figures.figure(float(np.abs(view.maps).max(initial=0.0)), 3)
        return f"{self.choice.currentText()}: {self._words(view)}, ±{reach}"

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["channel", "row", "column", "value"])
        if self._view is not None:
            for place, value in np.ndenumerate(self._view.maps):
                writer.writerow([*(index + 1 for index in place), value])
        return table.getvalue()
