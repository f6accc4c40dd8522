"""Emitters of recurrent layers and of embeddings.

ONNX orders an LSTM's gates i, o, f, c and a GRU's z, r, h, and has two biases everywhere. Each
direction is an operator of its own. Where padding is left out, the sequence is turned around within
each sample's length and what lies behind it is cut off, rather than by ``sequence_lens``, which
ONNX's own evaluator does not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.layers import GRU, LSTM, Embedding, SimpleRNN
from engine.layers.recurrent import REVERSE, Recurrent

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place

_OPERATORS = {SimpleRNN: "RNN", LSTM: "LSTM", GRU: "GRU"}

ORDERS = {SimpleRNN: (0,), LSTM: (0, 3, 1, 2), GRU: (1, 0, 2)}
"""Which of our gates ONNX's first one is, and so on."""


def tokens(builder: Builder, value: str, vocabulary: int, name: str) -> str:
    """Return values as whole numbers below ``vocabulary``."""
    from onnx import TensorProto

    rounded = builder.add("Round", value, name=f"{name}/rounded")
    least = builder.constant(np.array(0.0, np.float32), f"{name}/least")
    most = builder.constant(np.array(vocabulary - 1.0, np.float32), f"{name}/most")
    within = builder.add("Clip", rounded, least, most, name=f"{name}/within")
    return builder.add("Cast", within, name=f"{name}/tokens", to=TensorProto.INT64)


def embedding(builder: Builder, place: Place) -> str:
    from onnx import TensorProto

    layer, name = place.layer, place.name
    assert isinstance(layer, Embedding)
    found = tokens(builder, place.inputs[0], layer.vocabulary, name)
    table = builder.weights(f"{name}/table")
    if not layer.padding:
        return builder.add("Gather", table, found, name=name)
    vectors = builder.add("Gather", table, found, name=f"{name}/vectors")
    padding = builder.constant(np.array(0, np.int64), f"{name}/padding")
    real = builder.add("Greater", found, padding, name=f"{name}/real")
    factor = builder.add("Cast", real, name=f"{name}/factor", to=TensorProto.FLOAT)
    column = _unsqueezed(builder, factor, len(place.shape), f"{name}/column")
    return builder.add("Mul", vectors, column, name=name)


def recurrent(builder: Builder, place: Place) -> str:
    layer, name = place.layer, place.name
    assert isinstance(layer, Recurrent)
    steps = builder.add("Transpose", place.inputs[0], name=f"{name}/steps", perm=[1, 0, 2])
    lengths = _lengths(builder, place, steps) if layer.skip_padding else None
    if layer.direction != "both":
        return _direction(builder, place, steps, lengths, suffix="", name=name)
    parts = [
        _direction(builder, place, steps, lengths, suffix=suffix, name=f"{name}/{side}")
        for suffix, side in (("", "forward"), (REVERSE, "backward"))
    ]
    return builder.add("Concat", *parts, name=name, axis=-1)


@dataclass(frozen=True)
class _Lengths:
    """Names of what is known about each sample's steps.

    ``turn`` ``(N,)`` is how many steps are turned around; ``real`` and ``last`` ``(steps, N, 1)``
    are 1 where a step is no padding and where it is the last such, else 0.
    """

    turn: str
    real: str
    last: str


def _lengths(builder: Builder, place: Place, steps: str) -> _Lengths:
    from onnx import TensorProto

    name = f"{place.name}/padding"
    count = place.input_shapes[0][0]
    first, last = (_axes(builder, axis, f"{name}/axis") for axis in (0, 2))
    numbers = builder.constant(np.arange(1, count + 1, dtype=np.int64)[:, None], f"{name}/numbers")
    one = builder.constant(np.array([1], np.int64), f"{name}/one")
    sizes = builder.add("Abs", steps, name=f"{name}/sizes")
    largest = builder.add("ReduceMax", sizes, last, name=f"{name}/largest", keepdims=0)
    nothing = builder.constant(np.array(0.0, np.float32), f"{name}/nothing")
    filled = builder.add("Greater", largest, nothing, name=f"{name}/filled")
    whole = builder.add("Cast", filled, name=f"{name}/whole", to=TensorProto.INT64)
    reached = builder.add("Mul", whole, numbers, name=f"{name}/reached")
    length = builder.add("ReduceMax", reached, first, name=f"{name}/length", keepdims=0)
    found = []
    for operator, what in (("LessOrEqual", "real"), ("Equal", "last")):
        truth = builder.add(operator, numbers, length, name=f"{name}/is_{what}")
        number = builder.add("Cast", truth, name=f"{name}/{what}_flat", to=TensorProto.FLOAT)
        found.append(_unsqueezed(builder, number, 2, f"{name}/{what}"))
    return _Lengths(builder.add("Max", length, one, name=f"{name}/turn"), *found)


def _direction(
    builder: Builder,
    place: Place,
    steps: str,
    lengths: _Lengths | None,
    *,
    suffix: str,
    name: str,
) -> str:
    """Add one direction; return ``(N, steps, units)`` or ``(N, units)``."""
    layer = place.layer
    assert isinstance(layer, Recurrent)
    backward = layer.direction == "backward" or suffix == REVERSE
    if lengths is not None and backward:
        steps = _turned(builder, steps, lengths, f"{name}/turned")
    weights = _weights(builder, layer, f"{place.name}/", suffix, name)
    states = builder.add(
        _OPERATORS[type(layer)],
        steps,
        *weights,
        name=f"{name}/states",
        direction="reverse" if backward and lengths is None else "forward",
        hidden_size=layer.units,
        **_attributes(layer),
    )
    axis = _axes(builder, 1, f"{name}/axis")
    states = builder.add("Squeeze", states, axis, name=f"{name}/squeezed")
    if layer.output == "last":
        return _last(
            builder, states, lengths, 0 if backward else place.input_shapes[0][0] - 1, name
        )
    if lengths is not None:
        states = builder.add("Mul", states, lengths.real, name=f"{name}/real")
        if backward:
            states = _turned(builder, states, lengths, f"{name}/turned_back")
    return builder.add("Transpose", states, name=name, perm=[1, 0, 2])


def _last(builder: Builder, states: str, lengths: _Lengths | None, step: int, name: str) -> str:
    if lengths is None:
        number = builder.constant(np.array(step, np.int64), f"{name}/last")
        return builder.add("Gather", states, number, name=name, axis=0)
    chosen = builder.add("Mul", states, lengths.last, name=f"{name}/chosen")
    return builder.add("ReduceSum", chosen, _axes(builder, 0, f"{name}/all"), name=name, keepdims=0)


def _weights(
    builder: Builder, layer: Recurrent, owner: str, suffix: str, name: str
) -> tuple[str, ...]:
    """Return ONNX's W ``(1, gates * units, in)``, R the same and B ``(1, 2 * gates * units)``."""
    order = np.arange(layer.gates * layer.units).reshape(layer.gates, layer.units)
    chosen = order[list(ORDERS[type(layer)])].reshape(-1)
    index = builder.constant(chosen, f"{name}/order")

    def ordered(parameter: str) -> str:
        weights, made = builder.weights(owner + parameter + suffix), f"{name}/{parameter}"
        return builder.add("Gather", weights, index, name=made, axis=-1)

    def turned(parameter: str) -> str:
        made = f"{name}/{parameter}_rows"
        rows = builder.add("Transpose", ordered(parameter), name=made, perm=[1, 0])
        return _unsqueezed(builder, rows, 0, f"{name}/{parameter}_all")

    found = (turned("kernel"), turned("recurrent_kernel"))
    if not layer.use_bias:
        return found
    if isinstance(layer, GRU) and layer.reset_after:
        second = ordered("recurrent_bias")
    else:
        second = builder.constant(np.zeros(len(chosen), np.float32), f"{name}/no_bias")
    both = builder.add("Concat", ordered("bias"), second, name=f"{name}/biases", axis=0)
    return (*found, _unsqueezed(builder, both, 0, f"{name}/biases_all"))


def _attributes(layer: Recurrent) -> dict[str, Any]:
    if isinstance(layer, SimpleRNN):
        return {"activations": [layer.activation.capitalize()]}
    return {"linear_before_reset": int(layer.reset_after)} if isinstance(layer, GRU) else {}


def _turned(builder: Builder, steps: str, lengths: _Lengths, name: str) -> str:
    return builder.add("ReverseSequence", steps, lengths.turn, name=name, batch_axis=1, time_axis=0)


def _axes(builder: Builder, axis: int, name: str) -> str:
    return builder.constant(np.array([axis], np.int64), name)


def _unsqueezed(builder: Builder, value: str, axis: int, name: str) -> str:
    return builder.add("Unsqueeze", value, _axes(builder, axis, f"{name}/axis"), name=name)
