"""What the worker does with commands and time: trains, rests, looks, and says how it stands."""

from __future__ import annotations

import dataclasses
import logging
import time
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

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
    Failure,
    ProblemFound,
    State,
    StateChanged,
)
from dnngui.training.inside import tell_inside
from dnngui.training.live import LiveRun
from dnngui.training.observer import Observer
from dnngui.training.pace import Pace
from dnngui.training.search import Search
from dnngui.training.tempo import Tempo
from dnngui.training.timeline import Timeline
from dnngui.training.travel import Traveller
from engine.data.settings import Generated, Points
from engine.message import Message, SpokenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from dnngui.document.project import Project
    from dnngui.training.breath import Breath
    from dnngui.training.commands import Command
    from dnngui.training.frames import Frame
    from dnngui.training.mailbox import Mailbox
    from engine.progress import NotFiniteError, Step
    from engine.trainer import Trainer

logger = logging.getLogger(__name__)

T = TypeVar("T")

_LEARNED = (
    "The RBM has learned for all of its pre-training epochs. Give it more of them to go on, or "
    "reset it."
)

_STAYING = frozenset({Order.PAUSE, Order.LEAVE_SEARCH, Order.GO_ON_FROM_HERE, Order.LOOK_AGAIN})
"""Orders that leave an earlier moment to be looked at; all others are about the present."""


class Conductor:
    """The state of a session, in the worker's thread.

    It trains in chunks of steps. In a chunk there is nothing but steps: their number is chosen so
    that it lasts a millisecond, or one step where that takes longer. Between two chunks it
    gives way, and posts a frame where the last one was taken.
    """

    def __init__(self, mailbox: Mailbox, breath: Breath) -> None:
        self._mailbox, self._breath = mailbox, breath
        self._run = LiveRun()
        self._observer = Observer(breath)
        self._pace = Pace()
        self._tempo = Tempo()
        self._timeline = Timeline(breath.clock)
        self._traveller = Traveller(self._timeline)
        self._steps: Iterator[Step] | None = None
        self._until = self._end = 0
        self._once = self._failed = False
        self._state: State | None = None
        self._search: Search | None = None
        self._orders: dict[Order, Callable[[], None]] = {
            Order.RUN: self._run_on,
            Order.PAUSE: self._pause,
            Order.STEP_BATCH: self._step_batch,
            Order.STEP_EPOCH: self._step_epoch,
            Order.RESET: self._reset,
            Order.GO_BACK: self._go_back,
            Order.GO_TO_BEST: self._go_to_best,
            Order.LEAVE_BEST: self._leave_best,
            Order.SEARCH_RATE: self._search_rate,
            Order.LEAVE_SEARCH: self._leave_search,
            Order.LOOK_INSIDE: self._look_inside,
            Order.GO_ON_FROM_HERE: self._go_on_from_here,
            Order.LOOK_AGAIN: self._observer.look_again,
        }

    # -- turns

    @property
    def busy(self) -> bool:
        """Whether there is something to do before the next command."""
        going_on = self._steps is not None or self._search is not None
        return going_on or self._observer.stale

    def close(self) -> None:
        """End what runs beside the worker's thread."""
        self._observer.close()

    def turn(self) -> None:
        """Train a chunk, compute what is still to be seen, or go on with a search."""
        if self._steps is not None:
            self._train(self._steps)
        elif self._search is not None and not self._observer.stale:
            self._search_on(self._search)
        else:
            self._look()

    def _train(self, steps: Iterator[Step]) -> None:
        trainer = self._run.trainer
        assert trainer is not None
        self._timeline.pass_by(self._run)
        before, begin = trainer.steps_made, time.perf_counter()
        allowed = self._tempo.allowed(before, begin)
        exhausted = False
        if allowed == 0:
            self._breath.sleep(self._tempo.rest())
        else:
            chunk = min(self._pace.steps, allowed or self._pace.steps)
            deque(islice(steps, chunk), maxlen=0)
            made = trainer.steps_made - before
            exhausted = made < chunk
            self._pace.took(made, time.perf_counter() - begin)
        self._pace.count(trainer.steps_made - before, time.perf_counter())
        if exhausted or trainer.progress.epoch >= self._until or trainer.ended:
            self._end_run(trainer)
            return
        # First the window makes its frame: pictures computed meanwhile would slow both down.
        self._breath()
        if self._mailbox.empty:
            speed = self._pace.steps_per_second
            with self._run.shown():
                frame = self._observer.due_frame(self._run, speed)
            self._post(frame)

    def _end_run(self, trainer: Trainer) -> None:
        self._stop()
        self._look()
        self._announce()
        if trainer.stopped is not None:
            self._mailbox.tell(EndedEarly(trainer.stopped))

    def _look(self) -> None:
        """Post all that is not of the present weights, unless a command comes."""
        if self._run.trainer is None:
            self._observer.nothing_to_see()
        while self._observer.stale and not self._breath.called:
            with self._run.shown():
                frame = self._observer.next_frame(self._run)
            self._post(frame)
            self._breath()

    def _post(self, frame: Frame, *, urgent: bool = False) -> None:
        """Post a frame with what can be gone back to, and with what is no part of the run."""
        curves = None if frame.curves is None else self._traveller.beside(frame.curves)
        track, made = self._traveller.track(self._run), self._traveller.present_step(self._run)
        frame = dataclasses.replace(frame, curves=curves, track=track, steps_made=made)
        self._mailbox.post(frame, urgent=urgent)

    # -- running and resting

    def _go(self, until: int, *, once: bool = False) -> None:
        """Train until that many epochs are done; ``once`` where that is but a single one."""
        trainer = self._run.trainer
        assert trainer is not None
        self._failed = self._run.diverged = False
        self._until, self._once = until, once
        left = until - trainer.progress.epoch
        self._steps = trainer.rest_of_epoch() if once else trainer.steps(left)
        self._keep_time()
        self._announce()

    def _keep_time(self) -> None:
        """Spread the steps of the settings' epochs over the time that a run is to take."""
        trainer, project = self._run.trainer, self._run.project
        if trainer is not None and project is not None:
            steps = trainer.planned(project.training.epochs)
            self._tempo.begin(steps, trainer.steps_made, time.perf_counter())

    def _stop(self) -> None:
        if self._steps is not None:
            self._steps = None
            self._pace.rest()
            self._observer.weights_changed()

    def _announce(self, state: State | None = None) -> None:
        """Tell the state, where it is another than before; that of the present, wherever one is."""
        if state is None and self._traveller.shown is not None:
            return
        found = state or self._found_state()
        if found is not self._state:
            self._state = found
            self._mailbox.tell(StateChanged(found))

    def _found_state(self) -> State:
        trainer = self._run.trainer
        if trainer is None:
            return State.FAILED if self._failed else State.BLOCKED
        if self._steps is not None:
            return State.RUNNING
        if self._failed:
            return State.FAILED
        if not trainer.steps_made:
            return State.IDLE
        ended = trainer.progress.epoch >= self._end or trainer.ended
        return State.FINISHED if ended else State.PAUSED

    # -- failures

    def diverge(self, error: NotFiniteError) -> None:
        """Stop, as the loss is not finite; the weights are from before the step."""
        self._run.diverged = True
        self._fail(error.message, layer=error.layer)

    def refuse(self, message: Message) -> None:
        """Stop, as an RBM cannot go on as it is; the weights are from before the step."""
        self._fail(message)

    def fail(self, message: Message, trace: str) -> None:
        """Stop because of an error in the program."""
        self._fail(message, trace=trace)
        self._observer.nothing_to_see()

    def _fail(self, message: Message, *, layer: str | None = None, trace: str = "") -> None:
        self._stop()
        self._leave_search()
        self._failed = True
        self._announce()
        trainer = self._run.trainer
        possible = trainer is not None and trainer.last_good is not None
        self._mailbox.tell(Failed(Failure(message, layer, possible, trace)))

    # -- commands

    def carry_out(self, command: Command) -> None:
        if isinstance(command, Order | Follow | Restore | Travel):
            self._leave_search()
        if isinstance(command, Order):
            self._obey(command)
        elif isinstance(command, Follow):
            try:
                with self._traveller.at_present(self._run):
                    self._follow(command.project)
            finally:
                self._mailbox.take_up(command.number)
        elif isinstance(command, SetWeight):
            self._set_weight(command)
        elif isinstance(command, Restore):
            self._begin(lambda: self._restore(command))
        elif isinstance(command, Save):
            with self._traveller.at_present(self._run):
                _answer(command.answer, self._run.saved)
        elif isinstance(command, Take):
            _answer(command.answer, self._run.taken)
        else:
            self._arrange(command)

    def _obey(self, order: Order) -> None:
        if order not in _STAYING and self._traveller.come_back(self._run):
            self._observer.moment_changed()
        self._orders[order]()

    def _set_weight(self, wanted: SetWeight) -> None:
        """Let the run go on from another value of a weight; nobody looks back any more."""
        if self._traveller.come_back(self._run):
            self._observer.moment_changed()
        self._run.set_weight(wanted)
        self._observer.weights_changed()

    def _arrange(self, command: Show | Spread | Travel | Remember) -> None:
        """Change what is seen of the run, and how."""
        if isinstance(command, Show):
            self._observer.show(command.needs)
        elif isinstance(command, Travel):
            self._spoken(lambda: self._travel(command.step))
        elif isinstance(command, Remember):
            self._timeline.set_bound(command.size)
            self._observer.look_again()
        else:
            self._tempo.seconds = command.seconds
            self._keep_time()

    def _run_on(self) -> None:
        """Train to the end of the settings' epochs, or as many again where that is reached."""
        self._leave_failure()
        trainer, project = self._run.trainer, self._run.project
        if trainer is None or project is None:
            return
        if trainer.ended and not trainer.supervised:
            self._mailbox.tell(EndedEarly(Message(_LEARNED)))
            return
        if trainer.progress.epoch >= self._end:
            self._end = trainer.progress.epoch + project.training.epochs
        self._go(self._end)

    def _pause(self) -> None:
        self._stop()
        self._announce()

    def _step_epoch(self) -> None:
        self._stop()
        self._leave_failure()
        if self._run.trainer is not None:
            self._go(self._run.trainer.progress.epoch + 1, once=True)

    def _step_batch(self) -> None:
        self._stop()
        self._leave_failure()
        if self._run.trainer is not None:
            self._failed = self._run.diverged = False
            self._timeline.pass_by(self._run, at_once=True)
            next(self._run.trainer.steps(), None)
            self._observer.weights_changed()
            self._announce()

    def _reset(self) -> None:
        self._begin(self._run.start_over)

    def _restore(self, command: Restore) -> None:
        self._run.restore(command.run)
        self._timeline.fill(self._run, command.moments)

    def _begin(self, start: Callable[[], None]) -> None:
        """Begin a run in which nothing is left of the one before."""
        self._stop()
        self._traveller.forget()
        self._failed = False
        self._mailbox.clear()
        if self._run.project is not None:
            self._end = self._run.project.training.epochs
        self._spoken(start)
        self._observer.weights_changed()
        self._announce()

    def _go_back(self) -> None:
        self._stop()
        self._return()
        self._announce()

    def _go_to_best(self) -> None:
        """Let the best weights of the run stand; the run rests."""
        self._stop()
        trainer = self._run.trainer
        if trainer is not None and trainer.best_epoch is not None:
            epoch, moved = trainer.best_epoch, self._run.go_to_best()
            self._failed = False
            self._mailbox.tell(BestInPlace(epoch, moved))
            self._observer.moment_changed()
        self._announce()

    def _leave_best(self) -> None:
        """Let the weights stand again that stood before the best ones."""
        self._stop()
        self._run.leave_best()
        self._observer.moment_changed()
        self._announce()

    # -- looking back

    def _travel(self, step: int | None) -> None:
        """Show another moment of the run, which rests meanwhile."""
        if self._steps is not None:
            self._pause()
        try:
            moved = self._traveller.go_to(self._run, step)
        except SpokenError:
            self._observer.moment_changed()
            raise
        if not moved:
            return
        self._observer.moment_changed()
        self._mailbox.clear()
        with self._run.shown():
            frame = self._observer.quick_frame(self._run)
        self._post(frame, urgent=True)

    def _go_on_from_here(self) -> None:
        """Let the run go on from the moment that is shown, and train."""
        if self._traveller.shown is None or self._run.project is None:
            return
        project = self._traveller.go_on(self._run)
        self._failed = self._run.diverged = False
        self._end = self._run.project.training.epochs
        self._observer.moment_changed()
        if project is not None:
            self._mailbox.tell(Branched(project))
        self._run_on()

    def _leave_failure(self) -> None:
        """Let training after a failure begin at the last good weights, not at those that failed."""
        if self._failed and self._run.trainer is not None:
            self._return()

    def _return(self) -> None:
        self._failed = False
        self._run.go_back()
        self._observer.weights_changed()

    def _spoken(self, action: Callable[[], object]) -> None:
        """Do what may be refused in one sentence, and pass that on."""
        try:
            action()
        except SpokenError as error:
            self._mailbox.tell(ProblemFound(error.message))

    # -- searching

    def _search_rate(self) -> None:
        """Begin a search beside the run, which rests meanwhile."""
        self._pause()
        if self._run.trainer is not None:
            self._search = Search(self._run.trainer, self._mailbox)

    def _search_on(self, search: Search) -> None:
        search.turn()
        if search.ended:
            self._search = None
        self._breath()

    def _leave_search(self) -> None:
        if self._search is not None:
            self._search.leave()
            self._search = None

    # -- looking inside

    def _look_inside(self) -> None:
        """Take the next step of the run apart; the run rests meanwhile."""
        self._pause()
        if self._run.trainer is not None:
            tell_inside(self._run.trainer, self._mailbox)

    # -- following the project

    def _follow(self, project: Project) -> None:
        before, generation = self._run.project, self._run.generation
        if self._run.wants_data(project):
            self._load(project)
        if self._run.trainer is None:
            self._failed = False
        if before is None or project.training.epochs != before.training.epochs:
            self._end = project.training.epochs
        self._spoken(lambda: self._take_up(project))
        self._keep_going(rebuilt=self._run.generation != generation)
        self._announce()
        if self._run.edited is not None:
            self._mailbox.tell(Edited(self._run.edited))

    def _load(self, project: Project) -> None:
        if not isinstance(project.data.source, Generated | Points):
            self._announce(State.LOADING)
        try:
            self._spoken(lambda: self._run.load(project))
        finally:
            self._mailbox.tell(DatasetChanged(self._run.dataset))

    def _take_up(self, project: Project) -> None:
        before = self._run.project
        if self._run.follow(project):
            self._observer.scoring_changed()
        if before is not None and before.training.layers != project.training.layers:
            # Single weights may be turned off, or on again.
            self._observer.weights_changed()
        self._observer.look_again()

    def _keep_going(self, *, rebuilt: bool) -> None:
        """Go on as before the edit, as far as that is possible."""
        self._pace.slow_down()
        self._keep_time()
        trainer = self._run.trainer
        self._breath.lets_go = trainer is not None and trainer.lets_go
        if rebuilt or self._run.trainer is None:
            self._mailbox.clear()
            self._observer.weights_changed()
        if rebuilt:
            self._failed = False
        if self._steps is None:
            return
        if self._run.trainer is None or (rebuilt and self._once):
            self._stop()
        elif rebuilt or not self._once:
            self._go(self._end)


def _answer(answer: Future[T], question: Callable[[], T]) -> None:
    """Let the window's thread have an answer or an error, if it still waits."""
    if not answer.set_running_or_notify_cancel():
        return
    try:
        answer.set_result(question())
    except Exception as error:
        logger.exception("The run could not be copied.")
        answer.set_exception(error)
