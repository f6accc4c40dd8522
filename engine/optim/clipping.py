"""Gradient clipping, before anything else sees the gradient of the loss."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, ClassVar

import msgspec
import numpy as np
from msgspec import Meta

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.optim.base import Vector

Limit = Annotated[
    float, Meta(gt=0.0, le=1e9, title="Limit", description="What is longer is cut to this.")
]

_GUARD = 1e-6


class Clipping(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"
):
    """Base of all ways to clip."""

    title: ClassVar[str]
    summary: ClassVar[str]

    limit: Limit = 1.0

    @classmethod
    def kind(cls) -> str:
        """Return the tag without its version, such as ``clip_value``."""
        return str(cls.__struct_config__.tag).split(".")[0]

    def bind(self, gradient: Vector, spans: Sequence[slice]) -> Callable[[], None]:
        """Return the call that clips ``gradient`` in place; ``spans`` are its parameters."""
        raise NotImplementedError


class ClipValue(Clipping, frozen=True, tag="clip_value.v1"):
    """``min(max(g, -limit), limit)`` for each value, as ``torch.nn.utils.clip_grad_value_``."""

    title = "By value"
    summary = "Cuts each value of the gradient."

    def bind(self, gradient: Vector, spans: Sequence[slice]) -> Callable[[], None]:
        def clip() -> None:
            np.clip(gradient, -self.limit, self.limit, gradient)

        return clip


class ClipNorm(Clipping, frozen=True, tag="clip_norm.v1"):
    """``g min(1, limit / (|g| + 1e-6))`` for each parameter by itself.

    That is ``torch.nn.utils.clip_grad_norm_`` on one parameter at a time; Keras's ``clipnorm``
    divides by the norm itself.
    """

    title = "By norm"
    summary = "Shortens the gradient of each kernel and bias by itself."

    def bind(self, gradient: Vector, spans: Sequence[slice]) -> Callable[[], None]:
        parts = [gradient[span] for span in spans]

        def clip() -> None:
            for part in parts:
                shorten(part, self.limit)

        return clip


class ClipGlobalNorm(Clipping, frozen=True, tag="clip_global_norm.v1"):
    """``g min(1, limit / (|g| + 1e-6))`` with the norm over all parameters.

    As ``torch.nn.utils.clip_grad_norm_``; Keras divides by the norm itself.
    """

    title = "By global norm"
    summary = "Shortens the whole gradient; its direction stays."

    def bind(self, gradient: Vector, spans: Sequence[slice]) -> Callable[[], None]:
        def clip() -> None:
            shorten(gradient, self.limit)

        return clip


AnyClipping = ClipGlobalNorm | ClipNorm | ClipValue

CLIPPINGS: tuple[type[AnyClipping], ...] = (ClipGlobalNorm, ClipNorm, ClipValue)
"""Every way to clip once, in the order of the window's list."""


def shorten(part: Vector, limit: float) -> None:
    """Bring a vector's Euclidean norm to ``limit`` where it is greater."""
    factor = limit / (math.sqrt(float(part.dot(part))) + _GUARD)
    if factor < 1.0:
        np.multiply(part, factor, part)
