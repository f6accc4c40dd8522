"""Products with matrices of weights, and tables of vectors."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formats.onnx.importing.drawing import Value, broadcast
from engine.layers import Dense, Embedding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formats.onnx.importing.reading import Operator


def gemm(operator: Operator) -> Value:
    value, drawing = operator.value(), operator.drawing
    if operator.get("transA", 0) != value.axis:
        raise operator.refused(f"transA = {operator.get('transA', 0)}")
    kernel = operator.constant(1)
    kernel = operator.get("alpha", 1.0) * (kernel.T if operator.get("transB", 0) else kernel)
    given, learned = operator.optional(2), {"kernel": kernel}
    if given is not None:
        result = Value(value.node, 0, kernel.shape[1:])
        bias = operator.get("beta", 1.0) * broadcast(given, result, operator.name)
        learned["bias"] = np.broadcast_to(bias, kernel.shape[1:])
    layer = Dense(units=kernel.shape[1], use_bias=given is not None)
    return Value(drawing.add(layer, value.node, **learned), 0, kernel.shape[1:])


def matmul(operator: Operator) -> Value:
    """Multiply each row of a sample by one matrix."""
    value, drawing, factor = operator.value(), operator.drawing, operator.constant(1)
    if factor.ndim > 2 or value.axis == value.rank - 1:
        raise operator.refused(f"a second factor of {factor.ndim} dimensions")
    kernel = factor.reshape(len(factor), -1)
    layer = Dense(units=kernel.shape[1], use_bias=False)
    node = drawing.add(layer, drawing.rows(value, 1), kernel=kernel)
    shape = (*value.shape[:-1], *factor.shape[1:])
    return Value(drawing.reshaped(node, shape), value.axis, shape)


def gather(operator: Operator) -> Value:
    """Read a table by tokens."""
    table, tokens, drawing = operator.constant(0), operator.value(1), operator.drawing
    axis = operator.get("axis", 0) % table.ndim
    before, behind = table.shape[:axis], table.shape[axis + 1 :]
    rows: NDArray[Any] = np.moveaxis(table, axis, 0).reshape(table.shape[axis], -1)
    layer = Embedding(vocabulary=rows.shape[0], units=rows.shape[1])
    node = drawing.add(layer, tokens.node, table=rows)
    node = drawing.reshaped(node, (*tokens.shape, *before, *behind))
    shape = (*before, *tokens.shape, *behind)
    first, middle = len(tokens.shape), len(before)
    if shape and math.prod(before) > 1:
        order = [*range(first, first + middle), *range(first), *range(first + middle, len(shape))]
        node = drawing.permuted(node, order)
    return Value(drawing.reshaped(node, shape), axis + tokens.axis, shape)
