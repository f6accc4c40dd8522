"""Attention, written out: as an operator it exists from opset 23 on only."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.layers import MultiHeadAttention, PositionEmbedding
from engine.layers.position import waves

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place


def attention(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, MultiHeadAttention)
    name, layer, features = place.name, place.layer, place.shape[-1]
    memory = place.inputs[-1]
    query = _heads(builder, place, "query", place.inputs[0], [0, 2, 1, 3])
    key = _heads(builder, place, "key", memory, [0, 2, 3, 1])
    value = _heads(builder, place, "value", memory, [0, 2, 1, 3])
    scores = builder.add("MatMul", query, key, name=f"{name}/scores")
    factor = np.array(1.0 / math.sqrt(features // layer.heads), np.float32)
    factor_name = builder.constant(factor, f"{name}/factor")
    scores = builder.add("Mul", scores, factor_name, name=f"{name}/scaled")
    if layer.causal:
        queries, keys = place.shape[0], place.input_shapes[-1][0]
        later = np.arange(keys) > np.arange(queries)[:, None]
        mask = builder.constant(np.where(later, -np.inf, 0.0).astype(np.float32), f"{name}/mask")
        scores = builder.add("Add", scores, mask, name=f"{name}/masked")
    weights = builder.add("Softmax", scores, name=f"{name}/weights", axis=-1)
    mixed = builder.add("MatMul", weights, value, name=f"{name}/mixed")
    mixed = builder.add("Transpose", mixed, name=f"{name}/by_step", perm=[0, 2, 1, 3])
    target = builder.constant(np.array([0, *place.shape], np.int64), f"{name}/shape")
    mixed = builder.add("Reshape", mixed, target, name=f"{name}/joined")
    return _project(builder, place, "output", mixed, name)


def _heads(builder: Builder, place: Place, part: str, value: str, order: list[int]) -> str:
    """Project a value and lay each head out by itself."""
    assert isinstance(place.layer, MultiHeadAttention)
    name, heads = f"{place.name}/{part}", place.layer.heads
    projected = _project(builder, place, part, value, f"{name}/projected")
    target = builder.constant(np.array([0, 0, heads, -1], np.int64), f"{name}/shape")
    divided = builder.add("Reshape", projected, target, name=f"{name}/divided")
    return builder.add("Transpose", divided, name=f"{name}/heads", perm=order)


def _project(builder: Builder, place: Place, part: str, value: str, name: str) -> str:
    assert isinstance(place.layer, MultiHeadAttention)
    kernel = builder.weights(f"{place.name}/{part}_kernel")
    if not place.layer.use_bias:
        return builder.add("MatMul", value, kernel, name=name)
    product = builder.add("MatMul", value, kernel, name=f"{place.name}/{part}/product")
    return builder.add("Add", product, builder.weights(f"{place.name}/{part}_bias"), name=name)


def position_embedding(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, PositionEmbedding)
    if place.layer.encoding == "learned":
        table = builder.weights(f"{place.name}/table")
    else:
        steps, features = place.shape
        table = builder.constant(waves(steps, features).astype(np.float32), f"{place.name}/waves")
    return builder.add("Add", place.inputs[0], table, name=place.name)
