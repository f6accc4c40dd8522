"""What the window has to say: one quiet banner at a time, the gravest first."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from dnngui.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.app.crash import CrashReporter
    from dnngui.panels.banner import Banner
    from dnngui.training.events import Failure


class _Kind(enum.IntEnum):
    """What the banner shows, in order of weight."""

    NOTHING = 0
    NOTE = 1
    FIT = 2
    WARNING = 3
    FAILURE = 4
    CRASH = 5


class Notices(QObject):
    """Decides what the banner shows.

    Something graver takes the banner from what is lighter, never the other way round; what a person
    dismisses stays away until it happens again.
    """

    def __init__(self, banner: Banner, reporter: CrashReporter, parent: QObject) -> None:
        super().__init__(parent)
        self._banner = banner
        self._kind = _Kind.NOTHING
        self._refused = ""
        banner.dismissed.connect(self._dismissed)
        reporter.reported.connect(self.show_crash)

    def _free_for(self, kind: _Kind) -> bool:
        if self._banner.isHidden():
            self._kind = _Kind.NOTHING
        if kind < self._kind:
            return False
        self._kind = kind
        return True

    @Slot(str)
    def inform(self, text: str) -> None:
        """Say that something worked."""
        if self._free_for(_Kind.NOTE):
            self._banner.show_message(text, severity="ok")

    @Slot(str)
    def warn(self, text: str) -> None:
        """Say what could not be done."""
        if self._free_for(_Kind.WARNING):
            self._banner.show_message(text, severity="warning", details=text)

    def offer_fit(self, text: str, fit: Callable[[], None]) -> None:
        """Offer to fit the network to the data, once for each misfit."""
        if text != self._refused and self._free_for(_Kind.FIT):
            actions = [(self.tr("Fit network to data"), fit)]
            self._banner.show_message(text, severity="warning", actions=actions)

    def withdraw_fit(self) -> None:
        self._refused = ""
        self._withdraw(_Kind.FIT)

    def show_failure(self, failure: Failure, go_back: Callable[[], None] | None) -> None:
        """Say why training stopped, and offer the last good weights."""
        if self._free_for(_Kind.FAILURE):
            actions = [(self.tr("Go back to the last good weights"), go_back)] if go_back else []
            text = say(failure.message)
            self._banner.show_message(
                text, severity="error", details=failure.traceback or text, actions=actions
            )

    def withdraw_failure(self) -> None:
        self._withdraw(_Kind.FAILURE)

    @Slot(str)
    def show_crash(self, traceback: str) -> None:
        """Say that the program itself erred; work goes on."""
        if self._free_for(_Kind.CRASH):
            last = traceback.strip().splitlines()[-1]
            text = self.tr(
                "Something went wrong in the program: {error} You can go on and save your work."
            ).format(error=last)
            self._banner.show_message(text, severity="error", details=traceback)

    def _withdraw(self, kind: _Kind) -> None:
        if self._kind is kind:
            self._banner.hide()
            self._kind = _Kind.NOTHING

    @Slot()
    def _dismissed(self) -> None:
        if self._kind is _Kind.FIT:
            self._refused = self._banner.text()
        self._kind = _Kind.NOTHING
