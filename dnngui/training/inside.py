"""The next step of a run taken apart in the worker's thread."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from dnngui.training.events import LookedInside, ProblemFound
from engine.message import Message, SpokenError

if TYPE_CHECKING:
    from dnngui.training.mailbox import Mailbox
    from engine.trainer import Trainer

logger = logging.getLogger(__name__)

_NO_ROOM = "There is not enough memory to look inside a step of this network. Use smaller batches."


def tell_inside(trainer: Trainer, mailbox: Mailbox) -> None:
    """Let the window know what the next step computes, or in one sentence why that cannot be."""
    from engine.inside import look

    try:
        mailbox.tell(LookedInside(look(trainer)))
    except SpokenError as error:
        mailbox.tell(ProblemFound(error.message))
    except MemoryError:
        logger.exception("There was not enough memory to look inside a step.")
        mailbox.tell(ProblemFound(Message(_NO_ROOM)))
