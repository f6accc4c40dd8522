"""What the doctor sees in the run, asked for as long as the window is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from dnngui.training.views import Request
from engine.doctor import Doctor

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.doctor import Finding
    from engine.trainer import Trainer


@dataclass(frozen=True)
class Consultation(Request):
    """Say why the run does not learn, where it does not."""

    interval: ClassVar[float] = 0.25

    def view(self, trainer: Trainer) -> _View:
        return _View(trainer)


class _View:
    whole = True

    def __init__(self, trainer: Trainer) -> None:
        self._doctor = Doctor(trainer)

    @property
    def unfinished(self) -> bool:
        return self._doctor.unfinished

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> tuple[Finding, ...]:
        found = self._doctor.look()
        breathe()
        return found
