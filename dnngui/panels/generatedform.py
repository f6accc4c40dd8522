"""Settings of points drawn by a formula."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from dnngui.panels.dataform import DataForm
from dnngui.panels.numberrow import NumberRow
from dnngui.panels.sliderrow import SliderRow
from engine.data.settings import Generated


class GeneratedForm(DataForm):
    """Noise, number and seed."""

    def __init__(self) -> None:
        super().__init__()
        self._noise = SliderRow(
            "data_noise", self.tr("Noise"), self.tr("How far the points stray."), 50
        )
        self._samples = NumberRow(
            "data_samples", self.tr("Points"), self.tr("Their number."), Generated, "samples"
        )
        self._seed = NumberRow(
            "data_seed",
            self.tr("Seed"),
            self.tr("The same seed draws the same points."),
            Generated,
            "seed",
            dice=self.tr("Draw other points"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for row, field, step in (
            (self._noise, "noise", self.tr("Set noise")),
            (self._samples, "samples", self.tr("Set number of points")),
            (self._seed, "seed", self.tr("Set seed of points")),
        ):
            column.addWidget(row)
            row.edited.connect(partial(self.edited.emit, field, step))
            row.finished.connect(self.finished)

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        self._samples.revert()
        self._seed.revert()

    def show_source(self, source: Generated) -> None:
        self._noise.show_value(source.noise)
        self._samples.box.show_value(source.samples)
        self._seed.box.show_value(source.seed)
