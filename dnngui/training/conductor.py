"""What the worker does with the window's commands, and between them."""

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
from dnngui.training.events import Branched, DatasetChanged, Edited, Failed, Failure, State
from dnngui.training.inside import tell_inside
from dnngui.training.runner import Runner
from dnngui.training.search import Search
from engine.data.settings import Generated, Points
from engine.message import Message, SpokenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.document.project import Project
    from dnngui.training.breath import Breath
    from dnngui.training.commands import Command
    from dnngui.training.mailbox import Mailbox
    from engine.progress import NotFiniteError

_STAYING = frozenset({Order.PAUSE, Order.LEAVE_SEARCH, Order.GO_ON_FROM_HERE, Order.LOOK_AGAIN})
"""Orders that leave an earlier moment to be looked at; all others are about the present."""


class Conductor(Runner):
    """Carries out the window's commands, and has the run go on, or a search, between them."""

    def __init__(self, mailbox: Mailbox, breath: Breath) -> None:
        super().__init__(mailbox, breath)
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

    def turn(self) -> None:
        """Train a chunk, compute what is still to be seen, or go on with a search."""
        if self._stretch.going:
            self._train()
        elif self._search is not None and not self._observer.stale:
            self._search_on(self._search)
        else:
            self._poster.post_rest()

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

    def _restore(self, command: Restore) -> None:
        self._run.restore(command.run)
        self._timeline.fill(self._run, command.moments)

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
