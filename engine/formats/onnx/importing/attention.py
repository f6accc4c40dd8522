"""Attention, with projections that pass queries, keys and values on as they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.formats.onnx.importing.drawing import Value
from engine.layers import Concatenate, Dense, MultiHeadAttention

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formats.onnx.importing.reading import Operator

    Array = NDArray[Any]

_OTHERS = ("attn_mask", "past_key", "past_value", "nonpad_kv_seqlen")


def attention(operator: Operator) -> Value:
    """Import ``softmax(q kᵀ scale) v``; several heads of queries may share one of keys."""
    _require_plain(operator)
    query, key, value = (operator.value(position) for position in range(3))
    heads, of_keys = _heads(operator, query, 0), _heads(operator, key, 1)
    drawing, nodes = operator.drawing, [_steps(operator, each) for each in (query, key, value)]
    of_query, of_value = _width(query) // heads, _width(value) // of_keys
    size = max(of_query, of_value)
    # Keys and values of each head, filled up with zeros to one length.
    shared = np.repeat(np.eye(of_keys), heads // of_keys, axis=1)
    picks = [np.kron(shared, np.eye(each, size)) for each in (of_query, of_value)]
    memory = nodes[1]
    if nodes[1] != nodes[2]:
        memory = drawing.add(Concatenate(), *nodes[1:])
        picks = [
            np.concatenate([picks[0], np.zeros_like(picks[1])]),
            np.concatenate([np.zeros_like(picks[0]), picks[1]]),
        ]
    same = np.eye(heads * size)
    scale = operator.get("scale", 0.0) or 1.0 / math.sqrt(of_query)
    asking = _resized(operator, nodes[0], heads, of_query, size)
    node = drawing.add(
        MultiHeadAttention(heads=heads, causal=bool(operator.get("is_causal", 0)), use_bias=False),
        *dict.fromkeys((asking, memory)),
        query_kernel=same * (scale * math.sqrt(size)),
        key_kernel=picks[0],
        value_kernel=picks[1],
        output_kernel=same,
    )
    node = _resized(operator, node, heads, size, of_value)
    if len(query.shape) == 2:
        return Value(node, 0, drawing.shape(node))
    apart = drawing.reshaped(node, (query.shape[1], heads, of_value))
    turned = drawing.permuted(apart, (1, 0, 2))
    return Value(turned, 0, drawing.shape(turned))


def _resized(operator: Operator, node: int, heads: int, size: int, wanted: int) -> int:
    """Fill every head up with zeros, or cut it, where it has not the wanted length."""
    if size == wanted:
        return node
    kernel = np.kron(np.eye(heads), np.eye(size, wanted))
    layer = Dense(units=heads * wanted, use_bias=False)
    return operator.drawing.add(layer, node, kernel=kernel)


def _require_plain(operator: Operator) -> None:
    for position, name in enumerate(_OTHERS, 3):
        operator.require_absent(position, name)
    operator.require("softcap", 0.0)
    for name in ("left_window_size", "right_window_size"):
        operator.require(name, -1)


def _heads(operator: Operator, value: Value, position: int) -> int:
    if value.axis != 0 or len(value.shape) not in (2, 3):
        raise operator.refused(f"inputs of {value.rank} dimensions")
    if len(value.shape) == 3:
        return value.shape[0]
    heads: int = operator.get(("q_num_heads", "kv_num_heads")[position], 1)
    return heads


def _width(value: Value) -> int:
    """Return the features of a step, over all heads."""
    return value.shape[-1] * (value.shape[0] if len(value.shape) == 3 else 1)


def _steps(operator: Operator, value: Value) -> int:
    """Return a value as steps and the features of each, all heads side by side."""
    if len(value.shape) == 2:
        return value.node
    drawing = operator.drawing
    turned = drawing.permuted(value.node, (1, 0, 2))
    return drawing.reshaped(turned, (value.shape[1], _width(value)))
