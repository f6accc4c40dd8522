"""Normalisation."""

from __future__ import annotations

from hypothesis import strategies as st

from engine import layers
from layer_cases.case import Case

PICTURE = ((3, 4, 6),)

CASES = {
    "batch norm": Case(layers.BatchNorm(), ((5,),), of_batch=True),
    "batch norm of steps": Case(layers.BatchNorm(momentum=0.3), ((3, 4),), of_batch=True),
    "batch norm of a picture": Case(layers.BatchNorm(epsilon=0.1), PICTURE, of_batch=True),
    "batch norm without scale": Case(layers.BatchNorm(affine=False), PICTURE, of_batch=True),
    "batch norm of one value a channel": Case(layers.BatchNorm(), ((5,),), batch=1),
    "layer norm": Case(layers.LayerNorm(), ((5,),)),
    "layer norm of a picture": Case(layers.LayerNorm(epsilon=0.1), PICTURE),
    "layer norm without scale": Case(layers.LayerNorm(affine=False), ((3, 4),)),
    "group norm": Case(layers.GroupNorm(groups=2), ((6,),)),
    "group norm of a picture": Case(layers.GroupNorm(groups=3, epsilon=0.1), PICTURE),
    "group norm of all channels": Case(layers.GroupNorm(), PICTURE),
    "group norm of each channel": Case(layers.GroupNorm(groups=6, affine=False), PICTURE),
    "rms norm": Case(layers.RMSNorm(), ((5,),)),
    "rms norm of a picture": Case(layers.RMSNorm(epsilon=0.1), PICTURE),
    "rms norm without scale": Case(layers.RMSNorm(affine=False), ((3, 4),)),
}

_SHAPES = st.lists(st.integers(1, 5), min_size=1, max_size=4).map(tuple)

STRATEGIES = {
    "rms norm": st.builds(
        lambda shape, affine: Case(layers.RMSNorm(affine=affine), (shape,)),
        _SHAPES,
        st.booleans(),
    ),
    "batch norm": _SHAPES.map(lambda shape: Case(layers.BatchNorm(), (shape,))),
    "layer norm": _SHAPES.map(lambda shape: Case(layers.LayerNorm(), (shape,))),
    "group norm": st.builds(
        lambda shape, groups: Case(layers.GroupNorm(groups=groups), (shape,)),
        _SHAPES,
        st.integers(1, 4),
    ),
}
