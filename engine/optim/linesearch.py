"""A line search for the strong Wolfe conditions (Nocedal and Wright 2006, 3.5 and 3.6).

Trial points by cubic interpolation; as ``torch.optim.LBFGS(line_search_fn="strong_wolfe")``, which
goes back to Torch 7's lswolfe.lua.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

SUFFICIENT, CURVATURE = 1e-4, 0.9
"""c₁ of the decrease and c₂ of the curvature."""

MOST_TRIALS = 25
SMALLEST = 1e-9
"""The search ends where the bracket is narrower than this, in any parameter."""


class Point(NamedTuple):
    """A point of the line: its place, the loss and the slope there.

    Where the loss is not finite it counts as infinite and the slope is not a number: the
    interpolation then halves the bracket.
    """

    at: float
    loss: float
    slope: float


def search(evaluate: Callable[[float], Point], start: Point, length: float, reach: float) -> Point:
    """Return a point at which both conditions hold, or the lowest found.

    Parameters
    ----------
    start
        The point at 0; its slope is negative.
    length
        First place to try.
    reach
        Greatest movement of any parameter per unit of length.
    """
    bracket, trials = _bracketed(evaluate, start, length)
    if len(bracket) == 1:
        return bracket[0]
    return _zoomed(evaluate, start, bracket, trials, reach)


def _bracketed(
    evaluate: Callable[[float], Point], start: Point, length: float
) -> tuple[list[Point], int]:
    """Go on along the line until a good point lies between two, or is found."""
    before, here = start, evaluate(length)
    for trials in range(MOST_TRIALS):
        rising = trials > 1 and here.loss >= before.loss
        if _too_high(here, start) or rising:
            return [before, here], trials
        if _flat(here, start):
            return [here], trials
        if here.slope >= 0.0:
            return [before, here], trials
        nearest, farthest = here.at + 0.01 * (here.at - before.at), 10.0 * here.at
        following = _interpolated(before, here, nearest, farthest)
        before, here = here, evaluate(following)
    return [start, here], MOST_TRIALS


def _zoomed(
    evaluate: Callable[[float], Point],
    start: Point,
    bracket: list[Point],
    trials: int,
    reach: float,
) -> Point:
    """Narrow the bracket down to a point that meets the conditions."""
    low, high = sorted(bracket, key=lambda point: point.loss)
    first, second = bracket
    stuck = False
    while trials < MOST_TRIALS:
        left, right = sorted((first.at, second.at))
        if (right - left) * reach < SMALLEST:
            break
        trial, stuck = _kept_away(_interpolated(first, second, left, right), left, right, stuck)
        here = evaluate(trial)
        trials += 1
        low_is_first = low is first
        if _too_high(here, start) or here.loss >= low.loss:
            first, second = (low, here) if low_is_first else (here, low)
            low, high = (first, second) if first.loss <= second.loss else (second, first)
            continue
        if _flat(here, start):
            return here
        if here.slope * (high.at - low.at) >= 0.0:
            high = low
        low = here
        first, second = (low, high) if low_is_first else (high, low)
    return low


def _kept_away(trial: float, left: float, right: float, stuck: bool) -> tuple[float, bool]:
    """Move a trial from the ends of the bracket where the last one made no progress either."""
    margin = 0.1 * (right - left)
    if min(right - trial, trial - left) >= margin:
        return trial, False
    if not (stuck or trial >= right or trial <= left):
        return trial, True
    return (right - margin if abs(trial - right) < abs(trial - left) else left + margin), False


def _too_high(point: Point, start: Point) -> bool:
    return point.loss > start.loss + SUFFICIENT * point.at * start.slope


def _flat(point: Point, start: Point) -> bool:
    return abs(point.slope) <= -CURVATURE * start.slope


def _interpolated(one: Point, other: Point, least: float, most: float) -> float:
    """Return where the cubic through two points and their slopes is lowest, within bounds."""
    if one.at > other.at:
        one, other = other, one
    middle = (least + most) / 2.0
    width = other.at - one.at
    if not width or not math.isfinite(one.loss) or not math.isfinite(other.loss):
        return middle
    d1 = one.slope + other.slope + 3.0 * (one.loss - other.loss) / width
    square = d1 * d1 - one.slope * other.slope
    if not square >= 0.0:
        return middle
    d2 = math.sqrt(square)
    below = other.slope - one.slope + 2.0 * d2
    if not below:
        return middle
    lowest = other.at - width * ((other.slope + d2 - d1) / below)
    return min(max(lowest, least), most)
