"""What the network foretells of a series, against the truth."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph
from PySide6.QtCore import QPointF, Qt

from dnngui.plots import figures, ranges
from dnngui.plots.chartview import ChartView
from dnngui.plots.curve import Curve
from dnngui.plots.header import Header
from dnngui.plots.legend import Key, Legend
from dnngui.plots.outputpicker import OutputPicker
from dnngui.training.forecast import Forecast, Foretold, goes_on
from engine.data.settings import Sequences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from dnngui.document.project import Project
    from dnngui.plots.ranges import Range
    from engine.data.dataset import Dataset

_MOST = 400


class ForecastPanel(ChartView[Foretold]):
    """Truth, one-step forecast and free-running forecast over a piece of a series.

    The legend tells how far each forecast is off, as the root of the mean squared error.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("forecast", parent=parent)
        self._source: Sequences | None = None
        self.legend = Legend()
        self.legend.setObjectName("forecast_legend")
        self.legend.setToolTip(self.tr("Root of the mean squared error over what was foretold"))
        self.controls.setContentsMargins(0, 0, 0, 0)
        header = Header(self.legend)
        picker = self._let_choose(OutputPicker("forecast_output", self._fits))
        # It need not give way: the header puts it above the legend where both do not fit.
        picker.setMinimumWidth(0)
        header.set_control(picker)
        self.controls.addWidget(header)
        self.chart.bottom.set_caption(self.tr("step"))
        self.curves = [Curve(self.chart, depth, _MOST) for depth in (0.0, 1.0, 2.0)]
        self._start = pyqtgraph.InfiniteLine(angle=90, movable=False)
        self.chart.add(self._start, -1.0)
        self._restyle()

    @property
    def title(self) -> str:
        return self.tr("Forecast")

    def synchronize(self, project: Project) -> None:
        source = project.data.source
        wave = source if isinstance(source, Sequences) and source.name == "sine wave" else None
        if wave != self._source:
            self._source = wave
            self._ask()

    def _request(self) -> Forecast | None:
        if self._source is None or self._dataset is None:
            return None
        return Forecast(self._source, self._wanted_output)

    def _fits(self, dataset: Dataset) -> bool:
        return self._source is not None and goes_on(dataset, self._source)

    def _obstacle(self) -> str:
        if self._source is not None:
            return self.tr("A forecast needs a network that gives the next value of the series.")
        return self.tr("A forecast is shown for the sine wave: other data are no series.")

    def _keys(self) -> Sequence[Key]:
        colours = self.colours
        orange = colours.warning
        return (
            Key(self.tr("Truth"), colours.muted, 1.0),
            Key(self.tr("One step ahead"), colours.accent, 2.0),
            Key(self.tr("Free-running"), orange, 1.5, dashed=True, ringed=True),
        )

    def _show(self, view: Foretold) -> None:
        steps = len(view.truth) - len(view.one_step)
        x = np.arange(1.0, len(view.truth) + 1.0)
        for curve, y in zip(self.curves, (view.truth, view.one_step, view.free), strict=True):
            curve.show(x[-len(y) :], y)
        self._start.setValue(steps + 0.5)
        self.chart.follow((1.0, float(x[-1])), _heights(view))
        self.legend.set_values(["", *(figures.figure(each, 3) for each in _errors(view))])
        self._read()

    def _describe(self, view: Foretold) -> str:
        names = [key.name for key in self._keys()][1:]
        errors = zip(names, _errors(view), strict=True)
        told = ", ".join(f"{name} {figures.figure(error, 3)}" for name, error in errors)
        return self.tr("Root of the mean squared error: {errors}").format(errors=told)

    def _restyle(self) -> None:
        keys = self._keys()
        self.legend.set_keys(keys, self.colours)
        for curve, key in zip(self.curves, keys, strict=True):
            curve.set_key(key, self.colours.surface)
        self._start.setPen(self.chart.pen(self.colours.muted, 1.0, Qt.PenStyle.DotLine))
        super()._restyle()

    def _words_at(self, place: QPointF) -> tuple[str, float, float] | None:
        if self._view is None:
            return None
        step = min(max(round(place.x()), 1), len(self._view.truth))
        lines = [self.tr("Step {number}").format(number=step)]
        for key, curve in zip(self._keys(), self.curves, strict=True):
            point = curve.at(step)
            if point is not None and point[0] == step:
                lines.append(f"{key.name}  {figures.figure(point[1])}")
        return "\n".join(lines), step, place.y()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(["step", "read", "truth", "one step ahead", "free-running"])
        if self._view is not None:
            view = self._view
            ahead = [""] * (len(view.truth) - len(view.one_step))
            columns = (
                view.read.tolist(),
                view.truth.tolist(),
                [*ahead, *view.one_step.tolist()],
                [*ahead, *view.free.tolist()],
            )
            writer.writerows(
                [step, *row] for step, row in enumerate(zip(*columns, strict=True), start=1)
            )
        return table.getvalue()


def _heights(view: Foretold) -> Range:
    """Return a vertical axis for truth and forecasts: those that run away leave it."""
    low, high = float(view.truth.min()), float(view.truth.max())
    room = 0.5 * (high - low)
    foretold = np.concatenate([view.one_step, view.free])
    foretold = np.clip(foretold[np.isfinite(foretold)], low - room, high + room)
    values = np.concatenate([view.truth, foretold])
    return ranges.around(float(values.min()), float(values.max()))


def _errors(view: Foretold) -> tuple[float, float]:
    """Return the root of the mean squared error of either forecast."""
    truth = view.truth[-len(view.one_step) :]
    one, free = (
        float(np.sqrt(np.mean((each - truth) ** 2))) for each in (view.one_step, view.free)
    )
    return one, free
