"""Recurrent layers. ONNX orders an LSTM's gates i, o, f, c and a GRU's z, r, h."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from engine.formats.onnx.importing.drawing import Value
from engine.formats.onnx.recurrent import ORDERS
from engine.layers import GRU, LSTM, SimpleRNN
from engine.layers.recurrent import REVERSE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.formats.onnx.importing.reading import Operator
    from engine.layers.recurrent import Recurrent

    Array = NDArray[Any]

_DIRECTIONS: dict[str, Literal["forward", "backward", "both"]] = {
    "forward": "forward",
    "reverse": "backward",
    "bidirectional": "both",
}


def simple(operator: Operator) -> Value:
    found = {name.lower() for name in operator.get("activations", ["Tanh"])}
    if found not in ({"tanh"}, {"relu"}):
        raise operator.refused(f"activations = {sorted(found)}")
    return _recurrent(operator, SimpleRNN, activation=found.pop())


def lstm(operator: Operator) -> Value:
    _require_activations(operator, ["sigmoid", "tanh", "tanh"])
    operator.require("input_forget", 0)
    operator.require_absent(7, "P")
    return _recurrent(operator, LSTM)


def gru(operator: Operator) -> Value:
    _require_activations(operator, ["sigmoid", "tanh"])
    return _recurrent(operator, GRU, reset_after=bool(operator.get("linear_before_reset", 0)))


def _require_activations(operator: Operator, usual: list[str]) -> None:
    given = operator.get("activations", None)
    count = 2 if operator.get("direction", "forward") == "bidirectional" else 1
    if given is not None and [name.lower() for name in given] != usual * count:
        raise operator.refused(f"activations = {given}")


def _recurrent(operator: Operator, kind: type[Recurrent], **fields: Any) -> Value:
    value, drawing = operator.value(), operator.drawing
    batchwise = bool(operator.get("layout", 0))
    if len(value.shape) != 2 or value.axis != (0 if batchwise else 1):
        raise operator.refused(f"layout = {int(batchwise)}")
    _require_plain(operator, value.shape[0])
    units, direction = operator.constant(2).shape[-1], operator.get("direction", "forward")
    layer = kind(
        units=units,
        output="sequence" if operator.output == 0 else "last",
        direction=_DIRECTIONS[direction],
        use_bias=len(operator.inputs) > 3 and operator.inputs[3] is not None,
        **fields,
    )
    node = drawing.add(layer, value.node, **_learned(operator, layer))
    steps = (value.shape[0],) if operator.output == 0 else ()
    shape = (*steps, len(operator.constant(1)), units)
    return Value(drawing.reshaped(node, shape), 0 if batchwise else len(steps) + 1, shape)


def _require_plain(operator: Operator, steps: int) -> None:
    """Refuse what the layers leave out: first states, lengths, clipping."""
    if operator.get("clip", None) is not None:
        raise operator.refused("clip")
    lengths = operator.optional(4)
    if lengths is not None and (lengths != steps).any():
        raise operator.refused("sequence_lens")
    for position, name in ((5, "initial_h"), (6, "initial_c")):
        state = operator.optional(position)
        if state is not None and state.any():
            raise operator.refused(name)


def _learned(operator: Operator, layer: Recurrent) -> dict[str, Array]:
    """Return the weights of each direction in our order of gates."""
    ours = np.argsort(ORDERS[type(layer)])
    found: dict[str, Array] = {}
    for place, suffix in enumerate(("", REVERSE)[: len(operator.constant(1))]):
        for name, position in (("kernel", 1), ("recurrent_kernel", 2)):
            gates = operator.constant(position)[place]
            found[name + suffix] = _ordered(gates.T, ours)
        both = operator.optional(3)
        if both is not None:
            of_input, of_state = (_ordered(each, ours) for each in np.split(both[place], 2))
            if isinstance(layer, GRU) and layer.reset_after:
                found["bias" + suffix], found["recurrent_bias" + suffix] = of_input, of_state
            else:
                found["bias" + suffix] = of_input + of_state
    return found


def _ordered(sums: Array, ours: Array) -> Array:
    """Put the gates, side by side along the last dimension, in our order."""
    gates = sums.reshape(*sums.shape[:-1], len(ours), -1)
    return gates[..., ours, :].reshape(sums.shape)
