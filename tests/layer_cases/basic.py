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
    "activation celu of another alpha": Case(
        layers.Activation(function="celu", alpha=0.4), ((3, 2, 4),)
    ),
    **{f"dense {name}": Case(layers.Dense(units=4, activation=name), ((5,),)) for name in NAMES},
}

_SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)
_BOXES = st.tuples(st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))


def _with_a_free_length(lengths, place):
    """Let one of the lengths follow from the others, or none."""
    return tuple(-1 if number == place else each for number, each in enumerate(lengths))


def _of_length(shape, axis, length):
    """Return the shape with another length along an axis, where it has that axis."""
    if not -len(shape) <= axis < len(shape):
        return shape
    place = axis % len(shape)
    return (*shape[:place], length, *shape[place + 1 :])


STRATEGIES = {
    "dense": st.builds(
        lambda units, bias, shape: Case(layers.Dense(units=units, use_bias=bias), (shape,)),
        st.integers(1, 6),
        st.booleans(),
        _SHAPES,
    ),
    "activation": st.builds(
        lambda name, alpha, shape: Case(layers.Activation(function=name, alpha=alpha), (shape,)),
        st.sampled_from(NAMES),
        st.floats(0.001, 1000.0),
        _SHAPES,
    ),
    "dropout": st.builds(
        lambda rate, shape: Case(layers.Dropout(rate=rate), (shape,), chance=True),
        st.floats(0.0, 0.99),
        _SHAPES,
    ),
    "reshape": st.builds(
        lambda shape, order, free: Case(
            layers.Reshape(target=_with_a_free_length([shape[place] for place in order], free)),
            (shape,),
        ),
        _BOXES,
        st.permutations(range(3)),
        st.integers(0, 3),
    ),
    "reshape to anything": st.builds(
        lambda shape, target: Case(layers.Reshape(target=target), (shape,)),
        _SHAPES,
        st.lists(st.integers(1, 6) | st.just(-1), min_size=1, max_size=3).map(tuple),
    ),
    "concatenate": st.builds(
        lambda shape, lengths, axis: Case(
            layers.Concatenate(axis=axis), tuple(_of_length(shape, axis, each) for each in lengths)
        ),
        _SHAPES,
        st.lists(st.integers(1, 4), min_size=2, max_size=4),
        st.integers(-3, 2),
    ),
    "flatten": _SHAPES.map(lambda shape: Case(layers.Flatten(), (shape,))),
    "add": st.builds(
        lambda shape, count: Case(layers.Add(), (shape,) * count), _SHAPES, st.integers(2, 4)
    ),
}
