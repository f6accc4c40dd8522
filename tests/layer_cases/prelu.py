"""Layers that learn what they do to each value."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

CASES = {
    "prelu": Case(layers.PReLU(), ((5,),)),
    "prelu of a picture": Case(layers.PReLU(initial_slope=-0.1), ((3, 4, 2),)),
    "prelu of one channel": Case(layers.PReLU(), ((3, 1),)),
}

STRATEGIES = {
    "prelu": st.builds(
        lambda slope, shape: Case(layers.PReLU(initial_slope=slope), (shape,)),
        st.floats(-1.0, 1.0),
        st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple),
    ),
}
