"""The transport: run, pause and step the training, with its numbers in large figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLocale, QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from dnngui import icons
from dnngui.panels.facts import counted
from dnngui.panels.figure import WIDEST, Figure, figure, percent, scaled
from dnngui.panels.forms import commit_typing
from dnngui.panels.ratecontrol import RateControl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.history import History
    from engine.unsupervised.advance import PretrainingPlace

State = Literal["idle", "running", "paused", "finished", "failed", "blocked"]

Tempo = Literal["slow", "watch", "full"]
"""A run through all its epochs takes a minute, ten seconds, or no longer than it must."""

_LONG = 1_000
"""Epochs of which no fraction is shown any more."""

_BIG = QSize(28, 28)
_NORMAL = QSize(20, 20)


class TransportBar(QFrame):
    """Buttons, figures and the learning rate.

    Signals
    -------
    run_requested(), pause_requested(), step_batch_requested(), step_epoch_requested()
    reset_requested()
        Back to the same first weights.
    best_requested()
        To the best weights so far.
    redraw_requested()
        Back to the start with other first weights.
    tempo_chosen(Tempo)
        How fast runs are to go.
    search_requested()
        A good learning rate is to be looked for.
    offered(frozenset of names)
        Other buttons can be pressed than before; see `able`.
    """

    run_requested = Signal()
    pause_requested = Signal()
    step_batch_requested = Signal()
    step_epoch_requested = Signal()
    reset_requested = Signal()
    best_requested = Signal()
    redraw_requested = Signal()
    tempo_chosen = Signal(object)
    search_requested = Signal()
    offered = Signal(object)

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transport")
        self.setAccessibleName(self.tr("Transport"))
        self._state: State = "idle"
        self._reason = ""
        self._pretraining: PretrainingPlace | None = None
        self._has_best = False
        self._offered: frozenset[str] | None = None
        self._shortcuts: Mapping[str, str] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._tips = self._all_tips()
        self._make_figures()
        self._status, self._speed = QLabel(), QLabel()
        self.rate_control = RateControl(history)
        self.rate = self.rate_control.box
        self.tempo = QComboBox()
        for name, text in self._all_tempos().items():
            self.tempo.addItem(text, name)
        self._lay_out()
        self.tempo.activated.connect(self._choose_tempo)
        self.rate_control.search_requested.connect(self.search_requested)
        self.set_state("idle")

    # -- from the outside

    def set_state(self, state: State, reason: str = "") -> None:
        """Show what the training does; ``reason`` says why it cannot go on, if so."""
        self._state, self._reason = state, reason
        running = state == "running"
        if not running:
            self._speed.clear()
        self._buttons["run"].setIcon(icons.icon("pause" if running else "run", "on_accent"))
        self._offer()
        self._say_status()
        self._status.setToolTip(reason)
        self._say_tips()

    @property
    def able(self) -> frozenset[str]:
        """Which buttons can be pressed: run, step_batch, step_epoch, reset, best, redraw."""
        if self._state == "blocked":
            return frozenset()
        able = {"reset", "redraw"}
        if self._has_best:
            able.add("best")
        if not self._reason:
            able |= {"run"} if self._state == "running" else {"run", "step_batch", "step_epoch"}
        return frozenset(able)

    def _offer(self) -> None:
        able = self.able
        if able != self._offered:
            self._offered = able
            for name, button in self._buttons.items():
                button.setEnabled(name in able)
            self.offered.emit(able)

    def show_numbers(
        self,
        *,
        epoch: float,
        loss: float | None,
        test_loss: float | None = None,
        accuracy: float | None = None,
        r2: float | None = None,
        free_energy: float | None = None,
        steps_per_second: float = 0.0,
        workers: int = 1,
        on_test: bool = True,
        rate: float | None = None,
    ) -> None:
        """Show how far the training is; None where a number does not exist.

        Parameters
        ----------
        epoch
            Epochs done, with the fraction of one that has begun.
        accuracy
            Share from 0 to 1.
        r2
            Takes the accuracy's place in a regression.
        free_energy
            Takes it where an RBM learns; then the losses are reconstruction errors.
        steps_per_second, workers
            Shown while the training runs; of the cores that share a batch, more than one.
        on_test
            Whether accuracy and R² are those of the test part, as far as there is one.
        rate
            Learning rate in force; shown while a schedule moves it away from the one that is set.
        """
        self.rate_control.show_in_force(rate)
        self._figures["epoch"].show_text(self._shown_epoch(epoch))
        self._figures["loss"].show_text(figure(loss))
        self._figures["test_loss"].show_text(figure(test_loss))
        learns_inputs = free_energy is not None
        self._caption_losses(errors=learns_inputs)
        quality = self._figures["accuracy"]
        held_out = on_test and test_loss is not None
        if learns_inputs:
            quality.show_caption(self.tr("Free energy"))
            quality.show_text(figure(free_energy))
        elif r2 is None:
            quality.show_caption(self.tr("Test accuracy") if held_out else self.tr("Accuracy"))
            quality.show_text(percent(accuracy))
        else:
            quality.show_caption(self.tr("Test R²") if held_out else self.tr("R²"))
            quality.show_text(figure(r2))
        self._speed.setText(self._shown_speed(steps_per_second, workers))

    def _shown_speed(self, steps_per_second: float, workers: int) -> str:
        if self._state != "running" or not steps_per_second:
            return ""
        speed = self.tr("{count} steps/s").format(count=counted(round(steps_per_second)))
        if workers == 1:
            return speed
        return self.tr("{speed} on {workers} cores").format(speed=speed, workers=workers)

    def _caption_losses(self, *, errors: bool) -> None:
        """Name the losses, which are errors of the reconstruction while an RBM learns."""
        loss, test = self._figures["loss"], self._figures["test_loss"]
        loss.show_caption(self.tr("Error") if errors else self.tr("Loss"))
        test.show_caption(self.tr("Test error") if errors else self.tr("Test loss"))

    def show_best(self, *, known: bool) -> None:
        """Take whether there are best weights to go to."""
        self._has_best = known
        self._offer()

    def show_pretraining(self, place: PretrainingPlace | None) -> None:
        """Say which RBM is being pre-trained; None where none is."""
        self._pretraining = place
        self._say_status()

    def _say_status(self) -> None:
        words, place = self._all_states()[self._state], self._pretraining
        if place is not None and self._state in {"running", "paused"}:
            words = self.tr(
                "Pre-training layer {place} of {layers}, epoch {epoch} of {epochs}"
            ).format(
                place=place.place,
                layers=place.layers,
                epoch=counted(place.epoch),
                epochs=counted(place.epochs),
            )
        self._status.setText(words)

    def _shown_epoch(self, epoch: float) -> str:
        # One batch of many is seen, and the last one is not yet the epoch.
        hundredths = math.ceil(100 * (epoch % 1.0) - 1e-9)
        if hundredths and epoch < _LONG:
            return QLocale().toString(math.floor(epoch) + min(hundredths, 99) / 100, "f", 2)
        epoch = math.floor(epoch)
        if epoch < 1_000_000:
            return counted(epoch)
        # Rounded down: the last epoch is not shown before it is there.
        millions = QLocale().toString(epoch // 10_000 / 100, "f", 2)
        return self.tr("{count} M", "millions").format(count=millions)

    def clear_numbers(self) -> None:
        """Show no numbers: nothing has been trained, or nothing can be."""
        for each in self._figures.values():
            each.show_text("–")
        self.show_best(known=False)
        self.rate_control.show_in_force(None)
        self._speed.clear()
        self._caption_losses(errors=False)
        self.show_pretraining(None)

    def show_tempo(self, tempo: Tempo) -> None:
        """Show how fast runs go."""
        self.tempo.setCurrentIndex(self.tempo.findData(tempo))

    def show_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Add keys to the tooltips, by button: run, step_batch, step_epoch, reset, best, redraw."""
        self._shortcuts = shortcuts
        self._say_tips()

    # -- building

    def _all_tips(self) -> dict[str, str]:
        return {
            "reset": self.tr("Back to the same first weights"),
            "best": self.tr("Go to the best weights of this run"),
            "redraw": self.tr("Draw new first weights"),
            "run": self.tr("Run"),
            "step_batch": self.tr("Train on one batch"),
            "step_epoch": self.tr("Train for one epoch"),
        }

    def _all_ways_back(self) -> dict[str, str]:
        return {
            "run": self.tr("Go back to the last good weights and run"),
            "step_batch": self.tr("Go back to the last good weights and train on one batch"),
            "step_epoch": self.tr("Go back to the last good weights and train for one epoch"),
        }

    def _all_states(self) -> dict[State, str]:
        return {
            "idle": self.tr("Ready"),
            "running": self.tr("Running"),
            "paused": self.tr("Paused"),
            "finished": self.tr("Finished"),
            "failed": self.tr("Stopped"),
            "blocked": self.tr("Not ready"),
        }

    def _all_tempos(self) -> dict[Tempo, str]:
        return {
            "slow": self.tr("Slow"),
            "watch": self.tr("Watchable"),
            "full": self.tr("Full speed"),
        }

    def _make_figures(self) -> None:
        self._figures = {
            "epoch": Figure("transport_epoch", self.tr("Epoch"), (counted(888_888),)),
            "loss": Figure("transport_loss", self.tr("Loss"), WIDEST),
            "test_loss": Figure("transport_test_loss", self.tr("Test loss"), WIDEST),
            "accuracy": Figure("transport_accuracy", self.tr("Accuracy"), ("100.0%", *WIDEST)),
        }

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(2)
        for name, signal in self._all_signals().items():
            row.addWidget(self._button(name, signal))
        row.addSpacing(8)
        for each in self._figures.values():
            row.addWidget(each)
            row.addSpacing(4)
        row.addStretch(1)
        row.addLayout(self._status_column())
        row.addSpacing(3)
        self.tempo.setToolTip(self.tr("Small networks learn too fast to be watched"))
        row.addLayout(self._named_control("transport_tempo", self.tr("Speed"), self.tempo))
        row.addSpacing(3)
        row.addWidget(self.rate_control)

    def _all_signals(self) -> dict[str, SignalInstance | None]:
        return {
            "reset": self.reset_requested,
            "best": self.best_requested,
            "redraw": self.redraw_requested,
            "run": None,
            "step_batch": self.step_batch_requested,
            "step_epoch": self.step_epoch_requested,
        }

    def _button(self, name: str, signal: SignalInstance | None) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"transport_{name}")
        button.setIcon(icons.icon(name.replace("_", "-")))
        button.setIconSize(_BIG if name == "run" else _NORMAL)
        button.setProperty("primary", name == "run")
        button.setFixedSize(QSize(48, 40) if name == "run" else QSize(28, 32))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.pressed.connect(commit_typing)
        button.clicked.connect(self._run_or_pause if signal is None else signal)
        self._buttons[name] = button
        return button

    def _status_column(self) -> QVBoxLayout:
        for label, name in ((self._status, "status"), (self._speed, "speed")):
            label.setObjectName(f"transport_{name}")
            label.setProperty("role", "muted")
            label.setFont(scaled(self.font(), 0.9))
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        widest = self.tr("{count} steps/s").format(count=counted(88_888))
        self._speed.setMinimumWidth(self._speed.fontMetrics().horizontalAdvance(widest) + 4)
        self._status.setAccessibleName(self.tr("State"))
        self._speed.setAccessibleName(self.tr("Speed"))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._status)
        column.addWidget(self._speed)
        return column

    def _named_control(self, name: str, title: str, control: QWidget) -> QVBoxLayout:
        label = QLabel(title)
        label.setProperty("role", "muted")
        label.setFont(scaled(self.font(), 0.9))
        label.setBuddy(control)
        control.setObjectName(name)
        control.setAccessibleName(title)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(label)
        column.addWidget(control)
        return column

    def _say_tips(self) -> None:
        for name, button in self._buttons.items():
            tip = self._tips[name]
            if self._state == "failed":
                tip = self._all_ways_back().get(name, tip)
            elif name == "run" and self._state == "running":
                tip = self.tr("Pause")
            elif name == "run" and self._state == "paused":
                tip = self.tr("Go on")
            button.setAccessibleName(tip)
            if key := self._shortcuts.get(name):
                tip = f"{tip} ({key})"
            button.setToolTip(tip if button.isEnabled() or not self._reason else self._reason)

    # -- from the person

    @Slot()
    def _run_or_pause(self) -> None:
        if self._state == "running":
            self.pause_requested.emit()
        else:
            self.run_requested.emit()

    @Slot(int)
    def _choose_tempo(self, place: int) -> None:
        self.tempo_chosen.emit(self.tempo.itemData(place))
