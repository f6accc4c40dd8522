"""Which old weights each parameter of an edited network takes over, and what is silent at first."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from engine.inference import infer
from engine.surgery import roles
from engine.surgery.channels import NEW, covers, first, plain, spread_over
from engine.surgery.roles import READING, Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.graph import Graph
    from engine.layers.base import Parameter
    from engine.shapes import Shape
    from engine.surgery.channels import Indices
    from engine.surgery.comparison import Comparison

    Floats = NDArray[np.floating[Any]]


class Graft(NamedTuple):
    """How one parameter of the new network follows one of the old.

    Attributes
    ----------
    node, twin
        The layer and the one that it continues.
    name
        The parameter's name, the same in both.
    before, now
        Its shapes.
    axes
        Where the entries along each axis were, `NEW` for new ones; None where all are as they were.
    silent
        The axis along which new entries are zero for what is old, or None.
    """

    node: int
    twin: int
    name: str
    before: Shape
    now: Shape
    axes: tuple[Indices, ...] | None
    silent: int | None

    @property
    def kept(self) -> int:
        """Number of values that are carried."""
        if self.axes is None:
            return math.prod(self.now)
        return math.prod(int((axis >= 0).sum()) for axis in self.axes)

    def move(self, old: Floats, new: Floats, *, weights: bool) -> None:
        """Write what is carried of ``old`` over ``new``, both of the parameter's shapes.

        With ``weights`` what new channels add to old units becomes zero. What belongs to the
        weights, such as their moments, begins as ``new`` has it.
        """
        if self.axes is None:
            new[...] = old
            return
        there = [np.flatnonzero(axis >= 0) for axis in self.axes]
        if weights and self.silent is not None:
            fresh = list(there)
            fresh[self.silent] = np.flatnonzero(self.axes[self.silent] < 0)
            new[np.ix_(*fresh)] = 0.0
        pairs = zip(self.axes, there, strict=True)
        new[np.ix_(*there)] = old[np.ix_(*(axis[each] for axis, each in pairs))]


def grafts(comparison: Comparison) -> Iterator[Graft]:
    """Yield how each parameter that continues one does so."""
    for node, twin in comparison.twins.items():
        old = {each.name: each.shape for each in declared(comparison.old, twin)}
        for parameter in declared(comparison.new, node):
            before = old.get(parameter.name)
            if before is not None:
                graft = _graft(comparison, node, twin, parameter, before)
                if graft is not None:
                    yield graft


def declared(graph: Graph, node: int) -> tuple[Parameter, ...]:
    shapes = infer(graph).shapes
    return graph[node].layer.parameters(*(shapes[each] for each in graph.sources(node)))


def _graft(
    comparison: Comparison, node: int, twin: int, parameter: Parameter, before: Shape
) -> Graft | None:
    now, layer = parameter.shape, comparison.new[node].layer
    if len(before) != len(now):
        return None
    whole = Graft(node, twin, parameter.name, before, now, None, None)
    meanings = roles.axes(layer, parameter.name, len(now))
    found = [
        _places(comparison, node, axis, (was, length))
        for axis, was, length in zip(meanings, before, now, strict=True)
    ]
    places = [each for each in found if each is not None]
    lost = any(not covers(each, was) for each, was in zip(places, before, strict=False))
    if len(places) < len(found) or (before == now and lost):
        return whole if before == now else None
    if before == now and all(plain(each, len(each)) is None for each in places):
        return whole
    reading = [position for position, axis in enumerate(meanings) if axis in READING]
    sums = Axis.OUTPUT in meanings or Axis.GATES in meanings
    return whole._replace(axes=tuple(places), silent=reading[0] if reading and sums else None)


def _places(
    comparison: Comparison, node: int, axis: Axis, lengths: tuple[int, int]
) -> Indices | None:
    """Return where the entries along an axis were, or None where nothing says so."""
    before, now = lengths
    if axis in {Axis.INPUT, Axis.SPREAD}:
        return _input_places(comparison, node, axis, lengths)
    if axis is Axis.FIXED:
        return np.arange(now) if before == now else None
    if axis is Axis.FIRST:
        return first(before, now)
    old, new = comparison.old[comparison.twins[node]].layer, comparison.new[node].layer
    units, grown = roles.width(old), roles.width(new)
    assert units is not None
    assert grown is not None
    if axis is not Axis.GATES:
        return first(units, grown)
    gates = now // grown
    if before != gates * units:
        return None
    own = first(units, grown)
    return np.concatenate([np.where(own >= 0, own + gate * units, NEW) for gate in range(gates)])


def _input_places(
    comparison: Comparison, node: int, axis: Axis, lengths: tuple[int, int]
) -> Indices | None:
    before, now = lengths
    relation = comparison.inputs[node][0] if comparison.inputs[node] else None
    if relation is None or relation.places is None:
        return np.arange(now) if before == now else None
    if axis is Axis.INPUT:
        return relation.places if len(relation.places) == now else None
    times = now // len(relation.places)
    return spread_over(relation.places, times)
