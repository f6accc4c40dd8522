"""What the parts of the window share that do work off its thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from dnngui.words import say
from engine.message import SpokenError


class Reporting(QObject):
    """Says in one sentence why work could not be done.

    Signals
    -------
    failed(str)
        The sentence.
    """

    failed = Signal(str)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, SpokenError):
            raise error
        self.failed.emit(say(error.message))
