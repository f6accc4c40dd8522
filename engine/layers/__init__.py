"""The layers that a person can draw with."""

from engine.layers.attention import MultiHeadAttention
from engine.layers.base import Arity, InsertBefore, Layer, Parameter, ReplaceWith, ShapeError
from engine.layers.batchnorm import BatchNorm
from engine.layers.conv import Conv1D, Conv2D, DepthwiseConv2D
from engine.layers.conv_transpose import Conv2DTranspose
from engine.layers.core import Activation, Dense, Dropout, Input
from engine.layers.dot import Dot
from engine.layers.embedding import Embedding
from engine.layers.features import Features
from engine.layers.global_pool import GlobalAveragePool, GlobalMaxPool
from engine.layers.group import Group
from engine.layers.groupnorm import GroupNorm
from engine.layers.merge import Add, Average, Concatenate, Maximum, Multiply
from engine.layers.noise import AlphaDropout, GaussianNoise, SpatialDropout
from engine.layers.norm import LayerNorm, RMSNorm
from engine.layers.pool import AvgPool1D, AvgPool2D, MaxPool1D, MaxPool2D
from engine.layers.position import PositionEmbedding
from engine.layers.prelu import PReLU
from engine.layers.rbm import RBM
from engine.layers.recurrent import GRU, LSTM, SimpleRNN
from engine.layers.resize import UpSampling, ZeroPadding
from engine.layers.separable import SeparableConv2D
from engine.layers.shape import Flatten, Permute, Reshape
from engine.layers.tree import RecursiveTree

AnyLayer = (
    Input
    | Dense
    | Activation
    | PReLU
    | RBM
    | Dropout
    | Group
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
    | BatchNorm
    | LayerNorm
    | GroupNorm
    | RMSNorm
    | MultiHeadAttention
    | PositionEmbedding
    | Conv1D
    | Conv2D
    | DepthwiseConv2D
    | SeparableConv2D
    | Conv2DTranspose
    | MaxPool1D
    | MaxPool2D
    | AvgPool1D
    | AvgPool2D
    | GlobalAveragePool
    | GlobalMaxPool
    | UpSampling
    | ZeroPadding
    | Embedding
    | SimpleRNN
    | LSTM
    | GRU
    | RecursiveTree
)

CATALOGUE: tuple[type[AnyLayer], ...] = (
    Input,
    Dense,
    Activation,
    PReLU,
    RBM,
    Dropout,
    Group,
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
    Conv1D,
    Conv2D,
    DepthwiseConv2D,
    SeparableConv2D,
    Conv2DTranspose,
    UpSampling,
    ZeroPadding,
    MaxPool1D,
    MaxPool2D,
    AvgPool1D,
    AvgPool2D,
    GlobalAveragePool,
    GlobalMaxPool,
    Embedding,
    SimpleRNN,
    LSTM,
    GRU,
    RecursiveTree,
    BatchNorm,
    LayerNorm,
    GroupNorm,
    RMSNorm,
    MultiHeadAttention,
    PositionEmbedding,
    SpatialDropout,
    GaussianNoise,
    AlphaDropout,
)
"""Every layer once, in the palette's order."""

__all__ = [
    "CATALOGUE",
    "GRU",
    "LSTM",
    "RBM",
    "Activation",
    "Add",
    "AlphaDropout",
    "AnyLayer",
    "Arity",
    "Average",
    "AvgPool1D",
    "AvgPool2D",
    "BatchNorm",
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
    "GlobalAveragePool",
    "GlobalMaxPool",
    "Group",
    "GroupNorm",
    "Input",
    "InsertBefore",
    "Layer",
    "LayerNorm",
    "MaxPool1D",
    "MaxPool2D",
    "Maximum",
    "MultiHeadAttention",
    "Multiply",
    "PReLU",
    "Parameter",
    "Permute",
    "PositionEmbedding",
    "RMSNorm",
    "RecursiveTree",
    "ReplaceWith",
    "Reshape",
    "SeparableConv2D",
    "ShapeError",
    "SimpleRNN",
    "SpatialDropout",
    "UpSampling",
    "ZeroPadding",
]
