"""What the worker does with commands and time: trains, rests, looks, and says how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.training.answering import answer
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
)
from dnngui.training.inside import tell_inside
from dnngui.training.live import LiveRun
from dnngui.training.observer import Observer
from dnngui.training.posting import Poster
from dnngui.training.search import Search
from dnngui.training.standing import Standing
from dnngui.training.stretch import Stretch
from dnngui.training.timeline import Timeline
from dnngui.training.travel import Traveller
from engine.data.settings import Generated, Points
from engine.message import Message, SpokenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.document.project import Project
    from dnngui.training.breath import Breath
    from dnngui.training.commands import Command
    from dnngui.training.mailbox import Mailbox
    from engine.progress import NotFiniteError
    from engine.trainer import Trainer

_LEARNED = (
    "The RBM has learned for all of its pre-training epochs. Give it more of them to go on, or "
    "reset it."
)

_STAYING = frozenset({Order.PAUSE, Order.LEAVE_SEARCH, Order.GO_ON_FROM_HERE, Order.LOOK_AGAIN})
"""Orders that leave an earlier moment to be looked at; all others are about the present."""


class Conductor:
    """The state of a session, in the worker's thread.

    It trains in chunks of steps. Between two chunks it gives way, and posts a frame where the last
    one was taken.
    """

    def __init__(self, mailbox: Mailbox, breath: Breath) -> None:
        self._mailbox, self._breath = mailbox, breath
        self._run = LiveRun()
        self._observer = Observer(breath)
        self._timeline = Timeline(breath.clock)
        self._traveller = Traveller(self._timeline)
        self._poster = Poster(self._run, self._observer, self._traveller, mailbox, breath)
        self._stretch = Stretch(breath)
        self._standing = Standing(self._run, self._stretch, mailbox)
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
        going_on = self._stretch.going or self._search is not None
        return going_on or self._observer.stale

    def close(self) -> None:
        """End what runs beside the worker's thread."""
        self._observer.close()

    def turn(self) -> None:
        """Train a chunk, compute what is still to be seen, or go on with a search."""
        if self._stretch.going:
            self._train()
        elif self._search is not None and not self._observer.stale:
            self._search_on(self._search)
        else:
            self._poster.post_rest()

    def _train(self) -> None:
        trainer = self._run.trainer
        assert trainer is not None
        self._timeline.pass_by(self._run)
        if self._stretch.advance(trainer):
            self._poster.post_due(self._stretch.steps_per_second)
        else:
            self._end_run(trainer)

    def _end_run(self, trainer: Trainer) -> None:
        self._stop()
        self._poster.post_rest()
        self._announce()
        if trainer.stopped is not None:
            self._mailbox.tell(EndedEarly(trainer.stopped))

    # -- running and resting

    def _go(self, until: int, *, once: bool = False) -> None:
        """Train until that many epochs are done; ``once`` where that is but a single one."""
        trainer = self._run.trainer
        assert trainer is not None
        self._standing.clear()
        self._stretch.begin(trainer, until, once=once)
        self._keep_time()
        self._announce()

    def _keep_time(self) -> None:
        self._stretch.keep_time(self._run.trainer, self._run.project)

    def _stop(self) -> None:
        if self._stretch.stop():
            self._observer.weights_changed()

    def _announce(self, state: State | None = None) -> None:
        """Tell the state, where it is another than before; that of the present, wherever one is."""
        if state is not None or self._traveller.shown is None:
            self._standing.tell(state)

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
        self._standing.failed = True
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
                answer(command.answer, self._run.saved)
        elif isinstance(command, Take):
            answer(command.answer, self._run.taken)
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
            self._stretch.set_duration(command.seconds)
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
        if trainer.progress.epoch >= self._standing.end:
            self._standing.end = trainer.progress.epoch + project.training.epochs
        self._go(self._standing.end)

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
            self._standing.clear()
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
        self._standing.failed = False
        self._mailbox.clear()
        if self._run.project is not None:
            self._standing.end = self._run.project.training.epochs
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
            self._standing.failed = False
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
        if self._stretch.going:
            self._pause()
        try:
            moved = self._traveller.go_to(self._run, step)
        except SpokenError:
            self._observer.moment_changed()
            raise
        if not moved:
            return
        self._observer.moment_changed()
        self._poster.post_at_once()

    def _go_on_from_here(self) -> None:
        """Let the run go on from the moment that is shown, and train."""
        if self._traveller.shown is None or self._run.project is None:
            return
        project = self._traveller.go_on(self._run)
        self._standing.clear()
        self._standing.end = self._run.project.training.epochs
        self._observer.moment_changed()
        if project is not None:
            self._mailbox.tell(Branched(project))
        self._run_on()

    def _leave_failure(self) -> None:
        """Let training after a failure begin at the last good weights, not at those that failed."""
        if self._standing.failed and self._run.trainer is not None:
            self._return()

    def _return(self) -> None:
        self._standing.failed = False
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
            self._standing.failed = False
        if before is None or project.training.epochs != before.training.epochs:
            self._standing.end = project.training.epochs
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
        self._stretch.slow_down()
        self._keep_time()
        trainer = self._run.trainer
        self._breath.lets_go = trainer is not None and trainer.lets_go
        if rebuilt or self._run.trainer is None:
            self._mailbox.clear()
            self._observer.weights_changed()
        if rebuilt:
            self._standing.failed = False
        if not self._stretch.going:
            return
        if self._run.trainer is None or (rebuilt and self._stretch.once):
            self._stop()
        elif rebuilt or not self._stretch.once:
            self._go(self._standing.end)
