"""Layers that disturb what passes."""

from __future__ import annotations

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

STRATEGIES = {}
