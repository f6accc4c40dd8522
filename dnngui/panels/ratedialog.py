"""The window in which a learning rate is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QSizePolicy, QVBoxLayout

from dnngui.panels.chart import Axis, Chart
from dnngui.panels.figure import figure
from dnngui.panels.forms.numbers import brief
from dnngui.panels.heading import Heading
from dnngui.panels.scale import Scale
from dnngui.panels.words import WrappedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from engine.ratefinder import Sweep

_HEIGHT = 240


class RateDialog(QDialog):
    """Shows the loss against the rate while a copy of the network is tried, and what came of it.

    Signals
    -------
    chosen(float)
        A person wants to train with this rate.
    """

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rate_dialog")
        self.setWindowTitle(self.tr("Find a learning rate"))
        self._sweep: Sweep | None = None
        self._rate: float | None = None
        self.chart = Chart("rate_chart", self.tr("Loss against learning rate"), _HEIGHT)
        self.chart.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.chart.picked.connect(self._pick)
        self.chart.stepped.connect(self._step)
        self._said = WrappedLabel(self._about())
        self._said.setObjectName("rate_said")
        self._progress = QProgressBar()
        self._progress.setObjectName("rate_progress")
        self._progress.setAccessibleName(self.tr("Steps of the trial"))
        self._progress.setRange(0, 100)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(8)
        self._make_buttons()
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    @property
    def rate(self) -> float | None:
        """The rate that the button offers, with two digits."""
        return self._rate

    def show_sweep(self, sweep: Sweep, share: float, *, ended: bool) -> None:
        """Show what is found so far.

        Parameters
        ----------
        share
            How much of the trial is made.
        ended
            Whether this is all.
        """
        self._sweep = sweep
        self._progress.setValue(100 if ended else round(100 * share))
        self._progress.setVisible(not ended)
        if len(sweep.rates) > 1:
            self._draw(sweep)
        if ended:
            self._end(sweep)

    # -- building

    def _make_buttons(self) -> None:
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._use = self._buttons.addButton(
            self.tr("Use this rate"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self._use.setObjectName("rate_use")
        self._cancel.setObjectName("rate_cancel")
        self._cancel.setAccessibleName(self._cancel.text().replace("&", ""))
        self._use.setEnabled(False)
        self._use.setDefault(True)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(Heading("find-rate", self.tr("Loss against learning rate")))
        column.addWidget(self.chart, 1)
        column.addWidget(self._progress)
        column.addWidget(self._said)
        column.addWidget(self._buttons)

    def _about(self) -> str:
        return self.tr(
            "A copy of the network makes some steps, each with a greater rate than the one before. "
            "The run stays as it is."
        )

    # -- what is found

    def _draw(self, sweep: Sweep) -> None:
        across = Scale(1e-6, 10.0, logarithmic=True)
        low, high = float(sweep.losses.min()), float(sweep.losses.max())
        margin = 0.05 * (high - low) or 0.1 * abs(high) or 1.0
        up = Scale(low - margin, high + margin)
        self.chart.show_curve(
            list(zip(sweep.rates.tolist(), sweep.losses.tolist(), strict=True)),
            Axis(across, tuple((rate, brief(rate)) for rate in across.ticks(8))),
            Axis(up, tuple((loss, _short(loss)) for loss in up.ticks(5))),
            self._tip,
        )

    def _tip(self, rate: float) -> str:
        text = self.tr("Rate {rate}: loss {loss}")
        return text.format(rate=brief(rate), loss=figure(self._loss_at(rate)))

    def _loss_at(self, rate: float) -> float:
        assert self._sweep is not None
        return float(np.interp(np.log(rate), np.log(self._sweep.rates), self._sweep.losses))

    def _end(self, sweep: Sweep) -> None:
        self.chart.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if not len(sweep.rates):
            self._said.setText(
                self.tr("Nothing was found: the first step gave no finite loss. Reset the run.")
            )
        elif sweep.suggestion is None:
            self._said.setText(
                self.tr("The loss fell at no rate. Click a place to choose one all the same.")
            )
        else:
            self._choose(sweep.suggestion)
            text = self.tr(
                "At {rate} the loss falls well and is far from rising. "
                "Click another place to choose that."
            )
            self._said.setText(text.format(rate=brief(self._rate or 0.0)))
            self._use.setFocus()

    # -- choosing

    @Slot(float)
    def _pick(self, rate: float) -> None:
        sweep = self._sweep
        if self._progress.isVisible() or sweep is None or not len(sweep.rates):
            return
        self._choose(min(max(rate, sweep.rates[0]), sweep.rates[-1]))

    @Slot(int)
    def _step(self, steps: int) -> None:
        """Go to the next rate that was tried, to either side."""
        if self._sweep is not None and len(self._sweep.rates):
            rates = self._sweep.rates
            now = int(np.abs(np.log(rates / (self._rate or rates[0]))).argmin())
            self._pick(float(rates[min(max(now + steps, 0), len(rates) - 1)]))

    def _choose(self, rate: float) -> None:
        self._rate = float(f"{rate:.2g}")
        words = self.tr("Use {rate}").format(rate=brief(self._rate))
        self._use.setText(words)
        self._use.setAccessibleName(words)
        self._use.setEnabled(True)
        self.chart.show_mark(rate, self._loss_at(rate))
        self.chart.setAccessibleDescription(self._tip(rate))

    @Slot()
    def _accept(self) -> None:
        if self._rate is not None:
            self.chosen.emit(self._rate)
            self.accept()


def _short(loss: float) -> str:
    return brief(loss).replace("-", "−")
