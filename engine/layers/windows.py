"""What layers with sliding windows have in common: their fields, and how they refuse a shape."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from engine import shapes, sizes
from engine.layers.base import InsertBefore, Layer, ReplaceWith, ShapeError
from engine.layers.shape import Reshape
from engine.message import Term
from engine.sizes import Padding

if TYPE_CHECKING:
    from engine.shapes import Shape
    from engine.sizes import Margin, Slide

_Length = Annotated[int, Meta(ge=1, le=1024)]
_Zeros = Annotated[int, Meta(ge=0, le=1024)]

Filters = Annotated[
    int, Meta(ge=1, le=65536, title="Filters", description="Number of channels that come out.")
]
KernelSize = Annotated[
    tuple[_Length, ...],
    Meta(
        min_length=1,
        max_length=2,
        title="Kernel size",
        description="Height and width of the window; one number for both.",
    ),
]
KernelLength = Annotated[
    int, Meta(ge=1, le=1024, title="Kernel size", description="Steps that the window spans.")
]
PoolSize = Annotated[
    tuple[_Length, ...],
    Meta(
        min_length=1,
        max_length=2,
        title="Pool size",
        description="Height and width of the window; one number for both.",
    ),
]
PoolLength = Annotated[
    int, Meta(ge=1, le=1024, title="Pool size", description="Steps that the window spans.")
]
Stride = Annotated[
    tuple[_Length, ...],
    Meta(
        min_length=1,
        max_length=2,
        title="Stride",
        description="How far the window moves down and across; one number for both.",
    ),
]
StrideLength = Annotated[
    int, Meta(ge=1, le=1024, title="Stride", description="How far the window moves.")
]
PaddingRule = Annotated[
    Padding,
    Meta(
        title="Padding",
        description="Zeros around the input: none, as many as keep its size at stride 1, or yours.",
    ),
]
Pads = Annotated[
    tuple[_Zeros, ...],
    Meta(
        min_length=1,
        max_length=4,
        title="Explicit padding",
        description="Above and below × left and right, or all four; for explicit padding alone.",
    ),
]
PadLengths = Annotated[
    tuple[_Zeros, ...],
    Meta(
        min_length=1,
        max_length=2,
        title="Explicit padding",
        description="Before and after, or one number for both; for explicit padding alone.",
    ),
]
Dilation = Annotated[
    tuple[_Length, ...],
    Meta(
        min_length=1,
        max_length=2,
        title="Dilation",
        description="Distance between the values that a window reads; 1 reads neighbours.",
    ),
]
DilationLength = Annotated[
    int,
    Meta(
        ge=1,
        le=1024,
        title="Dilation",
        description="Distance between the values that a window reads; 1 reads neighbours.",
    ),
]
Groups = Annotated[
    int,
    Meta(
        ge=1,
        le=65536,
        title="Groups",
        description="Parts of the channels that are filtered by themselves.",
    ),
]


class Windowed(Layer, frozen=True):
    """A layer whose window slides over one or two dimensions in front of the channels."""

    quiet_fields = frozenset(
        {"stride", "padding", "pads", "dilation", "groups", "depth_multiplier"}
    )

    def rank(self) -> int:
        """Return over how many dimensions the window slides."""
        raise NotImplementedError

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        """Return how the window goes down and across; a sequence is one value wide."""
        raise NotImplementedError

    def channels_first(self, *inputs: bool) -> bool:
        return True

    def outer(self, slides: tuple[Slide, ...]) -> Shape:
        """Return the number of windows along each of the layer's dimensions."""
        return tuple(slide.count for slide in slides[: self.rank()])


def require_rank(layer: Layer, shape: Shape, rank: int) -> None:
    """Raise `ShapeError` unless ``shape`` has ``rank`` dimensions and channels."""
    if len(shape) == rank + 1:
        return
    wanted = _with_channels(shape, rank)
    repair = None if wanted is None else InsertBefore(Reshape(target=wanted))
    given = {"layer": Term(layer.title), "shape": shapes.text(shape)}
    if rank == 1:
        raise ShapeError(
            "{layer} needs steps × channels and gets {shape}. Insert a Reshape before it.",
            repair=repair,
            **given,
        )
    raise ShapeError(
        "{layer} needs height × width × channels and gets {shape}. Insert a Reshape before it.",
        repair=repair,
        **given,
    )


def _with_channels(shape: Shape, rank: int) -> Shape | None:
    """Return ``shape`` with one channel, a row of a square number of values as a square."""
    if len(shape) == rank:
        return (*shape, 1)
    if rank == 2 and len(shape) == 1:
        side = math.isqrt(shape[0])
        return (side, side, 1) if side * side == shape[0] else None
    return None


def both(numbers: tuple[int, ...]) -> tuple[int, int]:
    """Return a field of one or two numbers as two."""
    return numbers[0], numbers[-1]


def require_margins(layer: Layer, pads: tuple[int, ...], rank: int) -> tuple[Margin, ...]:
    """Return the explicit margins; raise `ShapeError` where the numbers are not so many."""
    found = sizes.margins(pads, rank)
    if found is None:
        raise ShapeError(
            "{layer} has {count} numbers for its padding. Give 1, {rank} or {twice}.",
            repair=ReplaceWith(msgspec.structs.replace(layer, pads=pads[:1])),
            layer=Term(layer.title),
            count=len(pads),
            rank=rank,
            twice=2 * rank,
        )
    return found


def picture_slides(
    layer: Layer,
    shape: Shape,
    size: tuple[int, ...],
    stride: tuple[int, ...],
    padding: Padding,
    pads: tuple[int, ...],
    dilation: tuple[int, ...] = (1,),
) -> tuple[Slide, Slide]:
    """Return how a layer's window goes down and across a picture."""
    fields = both(size), both(stride), both(dilation), require_margins(layer, pads, 2)
    down, across = (
        sizes.slide(length, kernel, step, apart, padding, margin)
        for length, kernel, step, apart, margin in zip(shape[:2], *fields, strict=True)
    )
    return down, across


def require_windows(layer: Layer, shape: Shape, slides: tuple[Slide, ...]) -> None:
    """Raise `ShapeError` where no window fits."""
    if all(slide.count > 0 for slide in slides):
        return
    raise ShapeError(
        'The window of {layer} does not fit into {shape}. Use padding "same".',
        repair=ReplaceWith(msgspec.structs.replace(layer, padding="same")),
        layer=Term(layer.title),
        shape=shapes.text(shape),
    )
