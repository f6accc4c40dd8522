"""How fast the network trains, and what it takes."""

from __future__ import annotations

import csv
import io
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dnngui.plots import figures, ranges
from dnngui.plots.chartview import ChartView
from dnngui.plots.curve import Curve
from dnngui.plots.legend import Key
from dnngui.training.speed import Cost, Speed

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from dnngui.training.frames import Frame

_MOST = 2400
"""Measurements that are kept, the latest ones."""
_PAUSE = 2.0
"""Seconds between two measurements beyond which the run has rested meanwhile."""


class Pace(NamedTuple):
    """How fast a run goes.

    Attributes
    ----------
    steps, samples
        A second.
    epoch
        Seconds that one takes.
    """

    steps: float
    samples: float
    epoch: float

    @classmethod
    def of(cls, cost: Cost, steps: float) -> Pace:
        per_epoch = cost.steps_per_epoch
        return cls(steps, steps * cost.samples / per_epoch, per_epoch / steps)


class _Measurement(NamedTuple):
    """One moment of a run, ``seconds`` of training after its beginning."""

    seconds: float
    pace: Pace
    cost: Cost


class SpeedPanel(ChartView[Cost]):
    """Steps and samples a second, the time of an epoch, memory; and the steps over the time.

    While the run rests, the last speed stays. Time is that of training alone.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        content = QWidget()
        super().__init__("speed", content, parent)
        self._speed = self._elapsed = 0.0
        self._last: float | None = None
        self._history: list[_Measurement] = []
        self.values = {name: self._figure(name) for name in ("steps", "samples", "epoch", "memory")}
        self._names = (
            self.tr("Steps/s"),
            self.tr("Samples/s"),
            self.tr("Epoch takes"),
            self.tr("Memory"),
        )
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid())
        column.addWidget(self.chart, 1)
        self.controls.addStretch(1)
        self._prepare_chart()
        self._restyle()

    def _figure(self, name: str) -> QLabel:
        label = QLabel("–")
        label.setObjectName(f"speed_{name}")
        font = label.font()
        font.setPointSizeF(1.2 * font.pointSizeF())
        font.setBold(True)
        label.setFont(font)
        return label

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(10, 0, 10, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(12)
        for place, (words, value) in enumerate(zip(self._names, self.values.values(), strict=True)):
            name = QLabel(words)
            name.setProperty("role", "muted")
            # In a narrow panel words are cut before figures are.
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            name.setToolTip(words)
            value.setAccessibleName(words)
            row, side = divmod(place, 2)
            grid.addWidget(name, 2 * row, side)
            grid.addWidget(value, 2 * row + 1, side)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _prepare_chart(self) -> None:
        chart = self.chart
        chart.setAccessibleName(self.tr("Steps per second"))
        chart.bottom.set_caption(self.tr("seconds of training"))
        chart.left.set_title(self.tr("steps/s"))
        self.curve = Curve(chart, 0.0, 640)

    @property
    def title(self) -> str:
        return self.tr("Speed")

    def _request(self) -> Speed | None:
        return None if self._dataset is None else Speed()

    def _obstacle(self) -> str:
        return self.tr("Draw a network that fits the data first.")

    def _remember(self, frame: Frame) -> bool:
        if not super()._remember(frame):
            return False
        now = time.perf_counter()
        if frame.steps_per_second > 0.0 and self._view is not None:
            self._speed = frame.steps_per_second
            # What lies between two runs, or was not seen, is no time of training.
            if self._last is not None and now - self._last < _PAUSE:
                self._elapsed += now - self._last
            pace = Pace.of(self._view, self._speed)
            self._history.append(_Measurement(self._elapsed, pace, self._view))
            del self._history[:-_MOST]
            self._last = now
        else:
            self._last = None
        return True

    def begin_project(self) -> None:
        self._speed = self._elapsed = 0.0
        self._last = None
        self._history.clear()
        self.forget()

    def _show(self, view: Cost) -> None:
        pace = Pace.of(view, self._speed) if self._speed else None
        told = {
            "steps": figures.figure(pace.steps, 3) if pace else "–",
            "samples": figures.figure(pace.samples, 3) if pace else "–",
            "epoch": duration(pace.epoch) if pace else "–",
            "memory": amount(view.memory),
        }
        for name, words in told.items():
            self.values[name].setText(words)
        weights = self.tr("Weights: {size}").format(size=amount(view.weights))
        self.values["memory"].setToolTip(weights)
        x, y = self._points()
        self.curve.show(x, y)
        self.chart.show_axes(bool(len(x)))
        self.chart.notice.say("" if len(x) else self.tr("Press Run to see the speed."))
        if len(x):
            self.chart.follow(ranges.until(max(float(x[-1]), 1.0)), ranges.from_zero(0.0, y.max()))
        self._read()

    def _points(self) -> tuple[np.ndarray, np.ndarray]:
        points = [(each.seconds, each.pace.steps) for each in self._history]
        found = np.array(points, np.float64).reshape(-1, 2)
        return found[:, 0], found[:, 1]

    def _describe(self, _: Cost) -> str:
        told = zip(self._names, self.values.values(), strict=True)
        return ", ".join(f"{name} {value.text()}" for name, value in told)

    def _restyle(self) -> None:
        self.curve.set_key(Key("", self.colours.accent, 1.5), self.colours.surface)
        super()._restyle()

    def _words_at(self, place: QPointF) -> tuple[str, float, float] | None:
        found = self.curve.at(place.x())
        if found is None:
            return None
        words = self.tr("{speed} steps per second").format(speed=figures.figure(found[1], 3))
        return f"{duration(found[0])}\n{words}", found[0], place.y()

    def csv(self) -> str:
        table = io.StringIO()
        writer = csv.writer(table)
        paces = ["steps per second", "samples per second", "seconds per epoch"]
        writer.writerow(["seconds of training", *paces, "bytes of memory", "bytes of weights"])
        for seconds, pace, cost in self._history:
            writer.writerow([seconds, *pace, cost.memory, cost.weights])
        return table.getvalue()


def duration(seconds: float) -> str:
    """Return a span of time in the unit that suits it."""
    if seconds < 1e-3:
        return f"{1e6 * seconds:.3g} µs"
    if seconds < 1.0:
        return f"{1e3 * seconds:.3g} ms"
    if seconds < 60.0:
        return f"{seconds:.3g} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02} h" if hours else f"{minutes}:{rest:02} min"


def amount(size: int | None) -> str:
    """Return bytes in the unit that suits them, of 1,000 each; None is a dash."""
    if size is None:
        return "–"
    value = float(size)
    for unit in ("B", "kB", "MB"):
        if value < 1000.0:
            return f"{value:.3g} {unit}"
        value /= 1000.0
    return f"{value:.3g} GB"
