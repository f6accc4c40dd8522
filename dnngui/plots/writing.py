"""Text that the network writes while it learns, the newest on top."""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QSlider, QTextEdit, QWidget

from dnngui.plots.viewpanel import ViewPanel
from dnngui.training.writing import Sample, Writing, Written
from engine.writing import Alphabet, foretells

if TYPE_CHECKING:
    from engine.data.dataset import Dataset

_TENTHS = (1, 20)
"""Temperatures, in tenths."""
_LONGEST = 100
"""Characters to begin with."""


class WritingPanel(ViewPanel[Written]):
    """Samples of a language model, each drawn with the weights of one moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.text = QTextEdit(readOnly=True)
        super().__init__("writing_panel", self.text, parent)
        self._foretells = False
        self._shown = ""
        self.text.setObjectName("writing_text")
        self.text.setAccessibleName(self.tr("Generated text"))
        self.text.setFrameShape(QTextEdit.Shape.NoFrame)
        self.text.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(10)
        self.begin = QLineEdit(maxLength=_LONGEST)
        self.begin.setObjectName("writing_begin")
        self.begin.setAccessibleName(self.tr("Begin with"))
        self.begin.setPlaceholderText(self.tr("Begin with…"))
        self.begin.setToolTip(self.tr("What each text begins with"))
        self.begin.editingFinished.connect(self._change)
        self.heat = QLabel()
        self.temperature = QSlider(Qt.Orientation.Horizontal)
        self.temperature.setObjectName("writing_temperature")
        self.temperature.setAccessibleName(self.tr("Temperature"))
        tip = self.tr("Low: the likeliest characters. High: more chance. 1: as the network says.")
        for widget in (self.temperature, self.heat):
            widget.setToolTip(tip)
        self.temperature.setRange(*_TENTHS)
        self.temperature.setPageStep(5)
        self.temperature.setMinimumWidth(50)
        self.temperature.setValue(8)
        self.temperature.valueChanged.connect(self._change)
        self.controls.addWidget(self.begin, 2)
        self.controls.addSpacing(6)
        self.controls.addWidget(self.heat)
        self.controls.addWidget(self.temperature, 1)
        self._tell_heat()
        self._restyle()

    @property
    def title(self) -> str:
        return self.tr("Generated text")

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is not self._dataset:
            self._foretells = dataset is not None and foretells(dataset)
        super().show_dataset(dataset)

    def _request(self) -> Writing | None:
        if not self._foretells:
            return None
        return Writing(self.begin.text(), self.temperature.value() / 10.0)

    def _obstacle(self) -> str:
        if self._foretells:
            return self.tr("To write, a network has to foretell the next character at each step.")
        return self.tr("Text is written where the data are a text and each next character of it.")

    @Slot()
    def _change(self) -> None:
        self._tell_heat()
        self._leave_out_unknown()
        self._ask()

    def _tell_heat(self) -> None:
        value = f"{self.temperature.value() / 10.0:.1f}"
        self.heat.setText(self.tr("Temperature {value}").format(value=value))

    def _leave_out_unknown(self) -> None:
        """Take out of what is to begin with what the data do not have, and say so."""
        if self._dataset is None:
            return
        alphabet = Alphabet(self._dataset.classes)
        known, unknown = alphabet.read(self.begin.text())
        if unknown:
            self.begin.setText(alphabet.written(known))
            self.message.emit(
                self.tr("The data do not have these characters: {characters}").format(
                    characters=" ".join(unknown)
                )
            )

    def _show(self, view: Written) -> None:
        shown = "".join(self._paragraph(each) for each in view.samples)
        # What a person selects to copy stays.
        if shown == self._shown or self.text.textCursor().hasSelection():
            return
        self._shown = shown
        bar = self.text.verticalScrollBar()
        place = bar.value()
        self.text.setHtml(shown)
        bar.setValue(place)

    def _paragraph(self, sample: Sample) -> str:
        head = html.escape(self._head(sample))
        # Blanks count in a text.
        words = html.escape(sample.text).replace("  ", " &nbsp;") + ("" if sample.complete else "▏")
        return (
            f"<p style='margin:0 0 10px 0'><span style='color:{self.colours.muted}'>{head}</span>"
            f"<br>{words}</p>"
        )

    def _head(self, sample: Sample) -> str:
        epoch = f"{sample.epoch:.1f}".removesuffix(".0")
        return self.tr("Epoch {epoch}").format(epoch=epoch)

    def _describe(self, view: Written) -> str:
        complete = [each for each in view.samples if each.complete] or list(view.samples)
        return f"{self._head(complete[0])}: {complete[0].text}" if complete else ""

    def _restyle(self) -> None:
        self._shown = ""
        super()._restyle()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["epoch", "text"])
        for sample in self._view.samples if self._view is not None else ():
            writer.writerow([sample.epoch, sample.text])
        return table.getvalue()
