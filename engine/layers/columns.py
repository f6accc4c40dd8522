"""Convolution as matrix products: the values that each window reads, side by side as columns.

Pictures are ``(channels, height, width, batch)`` here, so that the columns of one row of windows
are copied in long runs. A block of rows is gathered at a time and multiplied while it is still in
the processor's cache; the backward pass gathers it anew, which costs less than fetching all columns
from memory, and keeps a layer's columns at `BLOCK` values however many samples there are, unless
one row of windows alone has more.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.plan import Site
    from engine.sizes import Slide
    from engine.tape import Array

BLOCK = 2**18
"""Values of the columns that are computed at a time: about what a second-level cache holds."""


def as_picture(value: Array) -> Array:
    """Return a view ``(channels, height, width, batch)`` of a sequence or a picture."""
    picture = np.moveaxis(value, -2, 0)
    return picture if picture.ndim == 4 else picture[:, :, None]


def dense(site: Site, picture: Array, key: str) -> Array:
    """Return ``picture`` itself where it lies channels first, else a copy that does."""
    if picture.flags.c_contiguous:
        return picture
    copy = site.new_array(picture.shape, key)
    site.call(np.copyto, copy, picture)
    return copy


class _Block(NamedTuple):
    """Some rows of windows.

    Attributes
    ----------
    rows
        First and last + 1 of the rows of windows.
    places
        Where they lie among all windows.
    matrix
        Their columns, ``(groups, kernel values, windows)``; a row of ones is part of it.
    taps
        The same without ones, ``(groups, kernel height, kernel width, channels, *windows)``.
    """

    rows: tuple[int, int]
    places: slice
    matrix: Array
    taps: Array


class Columns:
    """The windows of one convolution over pictures of one shape.

    Weights are ``(height * width * channels in a group, filters)``, followed by a row of biases
    where there are ``ones``; filters of a group lie together.
    """

    def __init__(
        self,
        site: Site,
        slides: tuple[Slide, Slide],
        channels: int,
        groups: int = 1,
        *,
        ones: bool = False,
    ) -> None:
        self._site, self._slides, self._groups, self._ones = site, slides, groups, ones
        self._channels = channels
        self._batch = site.output.value.shape[-1]

    # -- what layers write

    def padded(self, picture: Array) -> Array:
        """Write a copy of ``picture`` within its padding, whose zeros are never written again."""
        whole = self.kept(picture)
        if self._pads:
            self._site.call(np.copyto, self._inner(whole), picture)
        return whole

    def kept(self, picture: Array) -> Array:
        """Return what `padded` gave for ``picture`` in the forward pass."""
        return self._site.new_array(self._padded_shape, "padded") if self._pads else picture

    def forward(self, padded: Array, weights: Array, out: Array) -> None:
        """Write ``out = weights * padded``; ``out`` is contiguous."""
        for block in self._gathered(padded):
            self._multiply(block, weights, out)

    def gradients(
        self,
        padded: Array,
        delta: Array,
        total: Array,
        forward: tuple[Array, Array] | None = None,
    ) -> None:
        """Write the gradient of the weights; ``delta``, contiguous, is that of the result.

        Parameters
        ----------
        total
            Where the gradient goes.
        forward
            Weights and output: writes `forward` from the same columns.
        """
        call, flat, totals = self._site.call, self._flat(delta), self._by_group(total)
        part = self._site.new_scratch(totals.shape, "weights")
        for number, block in enumerate(self._gathered(padded)):
            given = flat[..., block.places].transpose(0, 2, 1)
            call(np.matmul, block.matrix, given, part if number else totals)
            if number:
                call(np.add, totals, part, totals)
            if forward is not None:
                self._multiply(block, *forward)

    def transposed(self, delta: Array, weights: Array, target: Array) -> None:
        """Write ``delta``, contiguous, back to where the windows read: the input's gradient."""
        site, flat = self._site, self._flat(delta)
        by_group = self._by_group(weights)[:, : self._values]
        whole = site.new_scratch(self._padded_shape, "spread") if self._pads else target
        site.call(whole.fill, 0.0)
        for block in self._blocks():
            columns = block.matrix[:, : self._values]
            site.call(np.matmul, by_group, flat[..., block.places], columns)
            site.call(self._adder(block, whole))
        if self._pads:
            site.call(np.copyto, target, self._inner(whole))

    def _multiply(self, block: _Block, weights: Array, out: Array) -> None:
        places = self._flat(out)[..., block.places]
        by_filter = self._by_group(weights).transpose(0, 2, 1)
        self._site.call(np.matmul, by_filter, block.matrix, places)

    # -- layout

    @property
    def _values(self) -> int:
        """Number of values that a window reads for one group."""
        rows, columns = self._slides
        return rows.kernel * columns.kernel * (self._channels // self._groups)

    @property
    def _pads(self) -> bool:
        return any(slide.pads for slide in self._slides)

    @property
    def _padded_shape(self) -> tuple[int, int, int, int]:
        rows, columns = self._slides
        return self._channels, rows.padded, columns.padded, self._batch

    def _inner(self, padded: Array) -> Array:
        rows, columns = self._slides
        down = slice(rows.before, rows.before + rows.length)
        across = slice(columns.before, columns.before + columns.length)
        return padded[:, down, across]

    def _by_group(self, weights: Array) -> Array:
        rows, filters = weights.shape
        return weights.reshape(rows, self._groups, filters // self._groups).transpose(1, 0, 2)

    def _flat(self, picture: Array) -> Array:
        return picture.reshape(self._groups, picture.shape[0] // self._groups, -1)

    def _blocks(self) -> Iterator[_Block]:
        """Yield the rows of windows in even blocks; equal ones share an array."""
        down, across = self._slides
        ones, width = int(self._ones), across.count * self._batch
        row = (self._values + ones) * self._groups * width
        number = -(-down.count // max(BLOCK // row, 1))
        bounds = [down.count * each // number for each in range(number + 1)]
        inside = down.kernel, across.kernel, self._channels // self._groups
        for start, stop in pairwise(bounds):
            shape = (self._groups, self._values + ones, (stop - start) * width)
            matrix = self._site.new_scratch(shape, "columns and ones" if ones else "columns")
            # Contiguous but for the ones, so that this is a view.
            taps = matrix[:, : self._values].reshape(
                self._groups, *inside, stop - start, across.count, self._batch
            )
            if ones:
                matrix[:, -1] = 1.0
            yield _Block((start, stop), slice(start * width, stop * width), matrix, taps)

    def _gathered(self, padded: Array) -> Iterator[_Block]:
        """Yield each block when the calls that fill it are written."""
        down, across = self._slides
        reach = down.reach, across.reach
        every = sliding_window_view(padded, reach, axis=(1, 2))
        strided = every[
            :, :: down.stride, :: across.stride, :, :: down.dilation, :: across.dilation
        ]
        channels = self._channels // self._groups
        grouped = strided.reshape(self._groups, channels, *strided.shape[1:])
        windows = grouped.transpose(0, 5, 6, 1, 2, 3, 4)
        for block in self._blocks():
            start, stop = block.rows
            self._site.call(np.copyto, block.taps, windows[:, :, :, :, start:stop])
            yield block

    def _adder(self, block: _Block, whole: Array) -> Callable[[], None]:
        """Return the call that adds a block's columns to the values they were gathered from."""
        down, across = self._slides
        start, stop = block.rows
        grouped = whole.reshape(self._groups, -1, *whole.shape[1:])
        pairs = []
        for i in range(down.kernel):
            first = i * down.dilation + start * down.stride
            rows = slice(first, first + (stop - start - 1) * down.stride + 1, down.stride)
            for j in range(across.kernel):
                pairs.append((grouped[:, :, rows, across.tap(j)], block.taps[:, i, j]))

        def add() -> None:
            for target, part in pairs:
                np.add(target, part, target)

        return add
