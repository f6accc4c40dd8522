"""Settings of sequences and phrases drawn by a rule, and of windows on a text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from dnngui.panels.dataform import DataForm
from dnngui.panels.numberrow import NumberRow
from dnngui.panels.sliderrow import SliderRow
from engine.data.settings import Phrases, Sequences, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    Drawn = Sequences | Phrases | Text


class SequenceForm(DataForm):
    """The numbers of a source, as far as they have an effect on it."""

    def __init__(self) -> None:
        super().__init__()
        self._source: Drawn | None = None
        self._noise = SliderRow(
            "data_sequence_noise", self.tr("Noise"), self.tr("How far the values stray."), 50
        )
        self._noise.edited.connect(partial(self.edited.emit, "noise", self.tr("Set noise")))
        self._noise.finished.connect(self.finished)
        self._rows = self._all_rows()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._noise)
        for field, step in self._steps().items():
            row = self._rows[field]
            column.addWidget(row)
            row.edited.connect(partial(self.edited.emit, field, step))
            row.finished.connect(self.finished)

    def show_source(self, source: Drawn) -> None:
        """Show the numbers that have an effect."""
        if self._source is not None and type(source) is not type(self._source):
            # A field that loses the keyboard takes what is typed, for a source that is gone.
            self.revert()
        self._source = source
        for field, row in self._rows.items():
            matters = hasattr(source, field) and _matters(source, field)
            row.setVisible(matters)
            if matters:
                row.box.show_value(getattr(source, field))
        wave = isinstance(source, Sequences) and source.name == "sine wave"
        self._noise.setVisible(wave)
        if isinstance(source, Sequences):
            self._noise.show_value(source.noise)

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        for row in self._rows.values():
            row.revert()

    def _all_rows(self) -> Mapping[str, NumberRow]:
        return {
            "samples": NumberRow(
                "data_sequence_samples",
                self.tr("Sequences"),
                self.tr("Their number."),
                Sequences,
                "samples",
            ),
            "steps": NumberRow(
                "data_sequence_steps",
                self.tr("Steps"),
                self.tr("Length of each sequence."),
                Sequences,
                "steps",
            ),
            "symbols": NumberRow(
                "data_sequence_symbols",
                self.tr("Symbols"),
                self.tr("How many different ones there are."),
                Sequences,
                "symbols",
            ),
            "words": NumberRow(
                "data_sequence_words",
                self.tr("Longest phrase"),
                self.tr("In words."),
                Phrases,
                "words",
            ),
            "seed": NumberRow(
                "data_sequence_seed",
                self.tr("Seed"),
                self.tr("The same seed draws the same sequences."),
                Sequences,
                "seed",
                dice=self.tr("Draw other sequences"),
            ),
        }

    def _steps(self) -> Mapping[str, str]:
        return {
            "samples": self.tr("Set number of sequences"),
            "steps": self.tr("Set length of sequences"),
            "symbols": self.tr("Set number of symbols"),
            "words": self.tr("Set length of phrases"),
            "seed": self.tr("Set seed of sequences"),
        }


def _matters(source: Drawn, field: str) -> bool:
    if field != "symbols":
        return True
    return isinstance(source, Sequences) and source.name in ("sorting", "reversing")
