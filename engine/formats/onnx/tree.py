"""The emitter of recursive layers.

All nodes of a tree are computed from their parts as often as a tree can be high, in a loop: behind
its first run those right above the words are right, behind the second those above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.recurrent import tokens
from engine.layers import RecursiveTree
from engine.postorder import JOIN

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place


def recursive(builder: Builder, place: Place) -> str:
    from onnx import TensorProto, helper

    layer, name, steps = place.layer, place.name, place.shape[0]
    assert isinstance(layer, RecursiveTree)
    found = tokens(builder, place.inputs[0], layer.vocabulary, name)
    joins, left, right = _parts(builder, found, steps, name)
    leaves = _leaves(builder, found, name)
    body = builder.within()
    cells = _Cells(builder, body, layer, name)
    begun, going, state = (body.fresh(f"{name}/{each}") for each in ("run", "going", "nodes"))
    parts = [
        body.add("GatherND", state, each, name=f"{each}_nodes", batch_dims=1)
        for each in (left, right)
    ]
    pairs = body.add("Concat", *parts, name=f"{name}/pairs", axis=-1)
    after = body.add("Where", joins, cells.joined(pairs), state, name=f"{name}/nodes_after")
    goes_on = body.add("Identity", going, name=f"{name}/goes_on")
    shape: list[str | int | None] = ["N", steps, layer.units]
    graph = helper.make_graph(
        nodes=body.nodes,
        name=f"{name}/body",
        inputs=[
            helper.make_tensor_value_info(begun, TensorProto.INT64, []),
            helper.make_tensor_value_info(going, TensorProto.BOOL, []),
            helper.make_tensor_value_info(state, TensorProto.FLOAT, shape),
        ],
        outputs=[
            helper.make_tensor_value_info(goes_on, TensorProto.BOOL, []),
            helper.make_tensor_value_info(after, TensorProto.FLOAT, shape),
        ],
    )
    times = builder.constant(np.array(steps // 2, np.int64), f"{name}/height")
    always = builder.constant(np.array(True), f"{name}/always")
    return builder.add("Loop", times, always, leaves, name=name, body=graph)


def _parts(builder: Builder, tokens: str, steps: int, name: str) -> tuple[str, str, str]:
    """Return where joins are, ``(N, steps, 1)``, and the places of their parts, shaped alike.

    See `engine.postorder.children`: the left part ends where the stack was last as high before.
    """
    from onnx import TensorProto

    def whole(values: object, key: str) -> str:
        return builder.constant(np.asarray(values, np.int64), f"{name}/{key}")

    def add(operator: str, *inputs: str, key: str, **attributes: object) -> str:
        return builder.add(operator, *inputs, name=f"{name}/{key}", **attributes)

    join, nothing, last = whole(JOIN, "join"), whole(0, "nothing"), whole([-1], "last_axis")
    is_join = add("Equal", tokens, join, key="is_join")
    is_word = add("Greater", tokens, join, key="is_word")
    up, down = (
        add("Cast", each, key=f"{key}_number", to=TensorProto.INT64)
        for each, key in ((is_word, "up"), (is_join, "down"))
    )
    rises = add("Sub", up, down, key="rises")
    heights = add("CumSum", rises, whole(1, "steps_axis"), key="heights")
    here = add("Unsqueeze", heights, last, key="heights_here")
    there = add("Unsqueeze", heights, whole([1], "second_axis"), key="heights_there")
    level = add("Equal", here, there, key="level")
    earlier = builder.constant(np.tri(steps, k=-1, dtype=np.bool_), f"{name}/earlier")
    alike = add("And", level, earlier, key="level_before")
    places, none = whole(np.arange(steps), "places"), whole(-1, "none")
    candidates = add("Where", alike, places, none, key="candidates")
    before = add("ReduceMax", candidates, last, key="before", keepdims=0)
    found = add("GreaterOrEqual", before, nothing, key="found")
    joins = add("And", is_join, found, key="joins")
    right = whole(np.maximum(np.arange(steps) - 1, 0), "right_places")
    left_part, right_part = (
        add("Unsqueeze", add("Where", joins, each, nothing, key=key), last, key=f"{key}_part")
        for each, key in ((before, "left"), (right, "right"))
    )
    return add("Unsqueeze", joins, last, key="joins_column"), left_part, right_part


def _leaves(builder: Builder, tokens: str, name: str) -> str:
    """Return the vectors of the words, zeros elsewhere."""
    from onnx import TensorProto

    vectors = builder.add("Gather", builder.weights(f"{name}/table"), tokens, name=f"{name}/words")
    join = builder.constant(np.array(JOIN, np.int64), f"{name}/last_sign")
    real = builder.add("Greater", tokens, join, name=f"{name}/real")
    factor = builder.add("Cast", real, name=f"{name}/factor", to=TensorProto.FLOAT)
    axis = builder.constant(np.array([-1], np.int64), f"{name}/units_axis")
    column = builder.add("Unsqueeze", factor, axis, name=f"{name}/factor_column")
    return builder.add("Mul", vectors, column, name=f"{name}/leaves")


class _Cells:
    """What a node makes of its parts; weights and constants stand outside of the loop's body."""

    def __init__(self, builder: Builder, body: Builder, layer: RecursiveTree, name: str) -> None:
        self._body, self._layer, self._name = body, layer, name
        self._kernel, self._bias = (builder.weights(f"{name}/{key}") for key in ("kernel", "bias"))
        if layer.tensor:
            both, units = 2 * layer.units, layer.units
            flat = builder.constant(np.array([both, both * units], np.int64), f"{name}/flat")
            tensor = builder.weights(f"{name}/tensor")
            self._tensor = builder.add("Reshape", tensor, flat, name=f"{name}/tensor_rows")
            self._apart = builder.constant(np.array([0, 0, both, units], np.int64), f"{name}/apart")
            self._row = builder.constant(np.array([-2], np.int64), f"{name}/row_axis")

    def joined(self, pairs: str) -> str:
        """Return the nodes' vectors for ``pairs``, ``(N, steps, 2 * units)``."""
        product = self._add("MatMul", pairs, self._kernel, key="product")
        total = self._add("Add", product, self._bias, key="sum")
        if self._layer.tensor:
            products = self._add("MatMul", pairs, self._tensor, key="products")
            each = self._add("Reshape", products, self._apart, key="products_each")
            row = self._add("Unsqueeze", pairs, self._row, key="pairs_row")
            turned = self._add("MatMul", row, each, key="turned_row")
            flat = self._add("Squeeze", turned, self._row, key="turned")
            total = self._add("Add", total, flat, key="whole_sum")
        return self._add(self._layer.activation.capitalize(), total, key="joined")

    def _add(self, operator: str, *inputs: str, key: str) -> str:
        return self._body.add(operator, *inputs, name=f"{self._name}/{key}")
