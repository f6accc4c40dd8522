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
    with np.errstate(over="ignore"):
        whole = bool(np.isfinite(values.sum()))
    kept = _extremes(values, size) if whole else _extremes_and_gaps(values, size)
    return np.unique(np.concatenate([[0, count - 1], *kept]))


def _extremes(values: Floats, size: int) -> list[NDArray[np.intp]]:
    """Return where each bucket of finite values is least and greatest."""
    end = len(values) // size * size
    body, rest = values[:end].reshape(-1, size), values[end:]
    starts = np.arange(0, end, size)
    kept = [starts + body.argmin(axis=1), starts + body.argmax(axis=1)]
    if len(rest):
        kept.append(np.array([end + rest.argmin(), end + rest.argmax()]))
    return kept


def _extremes_and_gaps(values: Floats, size: int) -> list[NDArray[np.intp]]:
    """Return the same of values of which some are not finite, and the first of those."""
    finite = np.isfinite(values)
    buckets = -(-len(values) // size)
    least = _padded(np.where(finite, values, np.inf), buckets, size, np.inf)
    greatest = _padded(np.where(finite, values, -np.inf), buckets, size, -np.inf)
    starts = np.arange(buckets) * size
    gaps = _padded((~finite).astype(np.float64), buckets, size, 0.0)
    holed = (starts + gaps.argmax(axis=1))[gaps.any(axis=1)]
    return [starts + least.argmin(axis=1), starts + greatest.argmax(axis=1), holed]


def spaced(count: int, wanted: int = 8) -> NDArray[np.intp]:
    """Return indices of ``wanted`` to twice as many points that rest while ``count`` grows."""
    stride = 1 << max(0, (count // (2 * wanted)).bit_length())
    return np.arange(0, count, stride)


def _padded(values: Floats, buckets: int, size: int, fill: float) -> Floats:
    padded = np.full(buckets * size, fill)
    padded[: len(values)] = values
    return padded.reshape(buckets, size)
