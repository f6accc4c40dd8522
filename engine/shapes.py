"""Arithmetic of shapes. A shape is that of one sample, the batch left out, channels last."""

from __future__ import annotations

import math

Shape = tuple[int, ...]


def size(shape: Shape) -> int:
    """Return the number of values of one sample of ``shape``."""
    return math.prod(shape)


def text(shape: Shape) -> str:
    """Return ``shape`` as a person reads it: ``28 × 28 × 16``."""
    return " × ".join(str(length) for length in shape) or "1"


def resolve_reshape(target: Shape, total: int) -> Shape | None:
    """Return ``target`` with its ``-1`` filled in, or None where ``total`` values do not fit."""
    if target.count(-1) > 1:
        return None
    known = math.prod(length for length in target if length != -1)
    if -1 in target:
        if known == 0 or total % known:
            return None
        return tuple(total // known if length == -1 else length for length in target)
    return target if known == total else None
