"""SimpleRNN, LSTM, GRU and Embedding."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

_STEPS = (5, 3)
_LAYERS = {
    "simple rnn": layers.SimpleRNN(units=4),
    "simple rnn relu": layers.SimpleRNN(units=4, activation="relu"),
    "lstm": layers.LSTM(units=4),
    "gru": layers.GRU(units=4),
    "gru reset first": layers.GRU(units=4, reset_after=False),
}


def _with(layer, **fields):
    return type(layer)(**{name: getattr(layer, name) for name in layer.__struct_fields__} | fields)


CASES = {
    **{
        f"{name} {direction} {output}": Case(
            _with(layer, direction=direction, output=output), (_STEPS,)
        )
        for (name, layer), direction, output in product(
            _LAYERS.items(), ("forward", "backward", "both"), ("last", "sequence")
        )
    },
    **{
        f"{name} without bias": Case(_with(layer, use_bias=False, output="sequence"), (_STEPS,))
        for name, layer in _LAYERS.items()
    },
    **{
        f"{name} as wide as its inputs": Case(
            _with(layer, units=3, direction="both", output="sequence"), (_STEPS,)
        )
        for name, layer in _LAYERS.items()
    },
    **{
        f"{name} of one step": Case(_with(layer, direction="both", output="sequence"), ((1, 2),))
        for name, layer in _LAYERS.items()
    },
    **{
        f"{name} skipping padding, {output}": Case(
            _with(layer, direction="both", output=output, skip_padding=True), (_STEPS,)
        )
        for (name, layer), output in product(_LAYERS.items(), ("last", "sequence"))
    },
    **{
        f"{name} stateful, {output}": Case(_with(layer, stateful=True, output=output), (_STEPS,))
        for (name, layer), output in product(_LAYERS.items(), ("last", "sequence"))
    },
    "embedding": Case(layers.Embedding(vocabulary=7, units=3), ((5,),), tokens=7),
    "embedding of a table": Case(layers.Embedding(vocabulary=7, units=3), ((2, 3),), tokens=7),
    "embedding with padding": Case(
        layers.Embedding(vocabulary=4, units=3, padding=True), ((6,),), tokens=4
    ),
    "embedding of one unit": Case(layers.Embedding(vocabulary=4, units=1), ((6,),), tokens=4),
}

_RECURRENT = st.builds(
    lambda layer, units, output, direction, bias, skip, shape: Case(
        _with(
            layer,
            units=units,
            output=output,
            direction=direction,
            use_bias=bias,
            skip_padding=skip,
        ),
        (shape,),
    ),
    st.sampled_from(list(_LAYERS.values())),
    st.integers(1, 5),
    st.sampled_from(["last", "sequence"]),
    st.sampled_from(["forward", "backward", "both"]),
    st.booleans(),
    st.booleans(),
    st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple),
)

STRATEGIES = {
    "recurrent": _RECURRENT,
    "embedding": st.builds(
        lambda vocabulary, units, padding, shape: Case(
            layers.Embedding(vocabulary=vocabulary, units=units, padding=padding),
            (shape,),
            tokens=vocabulary,
        ),
        st.integers(1, 9),
        st.integers(1, 5),
        st.booleans(),
        st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple),
    ),
}
