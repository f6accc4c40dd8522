"""One emitter for each layer.

An emitter takes the drawn node, the names of the values it reads and its output shape, adds its
nodes and returns the name of its output, which is the drawn name wherever it adds a node at all.
Values are ``(N, *shape)``, channels last as drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.onnx.activations import ACTIVATIONS
from engine.layers import (
    Activation,
    Add,
    AnyLayer,
    Concatenate,
    Dense,
    Dropout,
    Flatten,
    Reshape,
)

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.graph import Node
    from engine.shapes import Shape

LayerEmitter = Callable[["Builder", "Node", Sequence[str], "Shape"], str]


def reshape(builder: Builder, value: str, shape: Shape, name: str) -> str:
    """Lay the values of each sample out as ``shape``; the 0 keeps the length of the batch."""
    target = builder.constant(np.array([0, *shape], np.int64), f"{name}/shape")
    return builder.add("Reshape", value, target, name=name)


def _dense(builder: Builder, node: Node, inputs: Sequence[str], shape: Shape) -> str:
    assert isinstance(node.layer, Dense)
    activation = node.layer.activation
    name = node.name if activation == "linear" else f"{node.name}/sum"
    kernel = f"{node.name}/kernel"
    if node.layer.use_bias and len(shape) > 1:
        product = builder.add("MatMul", inputs[0], kernel, name=f"{node.name}/product")
        total = builder.add("Add", product, f"{node.name}/bias", name=name)
    elif node.layer.use_bias:
        total = builder.add("Gemm", inputs[0], kernel, f"{node.name}/bias", name=name)
    else:
        total = builder.add("MatMul", inputs[0], kernel, name=name)
    return ACTIVATIONS[activation](builder, total, node.name)


def _activation(builder: Builder, node: Node, inputs: Sequence[str], shape: Shape) -> str:
    assert isinstance(node.layer, Activation)
    return ACTIVATIONS[node.layer.function](builder, inputs[0], node.name)


def _dropout(builder: Builder, node: Node, inputs: Sequence[str], shape: Shape) -> str:
    # Behind the training it passes everything on.
    return inputs[0]


def _flatten(builder: Builder, node: Node, inputs: Sequence[str], shape: Shape) -> str:
    return builder.add("Flatten", inputs[0], name=node.name, axis=1)


def _reshape(builder: Builder, node: Node, inputs: Sequence[str], shape: Shape) -> str:
    return reshape(builder, inputs[0], shape, node.name)


def _add(builder: Builder, node: Node, inputs: Sequence[str], shape: Shape) -> str:
    return builder.add("Sum", *inputs, name=node.name)


def _concatenate(builder: Builder, node: Node, inputs: Sequence[str], shape: Shape) -> str:
    assert isinstance(node.layer, Concatenate)
    axis = node.layer.axis % len(shape) + 1
    return builder.add("Concat", *inputs, name=node.name, axis=axis)


LAYERS: dict[type[AnyLayer], LayerEmitter] = {
    Dense: _dense,
    Activation: _activation,
    Dropout: _dropout,
    Flatten: _flatten,
    Reshape: _reshape,
    Add: _add,
    Concatenate: _concatenate,
}
"""Every layer but Input, whose values the network is given."""
