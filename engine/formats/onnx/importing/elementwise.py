"""Operators that treat each value by itself, with others or with constants."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formats.onnx.importing.drawing import Value, broadcast
from engine.layers import Activation, Concatenate, Features

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engine.formats.onnx.importing.reading import Operator
    from engine.layers import Layer

    Array = NDArray[Any]
    Formula = Callable[..., str]
    """Takes the texts of the operands and returns that of the result."""


def formulas(operator: Operator, formula: Formula) -> Value:
    """Return every value as a formula of the inputs, which suits small samples alone."""
    drawing, first = operator.drawing, _leading(operator)
    texts: list[Array] = []
    nodes: list[int] = []
    start = 1
    for given in operator.inputs:
        if given is None:
            continue
        if not isinstance(given, Value):
            texts.append(_numbers(operator, broadcast(given, first, operator.name)))
            continue
        if given.rank != first.rank or given.axis != first.axis:
            raise operator.refused("inputs of several ranks")
        count = math.prod(given.shape)
        names = np.array([f"x{start + place}" for place in range(count)], dtype=object)
        texts.append(names.reshape(given.shape))
        nodes.append(drawing.reshaped(given.node, (count,)))
        start += count
    whole = np.broadcast_arrays(*texts)
    written = ";".join(formula(*each) for each in zip(*(each.flat for each in whole), strict=True))
    source = (
        nodes[0] if len(nodes) == 1 else drawing.add(Concatenate(), *_distinct(operator, nodes))
    )
    features = drawing.add(Features(keep=False, formulas=written), source)
    shape = whole[0].shape
    return Value(drawing.reshaped(features, shape), first.axis, shape)


def _leading(operator: Operator) -> Value:
    """Return the first input that is computed."""
    for given in operator.inputs:
        if isinstance(given, Value):
            return given
    raise operator.refused("constants alone")


def _distinct(operator: Operator, nodes: Sequence[int]) -> list[int]:
    """Return layers of which none occurs twice: a drawing connects two layers once."""
    drawing, found = operator.drawing, list[int]()
    for node in nodes:
        again = node in found
        found.append(drawing.add(Activation(function="linear"), node) if again else node)
    return found


def _numbers(operator: Operator, values: Array) -> Array:
    """Return each number as a formula writes it, as short as its precision allows."""
    if not np.isfinite(values).all():
        raise operator.refused("constants that are not finite")
    texts = [f"({each})" if each < 0 else f"{each}" for each in values.reshape(-1)]
    return np.array(texts, dtype=object).reshape(values.shape)


def unary(formula: Formula, operator: Operator) -> Value:
    return formulas(operator, formula)


def merge(layer: type[Layer] | None, formula: Formula, operator: Operator) -> Value:
    """Return what a layer with several inputs gives; else formulas, as where shapes differ."""
    given = operator.inputs
    if len(given) == 1:
        return operator.value()
    values = [each for each in given if isinstance(each, Value)]
    alike = {(each.axis, each.shape) for each in values}
    if layer is None or len(values) < len(given) or len(alike) > 1:
        return formulas(operator, formula)
    nodes = _distinct(operator, [each.node for each in values])
    return Value(operator.drawing.add(layer(), *nodes), values[0].axis, values[0].shape)


def folded(formula: Formula) -> Formula:
    """Return a formula of two operands for any number of them, taken from the first on."""
    return lambda *operands: reduce(formula, operands)


def mean(*operands: str) -> str:
    return f"({'+'.join(operands)})/{len(operands)}"


def power(operator: Operator) -> Value:
    """Return a power with a constant exponent."""
    operator.value(0)
    operator.constant(1)
    return formulas(operator, lambda base, exponent: f"{base}^{exponent}")


def clip(operator: Operator) -> Value:
    low, high = operator.setting(1, "min"), operator.setting(2, "max")
    value = operator.value()
    if low is None and high is None:
        return value
    known: dict[Any, Any] = {(-1.0, 1.0): "hard_tanh", (0.0, None): "relu"}
    if (low, high) in known:
        layer = Activation(function=known[low, high])
        return Value(operator.drawing.add(layer, value.node), value.axis, value.shape)

    def clipped(x: str) -> str:
        above = x if low is None else f"max({x},{low})"
        return above if high is None else f"min({above},{high})"

    return formulas(replace(operator, inputs=operator.inputs[:1]), clipped)
