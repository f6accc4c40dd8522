"""Convolution as matrix products: the values that each window reads, side by side as columns.

Pictures are ``(channels, height, width, batch)`` here, so that columns are copied in long runs. A
block of rows of windows is gathered at a time and multiplied while it is still in the processor's
cache; the backward pass gathers it anew, which costs less than fetching all columns from memory,
and keeps a layer's columns at `BLOCK` values however many samples there are, unless one row of
windows alone has more.
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
"""Values that are computed at a time: about what a second-level cache holds."""

_BESIDE = 4
"""Times as many beside another thread: shorter calls wait for each other's interpreter."""

_FEW_WEIGHTS = 1024
_SMALL_PRODUCT = 10**6
"""Multiplications up to which OpenBLAS has kernels for small matrices, three times as fast."""


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


class Block(NamedTuple):
    """Some rows of windows.

    Attributes
    ----------
    rows
        First and last + 1 of the rows; of pooled windows the rows of pools.
    places
        Where they lie among all windows, or among all pools.
    matrix
        Their columns, ``(groups, kernel values, windows)``; a last row of ones is part of it.
    taps
        The same without ones, ``(groups, height, width of the kernel, channels, *windows)``.
    """

    rows: tuple[int, int]
    places: slice
    matrix: Array
    taps: Array

    @property
    def columns(self) -> Array:
        """The matrix without ones."""
        _, height, width, channels, *_ = self.taps.shape
        return self.matrix[:, : height * width * channels]


class Columns:
    """The windows of one convolution over pictures of one shape.

    Weights are ``(height * width * channels in a group, filters)``, followed by a row of biases
    where there are ``ones``; filters of a group lie together.

    Parameters
    ----------
    pool
        Height and width of the pools that alone read the result; rows and places then are those of
        pools, and windows that no pool reads are left out.
    together
        Whether a block's columns are ``(pool height, pool width, rows of pools, pools in a row,
        batch)``, so that what is first in every pool lies together, and so on; else they are as in
        the picture.
    """

    def __init__(
        self,
        site: Site,
        slides: tuple[Slide, Slide],
        channels: int,
        groups: int = 1,
        *,
        ones: bool = False,
        pool: tuple[int, int] = (1, 1),
        together: bool = False,
    ) -> None:
        self._together = together
        self._site, self._slides, self.groups, self._ones = site, slides, groups, ones
        self._channels, self._pool = channels, pool
        self._batch = site.output.value.shape[-1]
        self._block = _BESIDE * BLOCK if site.beside else BLOCK
        down, across = slides
        self._rows, self._across = down.count // pool[0], across.count // pool[1]

    # -- what layers write

    def forward(self, picture: Array, weights: Array, out: Array) -> None:
        """Write ``out = weights * picture``; ``out`` is contiguous."""
        flat = self.flat(out)
        for block in self.gathered(self.padded(picture)):
            self.multiply(block, weights, flat[..., block.places])

    def backward(
        self,
        picture: Array,
        delta: Callable[[Block], Array],
        weights: Array,
        gradient: Array,
        target: Array | None,
        filters: int = 0,
    ) -> None:
        """Write the gradient of the weights, and of the picture where there is a ``target``.

        Parameters
        ----------
        delta
            Gives the gradient of a block's windows, ``(groups, filters in a group, windows)``.
        filters
            See `blocks`.
        """
        whole = None if target is None else self.begin_spread(target)
        for block in self.gathered(self.kept(picture), filters):
            part = delta(block)
            self.add_gradient(block, part, gradient)
            if whole is not None:
                self.spread(block, part, weights, whole)
        if target is not None and whole is not None:
            self.end_spread(whole, target)

    # -- the padding

    def padded(self, picture: Array) -> Array:
        """Write a copy of ``picture`` within its padding, whose zeros are never written again."""
        whole = self.kept(picture)
        if self._pads:
            self._site.call(np.copyto, self._inner(whole), picture)
        return whole

    def kept(self, picture: Array) -> Array:
        """Return what `padded` gave for ``picture`` in the forward pass."""
        return self._site.new_array(self._padded_shape, "padded") if self._pads else picture

    @property
    def _pads(self) -> bool:
        return any(slide.pads for slide in self._slides)

    @property
    def _padded_shape(self) -> tuple[int, int, int, int]:
        down, across = self._slides
        return self._channels, down.padded, across.padded, self._batch

    def _inner(self, padded: Array) -> Array:
        down, across = self._slides
        rows = slice(down.before, down.before + down.length)
        return padded[:, rows, across.before : across.before + across.length]

    # -- the blocks

    def blocks(self, filters: int = 0) -> Iterator[Block]:
        """Yield even blocks of rows; equal ones share an array.

        Parameters
        ----------
        filters
            Where what is computed of a block stays in the cache as well: its values per window.
        """
        down, across = self._slides
        inside = down.kernel, across.kernel, self._channels // self.groups
        values, ones = inside[0] * inside[1] * inside[2], int(self._ones)
        places = self._across * self._batch
        row = self._pool[0] * self._pool[1] * places
        number = -(
            -self._rows // max(self._block // (((values + ones) * self.groups + filters) * row), 1)
        )
        key = "columns and ones" if ones else "columns"
        for start, stop in pairwise(self._rows * each // number for each in range(number + 1)):
            shape = self.groups, values + ones, (stop - start) * row
            matrix = self._site.new_scratch(shape, key)
            (height, width), rows = self._pool, stop - start
            if self._together:
                windows = height, width, rows, self._across, self._batch
            else:
                windows = rows, height, self._across, width, self._batch
            taps = matrix[:, :values].reshape(self.groups, *inside, *windows)
            if ones:
                matrix[:, -1] = 1.0
            yield Block((start, stop), slice(start * places, stop * places), matrix, taps)

    def gathered(self, padded: Array, filters: int = 0) -> Iterator[Block]:
        """Yield each block when the calls that fill it are written."""
        down, across = self._slides
        every = sliding_window_view(padded, (down.reach, across.reach), axis=(1, 2))
        strided = every[:, :: down.stride, :: across.stride]
        strided = strided[..., :: down.dilation, :: across.dilation]
        windows = self._by_pool(strided).transpose(0, 7, 8, 1, 2, 3, 4, 5, 6)
        for block in self.blocks(filters):
            self._site.call(np.copyto, block.taps, self._rows_of(block, windows))
            yield block

    def members(self, block: Block, values: Array) -> Array:
        """Return a view of a block's values, ``(groups, filters, windows)``, by member of a pool.

        It is ``(groups, filters, pool height, pool width, rows, columns, batch)``.
        """
        windows = values.reshape(*values.shape[:2], *block.taps.shape[4:])
        return windows if self._together else windows.transpose(0, 1, 3, 5, 2, 4, 6)

    def _by_pool(self, windows: Array) -> Array:
        """Split ``(channels, rows, columns, ...)`` by group and pool, in the order of columns."""
        height, width = self._pool
        read = windows[:, : self._rows * height, : self._across * width]
        split = read.reshape(
            *(self.groups, self._channels // self.groups),
            *(self._rows, height, self._across, width),
            *windows.shape[3:],
        )
        if not self._together:
            return split
        return split.transpose(0, 1, 3, 5, 2, 4, *range(6, split.ndim))

    def _rows_of(self, block: Block, windows: Array) -> Array:
        """Return those of a block, of windows whose last dimensions are those of its columns."""
        rows = slice(*block.rows)
        return windows[..., rows, :, :] if self._together else windows[..., rows, :, :, :, :]

    # -- the products of a block

    def multiply(self, block: Block, weights: Array, out: Array) -> None:
        """Write ``out = weights * block``; ``out`` is ``(groups, filters, windows)``."""
        by_group = self._by_group(weights)
        by_filter, parts = by_group.transpose(0, 2, 1), _parts(by_group, out.shape[-1])
        split = _split(block.matrix, parts), _split(out, parts)
        self._site.call(np.matmul, by_filter, *split)

    def add_gradient(self, block: Block, delta: Array, total: Array) -> None:
        """Write the block's share in the gradient of the weights; the first replaces the total."""
        totals, call = self._by_group(total), self._site.call
        begins = block.rows[0] == 0
        share = totals if begins else self._site.new_scratch(totals.shape, "weights")
        parts = _parts(totals, delta.shape[-1])
        if parts == 1:
            call(np.matmul, block.matrix, delta.transpose(0, 2, 1), share)
        else:
            products = self._site.new_scratch((parts, *totals.shape), "parts")
            call(
                np.matmul,
                _split(block.matrix, parts),
                _split(delta, parts).swapaxes(2, 3),
                products,
            )
            call(np.add.reduce, products, 0, None, share)
        if not begins:
            call(np.add, totals, share, totals)

    def begin_spread(self, target: Array) -> Array:
        """Return where `spread` adds up what is to end in ``target``."""
        whole = self._site.new_scratch(self._padded_shape, "spread") if self._pads else target
        self._site.call(whole.fill, 0.0)
        return whole

    def spread(self, block: Block, delta: Array, weights: Array, whole: Array) -> None:
        """Write ``delta`` of a block's windows back to where they read; overwrites the block."""
        columns = block.columns
        by_group = self._by_group(weights)[:, : columns.shape[1]]
        self._site.call(np.matmul, by_group, delta, columns)
        self._site.call(self._adder(block, whole))

    def end_spread(self, whole: Array, target: Array) -> None:
        if whole is not target:
            self._site.call(np.copyto, target, self._inner(whole))

    def flat(self, picture: Array) -> Array:
        """Return a contiguous picture as ``(groups, channels in a group, windows)``."""
        return picture.reshape(self.groups, picture.shape[0] // self.groups, -1)

    def _by_group(self, weights: Array) -> Array:
        rows, filters = weights.shape
        return weights.reshape(rows, self.groups, filters // self.groups).transpose(1, 0, 2)

    def _adder(self, block: Block, whole: Array) -> Callable[[], None]:
        """Return the call that adds a block's columns to the values they were gathered from."""
        down, across = self._slides
        pairs = []
        for i in range(down.kernel):
            for j in range(across.kernel):
                read = self._by_pool(whole[:, down.tap(i), across.tap(j)])
                pairs.append((self._rows_of(block, read), block.taps[:, i, j]))

        def add() -> None:
            for target, part in pairs:
                np.add(target, part, target)

        return add


def _parts(weights: Array, windows: int) -> int:
    """Return in how many products with few weights so many windows are computed fastest."""
    _, rows, filters = weights.shape
    if rows * filters > _FEW_WEIGHTS:
        return 1
    least = -(-rows * filters * windows // _SMALL_PRODUCT)
    return next((parts for parts in range(least, 4 * least) if windows % parts == 0), 1)


def _split(matrix: Array, parts: int) -> Array:
    """Return ``(parts, groups, rows, windows in a part)``."""
    groups, rows, windows = matrix.shape
    return matrix.reshape(groups, rows, parts, windows // parts).transpose(2, 0, 1, 3)
