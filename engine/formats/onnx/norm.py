"""Normalisation. Values come with their channels last; BatchNormalization wants them second."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers import BatchNorm, GroupNorm, LayerNorm, RMSNorm

if TYPE_CHECKING:
    from engine.formats.onnx.builder import Builder
    from engine.formats.onnx.place import Place


def batch_norm(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, BatchNorm)
    rank, name = len(place.shape), place.name
    parameters = [*_affine(builder, place, place.layer.affine), *_running(builder, place)]
    value = place.inputs[0]
    if rank > 1:
        order = [0, rank, *range(1, rank)]
        value = builder.add("Transpose", value, name=f"{name}/channels_first", perm=order)
    normal = builder.add(
        "BatchNormalization",
        value,
        *parameters,
        name=name if rank == 1 else f"{name}/normal",
        epsilon=place.layer.epsilon,
    )
    if rank == 1:
        return normal
    return builder.add("Transpose", normal, name=name, perm=[0, *range(2, rank + 1), 1])


def layer_norm(builder: Builder, place: Place) -> str:
    assert isinstance(place.layer, LayerNorm)
    parameters = _affine(builder, place, place.layer.affine)
    return builder.add(
        "LayerNormalization",
        place.inputs[0],
        *parameters,
        name=place.name,
        axis=-1,
        epsilon=place.layer.epsilon,
    )


def group_norm(builder: Builder, place: Place) -> str:
    """Normalise groups as instances; before opset 21 GroupNormalization scales whole groups."""
    assert isinstance(place.layer, GroupNorm)
    rank, name, groups = len(place.shape), place.name, place.layer.groups
    value, channels = place.inputs[0], place.shape[-1]
    if rank > 1:
        order = [0, rank, *range(1, rank)]
        value = builder.add("Transpose", value, name=f"{name}/channels_first", perm=order)
    target = builder.constant(np.array([0, groups, -1], np.int64), f"{name}/groups_shape")
    value = builder.add("Reshape", value, target, name=f"{name}/groups")
    ones = builder.constant(np.ones(groups, np.float32), f"{name}/ones")
    zeros = builder.constant(np.zeros(groups, np.float32), f"{name}/zeros")
    value = builder.add(
        "InstanceNormalization",
        value,
        ones,
        zeros,
        name=f"{name}/normal_groups",
        epsilon=place.layer.epsilon,
    )
    first = np.array([0, channels, *place.shape[:-1]], np.int64)
    target = builder.constant(first, f"{name}/shape")
    affine = place.layer.affine
    last = name if rank == 1 and not affine else f"{name}/normal_first"
    value = builder.add("Reshape", value, target, name=last)
    if rank > 1:
        last = f"{name}/normal" if affine else name
        value = builder.add("Transpose", value, name=last, perm=[0, *range(2, rank + 1), 1])
    if not affine:
        return value
    scaled = builder.add("Mul", value, builder.weights(f"{name}/scale"), name=f"{name}/scaled")
    return builder.add("Add", scaled, builder.weights(f"{name}/bias"), name=name)


def rms_norm(builder: Builder, place: Place) -> str:
    """Write it out; as an operator it exists from opset 23 on only."""
    assert isinstance(place.layer, RMSNorm)
    name, value = place.name, place.inputs[0]
    square = builder.add("Mul", value, value, name=f"{name}/square")
    axes = builder.constant(np.array([-1], np.int64), f"{name}/axis")
    mean = builder.add("ReduceMean", square, axes, name=f"{name}/mean", keepdims=1)
    epsilon = builder.constant(np.array(place.layer.epsilon, np.float32), f"{name}/epsilon")
    safe = builder.add("Add", mean, epsilon, name=f"{name}/safe")
    root = builder.add("Sqrt", safe, name=f"{name}/root")
    if not place.layer.affine:
        return builder.add("Div", value, root, name=name)
    normal = builder.add("Div", value, root, name=f"{name}/normal")
    return builder.add("Mul", normal, builder.weights(f"{name}/scale"), name=name)


def _affine(builder: Builder, place: Place, affine: bool) -> tuple[str, str]:
    """Return scale and bias; the operators want them where nothing was learned too."""
    if affine:
        return builder.weights(f"{place.name}/scale"), builder.weights(f"{place.name}/bias")
    channels = place.shape[-1]
    return (
        builder.constant(np.ones(channels, np.float32), f"{place.name}/scale"),
        builder.constant(np.zeros(channels, np.float32), f"{place.name}/bias"),
    )


def _running(builder: Builder, place: Place) -> tuple[str, str]:
    return (
        builder.weights(f"{place.name}/running_mean"),
        builder.weights(f"{place.name}/running_variance"),
    )
