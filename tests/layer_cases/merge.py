"""Layers with several inputs, and those that put dimensions in another order."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

CASES = {
    "multiply": Case(layers.Multiply(), ((3, 4, 2),) * 3),
    "multiply two": Case(layers.Multiply(), ((5,),) * 2),
    "average": Case(layers.Average(), ((3, 4, 2),) * 3),
    "maximum": Case(layers.Maximum(), ((3, 4, 2),) * 3),
    "dot": Case(layers.Dot(), ((5,),) * 2),
    "dot over steps": Case(layers.Dot(), ((3, 4),) * 2),
    "dot over the first": Case(layers.Dot(axis=0), ((3, 4, 2),) * 2),
    "cosine": Case(layers.Dot(normalize=True), ((5,),) * 2),
    "cosine over rows": Case(layers.Dot(axis=-2, normalize=True), ((3, 4, 2),) * 2),
    "permute": Case(layers.Permute(), ((3, 4),)),
    "permute round": Case(layers.Permute(order=(2, 0, 1)), ((3, 4, 2),)),
}

_SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=3).map(tuple)

STRATEGIES = {
    "average": st.builds(
        lambda shape, count: Case(layers.Average(), (shape,) * count), _SHAPES, st.integers(2, 4)
    ),
    "maximum": st.builds(
        lambda shape, count: Case(layers.Maximum(), (shape,) * count), _SHAPES, st.integers(2, 4)
    ),
    "multiply": st.builds(
        lambda shape, count: Case(layers.Multiply(), (shape,) * count), _SHAPES, st.integers(2, 4)
    ),
    "dot": st.builds(
        lambda shape, axis, cosine: Case(layers.Dot(axis=axis, normalize=cosine), (shape,) * 2),
        _SHAPES,
        st.integers(-3, 2),
        st.booleans(),
    ),
    "permute": st.builds(
        lambda shape, order: Case(layers.Permute(order=order), (shape,)),
        _SHAPES,
        st.integers(1, 3).flatmap(lambda rank: st.permutations(range(rank))).map(tuple),
    ),
}
