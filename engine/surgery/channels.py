"""Where the channels of a tensor were in another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Indices = NDArray[np.intp]

NEW = -1
"""Stands for the place of a channel that was not there before."""


def first(before: int, now: int) -> Indices:
    """Return the places of ``now`` entries of which the first ``before`` were there."""
    places = np.arange(now)
    return np.where(places < before, places, NEW)


def spread_over(places: Indices, times: int) -> Indices:
    """Return the places where each channel is followed by itself so many times."""
    spread = places[:, None] * times + np.arange(times)
    return np.where(places[:, None] >= 0, spread, NEW).ravel()


def covers(places: Indices | None, width: int) -> bool:
    """Whether each of ``width`` old channels is there still."""
    return places is None or len(np.unique(places[places >= 0])) == width


def plain(places: Indices, width: int) -> Indices | None:
    """Return None instead of places that are those of all ``width`` old channels in order."""
    return None if np.array_equal(places, np.arange(width)) else places


def same(one: Indices | None, other: Indices | None) -> bool:
    """Whether two tensors took their channels from the same places."""
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other)
