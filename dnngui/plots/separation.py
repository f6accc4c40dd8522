"""ROC and precision-recall curves, live."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt, Slot
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dnngui.plots import figures
from dnngui.plots.chartview import ChartView
from dnngui.plots.combo import Choice
from dnngui.plots.items import MarkedLine
from dnngui.plots.outputpicker import OutputPicker
from dnngui.plots.partpicker import PartPicker
from dnngui.training.confusion import has_few_classes
from dnngui.training.separation import Separated, SeparationOf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dnngui.document.project import Project
    from engine.data.dataset import Dataset

    Points = tuple[NDArray[np.float64], NDArray[np.float64]]

ROC, PRECISION = 0, 1
_WHOLE = (-0.02, 1.02)
_WIDTHS = 140, 60


class SeparationPanel(ChartView[Separated]):
    """How many of a class are found at the price of how many false alarms, at every threshold.

    A dot marks the threshold at which the network decides between two classes.

    Attributes
    ----------
    kind
        ROC, or precision over recall.
    classes
        The class that is to be found.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__("separation", content, parent)
        self._threshold: float | None = None
        self.kind = Choice("separation_kind", *_WIDTHS)
        self.classes = Choice("separation_class", *_WIDTHS)
        self.kind.set_words(self.tr("Curve"))
        self.classes.set_words(self.tr("Class to be found"))
        self.kind.addItems([self.tr("ROC"), self.tr("Precision–recall")])
        self.kind.activated.connect(self._turn)
        self.classes.activated.connect(self._ask)
        self.part = PartPicker("separation_part")
        self.part.chosen.connect(self._ask)
        self.controls.addWidget(self.kind)
        self.controls.addWidget(
            self._let_choose(OutputPicker("separation_output", has_few_classes))
        )
        self.controls.addWidget(self.classes)
        self.controls.addWidget(self.part)
        self.controls.addStretch(1)
        self.figure = QLabel()
        self.figure.setObjectName("separation_figure")
        self.figure.setContentsMargins(10, 0, 10, 0)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.figure)
        column.addWidget(self.chart, 1)
        self._prepare_chart()
        self._restyle()

    def _prepare_chart(self) -> None:
        chart = self.chart
        self.chance = MarkedLine(antialias=True)
        self.line = MarkedLine(antialias=True)
        self.line.setSegmentedLineMode("on")
        chart.add(self.chance, 0.0)
        chart.add(self.line, 1.0)
        chart.follow(_WHOLE, _WHOLE, at_once=True)

    @property
    def title(self) -> str:
        return self.tr("ROC and precision")

    def synchronize(self, project: Project) -> None:
        if project.training.threshold != self._threshold:
            self._threshold = project.training.threshold
            self._ask()

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is not self._dataset:
            self.part.follow(dataset)
            self._offer(() if dataset is None else tuple(dataset.classes))
        super().show_dataset(dataset)

    def _offer(self, classes: tuple[str, ...]) -> None:
        """Offer the classes; of more than two also all of them, of two the second at first."""
        offered: list[tuple[str, int | None]] = [
            (name, place) for place, name in enumerate(classes)
        ]
        if len(classes) > 2:
            offered.insert(0, (self.tr("All classes"), None))
        if self.classes.offer(offered):
            self.classes.setCurrentIndex(1 if len(classes) == 2 else 0)

    def _request(self) -> SeparationOf | None:
        if self._dataset is None or not has_few_classes(self._dataset):
            return None
        number, output = self.classes.currentData(), self._wanted_output
        return SeparationOf(self.part.test, number, self._threshold, output)

    def _obstacle(self) -> str:
        if self._dataset is not None and self._dataset.classes:
            return self.tr("These curves need a network that tells the classes apart.")
        return self.tr("These data have numbers to be predicted, and no classes to be found.")

    @Slot(int)
    def _turn(self, _place: int) -> None:
        self.chart.fit()
        self._refresh()

    @property
    def _precise(self) -> bool:
        return self.kind.currentIndex() == PRECISION

    def _points(self, view: Separated) -> Points:
        """Return the curve from its beginning at nothing found."""
        curve = view.curve
        if self._precise:
            first = curve.precision[:1]
            across, up = curve.recall, curve.precision
            return np.append(0.0, across), np.concatenate([first, up])
        return np.append(0.0, curve.fall_out), np.append(0.0, curve.recall)

    def _show(self, view: Separated) -> None:
        self.line.dots = self._mark(view)
        self.line.setData(*self._points(view))
        curve = view.curve
        share = curve.positives / max(curve.positives + curve.negatives, 1)
        self.chance.setData([0.0, 1.0], [share, share] if self._precise else [0.0, 1.0])
        across = self.tr("recall") if self._precise else self.tr("false positive rate")
        up = self.tr("Precision") if self._precise else self.tr("True positive rate")
        self.chart.bottom.set_caption(across)
        self.chart.left.set_title(up)
        self.figure.setText(self._words(view))
        self._read()

    def _mark(self, view: Separated) -> Points | None:
        """Return where the network decides: at the beginning, where it finds nothing."""
        if view.decides is None or not len(view.curve.hits):
            return None
        place = view.curve.at(view.decides)
        found = 0 if place is None else place + 1
        x, y = self._points(view)
        return x[found : found + 1], y[found : found + 1]

    def _words(self, view: Separated) -> str:
        if self._precise:
            value = view.average_precision
            return self.tr("Average precision {value}").format(value=figures.figure(value))
        return self.tr("Area under the curve {value}").format(value=figures.figure(view.area))

    def _describe(self, view: Separated) -> str:
        return f"{self.classes.currentText()}: {self._words(view)}"

    def _restyle(self) -> None:
        chart, colours = self.chart, self.colours
        self.line.setPen(chart.pen(colours.accent, 2.0))
        self.line.set_dot(9.0, chart.pen(colours.surface, 1.5), QBrush(QColor(colours.text)))
        self.chance.setPen(chart.pen(colours.muted, 1.0, Qt.PenStyle.DashLine))
        super()._restyle()

    def _words_at(self, place: QPointF) -> tuple[str, float, float] | None:
        view = self._view
        if view is None or not len(view.curve.hits):
            return None
        x, y = self._points(view)
        nearest = int(np.argmin(np.hypot(x[1:] - place.x(), y[1:] - place.y())))
        curve = view.curve
        lines = (
            self.tr("Threshold {value}").format(value=figures.figure(curve.thresholds[nearest], 3)),
            self.tr("Found: {count} of {all}").format(
                count=int(curve.hits[nearest]), all=curve.positives
            ),
            self.tr("False alarms: {count} of {all}").format(
                count=int(curve.alarms[nearest]), all=curve.negatives
            ),
            self.tr("Precision {share}").format(share=figures.percent(curve.precision[nearest])),
        )
        return "\n".join(lines), float(x[nearest + 1]), float(y[nearest + 1])

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["threshold", "true positive rate", "false positive rate", "precision"])
        if self._view is not None:
            curve = self._view.curve
            columns = (curve.thresholds, curve.recall, curve.fall_out, curve.precision)
            writer.writerows(zip(*(each.tolist() for each in columns), strict=True))
        return table.getvalue()
