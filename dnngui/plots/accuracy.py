"""The metrics over the epochs, on the training and the test part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot

from dnngui.plots import figures, ranges
from dnngui.plots.combo import Choice
from dnngui.plots.curves import CurvePanel, known
from dnngui.plots.legend import USUAL_VALUE, Key
from dnngui.plots.table import Table
from dnngui.training.frames import Curves
from engine.unsupervised.figures import FREE_ENERGY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from dnngui.plots.curves import Floats, Points
    from dnngui.plots.ranges import Range
    from dnngui.plots.table import Row
    from engine.data.dataset import Dataset
    from engine.record import Evaluation

_SHARES = ("accuracy", "root_accuracy", "top_3", "within")
"""Metrics that are shares of the samples."""

_PARTS_OF_ONE = ("precision", "recall", "f1", "roc_auc")
"""Metrics that end at 0 and 1, and are no shares of the samples."""

_EXPLAINED = ("r2", "explained_variance")

_GAP = "free_energy_gap"
"""By how much rows that an RBM did not learn are less likely to it than those that it did."""

_ENERGIES = (FREE_ENERGY, _GAP)


class AccuracyPanel(CurvePanel):
    """One metric at a time: those of classes, or R² and the errors of a regression."""

    depths = (1.0, 2.0)
    limits = (320, 320)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.choice = Choice("accuracy_panel_metric", 150)
        super().__init__("accuracy_panel", Table(lambda each: (each.epoch, None, None)), parent)
        self.choice.set_words(self.tr("Metric"), self.tr("Which metric is shown"))
        self.choice.currentIndexChanged.connect(self._choose)
        self.choice.hide()
        self._lay_out_controls(self.choice)
        self._take_metric()

    @property
    def title(self) -> str:
        return self.tr("Free energy") if self._curves.machine else self.tr("Metrics")

    def _invitation(self) -> str:
        return self.tr("Press Run to see the metrics.")

    def _keys(self) -> Sequence[Key]:
        return (
            Key(self.tr("Training"), self.colours.accent, 2.0),
            Key(self.tr("Test"), self.colours.text, 1.5, dashed=True, ringed=True),
        )

    def _name(self, metric: str) -> str:
        names = {
            "accuracy": self.tr("Accuracy"),
            "root_accuracy": self.tr("Whole trees"),
            "top_3": self.tr("Top 3"),
            "r2": "R²",
            "rmse": "RMSE",
            "mae": "MAE",
            "within": self.tr("Within tolerance"),
            "precision": self.tr("Precision"),
            "recall": self.tr("Recall"),
            "f1": self.tr("F1"),
            "roc_auc": self.tr("ROC AUC"),
            "perplexity": self.tr("Perplexity"),
            "explained_variance": self.tr("Explained variance"),
            FREE_ENERGY: self.tr("Free energy"),
            _GAP: self.tr("Free energy gap"),
            "loss": self.tr("Loss"),
        }
        output, _, metric = metric.rpartition("/")
        name = names.get(metric, metric)
        return self.tr("{output}: {metric}").format(output=output, metric=name) if output else name

    def show_dataset(self, dataset: Dataset | None) -> None:
        before = self._dataset
        if before is not None and dataset is not None and dataset.task is not before.task:
            self._offer_nothing()
        super().show_dataset(dataset)

    def begin_project(self) -> None:
        self._offer_nothing()
        super().begin_project()

    def _tip(self, metric: str) -> str:
        """Say what a metric tells that its name does not."""
        average = self.tr("Of two classes that of the second, else the mean over the classes")
        return {
            "precision": self.tr("How many of those taken for a class are of it") + f"\n{average}",
            "recall": self.tr("How many of a class are found") + f"\n{average}",
            "f1": self.tr("The harmonic mean of precision and recall") + f"\n{average}",
            "roc_auc": self.tr(
                "How often a sample of the class has a greater output than one of another"
            ),
            "perplexity": self.tr("Of how many equally likely classes the network is unsure"),
            "explained_variance": self.tr("As R², but an offset of all predictions costs nothing"),
        }.get(metric.rpartition("/")[2], "")

    def _metric(self) -> str:
        return str(self.choice.currentData() or "")

    def _kind(self) -> str:
        """Return the metric without the output that it is of."""
        return self._metric().rpartition("/")[2]

    def _points(self, curves: Curves) -> Sequence[Points]:
        self._offer(_names(curves.evaluations[-1]) if curves.evaluations else ())
        epochs, training, test = self._table.columns(curves.evaluations)
        return known(epochs, training), known(epochs, test)

    def _offer(self, metrics: tuple[str, ...]) -> None:
        if metrics and metrics != self.choice.values():
            self._fill(metrics)

    def _offer_nothing(self) -> None:
        """Drop the metrics of a task that is no more, and what was shown of them."""
        self._take(Curves())
        self._fill(())
        self._refresh()

    def _fill(self, metrics: tuple[str, ...]) -> None:
        if not self.choice.offer([(self._name(metric), metric) for metric in metrics]):
            return
        for place, metric in enumerate(metrics):
            self.choice.setItemData(place, self._tip(metric), Qt.ItemDataRole.ToolTipRole)
        self.choice.view().setMinimumWidth(self.choice.view().sizeHintForColumn(0) + 12)
        self.choice.setVisible(len(metrics) > 1)
        self._take_metric()

    def _take_metric(self) -> None:
        name = self._metric()
        self._table = Table(_gap if name == _GAP else partial(_values, name))
        share = self._kind() in _SHARES
        # Parts of one are read from zero or one, and R² and energies have no zero that is known.
        flat = (*_SHARES, *_PARTS_OF_ONE, *_EXPLAINED, *_ENERGIES)
        steep = bool(name) and self._kind() not in flat
        self.log_action.setVisible(steep)
        self.chart.left.set_logarithmic(self.logarithmic)
        self.chart.left.suffix = "%" if share else ""
        self.legend.reserve("100.0%" if share else USUAL_VALUE)

    @Slot(int)
    def _choose(self, _place: int) -> None:
        self._take_metric()
        self._refresh()
        self.chart.fit()

    def _heights(self, values: Floats, bottom: float) -> Floats:
        if self.logarithmic:
            return super()._heights(values, bottom)
        if self._kind() in _SHARES:
            return 100.0 * values
        # Far outside of the chart Qt would draw nothing of the whole line.
        if self._metric() in _ENERGIES or bottom >= 0.0:
            return values
        return np.maximum(values, bottom - 1000.0 * (1.0 - bottom))

    def _vertical_range(self, values: Floats) -> Range:
        least, greatest = float(values.min()), float(values.max())
        if self._kind() in _SHARES:
            low, high = ranges.share(least, greatest)
            return 100.0 * low, 100.0 * high
        if self._kind() in _PARTS_OF_ONE:
            return ranges.share(least, greatest)
        if self._kind() in _EXPLAINED:
            return ranges.determination(least, greatest)
        if self._metric() in _ENERGIES:
            return ranges.around(least, greatest)
        return ranges.from_zero(least, greatest)

    def _figure(self, value: float | None) -> str:
        return figures.percent(value) if self._kind() in _SHARES else figures.figure(value)


def _names(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the metrics to choose from: of several outputs, the first one's are there by name."""
    known = tuple(evaluation.metrics)
    names = tuple(name for name in known if "/" in name) or known
    return (*names, _GAP) if FREE_ENERGY in evaluation.test_metrics else names


def _values(name: str, each: Evaluation) -> Row:
    return each.epoch, each.metrics.get(name), each.test_metrics.get(name)


def _gap(each: Evaluation) -> Row:
    ours, theirs = each.metrics.get(FREE_ENERGY), each.test_metrics.get(FREE_ENERGY)
    return each.epoch, None, None if ours is None or theirs is None else theirs - ours
