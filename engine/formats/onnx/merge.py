"""Layers with several inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers import Dot
from engine.layers.dot import LEAST_NORM

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place


def multiply(builder: Builder, place: Place) -> str:
    """Multiply two at a time: ONNX's operator takes no more."""
    first, *rest = place.inputs
    product = first
    for number, value in enumerate(rest, start=1):
        last = number == len(rest)
        name = place.name if last else f"{place.name}/product_{number}"
        product = builder.add("Mul", product, value, name=name)
    return product


def average(builder: Builder, place: Place) -> str:
    return builder.add("Mean", *place.inputs, name=place.name)


def maximum(builder: Builder, place: Place) -> str:
    return builder.add("Max", *place.inputs, name=place.name)


def dot(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, Dot)
    name, rank = place.name, len(place.input_shapes[0])
    axis = place.layer.axis % rank + 1
    axes = builder.constant(np.array([axis], np.int64), f"{name}/axis")
    values = list(place.inputs)
    if place.layer.normalize:
        values = [
            _unit(builder, value, axes, f"{name}/unit_{number}")
            for number, value in enumerate(values, start=1)
        ]
    product = builder.add("Mul", *values, name=f"{name}/product")
    return builder.add("ReduceSum", product, axes, name=name, keepdims=int(rank == 1))


def _unit(builder: Builder, value: str, axes: str, name: str) -> str:
    norm = builder.add("ReduceL2", value, axes, name=f"{name}/norm", keepdims=1)
    least = builder.constant(np.array(LEAST_NORM, np.float32), f"{name}/least")
    length = builder.add("Max", norm, least, name=f"{name}/length")
    return builder.add("Div", value, length, name=name)
