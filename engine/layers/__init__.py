"""The layers that a person can draw with."""

from engine.layers.base import Arity, InsertBefore, Layer, Parameter, ReplaceWith, ShapeError
from engine.layers.conv import Conv1D, Conv2D, DepthwiseConv2D
from engine.layers.conv_transpose import Conv2DTranspose
from engine.layers.core import Activation, Dense, Dropout, Input
from engine.layers.dot import Dot
from engine.layers.embedding import Embedding
from engine.layers.features import Features
from engine.layers.merge import Add, Average, Concatenate, Maximum, Multiply
from engine.layers.noise import AlphaDropout, GaussianNoise, SpatialDropout
from engine.layers.prelu import PReLU
from engine.layers.recurrent import GRU, LSTM, SimpleRNN
from engine.layers.separable import SeparableConv2D
from engine.layers.shape import Flatten, Permute, Reshape

AnyLayer = (
    Embedding
    | SimpleRNN
    | LSTM
    | GRU
    | Input
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
    | Conv1D
    | Conv2D
    | DepthwiseConv2D
    | SeparableConv2D
    | Conv2DTranspose
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
    Conv1D,
    Conv2D,
    DepthwiseConv2D,
    SeparableConv2D,
    Conv2DTranspose,
    Embedding,
    SimpleRNN,
    LSTM,
    GRU,
)
"""Every layer once, in the palette's order."""

__all__ = [
    "CATALOGUE",
    "GRU",
    "LSTM",
    "Activation",
    "Add",
    "AlphaDropout",
    "AnyLayer",
    "Arity",
    "Average",
    "Concatenate",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Dense",
    "DepthwiseConv2D",
    "Dot",
    "Dropout",
    "Embedding",
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
    "SeparableConv2D",
    "ShapeError",
    "SimpleRNN",
    "SpatialDropout",
]
