"""Frames on their way to the window."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dnngui.training.breath import Breath
    from dnngui.training.frames import Frame
    from dnngui.training.live import LiveRun
    from dnngui.training.mailbox import Mailbox
    from dnngui.training.observer import Observer
    from dnngui.training.travel import Traveller


class Poster:
    """Has frames of a run made where they are wanted, and posts them."""

    def __init__(
        self,
        run: LiveRun,
        observer: Observer,
        traveller: Traveller,
        mailbox: Mailbox,
        breath: Breath,
    ) -> None:
        self._run, self._observer, self._traveller = run, observer, traveller
        self._mailbox, self._breath = mailbox, breath

    def post_due(self, speed: float) -> None:
        """Post what is due of a run that goes on, where the last frame was taken."""
        # First the window makes its frame: pictures computed meanwhile would slow both down.
        self._breath()
        if self._mailbox.empty and self._observer.is_due:
            with self._run.shown():
                frame = self._observer.due_frame(self._run, speed)
            self._post(frame)

    def post_rest(self) -> None:
        """Post all that is not of the present weights, unless a command comes."""
        if self._run.trainer is None:
            self._observer.nothing_to_see()
        while self._observer.stale and not self._breath.called:
            with self._run.shown():
                frame = self._observer.next_frame(self._run)
            self._post(frame)
            self._breath()

    def post_at_once(self) -> None:
        """Post what is quick to make of a moment that is shown, in place of all before."""
        self._mailbox.clear()
        with self._run.shown():
            frame = self._observer.quick_frame(self._run)
        self._post(frame, urgent=True)

    def _post(self, frame: Frame, *, urgent: bool = False) -> None:
        """Post a frame with what can be gone back to, and with what is no part of the run."""
        curves = None if frame.curves is None else self._traveller.beside(frame.curves)
        track, made = self._traveller.track(self._run), self._traveller.present_step(self._run)
        frame = dataclasses.replace(frame, curves=curves, track=track, steps_made=made)
        self._mailbox.post(frame, urgent=urgent)
