"""One emitter for each layer.

An emitter takes a drawn layer at its place, adds its nodes and returns the name of its output,
which is the drawn name wherever it adds a node at all. Values are ``(N, *shape)``, channels last as
drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.activations import ACTIVATIONS
from engine.formats.onnx.attention import attention, position_embedding
from engine.formats.onnx.conv import convolution, separable, transposed
from engine.formats.onnx.features import features
from engine.formats.onnx.merge import average, dot, maximum, multiply
from engine.formats.onnx.norm import batch_norm, group_norm, layer_norm, rms_norm
from engine.formats.onnx.pool import global_pool, pool, up_sampling, zero_padding
from engine.formats.onnx.recurrent import embedding, recurrent
from engine.formats.onnx.tree import recursive
from engine.layers import (
    GRU,
    LSTM,
    RBM,
    Activation,
    Add,
    AlphaDropout,
    AnyLayer,
    Average,
    AvgPool1D,
    AvgPool2D,
    BatchNorm,
    Concatenate,
    Conv1D,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Dot,
    Dropout,
    Embedding,
    Features,
    Flatten,
    GaussianNoise,
    GlobalAveragePool,
    GlobalMaxPool,
    GroupNorm,
    LayerNorm,
    Maximum,
    MaxPool1D,
    MaxPool2D,
    MultiHeadAttention,
    Multiply,
    Permute,
    PositionEmbedding,
    PReLU,
    RecursiveTree,
    Reshape,
    RMSNorm,
    SeparableConv2D,
    SimpleRNN,
    SpatialDropout,
    UpSampling,
    ZeroPadding,
)

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place
    from engine.shapes import Shape

LayerEmitter = Callable[["Builder", "Place"], str]


def reshape(builder: Builder, value: str, shape: Shape, name: str) -> str:
    """Lay the values of each sample out as ``shape``; the 0 keeps the length of the batch."""
    target = builder.constant(np.array([0, *shape], np.int64), f"{name}/shape")
    return builder.add("Reshape", value, target, name=name)


def _dense(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, Dense)
    activation = place.layer.activation
    name = place.name if activation == "linear" else f"{place.name}/sum"
    kernel = builder.weights(f"{place.name}/kernel")
    if place.layer.use_bias and len(place.shape) > 1:
        product = builder.add("MatMul", place.inputs[0], kernel, name=f"{place.name}/product")
        total = builder.add("Add", product, builder.weights(f"{place.name}/bias"), name=name)
    elif place.layer.use_bias:
        bias = builder.weights(f"{place.name}/bias")
        total = builder.add("Gemm", place.inputs[0], kernel, bias, name=name)
    else:
        total = builder.add("MatMul", place.inputs[0], kernel, name=name)
    return ACTIVATIONS[activation](builder, total, place.name)


def _rbm(builder: Builder, place: Place) -> str:
    kernel, bias = (builder.weights(f"{place.name}/{name}") for name in ("kernel", "bias"))
    # No node reads it; whoever goes on with the machine finds it in the file.
    builder.weights(f"{place.name}/visible_bias")
    total = builder.add("Gemm", place.inputs[0], kernel, bias, name=f"{place.name}/sum")
    return ACTIVATIONS["sigmoid"](builder, total, place.name)


def _activation(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, Activation)
    if place.layer.function == "celu":
        return builder.add("Celu", place.inputs[0], name=place.name, alpha=place.layer.alpha)
    return ACTIVATIONS[place.layer.function](builder, place.inputs[0], place.name)


def _pass(builder: Builder, place: Place) -> str:
    # Behind the training it passes everything on.
    return place.inputs[0]


def _flatten(builder: Builder, place: Place) -> str:
    return builder.add("Flatten", place.inputs[0], name=place.name, axis=1)


def _reshape(builder: Builder, place: Place) -> str:
    return reshape(builder, place.inputs[0], place.shape, place.name)


def _permute(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, Permute)
    order = [0, *(axis + 1 for axis in place.layer.order)]
    return builder.add("Transpose", place.inputs[0], name=place.name, perm=order)


def _prelu(builder: Builder, place: Place) -> str:
    slope = builder.weights(f"{place.name}/slope")
    return builder.add("PRelu", place.inputs[0], slope, name=place.name)


def _add(builder: Builder, place: Place) -> str:
    return builder.add("Sum", *place.inputs, name=place.name)


def _concatenate(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, Concatenate)
    axis = place.layer.axis % len(place.shape) + 1
    return builder.add("Concat", *place.inputs, name=place.name, axis=axis)


LAYERS: dict[type[AnyLayer], LayerEmitter] = {
    Dense: _dense,
    RBM: _rbm,
    Activation: _activation,
    Dropout: _pass,
    Flatten: _flatten,
    Reshape: _reshape,
    Add: _add,
    Concatenate: _concatenate,
    Features: features,
    Average: average,
    Dot: dot,
    Maximum: maximum,
    Multiply: multiply,
    Permute: _permute,
    PReLU: _prelu,
    SpatialDropout: _pass,
    GaussianNoise: _pass,
    AlphaDropout: _pass,
    Conv1D: convolution,
    Conv2D: convolution,
    DepthwiseConv2D: convolution,
    SeparableConv2D: separable,
    Conv2DTranspose: transposed,
    Embedding: embedding,
    SimpleRNN: recurrent,
    LSTM: recurrent,
    GRU: recurrent,
    RecursiveTree: recursive,
    BatchNorm: batch_norm,
    LayerNorm: layer_norm,
    GroupNorm: group_norm,
    RMSNorm: rms_norm,
    MaxPool1D: pool,
    MaxPool2D: pool,
    AvgPool1D: pool,
    AvgPool2D: pool,
    GlobalAveragePool: global_pool,
    GlobalMaxPool: global_pool,
    UpSampling: up_sampling,
    ZeroPadding: zero_padding,
    MultiHeadAttention: attention,
    PositionEmbedding: position_embedding,
}
"""Every layer but Input, whose values the network is given, and Group, which is taken apart."""
