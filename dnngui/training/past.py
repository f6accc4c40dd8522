"""Networks that edits of the architecture replaced, as they were when they were left."""

from __future__ import annotations

import dataclasses
import weakref
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine.stopping import StoppingState

if TYPE_CHECKING:
    from engine.graph import Graph
    from engine.snapshot import Snapshot

_ROOM = 2**27
"""Bytes that all of them take; the one that was left last is kept whatever it takes."""


class _Left(NamedTuple):
    drawing: weakref.ref[Graph]
    seed: int
    snapshot: Snapshot
    size: int


class Past:
    """What undo and redo of an edit bring back.

    A network is known by the drawing itself, not by an equal one: undo puts the very value back
    that was there, and an edit by hand that leads to the same drawing is another edit.

    Parameters
    ----------
    room
        Bytes that are taken at most.
    """

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._left: list[_Left] = []

    def keep(self, drawing: Graph, seed: int, snapshot: Snapshot) -> None:
        """Keep the weights of ``drawing``, and let go of those that nothing leads back to."""
        # The curves go on whatever network is trained.
        bare = dataclasses.replace(snapshot, record=None, best=None)
        vectors = [bare.theta, *bare.optimizer_state.values()]
        vectors += [] if bare.average is None else [bare.average]
        size = sum(each.nbytes for each in vectors)
        kept = [each for each in self._left if _leads_back(each, drawing)]
        self._left = [*kept, _Left(weakref.ref(drawing), seed, bare, size)]
        while len(self._left) > 1 and sum(each.size for each in self._left) > self._room:
            del self._left[0]

    def recalled(self, drawing: Graph, seed: int, now: Snapshot) -> Snapshot | None:
        """Return ``now`` with the weights that ``drawing`` had when it was left, or None.

        The optimizer's state comes along; steps, epochs and curves go on.
        """
        for each in self._left:
            if each.drawing() is drawing and each.seed == seed:
                return _with_weights(now, each.snapshot)
        return None

    def forget(self) -> None:
        self._left.clear()


def _leads_back(left: _Left, drawing: Graph) -> bool:
    """Whether anything can bring the network back but an edit of ``drawing``, kept anew."""
    found = left.drawing()
    return found is not None and found is not drawing


def _with_weights(now: Snapshot, left: Snapshot) -> Snapshot:
    return dataclasses.replace(
        now,
        theta=left.theta,
        optimizer=left.optimizer,
        optimizer_state=left.optimizer_state,
        optimizer_numbers=left.optimizer_numbers,
        optimizer_steps=left.optimizer_steps,
        averaging=left.averaging,
        average=left.average,
        average_count=left.average_count,
        plateau=msgspec.structs.replace(now.plateau, best=None, bad=0),
        stopping=StoppingState(),
        best=None,
        memory={},
    )
