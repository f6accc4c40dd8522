"""Attention and what tells it the order of the steps."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

CASES = {
    "attention": Case(layers.MultiHeadAttention(), ((5, 4),)),
    "attention with a mask": Case(layers.MultiHeadAttention(heads=3, causal=True), ((4, 6),)),
    "attention without bias": Case(layers.MultiHeadAttention(use_bias=False), ((3, 4),)),
    "attention to a memory": Case(layers.MultiHeadAttention(), ((2, 4), (3, 2))),
    "attention to a masked memory": Case(
        layers.MultiHeadAttention(heads=1, causal=True), ((6, 4), (3, 2))
    ),
    "positions as waves": Case(layers.PositionEmbedding(), ((4, 5),)),
    "positions learned": Case(layers.PositionEmbedding(encoding="learned"), ((4, 6),)),
}

STRATEGIES = {
    "attention": st.builds(
        lambda heads, width, steps, memory, causal: Case(
            layers.MultiHeadAttention(heads=heads, causal=causal), ((steps, heads * width), memory)
        ),
        st.integers(1, 3),
        st.integers(1, 3),
        st.integers(1, 6),
        st.tuples(st.integers(1, 6), st.integers(1, 5)),
        st.booleans(),
    ),
    "positions": st.builds(
        lambda encoding, shape: Case(layers.PositionEmbedding(encoding=encoding), (shape,)),
        st.sampled_from(["sinusoidal", "learned"]),
        st.tuples(st.integers(1, 6), st.integers(1, 6)),
    ),
}
