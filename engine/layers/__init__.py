"""The layers that a person can draw with."""

from engine.layers.base import Arity, InsertBefore, Layer, Parameter, ReplaceWith, ShapeError
from engine.layers.core import Activation, Dense, Dropout, Input
from engine.layers.dot import Dot
from engine.layers.features import Features
from engine.layers.merge import Add, Average, Concatenate, Maximum, Multiply
from engine.layers.noise import AlphaDropout, GaussianNoise, SpatialDropout
from engine.layers.prelu import PReLU
from engine.layers.shape import Flatten, Permute, Reshape

AnyLayer = (
    Input
    | Dense
    | Activation
    | PReLU
    | Dropout
    | Features
    | Flatten
    | Reshape
    | Permute
    | Add
    | Multiply
    | Average
    | Maximum
    | Concatenate
    | Dot
    | SpatialDropout
    | GaussianNoise
    | AlphaDropout
)

CATALOGUE: tuple[type[AnyLayer], ...] = (
    Input,
    Dense,
    Activation,
    PReLU,
    Dropout,
    Features,
    Flatten,
    Reshape,
    Permute,
    Add,
    Multiply,
    Average,
    Maximum,
    Concatenate,
    Dot,
    SpatialDropout,
    GaussianNoise,
    AlphaDropout,
)
"""Every layer once, in the palette's order."""

__all__ = [
    "CATALOGUE",
    "Activation",
    "Add",
    "AlphaDropout",
    "AnyLayer",
    "Arity",
    "Average",
    "Concatenate",
    "Dense",
    "Dot",
    "Dropout",
    "Features",
    "Flatten",
    "GaussianNoise",
    "Input",
    "InsertBefore",
    "Layer",
    "Maximum",
    "Multiply",
    "PReLU",
    "Parameter",
    "Permute",
    "ReplaceWith",
    "Reshape",
    "ShapeError",
    "SpatialDropout",
]
