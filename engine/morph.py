"""Carries a run across an edit of the architecture."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from engine.places import places
from engine.stopping import StoppingState
from engine.surgery import starts
from engine.surgery.comparison import Comparison
from engine.surgery.effects import of_comparison
from engine.surgery.grafts import grafts

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from engine.program import Program
    from engine.snapshot import Snapshot
    from engine.surgery.effects import Effect
    from engine.surgery.grafts import Graft

    Floats = NDArray[np.floating[Any]]
    Spans = dict[tuple[int, str], slice]


class _Move(NamedTuple):
    """One parameter that is carried, and where it lies in both vectors."""

    graft: Graft
    source: slice
    target: slice

    def carry(self, old: Floats, new: Floats, *, weights: bool) -> None:
        self.graft.move(
            old[self.source].reshape(self.graft.before),
            new[self.target].reshape(self.graft.now),
            weights=weights,
        )


def carry(snapshot: Snapshot, old: Program, new: Program) -> Snapshot:
    """Return ``snapshot`` of a run of ``old`` as one of ``new``.

    A parameter is the same where the layer's id and kind and the parameter's name are; where both
    networks compute alike and copies of a group stand alone in one of them, the layers at the same
    places are. Of a layer with other units the first ones stay, also for what reads them. The
    values and the optimizer's state for them are carried; all others get the first weights that
    ``new`` holds and a fresh state of the optimizer, but where that lets the network go on
    computing what it did, new units are read with weights of zero and new layers begin as the
    identity or as zero (see `engine.surgery`). What was best is forgotten, as another network has
    another best; the rest of the run stays as it is.

    Parameters
    ----------
    new
        Just compiled; it is read, not changed.
    """
    comparison = _comparison(old, new)
    moves = _moves(comparison, old, new)
    fresh = snapshot.optimizer.bind(new.theta, new.gradient).state
    first = _begun(comparison, new)
    return dataclasses.replace(
        snapshot,
        theta=_moved(snapshot.theta, first, moves, weights=True),
        optimizer_state={
            name: _moved(values, fresh[name], moves, weights=False)
            for name, values in snapshot.optimizer_state.items()
        },
        plateau=msgspec.structs.replace(snapshot.plateau, best=None, bad=0),
        stopping=StoppingState(),
        best=None,
        average=None
        if snapshot.average is None
        else _moved(snapshot.average, first, moves, weights=True),
    )


def carried(old: Program, new: Program) -> Effect:
    """Return what `carry` keeps."""
    return of_comparison(_comparison(old, new))


def _comparison(old: Program, new: Program) -> Comparison:
    return Comparison(old.graph, new.graph, _twins(old, new))


def _moves(comparison: Comparison, old: Program, new: Program) -> list[_Move]:
    was, now = _spans(old), _spans(new)
    return [
        _Move(graft, was[graft.twin, graft.name], now[graft.node, graft.name])
        for graft in grafts(comparison)
    ]


def _moved(old: Floats, background: Floats, moves: Sequence[_Move], *, weights: bool) -> Floats:
    moved = background.copy()
    for move in moves:
        move.carry(old, moved, weights=weights)
    return moved


def _begun(comparison: Comparison, new: Program) -> Floats:
    """Return the first weights, those of layers that are put in as they have to begin."""
    begun = new.theta.copy()
    values: dict[int, dict[str, Floats]] = {}
    for node, parameter, span in places(new):
        if node in comparison.begins:
            view = begun[span].reshape(parameter.shape)
            values.setdefault(node, {})[parameter.name] = view
    for node, views in values.items():
        starts.put(comparison.begins[node], new.graph[node].layer, views)
    return begun


def _twins(old: Program, new: Program) -> dict[int, int]:
    """Return the old layers by the new ones where both networks are the same but for groups."""
    twins = dict(zip(new.order, old.order, strict=False))
    alike = len(new.order) == len(old.order) and all(
        type(new.graph[node].layer) is type(old.graph[twin].layer)
        and [twins[source] for source in new.graph.sources(node)] == [*old.graph.sources(twin)]
        and (node == twin or len(new.trails[node]) != len(old.trails[twin]))
        for node, twin in twins.items()
    )
    return twins if alike else {}


def _spans(program: Program) -> Spans:
    """Return the place of each parameter, by node id and name."""
    return {(node, parameter.name): span for node, parameter, span in places(program)}
