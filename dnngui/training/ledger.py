"""The records of many moments of a run, each of which begins as the one before.

A record of its own for each would be a million references for Python's search for cycles to follow,
which stops the window meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from engine.record import Evaluation, Record

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Page:
    """A record as it was at one moment.

    Attributes
    ----------
    bare
        The record without its lists.
    losses, evaluations
        Lists that may have grown since, and how much of them belongs to the record.
    """

    bare: Record
    losses: tuple[list[float], int]
    evaluations: tuple[list[Evaluation], int]

    def record(self) -> Record:
        """Return the record."""
        (losses, made), (evaluations, judged) = self.losses, self.evaluations
        return msgspec.structs.replace(
            self.bare, losses=losses[:made], evaluations=evaluations[:judged]
        )


class Ledger:
    """Keeps what the records of one run have in common once."""

    def __init__(self) -> None:
        self._losses: list[float] = []
        self._evaluations: list[Evaluation] = []

    def page(self, record: Record) -> Page:
        """Return what is needed to have ``record`` again."""
        self._losses = _grown(self._losses, record.losses)
        self._evaluations = _grown(self._evaluations, record.evaluations)
        return Page(
            msgspec.structs.replace(record, losses=[], evaluations=[]),
            (self._losses, len(record.losses)),
            (self._evaluations, len(record.evaluations)),
        )


def _grown(known: list[T], now: list[T]) -> list[T]:
    """Return a list that begins as ``now``: ``known`` with what is new, or another.

    Entries are objects that are never made twice: where the last one is the same, all are.
    """
    count = len(known)
    if count and count <= len(now) and known[-1] is now[count - 1]:
        known.extend(now[count:])
        return known
    return now.copy()
