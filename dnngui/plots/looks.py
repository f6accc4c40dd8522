"""What was seen of weights and gradients over a run, thinned to a bounded size."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dnngui.training.parameters import Look, Spread

    Floats = NDArray[np.float64]

MOST = 240
"""Looks that are kept; then every second one goes."""


class Looks:
    """Looks in the order of their steps.

    A run that goes on from an earlier step replaces what came after it, step by step.

    Attributes
    ----------
    kept
        Those so far; the last one may be one that a later one replaces.
    """

    def __init__(self) -> None:
        self.kept: list[Look] = []
        self._stride = 0
        self._now = -1

    def clear(self) -> None:
        self.kept.clear()
        self._stride, self._now = 0, -1

    def add(self, look: Look) -> None:
        """Take the next look; one back at an earlier moment has no gradients, and adds nothing."""
        back = bool(self.kept) and look.step <= self.kept[-1].step
        if back and not any(look.gradients.values()):
            self._now = look.step
            return
        first = bisect_right(self.kept, self._now, key=lambda each: each.step)
        place = bisect_left(self.kept, look.step, key=lambda each: each.step)
        if look.step > self._now:
            # What lies between is of a run that was left.
            del self.kept[first:place]
            place = min(first, place)
        same = slice(place, place + (place < len(self.kept) and self.kept[place].step == look.step))
        self.kept[same] = [look]
        self._now = look.step
        self._thin(place)

    def _thin(self, place: int) -> None:
        """Let the newest take the place of the one before where they are too near each other."""
        kept = self.kept
        if place >= 2 and kept[place].step - kept[place - 2].step < self._stride:
            del kept[place - 1]
        if len(kept) > MOST:
            span = kept[-1].step - kept[0].step
            self._stride = max(2 * self._stride, 4 * span // MOST)
            kept[1:-1] = kept[1:-1:2]

    def seen(self) -> list[Look]:
        """Return the looks up to the present step, of what is trained there."""
        past = self.kept[: bisect_right(self.kept, self._now, key=lambda each: each.step)]
        # Each RBM of a pre-training has epochs of its own, and so has the network after them.
        return [look for look in past if look.machine == past[-1].machine]


@lru_cache(maxsize=4 * MOST)
def quantiles(spread: Spread, shares: tuple[float, ...]) -> tuple[float, ...]:
    """Return where these shares of a histogram's values lie below, by straight lines in bins."""
    edges = np.linspace(spread.low, spread.high, len(spread.counts) + 1)
    return tuple(np.interp(shares, spread.below, edges).tolist())


def densities(spreads: Sequence[Spread | None], edges: Floats) -> Floats:
    """Return the share of values in each cell, ``(rows, spreads)``; NaN where there is nothing.

    Parameters
    ----------
    edges
        Of the rows, ``(rows + 1,)``, rising.
    """
    found = np.full((len(edges) - 1, len(spreads)), np.nan)
    known = [place for place, spread in enumerate(spreads) if spread is not None]
    there = [spread for spread in spreads if spread is not None]
    if not there:
        return found
    below = np.stack([spread.below for spread in there])
    low, high = (np.array([getattr(each, end) for each in there]) for end in ("low", "high"))
    bins = below.shape[1] - 1
    # All bins are of one width: where an edge falls needs no search.
    at = np.clip((edges[:, None] - low) * (bins / (high - low)), 0.0, bins)
    first = np.minimum(at.astype(np.intp), bins - 1)
    rows = np.arange(len(there))
    start, stop = below[rows, first], below[rows, first + 1]
    found[:, known] = np.diff(start + (at - first) * (stop - start), axis=0)
    return found
