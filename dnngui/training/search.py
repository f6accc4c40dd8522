"""A search for a learning rate in the worker's thread, beside the run."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from dnngui.training.events import ProblemFound, SearchMoved
from engine.message import Message, SpokenError
from engine.ratefinder import Trial

if TYPE_CHECKING:
    from dnngui.training.mailbox import Mailbox
    from engine.ratefinder import Sweep
    from engine.trainer import Trainer

logger = logging.getLogger(__name__)

_NO_ROOM = "There is not enough memory to try a copy of this network. Use fewer units."

_NEWS = 0.05
"""Least seconds between two words on how far it is."""


class Search:
    """Makes the steps of a trial, one each turn, on a copy of the run.

    Attributes
    ----------
    ended
        Whether there are no more.
    """

    def __init__(self, trainer: Trainer, mailbox: Mailbox) -> None:
        self.ended = False
        self._mailbox = mailbox
        trial = Trial()
        self._steps = trial.run(trainer)
        self._of = trial.steps
        self._found = trial.nothing
        self._told = 0.0

    def turn(self) -> None:
        """Make a step, or end where that cannot be."""
        found = self._next()
        self.ended = found is None
        self._found = found or self._found
        now = time.monotonic()
        if self.ended or now - self._told > _NEWS:
            self._told = now
            self.tell()

    def _next(self) -> Sweep | None:
        try:
            return next(self._steps, None)
        except SpokenError as error:
            self._mailbox.tell(ProblemFound(error.message))
        except MemoryError:
            logger.exception("There was not enough memory for a search.")
            self._mailbox.tell(ProblemFound(Message(_NO_ROOM)))
        return None

    def leave(self) -> None:
        """End before all steps are made."""
        self.ended = True
        self.tell()

    def tell(self) -> None:
        """Let the window know what is found so far."""
        share = len(self._found.rates) / self._of
        self._mailbox.tell(SearchMoved(self._found, share, self.ended))
