"""Pooling: one value for each window of each channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec
import numpy as np
from msgspec import Meta

from engine import sizes
from engine.layers import windows
from engine.layers.base import ReplaceWith, ShapeError
from engine.layers.columns import as_picture
from engine.message import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.plan import Site
    from engine.shapes import Shape
    from engine.sizes import Padding, Slide
    from engine.tape import Array

_StrideLength = Annotated[
    Annotated[int, Meta(ge=1, le=1024)] | None,
    Meta(title="Stride", description="How far the window moves; automatic: by its own size."),
]
_Stride = Annotated[
    Annotated[tuple[Annotated[int, Meta(ge=1, le=1024)], ...], Meta(min_length=1, max_length=2)]
    | None,
    Meta(
        title="Stride",
        description="How far the window moves down and across; automatic: by its own size.",
    ),
]
_CountPads = Annotated[
    bool,
    Meta(
        title="Count padding",
        description="Let the zeros of the padding take part in the mean, as in PyTorch.",
    ),
]


class _Tap(NamedTuple):
    """One position of the window, wherever it is not on padding.

    Attributes
    ----------
    values, windows
        Of the input and of the output.
    """

    values: tuple[slice, slice, slice]
    windows: tuple[slice, slice, slice]


class Pool(windows.Windowed, frozen=True):
    """Max and mean over windows; the padding is never the maximum."""

    category = "Pooling"

    if TYPE_CHECKING:
        padding: Padding = "valid"
        dilation: int | tuple[int, ...] = 1

    def out_shape(self, *inputs: Shape) -> Shape:
        windows.require_rank(self, inputs[0], self.rank())
        slides = self.slides(inputs[0])
        self._require_values(slides)
        windows.require_windows(self, inputs[0], slides)
        return (*self.outer(slides), inputs[0][-1])

    def _require_values(self, slides: tuple[Slide, Slide]) -> None:
        """Raise `ShapeError` where padding is as long as the window, or all that a window reads."""
        padded = [slide for slide in slides if slide.pads]
        longer = any(max(slide.before, slide.after) >= slide.kernel for slide in padded)
        dense = 1 if self.rank() == 1 else (1, 1)
        if longer and self.padding == "explicit":
            raise ShapeError(
                "The explicit padding of {layer} must be less than its window. Use less of it.",
                repair=ReplaceWith(msgspec.structs.replace(self, padding="same", dilation=dense)),
                layer=Term(self.title),
            )
        if longer or any(0 in slide.real_values() for slide in padded):
            raise ShapeError(
                "The windows of {layer} would read too much padding. Use less dilation.",
                repair=ReplaceWith(msgspec.structs.replace(self, dilation=dense)),
                layer=Term(self.title),
            )


def _taps(slides: tuple[Slide, Slide]) -> Iterator[_Tap]:
    """Yield the positions of the window, row by row."""
    down, across = slides
    every = slice(None)
    for i in range(down.kernel):
        rows = down.real_tap(i)
        for j in range(across.kernel):
            columns = across.real_tap(j)
            yield _Tap((every, rows.values, columns.values), (every, rows.windows, columns.windows))


def _overlap(slides: tuple[Slide, Slide]) -> bool:
    return any(slide.stride < slide.reach for slide in slides)


def _read_all(slides: tuple[Slide, Slide]) -> bool:
    """Whether every value is read by a window."""
    return all(
        slide.stride <= slide.kernel
        and (slide.count - 1) * slide.stride + slide.kernel >= slide.before + slide.length
        for slide in slides
    )


class _MaxPool(Pool, frozen=True):
    """Of equal values the first of a window, row by row, gets the gradient, as in PyTorch."""

    def forward(self, site: Site) -> None:
        slides = self.slides(site.inputs[0].shape)
        given, out = as_picture(site.inputs[0].value), as_picture(site.output.value)
        first, *rest = _taps(slides)
        if any(slide.pads for slide in slides):
            site.call(out.fill, -np.inf)
            rest = [first, *rest]
        elif rest:
            second, *rest = rest
            site.call(np.maximum, given[first.values], given[second.values], out=out)
        else:
            site.call(np.copyto, out, given[first.values])
        for tap in rest:
            part = out[tap.windows]
            site.call(np.maximum, part, given[tap.values], out=part)

    def backward(self, site: Site) -> None:
        if not site.wants_gradient(0):
            return
        slides = self.slides(site.inputs[0].shape)
        given, out = as_picture(site.inputs[0].value), as_picture(site.output.value)
        target, rest = as_picture(site.input_gradient(0)), as_picture(site.output_gradient)
        overlap, found = _overlap(slides), site.scratch_mask(out)
        if overlap or not _read_all(slides):
            site.call(target.fill, 0.0)
        *taps, last = _taps(slides)
        for tap in taps:
            # What a tap takes is taken off the rest, so that no later equal value gets it again.
            left, mask, place = rest[tap.windows], found[tap.windows], target[tap.values]
            site.call(np.equal, given[tap.values], out[tap.windows], mask)
            taken = site.scratch(out, "taken")[tap.windows] if overlap else place
            site.call(np.multiply, left, mask, taken)
            site.call(np.subtract, left, taken, left)
            if overlap:
                site.call(np.add, place, taken, place)
        _give(site, target[last.values], rest[last.windows], add=overlap)


class _AvgPool(Pool, frozen=True):
    """The mean of each window, over its padding as well unless told otherwise (see Keras)."""

    if TYPE_CHECKING:
        count_pads: bool = True

    def forward(self, site: Site) -> None:
        slides = self.slides(site.inputs[0].shape)
        given, out = as_picture(site.inputs[0].value), as_picture(site.output.value)
        site.call(out.fill, 0.0)
        for tap in _taps(slides):
            part = out[tap.windows]
            site.call(np.add, part, given[tap.values], part)
        site.call(np.multiply, out, self._share(slides, out), out)

    def backward(self, site: Site) -> None:
        if not site.wants_gradient(0):
            return
        slides = self.slides(site.inputs[0].shape)
        target, delta = as_picture(site.input_gradient(0)), as_picture(site.output_gradient)
        site.call(np.multiply, delta, self._share(slides, delta), delta)
        overlap = _overlap(slides)
        if overlap or not _read_all(slides):
            site.call(target.fill, 0.0)
        for tap in _taps(slides):
            _give(site, target[tap.values], delta[tap.windows], add=overlap)

    def _share(self, slides: tuple[Slide, Slide], like: Array) -> Array | float:
        """Return by what the sum of each window is multiplied."""
        down, across = slides
        if self.count_pads or not (down.pads or across.pads):
            return 1.0 / (down.kernel * across.kernel)
        counts = np.outer(down.real_values(), across.real_values())
        return (1.0 / counts).astype(like.dtype)[:, :, None]


def _give(site: Site, target: Array, part: Array, *, add: bool) -> None:
    if add:
        site.call(np.add, target, part, target)
    else:
        site.call(np.copyto, target, part)


class MaxPool1D(_MaxPool, frozen=True, tag="max_pool1d.v1"):
    """The greatest value of each window of a sequence ``(steps, channels)``."""

    title = "MaxPool1D"
    summary = "Keeps the greatest value of every few steps, channel by channel."

    pool_size: windows.PoolLength = 2
    stride: _StrideLength = None
    padding: windows.PaddingRule = "valid"
    pads: windows.PadLengths = (0,)
    dilation: windows.DilationLength = 1

    def rank(self) -> int:
        return 1

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        return _along(self, shape)


class MaxPool2D(_MaxPool, frozen=True, tag="max_pool2d.v1"):
    """The greatest value of each window of a picture ``(height, width, channels)``."""

    title = "MaxPool2D"
    summary = "Keeps the greatest value of every small window, channel by channel."

    pool_size: windows.PoolSize = (2, 2)
    stride: _Stride = None
    padding: windows.PaddingRule = "valid"
    pads: windows.Pads = (0, 0)
    dilation: windows.Dilation = (1, 1)

    def rank(self) -> int:
        return 2

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        return _over(self, shape)


class AvgPool1D(_AvgPool, frozen=True, tag="avg_pool1d.v1"):
    """The mean of each window of a sequence ``(steps, channels)``."""

    title = "AvgPool1D"
    summary = "Takes the mean of every few steps, channel by channel."

    pool_size: windows.PoolLength = 2
    stride: _StrideLength = None
    padding: windows.PaddingRule = "valid"
    pads: windows.PadLengths = (0,)
    dilation: windows.DilationLength = 1
    count_pads: _CountPads = True

    def rank(self) -> int:
        return 1

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        return _along(self, shape)


class AvgPool2D(_AvgPool, frozen=True, tag="avg_pool2d.v1"):
    """The mean of each window of a picture ``(height, width, channels)``."""

    title = "AvgPool2D"
    summary = "Takes the mean of every small window, channel by channel."

    pool_size: windows.PoolSize = (2, 2)
    stride: _Stride = None
    padding: windows.PaddingRule = "valid"
    pads: windows.Pads = (0, 0)
    dilation: windows.Dilation = (1, 1)
    count_pads: _CountPads = True

    def rank(self) -> int:
        return 2

    def slides(self, shape: Shape) -> tuple[Slide, Slide]:
        return _over(self, shape)


def _along(layer: MaxPool1D | AvgPool1D, shape: Shape) -> tuple[Slide, Slide]:
    (margin,) = windows.require_margins(layer, layer.pads, 1)
    size, stride = layer.pool_size, layer.stride or layer.pool_size
    along = sizes.slide(shape[0], size, stride, layer.dilation, layer.padding, margin)
    return along, sizes.Slide(1, 1)


def _over(layer: MaxPool2D | AvgPool2D, shape: Shape) -> tuple[Slide, Slide]:
    stride = layer.stride or layer.pool_size
    return windows.picture_slides(
        layer, shape, layer.pool_size, stride, layer.padding, layer.pads, layer.dilation
    )
