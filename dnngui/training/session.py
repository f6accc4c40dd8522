"""The session as the window sees it."""

from __future__ import annotations

import concurrent.futures
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from dnngui.training.commands import (
    Follow,
    Order,
    Remember,
    Restore,
    Save,
    SetWeight,
    Show,
    Spread,
    Take,
    Travel,
)
from dnngui.training.events import (
    BestInPlace,
    Branched,
    DatasetChanged,
    Edited,
    EndedEarly,
    Failed,
    LookedInside,
    SearchMoved,
    State,
    StateChanged,
)
from dnngui.training.gate import FrameGate
from dnngui.training.mailbox import Mailbox
from dnngui.training.worker import Worker
from engine.message import SpokenError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun
    from dnngui.training.events import Event
    from dnngui.training.frames import Frame, Needs
    from engine.formats.trained import Trained
    from engine.snapshot import Snapshot

T = TypeVar("T")

_SEEDS = 2**31


class BusyError(SpokenError):
    """The worker did not answer in time; the run goes on."""


class _Bell(QObject):
    """Brings the worker's calls into the window's thread."""

    rung = Signal()

    def ring(self) -> None:
        self.rung.emit()


class TrainingSession(QObject):
    """Trains the project on a thread of its own; lives in the window's thread.

    Nothing here waits for the worker but `snapshot`, `trained` and `close`.

    Signals
    -------
    training_ordered()
        A run, an epoch or a batch was asked for.
    state_changed(str)
        One of `State`.
    dataset_changed(Dataset or None)
        Other rows are in place.
    failed(Failure)
        Training stopped, as the loss is not finite or the program has an error.
    problem(Message)
        Something was refused, such as data that cannot be read.
    ended_early(Message)
        The run ended before its epochs were done: it reached a target, or improved no more.
    edited(Message)
        An edit of the drawing is in effect: what it left of the run.
    branched(Project)
        The run goes on from a moment with the network of this project, which is to be followed.
    awaited()
        A frame for which a hand waits can be drained.
    best_in_place(BestInPlace)
        The best weights stand, as `go_to_best` asked.
    search_moved(SearchMoved)
        How far a search for a learning rate is.
    looked_inside(StepInside)
        The next step of the run, taken apart.
    """

    training_ordered = Signal()
    state_changed = Signal(str)
    dataset_changed = Signal(object)
    failed = Signal(object)
    problem = Signal(object)
    ended_early = Signal(object)
    edited = Signal(object)
    branched = Signal(object)
    awaited = Signal()
    best_in_place = Signal(object)
    search_moved = Signal(object)
    looked_inside = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._state = State.BLOCKED
        self._edit = 0
        self._bell = _Bell()
        self._bell.rung.connect(self._answer_bell, Qt.ConnectionType.QueuedConnection)
        self._gate = FrameGate()
        self._mailbox = Mailbox(self._bell.ring)
        self._worker = Worker(self._mailbox, self._gate)
        # A session that dies with its parent takes its thread along.
        self.destroyed.connect(self._mailbox.disconnect)
        self.destroyed.connect(self._worker.leave)

    # -- the project

    @property
    def state(self) -> State:
        """State as it was last told."""
        return self._state

    def set_project(self, project: Project) -> None:
        """Train ``project`` from now on; to be called after every change of it.

        What can change between two batches does; a run that goes on goes on. A changed graph, loss
        or data set keeps what the network computes where that can be, else the weights that fit;
        undo of an edit brings back the weights from before it; another seed keeps none. After
        another project was opened, `reset` or `restore` is to follow.
        """
        before, self._project = self._project, project
        if before is not None and not _concerns_training(before, project):
            return
        if before is None or _concerns_pictures(before, project):
            self._edit += 1
        self._worker.send(Follow(project, self._edit))

    # -- orders

    def run(self) -> None:
        """Train to the end of the epochs; as many again where it is reached.

        After a failure this, like a single step, goes back to the last good weights first.
        """
        self._train(Order.RUN)

    def pause(self) -> None:
        self._worker.send(Order.PAUSE)

    def step_batch(self) -> None:
        self._train(Order.STEP_BATCH)

    def step_epoch(self) -> None:
        """Train to the end of the running epoch."""
        self._train(Order.STEP_EPOCH)

    def _train(self, order: Order) -> None:
        self.training_ordered.emit()
        self._worker.send(order)

    def reset(self) -> None:
        """Begin again with the same first weights."""
        self._worker.send(Order.RESET)

    def go_back(self) -> None:
        """After a failure, return to the last moment at which all was well."""
        self._worker.send(Order.GO_BACK)

    def go_to_best(self) -> None:
        """Let the best weights of the run stand, and pause; `best_in_place` tells of it."""
        self._worker.send(Order.GO_TO_BEST)

    def leave_best(self) -> None:
        """Put the weights back that stood before `go_to_best`, where no step was made since."""
        self._worker.send(Order.LEAVE_BEST)

    def search_rate(self) -> None:
        """Look for a learning rate beside the run, which pauses; `search_moved` tells of it.

        Any other order, and any change of the project, ends the search.
        """
        self._worker.send(Order.SEARCH_RATE)

    def leave_search(self) -> None:
        self._worker.send(Order.LEAVE_SEARCH)

    def look_inside(self) -> None:
        """Take the next step apart; the run pauses, and `looked_inside` tells what was found.

        `problem` tells where there is no step to be looked into. The step is not made.
        """
        self._worker.send(Order.LOOK_INSIDE)

    def set_weight(self, node: int, parameter: str, index: tuple[int, ...], value: float) -> None:
        """Let one weight have a value between two steps; the run goes on from there."""
        self._worker.send(SetWeight(node, parameter, index, value))

    def restore(self, run: SavedRun, moments: Iterable[Snapshot] = ()) -> None:
        """Go on from what a file kept, bit for bit; `problem` tells where that cannot be.

        Parameters
        ----------
        moments
            Earlier ones of the same run, in their order, to go back to.
        """
        self._worker.send(Restore(run, tuple(moments)))

    # -- looking back

    def travel(self, step: int | None) -> None:
        """Show the run as it was at the kept moment nearest to ``step``; None is the present.

        A run that goes on pauses. What is saved is the present; what is exported is what is shown.
        Any order to train but `go_on_from_here`, and any edit of the network, comes back first.
        """
        self._worker.send(Travel(step))

    def go_on_from_here(self) -> None:
        """Train on from the moment that is shown; of what came after it the curves stay."""
        self.training_ordered.emit()
        self._worker.send(Order.GO_ON_FROM_HERE)

    def look_again(self) -> None:
        """Make one more frame of what is shown, though nothing of it has changed."""
        self._worker.send(Order.LOOK_AGAIN)

    def set_memory(self, size: int) -> None:
        """Let the moments that are kept of a run take no more than ``size`` bytes."""
        self._worker.send(Remember(size))

    # -- what is seen

    def set_needs(self, needs: Needs) -> None:
        """Compute what the visible panels want, and nothing else."""
        self._worker.send(Show(needs))

    def set_tempo(self, seconds: float | None) -> None:
        """Let a run through all its epochs take at least ``seconds``; None sets no bound."""
        self._worker.send(Spread(seconds))

    def drain(self) -> Frame | None:
        """Return the latest frame since the last call, and emit what was told before it."""
        events, frame = self._mailbox.take(self._edit)
        for event in events:
            self._tell(event)
        return frame

    @property
    def has_news(self) -> bool:
        """Whether a frame may lie there for `drain`."""
        return not self._mailbox.empty

    def frame_gate(self) -> FrameGate:
        """Return the context in which the window makes a frame, painting included."""
        return self._gate

    # -- taking away

    def request_snapshot(self) -> Future[SavedRun | None]:
        """Ask for what a file keeps of the run; the answer comes between two steps."""
        answer: Future[SavedRun | None] = concurrent.futures.Future()
        self._worker.send(Save(answer))
        return answer

    def request_trained(self) -> Future[Trained | None]:
        """Ask for a copy of the network to export or to predict with."""
        answer: Future[Trained | None] = concurrent.futures.Future()
        self._worker.send(Take(answer))
        return answer

    def snapshot(self, timeout: float = 1.0) -> SavedRun | None:
        """Return what a file keeps of the run, or None where there is none.

        Raises
        ------
        BusyError
            Where the worker does not answer within ``timeout`` seconds.
        """
        return _wait(self.request_snapshot(), timeout)

    def trained(self, timeout: float = 1.0) -> Trained | None:
        """Return a copy of the network to export or to predict with, or None.

        Raises
        ------
        BusyError
            Where the worker does not answer within ``timeout`` seconds.
        """
        return _wait(self.request_trained(), timeout)

    def close(self, timeout: float = 1.5) -> bool:
        """End the thread; return whether it ended in time. Else it dies with the program."""
        self._mailbox.disconnect()
        return self._worker.close(timeout)

    # -- what the worker tells

    @Slot()
    def _answer_bell(self) -> None:
        for event in self._mailbox.take_events():
            self._tell(event)
        if self._mailbox.urgent:
            self.awaited.emit()

    def _tell(self, event: Event) -> None:
        if isinstance(event, StateChanged):
            self._state = event.state
            self.state_changed.emit(event.state.value)
        elif isinstance(event, DatasetChanged):
            self.dataset_changed.emit(event.dataset)
        elif isinstance(event, Failed):
            self.failed.emit(event.failure)
        elif isinstance(event, EndedEarly):
            self.ended_early.emit(event.message)
        elif isinstance(event, Edited):
            self.edited.emit(event.message)
        elif isinstance(event, Branched):
            self.branched.emit(event.project)
        elif isinstance(event, BestInPlace):
            self.best_in_place.emit(event)
        elif isinstance(event, SearchMoved):
            self.search_moved.emit(event)
        elif isinstance(event, LookedInside):
            self.looked_inside.emit(event.step)
        else:
            self.problem.emit(event.message)


def next_seed(seed: int) -> int:
    """Return the seed of the next new weights."""
    return (seed + 1) % _SEEDS


def _concerns_training(before: Project, after: Project) -> bool:
    fields = ("graph", "data", "training", "attachments", "name")
    return any(getattr(before, name) is not getattr(after, name) for name in fields)


def _concerns_pictures(before: Project, after: Project) -> bool:
    """Whether frames of the old project would show what is no more."""
    return _pictured(before) != _pictured(after)


def _pictured(project: Project) -> tuple[object, ...]:
    training = project.training
    return project.graph, project.data, training.loss, training.outputs, training.seed


def _wait(answer: Future[T], timeout: float) -> T:
    try:
        return answer.result(timeout)
    except concurrent.futures.TimeoutError:
        answer.cancel()
        raise BusyError("The program is busy with a long step. Try again in a moment.") from None
