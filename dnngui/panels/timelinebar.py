"""The bar under the panels: the strip, the film, and the ways on from an earlier moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from dnngui import icons
from dnngui.panels.facts import counted
from dnngui.panels.figure import scaled
from dnngui.panels.timelinestrip import TimelineStrip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.training.frames import Curves, Track

DURATION = 10.0
"""Seconds that the film of a whole run takes where nobody says otherwise."""

_WIDEST = 888_888


class TimelineBar(QFrame):
    """Plays, shows where one is, and offers to go on from there.

    Signals
    -------
    play_requested(bool)
        The film is to run, or to stop.
    present_requested()
        Back to the present.
    branch_requested()
        The run is to go on from the moment that is shown.
    film_requested()
        The film is to be saved.
    offered(bool, bool)
        Whether there are moments to go to, and whether an earlier one is shown, changed.

    Attributes
    ----------
    strip
        Tells where the person wants to go.
    duration
        Seconds that the film of the whole run takes.
    """

    play_requested = Signal(bool)
    present_requested = Signal()
    branch_requested = Signal()
    film_requested = Signal()
    offered = Signal(bool, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Timeline"))
        self._shortcuts: Mapping[str, str] = {}
        self._playing = False
        self._offers = False, False
        self.strip = TimelineStrip()
        self.duration = QDoubleSpinBox()
        self._place = QLabel()
        self._buttons: dict[str, QToolButton] = {}
        self._lay_out()
        self.forget()

    # -- from the outside

    def show_track(self, track: Track | None, curves: Curves) -> None:
        """Show the moments of a run, and which of them is shown; ``curves`` are of all of it."""
        self.strip.show_track(track, curves)
        self._offer(track)

    def forget(self) -> None:
        """Show nothing of a run."""
        self.strip.forget()
        self._offer(None)

    def show_playing(self, on: bool) -> None:
        """Show whether the film runs."""
        self._playing = on
        self._buttons["play"].setIcon(icons.icon("pause" if on else "run"))
        self._say_tips()

    def show_shortcuts(self, shortcuts: Mapping[str, str]) -> None:
        """Add keys to the tooltips, by button: play, present, branch, film."""
        self._shortcuts = shortcuts
        self._say_tips()

    def _offer(self, track: Track | None) -> None:
        past = track is not None and track.shown is not None
        known = track is not None and len(track.steps) > 0
        for name in ("play", "film"):
            self._buttons[name].setEnabled(known)
        for name in ("present", "branch"):
            self._buttons[name].setEnabled(past)
        self._place.setText(self._where(track))
        if self._offers != (known, past):
            self._offers = known, past
            self.offered.emit(known, past)

    def _where(self, track: Track | None) -> str:
        """Say which moment is shown."""
        if track is None:
            return ""
        if track.shown is None:
            return self.tr("Now")
        epoch = counted(int(self.strip.epoch_of(track.shown)))
        return self.tr("Epoch {epoch}").format(epoch=epoch)

    # -- building

    def _all_signals(self) -> dict[str, SignalInstance | None]:
        return {
            "play": None,
            "present": self.present_requested,
            "branch": self.branch_requested,
            "film": self.film_requested,
        }

    def _all_tips(self) -> dict[str, str]:
        return {
            "play": self.tr("Stop the film")
            if self._playing
            else self.tr("Play the run as a film"),
            "present": self.tr("Back to the present"),
            "branch": self.tr("Go on from the moment that is shown"),
            "film": self.tr("Save the film"),
        }

    def _lay_out(self) -> None:
        for (name, signal), sign in zip(
            self._all_signals().items(), ("run", "to-present", "branch", "film"), strict=True
        ):
            self._buttons[name] = self._button(name, sign, signal)
        branch = self._buttons["branch"]
        branch.setText(self.tr("Go on from here"))
        branch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._set_up_duration()
        self._set_up_place()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(4)
        parts = ("play", self.duration, self.strip, self._place, "present", "branch", "film")
        for part in parts:
            row.addWidget(self._buttons[part] if isinstance(part, str) else part)
        row.setStretchFactor(self.strip, 1)

    def _button(self, name: str, sign: str, signal: SignalInstance | None) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"timeline_{name}")
        button.setIcon(icons.icon(sign))
        button.setIconSize(QSize(18, 18))
        button.setMinimumSize(QSize(30, 30))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._play_or_stop if signal is None else signal)
        return button

    def _set_up_duration(self) -> None:
        box = self.duration
        box.setObjectName("timeline_duration")
        box.setAccessibleName(self.tr("Duration of the film"))
        box.setToolTip(self.tr("How long the film of the whole run takes"))
        box.setRange(1.0, 600.0)
        box.setDecimals(0)
        box.setSuffix(self.tr(" s", "seconds"))
        box.setValue(DURATION)
        box.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        box.setFixedWidth(68)
        box.lineEdit().setTextMargins(5, 0, 0, 0)

    def _set_up_place(self) -> None:
        label = self._place
        label.setObjectName("timeline_place")
        label.setAccessibleName(self.tr("Moment that is shown"))
        label.setFont(scaled(self.font(), 0.95))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        widest = self.tr("Epoch {epoch}").format(epoch=counted(_WIDEST))
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest) + 8)

    def _say_tips(self) -> None:
        for name, tip in self._all_tips().items():
            button = self._buttons[name]
            button.setAccessibleName(tip)
            key = self._shortcuts.get(name)
            button.setToolTip(f"{tip} ({key})" if key else tip)

    @Slot()
    def _play_or_stop(self) -> None:
        self.play_requested.emit(not self._playing)
