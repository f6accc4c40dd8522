"""The learning rate over the run, as the schedule of the settings has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dnngui.panels.chart import Axis, Chart
from dnngui.panels.facts import counted
from dnngui.panels.forms.numbers import brief
from dnngui.panels.scale import Scale
from dnngui.panels.words import WrappedLabel
from engine.ratecurve import RateCurve, rate_curve
from engine.schedules import Fall, ReduceOnPlateau

if TYPE_CHECKING:
    from dnngui.document.project import TrainingSettings

_HEIGHT = 96
_SPAN = 50.0
"""So many times the rate falls before a tenth of the run is left, from which on the axis has
logarithms: a wave that touches zero for a moment is not meant."""
_USUAL = 100
"""Steps of an epoch where the data is not known."""


class Position(NamedTuple):
    """Where the run stands: epochs done, the rate of the next step, reductions so far."""

    epoch: float
    rate: float
    falls: tuple[Fall, ...] = ()


class ScheduleCurve(QWidget):
    """A small curve with the run's position on it; hidden while the rate never moves."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._settings: TrainingSettings | None = None
        self._position: Position | None = None
        self._samples: int | None = None
        self._curve: RateCurve | None = None
        self.chart = Chart(name, self.tr("Learning rate over the epochs"), _HEIGHT)
        self._note = WrappedLabel()
        self._note.setObjectName(f"{name}_note")
        self._note.setProperty("role", "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.chart)
        column.addWidget(self._note)
        self.hide()

    def show_settings(self, settings: TrainingSettings) -> None:
        """Draw the schedule of ``settings``."""
        before, self._settings = self._settings, settings
        if before is None or _drawn_of(before) != _drawn_of(settings):
            self._draw()

    def show_samples(self, samples: int | None) -> None:
        """Let an epoch have the steps that so many training samples need; None is not known."""
        if samples != self._samples:
            self._samples = samples
            self._draw()

    def show_position(self, position: Position | None) -> None:
        """Mark where the run stands; None where there is none."""
        before, self._position = self._position, position
        if self._reach(before) != self._reach(position) or _falls(before) != _falls(position):
            self._draw()
        else:
            self._mark()

    # -- drawing

    def _reach(self, position: Position | None) -> int:
        """Return the epochs that are drawn: the run's, and as many again where it went on."""
        epochs = self._settings.epochs if self._settings is not None else 1
        if position is None:
            return epochs
        return max(1, -(-round(position.epoch * 1000) // (1000 * epochs))) * epochs

    def _steps_per_epoch(self, settings: TrainingSettings) -> int:
        if self._samples is None:
            return _USUAL
        size = settings.batch_size
        if size is None or settings.optimizer.full_batch:
            return 1
        return -(-self._samples // size)

    def _draw(self) -> None:
        settings = self._settings
        if settings is None:
            return
        self.setVisible(settings.schedule.moves)
        if not settings.schedule.moves:
            return
        reach = self._reach(self._position)
        curve = self._curve = rate_curve(
            settings.schedule,
            settings.optimizer.learning_rate,
            epochs=settings.epochs,
            steps_per_epoch=self._steps_per_epoch(settings),
            until=reach,
            falls=_falls(self._position) if _waits(settings) else (),
        )
        x = Axis(Scale(0.0, reach), ((0.0, "0"), (reach, self._epochs(reach))))
        points = list(zip(curve.epochs.tolist(), curve.rates.tolist(), strict=True))
        self.chart.show_curve(points, x, _rates(curve), self._tip)
        self._describe(settings)
        self._mark()

    def _mark(self) -> None:
        if self._position is None:
            self.chart.show_mark(None)
        else:
            self.chart.show_mark(self._position.epoch, self._position.rate)

    def _epochs(self, count: float) -> str:
        return self.tr("{count} epochs").format(count=counted(round(count)))

    def _tip(self, epoch: float) -> str:
        assert self._curve is not None
        rate = brief(self._curve.at(epoch))
        text = self.tr("Epoch {epoch}: {rate}")
        return text.format(epoch=counted(int(epoch)), rate=rate)

    def _describe(self, settings: TrainingSettings) -> None:
        """Say what the curve cannot know, and to those who do not see it where it goes."""
        self._note.setVisible(_waits(settings))
        if _waits(settings):
            self._note.setText(self._told_of_falls())
        assert self._curve is not None
        first, last = self._curve.rates[0], self._curve.rates[-1]
        text = self.tr("From {first} to {last}, at most {top}").format(
            first=brief(first), last=brief(last), top=brief(self._curve.rates.max())
        )
        self.chart.setAccessibleDescription(text)

    def _told_of_falls(self) -> str:
        falls = _falls(self._position)
        if not falls:
            return self.tr("When it falls depends on the run. It has not fallen so far.")
        text = self.tr(
            "When it falls depends on the run. Falls so far: {count}, last at epoch {epoch}."
        )
        return text.format(count=counted(len(falls)), epoch=counted(int(falls[-1].epoch)))


def _drawn_of(settings: TrainingSettings) -> tuple[object, ...]:
    """Return what the curve is made of."""
    optimizer = settings.optimizer
    base = (optimizer.learning_rate, optimizer.full_batch)
    return settings.schedule, settings.epochs, settings.batch_size, base


def _waits(settings: TrainingSettings) -> bool:
    """Whether the run decides when the rate falls."""
    return isinstance(settings.schedule, ReduceOnPlateau)


def _falls(position: Position | None) -> tuple[Fall, ...]:
    return () if position is None else position.falls


def _rates(curve: RateCurve) -> Axis:
    """Return the upright axis: its ends in figures, and a line for each decade."""
    scale = _scale(curve)
    ends = [(end, brief(end)) for end in (scale.low, scale.high)]
    decades = [(each, "") for each in scale.ticks(20)] if scale.logarithmic else []
    return Axis(scale, (*ends, *decades))


def _scale(curve: RateCurve) -> Scale:
    """Return the axis of the rates: from zero, or with logarithms where they span decades."""
    top = float(curve.rates.max())
    low = float(np.quantile(curve.rates, 0.1))
    if not 0.0 < low * _SPAN <= top:
        return Scale(0.0, top)
    above = curve.rates[curve.rates > 0.0]
    return Scale(max(float(above.min()), 1e-3 * low), top, logarithmic=True)
