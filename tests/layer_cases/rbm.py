"""Layers that can be trained without labels first."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

CASES = {
    "rbm": Case(layers.RBM(units=4), ((5,),)),
    "rbm of one unit": Case(layers.RBM(units=1, visible="gaussian"), ((1,),)),
}

STRATEGIES = {
    "rbm": st.builds(
        lambda units, width: Case(layers.RBM(units=units), ((width,),)),
        st.integers(1, 6),
        st.integers(1, 6),
    ),
}
