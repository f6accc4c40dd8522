"""Carries a run across an edit of the architecture: every weight whose place still exists."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import msgspec

from engine.places import places
from engine.stopping import StoppingState

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from engine.program import Program
    from engine.shapes import Shape
    from engine.snapshot import Snapshot

    Floats = NDArray[np.floating[Any]]


def carry(snapshot: Snapshot, old: Program, new: Program) -> Snapshot:
    """Return ``snapshot`` of a run of ``old`` as one of ``new``.

    A parameter is the same where the layer's id and kind, the parameter's name and its shape are;
    where both networks compute alike and copies of a group stand alone in one of them, the layers
    at the same places are.
    Its values and the optimizer's state for it are carried; all others get the first weights that
    ``new`` holds and a fresh state of the optimizer. What was best
    is forgotten, as another network has another best; the rest of the run stays as it is.

    Parameters
    ----------
    new
        Just compiled; it is read, not changed.
    """
    pairs = list(_shared(old, new))
    fresh = snapshot.optimizer.bind(new.theta, new.gradient).state
    return dataclasses.replace(
        snapshot,
        theta=_moved(snapshot.theta, new.theta, pairs),
        optimizer_state={
            name: _moved(values, fresh[name], pairs)
            for name, values in snapshot.optimizer_state.items()
        },
        plateau=msgspec.structs.replace(snapshot.plateau, best=None, bad=0),
        stopping=StoppingState(),
        best=None,
        average=None if snapshot.average is None else _moved(snapshot.average, new.theta, pairs),
    )


def _moved(old: Floats, background: Floats, pairs: list[tuple[slice, slice]]) -> Floats:
    moved = background.copy()
    for source, target in pairs:
        moved[target] = old[source]
    return moved


def _shared(old: Program, new: Program) -> Iterator[tuple[slice, slice]]:
    """Yield where each parameter lies in both vectors."""
    twins = _twins(old, new)
    places = _places(old)
    for (node, kind, name), (target, shape) in _places(new).items():
        source, old_shape = places.get((twins.get(node, node), kind, name), (target, None))
        if shape == old_shape:
            yield source, target


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


def _places(program: Program) -> dict[tuple[int, type, str], tuple[slice, Shape]]:
    """Return the place of each parameter and its shape, by node id, kind of layer and name."""
    return {
        (node, type(program.graph[node].layer), parameter.name): (span, parameter.shape)
        for node, parameter, span in places(program)
    }
