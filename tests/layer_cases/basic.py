"""Dense, Activation, Dropout, the layers that only arrange, and the first merges."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from engine.activations import NAMES
from layer_cases.case import Case

CASES = {
    "dense": Case(layers.Dense(units=4), ((5,),)),
    "dense without bias": Case(layers.Dense(units=4, use_bias=False), ((5,),)),
    "dense over steps": Case(layers.Dense(units=4, activation="tanh"), ((3, 5),)),
    "dense over a stack": Case(layers.Dense(units=4, activation="tanh"), ((2, 7, 3),)),
    "dense over a picture, softmax": Case(
        layers.Dense(units=3, activation="softmax", use_bias=False), ((3, 2, 4),)
    ),
    "dense over four dimensions": Case(layers.Dense(units=2), ((2, 1, 3, 4),)),
    "dropout": Case(layers.Dropout(rate=0.4), ((5,),), chance=True),
    "dropout of a picture": Case(layers.Dropout(rate=0.4), ((3, 4, 2),), chance=True),
    "flatten": Case(layers.Flatten(), ((3, 4, 2),)),
    "reshape": Case(layers.Reshape(target=(2, -1)), ((4, 3),)),
    "add": Case(layers.Add(), ((3, 4, 2),) * 3),
    "concatenate": Case(layers.Concatenate(), ((3, 2), (3, 4))),
    "concatenate the first": Case(layers.Concatenate(axis=0), ((3, 2), (1, 2))),
    **{
        f"activation {name}": Case(layers.Activation(function=name), ((3, 2, 4),)) for name in NAMES
    },
    **{f"dense {name}": Case(layers.Dense(units=4, activation=name), ((5,),)) for name in NAMES},
}

_SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)

STRATEGIES = {
    "dense": st.builds(
        lambda units, bias, shape: Case(layers.Dense(units=units, use_bias=bias), (shape,)),
        st.integers(1, 6),
        st.booleans(),
        _SHAPES,
    ),
    "flatten": _SHAPES.map(lambda shape: Case(layers.Flatten(), (shape,))),
    "add": st.builds(
        lambda shape, count: Case(layers.Add(), (shape,) * count), _SHAPES, st.integers(2, 4)
    ),
}
