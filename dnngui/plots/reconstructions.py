"""What an autoencoder reads and what it gives back, live."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from dnngui.plots import figures, thumbnail
from dnngui.plots.gallery import Band, GalleryView
from dnngui.plots.outputpicker import OutputPicker
from dnngui.plots.viewpanel import ViewPanel
from dnngui.training.reconstructions import Reconstructed, Reconstructions, gives_back

if TYPE_CHECKING:
    from collections.abc import Sequence


class ReconstructionsPanel(ViewPanel[Reconstructed]):
    """Original, what noise leaves of it, and reconstruction, with the error of each sample."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.gallery = GalleryView("reconstructions_gallery")
        super().__init__("reconstructions_panel", self.gallery, parent)
        self.gallery.setAccessibleName(self.title)
        self.note = QLabel()
        self.note.setObjectName("reconstructions_note")
        self.note.setProperty("role", "muted")
        self.controls.addWidget(
            self._let_choose(OutputPicker("reconstructions_output", gives_back))
        )
        self.controls.addWidget(self.note, 1)
        self._restyle()

    @property
    def title(self) -> str:
        return self.tr("Reconstructions")

    def _request(self) -> Reconstructions | None:
        if self._dataset is None or not gives_back(self._dataset):
            return None
        return Reconstructions(output=self._wanted_output)

    def _obstacle(self) -> str:
        return self.tr("Shown for autoencoders: networks that give back what they read.")

    def _bands(self, view: Reconstructed) -> list[Band]:
        bands = [Band(self.tr("Original"), view.originals)]
        if view.disturbed is not None:
            bands.append(Band(self.tr("With noise"), view.disturbed))
        return [*bands, Band(self.tr("Given back"), view.outputs)]

    def _show(self, view: Reconstructed) -> None:
        assert self._dataset is not None
        shape = thumbnail.picture_shape(self._dataset)
        captions = [figures.figure(error, 2) for error in view.errors.tolist()]
        limits = thumbnail.limits_of(view.originals)
        self.gallery.show_bands(self._bands(view), captions, shape, limits)
        self.note.setText(self._mean(view))

    def _mean(self, view: Reconstructed) -> str:
        part = self.tr("Test samples") if view.test else self.tr("Training samples")
        return self.tr("{part}, mean squared error {error}").format(
            part=part, error=figures.figure(float(view.errors.mean()), 3)
        )

    def _describe(self, view: Reconstructed) -> str:
        return self._mean(view)

    def _restyle(self) -> None:
        self.gallery.set_colours(self.colours)
        super()._restyle()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        dataset = self._dataset if self._view is not None else None
        names: Sequence[str] = () if dataset is None else dataset.target_names
        writer.writerow(["sample", "error", "values", *names])
        if self._view is not None:
            errors = [repr(error) for error in self._view.errors.tolist()]
            for band in self._bands(self._view):
                for place, values in enumerate(band.values.tolist()):
                    writer.writerow([place + 1, errors[place], band.name, *values])
        return table.getvalue()
