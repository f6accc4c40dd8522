"""Operators that lay values out anew, join them or pass them on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.importing.drawing import Value
from engine.layers import Concatenate, Dropout, UpSampling, ZeroPadding

if TYPE_CHECKING:
    from engine.formats.onnx.importing.reading import Operator
    from engine.layers import Layer


def identity(operator: Operator) -> Value:
    return operator.value()


def dropout(operator: Operator) -> Value:
    """Import the layer, which passes everything on behind the training."""
    value, rate = operator.value(), operator.setting(1, "ratio", 0.5)
    if operator.setting(2, "training_mode", False) and rate:
        raise operator.refused("training_mode = True")
    node = operator.drawing.add(Dropout(rate=float(rate)), value.node)
    return Value(node, value.axis, value.shape)


def flatten(operator: Operator) -> Value:
    value, samples = operator.value(), operator.drawing.samples
    lengths = value.dimensions(samples)
    axis = operator.get("axis", 1)
    split = axis + value.rank if axis < 0 else axis
    return operator.drawing.relaid(value, [math.prod(lengths[:split]), math.prod(lengths[split:])])


def reshape(operator: Operator) -> Value:
    value, samples = operator.value(), operator.drawing.samples
    lengths, target = value.dimensions(samples), operator.setting(1, "shape")
    if not operator.get("allowzero", 0):
        target = [lengths[place] if each == 0 else each for place, each in enumerate(target)]
    if -1 in target:
        rest = math.prod(each for each in target if each != -1)
        target = [math.prod(lengths) // max(rest, 1) if each == -1 else each for each in target]
    return operator.drawing.relaid(value, target)


def squeeze(operator: Operator) -> Value:
    value, axes = operator.value(), operator.setting(1, "axes")
    if axes is None:
        raise operator.refused("no axes")
    gone = {axis % value.rank for axis in axes}
    if value.axis in gone:
        value.place(value.axis, operator.name)
    lengths = value.dimensions(operator.drawing.samples)
    kept = [length for axis, length in enumerate(lengths) if axis not in gone]
    return _moved(operator, value.axis - sum(axis < value.axis for axis in gone), kept)


def unsqueeze(operator: Operator) -> Value:
    value, axes = operator.value(), operator.setting(1, "axes")
    rank = value.rank + len(axes)
    new = {axis % rank for axis in axes}
    old = iter(value.dimensions(operator.drawing.samples))
    lengths = [1 if axis in new else next(old) for axis in range(rank)]
    axis = [place for place in range(rank) if place not in new][value.axis]
    return _moved(operator, axis, lengths)


def _moved(operator: Operator, axis: int, lengths: list[int]) -> Value:
    shape = (*lengths[:axis], *lengths[axis + 1 :])
    return Value(operator.drawing.reshaped(operator.value().node, shape), axis, shape)


def transpose(operator: Operator) -> Value:
    value = operator.value()
    order = operator.get("perm", list(reversed(range(value.rank))))
    places = [value.place(axis, operator.name) for axis in order if axis != value.axis]
    shape = tuple(value.shape[place] for place in places)
    node = operator.drawing.permuted(value.node, places) if value.shape else value.node
    return Value(node, order.index(value.axis), shape)


def concatenate(operator: Operator) -> Value:
    values = [operator.value(position) for position in range(len(operator.inputs))]
    first = values[0]
    place = first.place(operator.get("axis", 1), operator.name)
    if len(values) == 1:
        return first
    if any(value.axis != first.axis for value in values):
        raise operator.refused("inputs of several layouts")
    nodes = [value.node for value in values]
    if len(set(nodes)) < len(nodes):
        raise operator.refused("the same input twice")
    node = operator.drawing.add(Concatenate(axis=place), *nodes)
    return Value(node, first.axis, operator.drawing.shape(node))


def pad(operator: Operator) -> Value:
    """Put zeros around one or two dimensions, which for that stand in front."""
    value = operator.value()
    operator.require("mode", "constant")
    if operator.setting(2, "value", 0.0):
        raise operator.refused(f"constant_value = {operator.setting(2, 'value')}")
    pads = operator.setting(1, "pads")
    given = operator.optional(3)
    axes = list(range(value.rank)) if given is None else given.tolist()
    both = [(axis, pads[place], pads[place + len(axes)]) for place, axis in enumerate(axes)]
    margins = {
        value.place(axis, operator.name): (before, after)
        for axis, before, after in both
        if before or after
    }
    if not margins:
        return value
    flat = tuple(length for place in sorted(margins) for length in margins[place])
    return in_front(operator, sorted(margins), ZeroPadding(pads=flat))


def in_front(operator: Operator, places: list[int], layer: Layer) -> Value:
    """Apply a layer for sequences or pictures to one or two dimensions of a sample."""
    value, drawing = operator.value(), operator.drawing
    if len(places) > 2:
        raise operator.refused(f"{len(places)} dimensions at once")
    order = [*places, *(place for place in range(len(value.shape)) if place not in places)]
    turned = drawing.permuted(value.node, order)
    others = [value.shape[place] for place in order[len(places) :]]
    joined = [*(value.shape[place] for place in places), math.prod(others)]
    node = drawing.add(layer, drawing.reshaped(turned, joined))
    apart = drawing.reshaped(node, (*drawing.shape(node)[:-1], *others))
    back = drawing.permuted(apart, np.argsort(order).tolist())
    return Value(back, value.axis, drawing.shape(back))


def repeated(operator: Operator, times: dict[int, int]) -> Value:
    """Repeat each value along ONNX's dimensions ``times``, by so many."""
    value = operator.value()
    found = {value.place(axis, operator.name): each for axis, each in times.items() if each > 1}
    if not found:
        return value
    places = sorted(found)
    return in_front(operator, places, UpSampling(size=tuple(found[place] for place in places)))
