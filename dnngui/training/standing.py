"""Whether a run is under way, rests, has ended or failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.training.events import State, StateChanged

if TYPE_CHECKING:
    from dnngui.training.live import LiveRun
    from dnngui.training.mailbox import Mailbox
    from dnngui.training.stretch import Stretch


class Standing:
    """Tells the window how the run stands, where it stands otherwise than before.

    Attributes
    ----------
    failed
        Whether the run cannot go on as it is.
    end
        The epoch at which it has ended.
    """

    def __init__(self, run: LiveRun, stretch: Stretch, mailbox: Mailbox) -> None:
        self._run, self._stretch, self._mailbox = run, stretch, mailbox
        self._told: State | None = None
        self.failed = False
        self.end = 0

    def clear(self) -> None:
        """Take it that nothing has failed, or not any more."""
        self.failed = self._run.diverged = False

    def tell(self, state: State | None = None) -> None:
        """Tell ``state``, or that in which the run is found."""
        found = state or self._found()
        if found is not self._told:
            self._told = found
            self._mailbox.tell(StateChanged(found))

    def _found(self) -> State:
        trainer = self._run.trainer
        if trainer is None:
            return State.FAILED if self.failed else State.BLOCKED
        if self._stretch.going:
            return State.RUNNING
        if self.failed:
            return State.FAILED
        if not trainer.steps_made:
            return State.IDLE
        ended = trainer.progress.epoch >= self.end or trainer.ended
        return State.FINISHED if ended else State.PAUSED
