"""Resize and Upsample, where they repeat values a whole number of times."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.formats.onnx.importing.shape import repeated

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.formats.onnx.importing.drawing import Value
    from engine.formats.onnx.importing.reading import Operator

_ROUNDINGS: dict[str, Callable[[float], int]] = {
    "round_prefer_floor": lambda x: math.ceil(x - 0.5),
    "round_prefer_ceil": lambda x: math.floor(x + 0.5),
    "floor": math.floor,
    "ceil": math.ceil,
}


def upsample(operator: Operator) -> Value:
    operator.require("mode", "nearest")
    scales = operator.setting(1, "scales")
    if any(scale != int(scale) for scale in scales):
        raise operator.refused(f"scales = {scales}")
    return repeated(operator, {axis: int(scale) for axis, scale in enumerate(scales)})


def resize(operator: Operator) -> Value:
    """Import it where each output reads the value that a whole number of repeats gives it."""
    value = operator.value()
    operator.require("mode", "nearest")
    lengths = value.dimensions(operator.drawing.samples)
    times = {}
    for axis, (scale, length) in _goals(operator, lengths).items():
        each = length // lengths[axis]
        wanted = [place // max(each, 1) for place in range(length)]
        if length != each * lengths[axis] or _sources(operator, scale, lengths[axis]) != wanted:
            raise operator.refused(f"scale {scale:g}")
        times[axis] = each
    return repeated(operator, times)


def _goals(operator: Operator, lengths: tuple[int, ...]) -> dict[int, tuple[float, int]]:
    """Return the scale and the new length of each dimension that changes its length."""
    axes = [axis % len(lengths) for axis in operator.get("axes", range(len(lengths)))]
    scales, sizes = operator.optional(2), operator.optional(3)
    found: dict[int, tuple[float, int]] = {}
    if sizes is None:
        given = operator.constant(2).tolist()
        for axis, scale in zip(axes, given, strict=True):
            found[axis] = scale, math.floor(lengths[axis] * scale)
    elif scales is not None and scales.size:
        raise operator.refused("scales and sizes")
    else:
        factors = [size / lengths[axis] for axis, size in zip(axes, sizes.tolist(), strict=True)]
        policy = operator.require(
            "keep_aspect_ratio_policy", "stretch", "not_larger", "not_smaller"
        )
        if policy != "stretch":
            chosen = min(factors) if policy == "not_larger" else max(factors)
            factors = [chosen] * len(factors)
        for axis, factor in zip(axes, factors, strict=True):
            found[axis] = factor, math.floor(lengths[axis] * factor + 0.5)
    return {axis: goal for axis, goal in found.items() if goal != (1.0, lengths[axis])}


def _sources(operator: Operator, scale: float, length: int) -> list[int]:
    """Return which value each place of a dimension reads, as ONNX defines it."""
    mode = operator.require(
        "coordinate_transformation_mode",
        "half_pixel",
        "half_pixel_symmetric",
        "pytorch_half_pixel",
        "align_corners",
        "asymmetric",
    )
    rounding = _ROUNDINGS[operator.require("nearest_mode", *_ROUNDINGS)]
    whole = round(length * scale)
    found = []
    for place in range(whole):
        if mode == "asymmetric":
            at = place / scale
        elif mode == "align_corners":
            at = place * (length - 1) / (whole - 1) if whole > 1 else 0.0
        else:
            at = (place + 0.5) / scale - 0.5
        found.append(min(max(rounding(at), 0), length - 1))
    return found
