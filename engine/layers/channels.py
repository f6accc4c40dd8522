"""Values seen channel by channel, for layers that compute something for each channel.

In memory a value is ``(outer, channels, inner)`` whichever way it lies: ``(positions, channels,
batch)``, or ``(1, channels, positions * batch)`` where its channels come first. Sums over a channel
are products with a vector of ones: several times faster than `numpy.add.reduce`, and as exact,
being summed over the batch first and over the positions then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.tape import Array


_FEW = 4
"""With fewer positions, laying values out costs more than it saves."""


def by_channel(value: Array) -> Array:
    """Return a value ``(*positions, channels, batch)`` as ``(outer, channels, inner)``, a view."""
    channels, batch = value.shape[-2:]
    if value.flags.c_contiguous:
        return value.reshape(-1, channels, batch)
    first = np.moveaxis(value, -2, 0)
    assert first.flags.c_contiguous, "a value lies either as it reads or channels first"
    return first.reshape(1, channels, -1)


def per_channel(site: Site, values: Array, view: Array) -> Array:
    """Return ``(channels,)`` values in the shape in which they meet ``view``, for the next call.

    Where the samples of a channel are few and its positions many, they are laid out for all samples
    first: NumPy then takes all channels of a position in one go.
    """
    outer, channels, inner = view.shape
    if outer < _FEW:
        return values[:, None]
    wide = site.new_scratch((channels, inner), "wide", values.dtype)
    site.call(np.copyto, wide, values[:, None])
    return wide


def sum_channels(site: Site, values: Array, total: Array) -> None:
    """Record ``total = `` the sum of each channel; ``values`` is from `by_channel`."""
    outer, channels, inner = values.shape
    batch = site.output.value.shape[-1]
    short = values.reshape(-1, batch)
    if len(short) == channels:
        site.call(short.dot, np.ones(batch, values.dtype), total)
        return
    sums = site.new_scratch((len(short),), "sums")
    site.call(short.dot, np.ones(batch, values.dtype), sums)
    if outer == 1:
        rows = sums.reshape(channels, inner // batch)
        site.call(rows.dot, np.ones(inner // batch, values.dtype), total)
    else:
        site.call(np.ones(outer, values.dtype).dot, sums.reshape(outer, channels), total)


def sum_products(site: Site, first: Array, second: Array, total: Array) -> None:
    """Record ``total = `` the sum of ``first * second`` over each channel."""
    outer, channels, _ = first.shape
    if outer == 1:
        site.call(np.vecdot, first, second, total[None])
        return
    sums = site.new_scratch((outer, channels), "sums")
    site.call(np.vecdot, first, second, sums)
    site.call(np.ones(outer, sums.dtype).dot, sums, total)
