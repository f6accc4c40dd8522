"""Layers that disturb what passes."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

CASES = {
    "spatial dropout": Case(layers.SpatialDropout(rate=0.4), ((3, 4, 5),), chance=True),
    "spatial dropout over steps": Case(layers.SpatialDropout(rate=0.4), ((3, 4),), chance=True),
    "gaussian noise": Case(layers.GaussianNoise(deviation=0.5), ((5,),), chance=True),
    "gaussian noise of a picture": Case(layers.GaussianNoise(), ((3, 4, 2),), chance=True),
    "alpha dropout": Case(layers.AlphaDropout(rate=0.3), ((5,),), chance=True),
    "alpha dropout of a picture": Case(layers.AlphaDropout(rate=0.3), ((3, 4, 2),), chance=True),
}

_SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple)


def _disturbing(declarations):
    return st.builds(
        lambda declared, shape: Case(declared, (shape,), chance=True), declarations, _SHAPES
    )


STRATEGIES = {
    "spatial dropout": _disturbing(
        st.builds(layers.SpatialDropout, rate=st.floats(0.0, 0.99)),
    ),
    "gaussian noise": _disturbing(
        st.builds(layers.GaussianNoise, deviation=st.floats(0.0, 10.0)),
    ),
    "alpha dropout": _disturbing(
        st.builds(layers.AlphaDropout, rate=st.floats(0.0, 0.99)),
    ),
}
