"""Fewer points for the same picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.floating[Any]]


def drawn(values: Floats, limit: int = 1024) -> NDArray[np.intp]:
    """Return the indices of the points that draw a curve: ``limit``, its ends and its gaps.

    Of each bucket of neighbours the least and the greatest stay, so that no peak is lost, and the
    first that is not finite, so that a gap stays a gap; and the curve's first and last point.
    Buckets begin at multiples of their size, a power of two: a curve that grows keeps its shape.

    Parameters
    ----------
    values
        ``(points,)``
    """
    count = len(values)
    if count <= limit:
        return np.arange(count)
    size = 1 << (-(-2 * count // limit) - 1).bit_length()
    buckets = -(-count // size)
    finite = np.isfinite(values)
    least = _padded(np.where(finite, values, np.inf), buckets, size, np.inf)
    greatest = _padded(np.where(finite, values, -np.inf), buckets, size, -np.inf)
    starts = np.arange(buckets) * size
    kept = np.zeros(count, dtype=np.bool_)
    kept[[0, count - 1]] = True
    kept[starts + least.argmin(axis=1)] = True
    kept[starts + greatest.argmax(axis=1)] = True
    if not finite.all():
        gaps = _padded((~finite).astype(np.float64), buckets, size, 0.0)
        kept[(starts + gaps.argmax(axis=1))[gaps.any(axis=1)]] = True
    return np.flatnonzero(kept)


def spaced(count: int, wanted: int = 8) -> NDArray[np.intp]:
    """Return indices of ``wanted`` to twice as many points that rest while ``count`` grows."""
    stride = 1 << max(0, (count // (2 * wanted)).bit_length())
    return np.arange(0, count, stride)


def _padded(values: Floats, buckets: int, size: int, fill: float) -> Floats:
    padded = np.full(buckets * size, fill)
    padded[: len(values)] = values
    return padded.reshape(buckets, size)
