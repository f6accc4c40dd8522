"""A run as it is ordered: on, by a step, from the beginning, or back to weights that were good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.training.events import BestInPlace, EndedEarly, ProblemFound, State
from dnngui.training.live import LiveRun
from dnngui.training.observer import Observer
from dnngui.training.posting import Poster
from dnngui.training.standing import Standing
from dnngui.training.stretch import Stretch
from dnngui.training.timeline import Timeline
from dnngui.training.travel import Traveller
from engine.message import Message, SpokenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.training.breath import Breath
    from dnngui.training.mailbox import Mailbox
    from engine.trainer import Trainer

_LEARNED = (
    "The RBM has learned for all of its pre-training epochs. Give it more of them to go on, or "
    "reset it."
)


class Runner:
    """The run of a session, in the worker's thread.

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

    def close(self) -> None:
        """End what runs beside the worker's thread."""
        self._observer.close()

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

    # -- orders

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

    # -- after a failure

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
