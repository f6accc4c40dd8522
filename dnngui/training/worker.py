"""The one thread that trains."""

from __future__ import annotations

import logging
import queue
import threading
import traceback
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from dnngui.training.breath import Breath, Closing
from dnngui.training.commands import Follow, Travel
from dnngui.training.conductor import Conductor
from engine.message import Message, SpokenError
from engine.progress import NotFiniteError

if TYPE_CHECKING:
    from dnngui.training.commands import Command
    from dnngui.training.gate import FrameGate
    from dnngui.training.mailbox import Mailbox

logger = logging.getLogger(__name__)

_BROKEN = "Training stopped because of an error in the program: {error}."
_TOO_LARGE = "There is not enough memory for this network. Use fewer units or a smaller batch."


class Worker:
    """Takes commands to the conductor between its turns; no error ends the thread."""

    def __init__(self, mailbox: Mailbox, gate: FrameGate) -> None:
        self._gate = gate
        self._breath = Breath(gate)
        self._conductor = Conductor(mailbox, self._breath)
        self._queue: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._inbox: deque[Command] = deque()
        # A thread in the midst of a long call must not hold up the end of the program.
        self._thread = threading.Thread(target=self._work, name="training", daemon=True)
        self._thread.start()

    # -- the window's side

    def send(self, command: Command) -> None:
        self._queue.put(command)
        self._breath.called = True

    def leave(self) -> None:
        """Let the thread end as soon as it can."""
        self._breath.closing = self._breath.called = True
        self._queue.put(None)

    def close(self, timeout: float) -> bool:
        """End the thread; return whether it ended within ``timeout`` seconds."""
        self.leave()
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # -- the thread

    def _work(self) -> None:
        # A loss that overflows is found and told by the trainer itself.
        with np.errstate(all="ignore"), self._gate.work():
            try:
                while True:
                    self._guarded_turn()
            except Closing:
                self._conductor.close()

    def _guarded_turn(self) -> None:
        conductor = self._conductor
        try:
            self._turn()
        except NotFiniteError as error:
            conductor.diverge(error)
        except SpokenError as error:
            conductor.refuse(error.message)
        except MemoryError:
            logger.exception("There was not enough memory.")
            conductor.fail(Message(_TOO_LARGE), traceback.format_exc())
        except Exception as error:
            logger.exception("Training stopped because of an error in the program.")
            text = f"{type(error).__name__}: {error}"
            conductor.fail(Message(_BROKEN, {"error": text}), traceback.format_exc())

    def _turn(self) -> None:
        self._take_commands(wait=not self._conductor.busy)
        while self._inbox:
            self._conductor.carry_out(self._inbox.popleft())
        self._conductor.turn()

    def _take_commands(self, *, wait: bool) -> None:
        """Fetch what was sent."""
        if not (wait or self._breath.called):
            return
        self._breath.called = False
        if self._breath.closing:
            raise Closing
        if wait:
            with self._gate.rest():
                self._take(self._queue.get())
        with suppress(queue.Empty):
            while True:
                self._take(self._queue.get_nowait())

    def _take(self, command: Command | None) -> None:
        """Keep a command for its turn; of edits or journeys in a row the last one holds."""
        if command is None:
            raise Closing
        last = self._inbox[-1] if self._inbox else None
        if isinstance(command, Follow | Travel) and type(command) is type(last):
            self._inbox.pop()
        self._inbox.append(command)
