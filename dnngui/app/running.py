"""The run as the window shows it: state, numbers, failures and speed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from dnngui.panels.schedulecurve import Position
from dnngui.plots.base import GRACE
from dnngui.training.events import State
from dnngui.words import say
from engine.unsupervised.figures import FREE_ENERGY

if TYPE_CHECKING:
    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow
    from dnngui.panels.transport import State as TransportState
    from dnngui.panels.transport import Tempo
    from dnngui.training.events import Failure
    from dnngui.training.frames import Frame
    from engine.message import Message
    from engine.record import Evaluation

_SHOWN_STATES: dict[State, TransportState] = {
    State.LOADING: "blocked",
    State.BLOCKED: "blocked",
    State.IDLE: "idle",
    State.RUNNING: "running",
    State.PAUSED: "paused",
    State.FINISHED: "finished",
    State.FAILED: "failed",
}

_AT_REST = frozenset({State.PAUSED, State.FINISHED, State.FAILED})
_NOTHING = frozenset({State.LOADING, State.BLOCKED})
"""In these nothing can be computed; edits that only pass through them do not make all blink."""

_SECONDS: dict[Tempo, float | None] = {"slow": 60.0, "watch": 10.0, "full": None}


_READABLE = 0.1
"""Seconds for which the figures of a running network stand at least."""


class Running(QObject):
    """Takes what the session tells to the transport, the drawing and the notices."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self._session, self._transport = window.session, window.transport
        self._canvas, self._notices, self._checker = window.canvas, window.notices, window.checker
        self._preferences = preferences
        self._shown = 0.0
        self._withheld: Frame | None = None
        self._window = window
        self._panels, self._inspector = window.docks.live, window.docks.inspector
        self._grace = QTimer(self, singleShot=True, interval=GRACE)
        self._grace.timeout.connect(self.forget)
        self._session.state_changed.connect(self._show_state)
        self._session.failed.connect(self._show_failure)
        self._session.problem.connect(self._show_problem)
        self._session.ended_early.connect(self._show_end)
        self.set_tempo(preferences.tempo)

    def toggle(self) -> None:
        """Run, or pause what runs."""
        if self._session.state == State.RUNNING:
            self._session.pause()
        else:
            self._session.run()

    @Slot(object)
    def set_tempo(self, tempo: Tempo) -> None:
        """Let runs go as fast as ``tempo`` says, now and at the next start."""
        self._preferences.tempo = tempo
        self._transport.show_tempo(tempo)
        self._session.set_tempo(_SECONDS[tempo])

    @Slot(str)
    def _show_state(self, state: str) -> None:
        self._transport.set_state(_SHOWN_STATES[State(state)], self._reason(State(state)))
        # The last frame of a run comes before the word that it has ended.
        if state in _AT_REST and self._withheld is not None:
            self._show_numbers(self._withheld)
        if state == "running":
            self._notices.withdraw_failure()
        if state in _NOTHING:
            self._grace.start()
        else:
            self._grace.stop()

    def _reason(self, state: State) -> str:
        """Say why nothing can be run."""
        if state is State.LOADING:
            return self.tr("The data is being read.")
        return self._checker.first_error() if state is State.BLOCKED else ""

    @Slot()
    def forget(self) -> None:
        """Show nothing of a run: another project has come, or nothing can be computed."""
        self._withheld = None
        self._transport.clear_numbers()
        self._inspector.show_position(None)
        self._canvas.show_previews(None)
        self._window.look_back.forget()
        self._canvas.forget_neurons()
        for panel in self._panels:
            panel.forget()

    @Slot(object)
    def show_frame(self, frame: Frame) -> None:
        """Show the numbers and the layers' pictures of a frame."""
        if frame.previews is not None:
            self._canvas.show_previews(frame.previews)
        self._canvas.show_neurons(frame, runs=self._session.state == State.RUNNING)
        # Nobody reads figures that change sixty times a second, and each costs a repaint.
        now = time.monotonic()
        if self._session.state == State.RUNNING and now - self._shown <= _READABLE:
            self._withheld = frame
        else:
            self._shown = now
            self._show_numbers(frame)

    def _show_numbers(self, frame: Frame) -> None:
        self._withheld, now = None, frame.evaluation
        rests = self._session.state != State.RUNNING and now is not None
        self._transport.show_numbers(
            epoch=now.epoch if rests and now and now.step == frame.step else frame.epoch,
            loss=now.loss if now else frame.loss,
            test_loss=now.test_loss if now else None,
            accuracy=_latest(now, "accuracy"),
            r2=_latest(now, "r2"),
            free_energy=_latest(now, FREE_ENERGY),
            steps_per_second=frame.steps_per_second,
            workers=frame.workers,
            rate=frame.rate,
        )
        self._transport.show_pretraining(frame.pretraining)
        if frame.rate is not None:
            self._inspector.show_position(Position(frame.position, frame.rate, frame.falls))

    @Slot(object)
    def _show_failure(self, failure: Failure) -> None:
        go_back = self._session.go_back if failure.can_go_back else None
        self._notices.show_failure(failure, go_back)
        if go_back is None:
            self._transport.set_state("failed", say(failure.message))

    @Slot(object)
    def _show_problem(self, message: Message) -> None:
        self._notices.show_data_problem(say(message))

    @Slot(object)
    def _show_end(self, message: Message) -> None:
        self._notices.inform(say(message))


def _latest(evaluation: Evaluation | None, metric: str) -> float | None:
    """Return a metric on the test part, or on the training part where nothing is held out."""
    if evaluation is None:
        return None
    return (evaluation.test_metrics or evaluation.metrics).get(metric)
