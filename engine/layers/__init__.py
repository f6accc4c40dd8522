"""The layers that a person can draw with."""

from engine.layers.base import Arity, InsertBefore, Layer, Parameter, ReplaceWith, ShapeError
from engine.layers.core import Activation, Dense, Dropout, Input
from engine.layers.merge import Add, Concatenate
from engine.layers.shape import Flatten, Reshape

AnyLayer = Input | Dense | Activation | Dropout | Flatten | Reshape | Add | Concatenate

CATALOGUE: tuple[type[AnyLayer], ...] = (
    Input,
    Dense,
    Activation,
    Dropout,
    Flatten,
    Reshape,
    Add,
    Concatenate,
)
"""Every layer once, in the palette's order."""

__all__ = [
    "CATALOGUE",
    "Activation",
    "Add",
    "AnyLayer",
    "Arity",
    "Concatenate",
    "Dense",
    "Dropout",
    "Flatten",
    "Input",
    "InsertBefore",
    "Layer",
    "Parameter",
    "ReplaceWith",
    "Reshape",
    "ShapeError",
]
