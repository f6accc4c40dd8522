"""The mailbox between the worker and the window: the latest frame, and rare events in order."""

from __future__ import annotations

import dataclasses
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.training.events import Event
    from dnngui.training.frames import Frame


class Mailbox:
    """Holds what was posted until the window's thread takes it.

    Events are always taken before the frames that were posted after them.

    Parameters
    ----------
    ring
        Called in the worker's thread when an event was put in.

    Attributes
    ----------
    empty
        Whether the last frame was taken; the worker reads it without the lock.
    urgent
        Whether a hand waits for the frame that lies here.
    """

    def __init__(self, ring: Callable[[], None]) -> None:
        self.empty, self.urgent = True, False
        self._ring: Callable[[], None] | None = ring
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._frame: Frame | None = None
        self._taken_up = 0

    # -- the worker's side

    def post(self, frame: Frame, *, urgent: bool = False) -> None:
        """Put in a frame; what it leaves out of one that still lies here is kept.

        Parameters
        ----------
        urgent
            Whether a hand waits for it: then it is not left to be found.
        """
        with self._lock:
            self._frame = _merged(self._frame, frame)
            self.empty = False
            if urgent:
                self.urgent = True
                if self._ring is not None:
                    self._ring()

    def tell(self, event: Event) -> None:
        with self._lock:
            self._events.append(event)
            if self._ring is not None:
                self._ring()

    def clear(self) -> None:
        """Throw away a frame of what is no more."""
        with self._lock:
            self._frame = None
            self.empty = True

    def take_up(self, number: int) -> None:
        """Let it be known that the edit of this number is followed."""
        with self._lock:
            self._taken_up = number

    # -- the window's side

    def take(self, edit: int) -> tuple[list[Event], Frame | None]:
        """Return the events, and the frame unless edit number ``edit`` is not taken up yet."""
        with self._lock:
            events, self._events = self._events, []
            if self._taken_up < edit:
                return events, None
            frame, self._frame = self._frame, None
            self.empty, self.urgent = True, False
            return events, frame

    def take_events(self) -> list[Event]:
        """Return the events alone."""
        with self._lock:
            events, self._events = self._events, []
            return events

    def disconnect(self) -> None:
        """Never ring again."""
        with self._lock:
            self._ring = None


def _merged(old: Frame | None, new: Frame) -> Frame:
    if old is None or old.generation != new.generation:
        return new
    parts = ("curves", "boundary", "previews")
    kept = {part: getattr(old, part) for part in parts if getattr(new, part) is None}
    views = {**old.views, **new.views}
    epochs = {**old.view_epochs, **new.view_epochs}
    return dataclasses.replace(new, views=views, view_epochs=epochs, **kept)
