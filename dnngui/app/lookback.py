"""Looking back at a run: by hand, by keys, and as a film."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from dnngui.training.frames import Curves

if TYPE_CHECKING:
    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow
    from dnngui.document.project import Project
    from dnngui.training.frames import Frame, Track

_STANDS = 0.3
"""Seconds for which the strip of a running network stands at least: it tells of the whole run."""

_PATIENCE = 0.25
"""Seconds after which a film goes on though its last picture has not come."""

_TICK_MS = 16


class LookBack(QObject):
    """Joins the timeline's bar with the session."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._session, self._history = window.session, window.history
        self._display, self._bar = window.display, window.timeline
        self._preferences = preferences
        self._track: Track | None = None
        self._curves = Curves()
        self._painted = 0.0
        self._asked: int | None = None
        self._asked_at = self._begun = self._first = 0.0
        self._film = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._film.timeout.connect(self._play_on)
        self._connect()
        self.set_memory(preferences.timeline_memory)

    def _connect(self) -> None:
        bar, session = self._bar, self._session
        bar.strip.gone_to.connect(self._go_by_hand)
        bar.strip.held.connect(self._hold)
        bar.play_requested.connect(self.play)
        bar.present_requested.connect(self.go_to_present)
        bar.branch_requested.connect(self.go_on_from_here)
        session.state_changed.connect(self._take_state)
        session.branched.connect(self._follow_branch)
        self._display.shown.connect(self._show)

    def set_memory(self, megabytes: int) -> None:
        """Let the kept moments take so much memory, now and at the next start."""
        self._preferences.timeline_memory = megabytes
        self._session.set_memory(megabytes * 2**20)

    def forget(self) -> None:
        """Show nothing of a run."""
        self.stop()
        self._track, self._curves = None, Curves()
        self._bar.forget()

    @property
    def track(self) -> Track | None:
        """The moments of the run as they were last told."""
        return self._track

    # -- by hand and by keys

    @Slot(object)
    def _go_by_hand(self, step: int | None) -> None:
        self.stop()
        self._ask(step)

    @Slot(bool)
    def _hold(self, on: bool) -> None:
        self.stop()
        self._display.hurry(on or self._looks_back)

    def look(self, places: int) -> None:
        """Go so many moments to the right."""
        self._go_by_hand(self._bar.strip.moved(places))

    @Slot()
    def go_to_present(self) -> None:
        self._go_by_hand(None)

    @Slot()
    def go_on_from_here(self) -> None:
        """Train on from the moment that is shown."""
        self.stop()
        if self._looks_back:
            self._session.go_on_from_here()

    def _ask(self, step: int | None) -> None:
        self._asked, self._asked_at = step, time.monotonic()
        self._display.hurry(True)
        self._bar.strip.set_target(step)
        self._session.travel(step)

    @property
    def _looks_back(self) -> bool:
        return self._track is not None and self._track.shown is not None

    # -- the film

    def toggle_film(self) -> None:
        """Play the run as a film, or stop it."""
        self.play(not self._film.isActive())

    @Slot(bool)
    def play(self, on: bool) -> None:
        """Show the run from the mark on, or from its beginning where that is at the end."""
        self.stop()
        if not on or self._track is None or not len(self._track.steps):
            return
        shown, first = self._track.shown, float(self._track.steps[0])
        self._first = first if shown is None else float(shown)
        self._begun = time.monotonic()
        self._bar.show_playing(True)
        self._film.start()
        self._play_on()

    def stop(self) -> None:
        """Stop the film where it is."""
        if self._film.isActive():
            self._film.stop()
            self._bar.show_playing(False)

    @Slot()
    def _play_on(self) -> None:
        track, now = self._track, time.monotonic()
        if track is None:
            self.stop()
            return
        whole = max(track.present - float(track.steps[0]), 1.0)
        place = self._first + (now - self._begun) / self._bar.duration.value() * whole
        step = self._bar.strip.nearest(place)
        late = track.shown != self._asked and now - self._asked_at < _PATIENCE
        if place >= track.present:
            self.stop()
            self._ask(None)
        elif step != track.shown and not late:
            self._ask(step)

    # -- what comes of it

    @Slot(object)
    def _show(self, frame: Frame) -> None:
        now, before = time.monotonic(), self._track
        other = before is None or frame.track is None or before.shown != frame.track.shown
        self._track = frame.track
        if frame.curves is not None and not self._looks_back:
            self._curves = Curves() if frame.curves.machine else frame.curves
        if not self._film.isActive() and not self._bar.strip.isSliderDown():
            self._display.hurry(self._looks_back)
        rests = self._session.state != "running"
        if other or rests or now - self._painted > _STANDS:
            self._painted = now
            self._bar.show_track(self._track, self._curves)

    @Slot(str)
    def _take_state(self, state: str) -> None:
        if state == "running":
            self.stop()
        elif self._track is not None:
            # The last frame of a run comes before the word that it has ended.
            self._bar.show_track(self._track, self._curves)

    @Slot(object)
    def _follow_branch(self, project: Project) -> None:
        """Take the network of a moment from which the run goes on."""
        self._history.do(self.tr("Go on from an earlier moment"), project)
