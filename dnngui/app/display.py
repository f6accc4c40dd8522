"""The display: at its own rate, takes the newest frame of the run and shows it everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot

from dnngui.training.frames import Needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.canvas.view import CanvasView
    from dnngui.plots.base import LivePanel
    from dnngui.training.frames import Frame
    from dnngui.training.session import TrainingSession
    from dnngui.training.views import Request

RUNNING_MS = 16
RESTING_MS = 50


class Display(QObject):
    """Drains the session and hands frames to what shows them.

    While it does, and until the window is painted, the worker waits at the gate: a NumPy loop that
    gives up the interpreter only for moments would starve the window otherwise.

    Parameters
    ----------
    always
        What is computed whatever panels are seen.

    Signals
    -------
    shown(Frame)
        A frame has been handed to the panels.
    """

    shown = Signal(object)

    def __init__(
        self,
        session: TrainingSession,
        panels: Sequence[LivePanel],
        canvas: CanvasView,
        parent: QObject,
        always: Sequence[Request] = (),
    ) -> None:
        super().__init__(parent)
        self._session, self._panels, self._canvas = session, panels, canvas
        self._always = tuple(always)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        session.state_changed.connect(self._set_rate)
        session.awaited.connect(self._tick)
        for panel in panels:
            panel.needs_changed.connect(self.update_needs)
        self._running = self._hurries = False
        self._timer.start(RESTING_MS)

    def hurry(self, on: bool) -> None:
        """Follow a run that rests as closely as one that goes on: a hand goes through it."""
        self._hurries = on
        self._pace()

    def update_needs(self) -> None:
        """Tell the session what the visible panels want."""
        wanted = [panel.needs() for panel in self._panels]
        grid = next((each.boundary for each in wanted if each.boundary is not None), None)
        own = (*self._always, *self._canvas.requests())
        views = tuple(dict.fromkeys((*own, *(view for each in wanted for view in each.views))))
        self._session.set_needs(Needs(grid, self._canvas.isVisible(), views))

    def stop(self) -> None:
        self._timer.stop()
        # Docks still tell of themselves while the window is taken apart.
        self._panels = ()

    def _set_rate(self, state: str) -> None:
        self._running = state == "running"
        self._pace()

    def _pace(self) -> None:
        interval = RUNNING_MS if self._running or self._hurries else RESTING_MS
        if self._timer.isActive() and self._timer.interval() != interval:
            self._timer.start(interval)

    @Slot()
    def _tick(self) -> None:
        if not (self._timer.isActive() and self._session.has_news):
            return
        with self._session.frame_gate():
            frame = self._session.drain()
            if frame is None:
                return
            self._show(frame)
            # Graphics views find out what to repaint in an event of their own, before they paint.
            QCoreApplication.sendPostedEvents()

    def _show(self, frame: Frame) -> None:
        for panel in self._panels:
            panel.show_frame(frame)
        self.shown.emit(frame)
