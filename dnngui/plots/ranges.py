"""Where an axis begins and ends, so that it rests while its curve moves."""

from __future__ import annotations

import math

LARGEST = 1e300
"""Greatest value drawn; beyond it the arithmetic of the axes overflows."""

_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)

Range = tuple[float, float]


def round_up(value: float) -> float:
    """Return the next round number that is not below a positive ``value``."""
    unit = 10.0 ** math.floor(math.log10(value))
    return next((step * unit for step in _STEPS if step * unit >= value * (1.0 - 1e-12)), 10 * unit)


def round_down(value: float) -> float:
    """Return the next round number that is not above a positive ``value``."""
    unit = 10.0 ** math.floor(math.log10(value))
    steps = reversed(_STEPS)
    return next((step * unit for step in steps if step * unit <= value * (1.0 + 1e-12)), unit)


def from_zero(least: float, greatest: float) -> Range:
    """Return a range for values of a known zero, such as a loss, with room at both ends."""
    low = -round_up(-least) if least < -1e-300 else 0.0
    high = round_up(greatest * 1.02) if greatest > 1e-300 else (1.0 if low == 0.0 else 0.0)
    margin = 0.03 * (high - low)
    return low - margin, high + margin


def until(end: float) -> Range:
    """Return a range from zero to a positive ``end`` or a little further, with narrow margins."""
    high = round_up(end)
    return -0.02 * high, 1.02 * high


def around(least: float, greatest: float, share: float = 0.08) -> Range:
    """Return a range with a margin of ``share`` on both sides; a single value gets room too."""
    margin = share * (greatest - least)
    if margin <= 1e-12 * max(abs(least), abs(greatest)):
        margin = 0.1 * abs(least) or 1.0
    return least - margin, greatest + margin


def logarithmic(least: float, greatest: float) -> Range:
    """Return the range of the decimal logarithms of positive values."""
    low, high = math.log10(round_down(least)), math.log10(round_up(greatest))
    room = max(0.0, 0.3 - (high - low)) / 2.0
    margin = 0.03 * (high - low + 2.0 * room)
    return low - room - margin, high + room + margin


def share(least: float, greatest: float) -> Range:
    """Return a range for shares of 1: always up to the top, down to a tenth below the least."""
    low = max(0.0, math.floor(10.0 * min(least, 0.9) + 1e-9) / 10.0)
    margin = 0.03 * (max(greatest, 1.0) - low)
    return low - margin, max(greatest, 1.0) + margin


def determination(least: float, greatest: float) -> Range:
    """Return a range for R², which ends at 1 and has no least value.

    Below zero it reaches down to -1, or to the greatest value where that is lower: what is worse
    leaves the axis, so that a run that goes astray does not flatten what came before.
    """
    if least >= 0.0:
        return share(least, greatest)
    low = -1.0 if greatest >= -1.0 else -round_up(-1.02 * greatest)
    margin = 0.03 * (1.0 - low)
    return low - margin, 1.0 + margin
