"""Single weights that are off or held, across an edit that gives them another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.inference import infer
from engine.inlining import inline
from engine.surgery.comparison import Comparison
from engine.surgery.grafts import declared, grafts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.graph import Graph
    from engine.optim.layers import Index, LayerTraining
    from engine.surgery.grafts import Graft


def moved_singles(
    layers: Mapping[int, LayerTraining], old: Graph, new: Graph
) -> dict[int, LayerTraining]:
    """Return what is said of layers, each single weight where an edit of the drawing put it.

    Those that are gone are left out: else another one that comes in its place would be off. What
    is said of layers of which no shape is known stays as it is.
    """
    found = dict(layers)
    marked = {node for node, own in layers.items() if own.off or own.held}
    if not marked:
        return found
    now = inline(new).graph
    followed = {
        (graft.node, graft.name): graft for graft in _grafts(old, now) if graft.node in marked
    }
    known = infer(now).shapes
    for node in marked & known.keys():
        shapes = {each.name: each.shape for each in declared(now, node)}
        found[node] = _moved(layers[node], node, followed).within_shapes(shapes)
    return found


def _grafts(old: Graph, now: Graph) -> list[Graft]:
    """Return how weights follow each other where both networks can be computed."""
    before = inline(old).graph
    whole = all(set(infer(graph).live) <= infer(graph).shapes.keys() for graph in (before, now))
    return list(grafts(Comparison(before, now))) if whole else []


def _moved(
    own: LayerTraining, node: int, followed: Mapping[tuple[int, str], Graft]
) -> LayerTraining:
    fields = {
        field: {
            name: _places(places, followed.get((node, name)))
            for name, places in getattr(own, field).items()
        }
        for field in ("off", "held")
    }
    return msgspec.structs.replace(own, **fields)


def _places(places: tuple[Index, ...], graft: Graft | None) -> tuple[Index, ...]:
    if graft is None or graft.axes is None:
        return places
    now = [{int(was): here for here, was in enumerate(axis)} for axis in graft.axes]
    return tuple(
        sorted(
            tuple(axis[at] for axis, at in zip(now, index, strict=True))
            for index in places
            if len(index) == len(now)
            and all(at in axis for axis, at in zip(now, index, strict=True))
        )
    )
