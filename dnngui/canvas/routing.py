"""Where connections run: straight to their target, or along a lane past the cards in between."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dnngui.canvas.geometry import CARD_WIDTH, Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]
Key = TypeVar("Key")

CLEARANCE = 14.0
"""Distance of a lane from a card, and of two lanes from each other."""
BEND = 12.0
TURN = 24.0
"""How far a connection that runs backwards reaches out before it turns."""
TURN_COSTS = CLEARANCE
SAMPLES = 16
LANES = 8
BELOW_COSTS = 3.0 * CLEARANCE
"""Lanes above are preferred, as previews grow downwards."""


class Wire(NamedTuple):
    """From an output port to an input port."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def backwards(self) -> bool:
        return self.x2 - self.x1 < BEND


class Lane(NamedTuple):
    """A horizontal stretch, from ``x1`` to ``x2`` in the direction of flow."""

    x1: float
    x2: float
    y: float

    def meets(self, other: Lane) -> bool:
        left, right = sorted((self.x1, self.x2))
        other_left, other_right = sorted((other.x1, other.x2))
        near = abs(self.y - other.y) < CLEARANCE - 1.0
        return near and left < other_right and other_left < right


def route(wires: Mapping[Key, Wire], cards: Iterable[Box]) -> dict[Key, Lane | None]:
    """Return the lane of each wire, None where it runs freely.

    Short wires choose first, so that lanes of longer ones nest around theirs.
    """
    ordered = sorted(cards)
    lefts = [card.left for card in ordered]
    lanes: dict[Key, Lane | None] = {}
    taken: list[Lane] = []
    for key, wire in sorted(wires.items(), key=lambda item: abs(item[1].x2 - item[1].x1)):
        lane = _lane(wire, _cards_on_the_way(wire, ordered, lefts), taken)
        lanes[key] = lane
        if lane is not None:
            taken.append(lane)
    return lanes


def bend(start: Point, end: Point, *, outwards: bool = False) -> float:
    """Return how far the handles of the curve between two points reach."""
    if outwards:
        return TURN + BEND
    width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    return max(width / 2.0, min(height / 4.0, 0.9 * width))


def _cards_on_the_way(wire: Wire, ordered: Sequence[Box], lefts: Sequence[float]) -> list[Box]:
    if wire.backwards:
        left, right = wire.x2 - TURN, wire.x1 + TURN
    else:
        left, right = wire.x1 + 1.0, wire.x2 - 1.0
    first, last = bisect_right(lefts, left - CARD_WIDTH), bisect_left(lefts, right)
    return list(ordered[first:last])


def _lane(wire: Wire, between: Sequence[Box], taken: Sequence[Lane]) -> Lane | None:
    if wire.backwards:
        return _nearest_lane(wire, wire.x1, wire.x2, between, taken)
    if not _blocked(wire, between):
        return None
    x1 = max(min(card.left for card in between) - BEND, wire.x1 + TURN)
    x2 = min(max(card.right for card in between) + BEND, wire.x2 - TURN)
    if x2 <= x1:
        return None
    return _nearest_lane(wire, x1, x2, between, taken)


def _blocked(wire: Wire, between: Sequence[Box]) -> bool:
    if not between:
        return False
    boxes = [card.grown(CLEARANCE / 2.0) for card in between]
    reach = bend((wire.x1, wire.y1), (wire.x2, wire.y2))
    for step in range(1, SAMPLES):
        t = step / SAMPLES
        rise, along = t * t * (3.0 - 2.0 * t), 3.0 * t * (1.0 - t)
        y = wire.y1 + (wire.y2 - wire.y1) * rise
        x = wire.x1 + (wire.x2 - wire.x1) * rise + reach * along * (1.0 - 2.0 * t)
        if any(box.holds(x, y) for box in boxes):
            return True
    return False


def _nearest_lane(
    wire: Wire, x1: float, x2: float, between: Sequence[Box], taken: Sequence[Lane]
) -> Lane:
    boxes = [card.grown(CLEARANCE - 1.0) for card in between]
    top, bottom = min(wire.y1, wire.y2), max(wire.y1, wire.y2)

    def cost(y: float) -> float:
        climb = abs(y - wire.y1) + abs(y - wire.y2)
        turns = 0.0 if y in (wire.y1, wire.y2) else TURN_COSTS
        return climb + turns + (BELOW_COSTS if y > bottom else 0.0)

    heights = set() if wire.backwards else {wire.y1, wire.y2}
    tops, bottoms = {card.top for card in between}, {card.bottom for card in between}
    for step in range(1, LANES + 1):
        heights |= {y - CLEARANCE * step for y in tops} | {y + CLEARANCE * step for y in bottoms}
    second_best = None
    for y in sorted(heights, key=cost):
        lane = Lane(x1, x2, y)
        if any(box.top < y < box.bottom for box in boxes):
            continue
        if any(lane.meets(other) for other in taken):
            continue
        if not _turns_blocked(wire, lane, between):
            return lane
        second_best = second_best or lane
    above = min((card.top for card in between), default=top)
    return second_best or Lane(x1, x2, math.floor(above - CLEARANCE * (LANES + 1)))


def _turns_blocked(wire: Wire, lane: Lane, between: Sequence[Box]) -> bool:
    """Whether a card stands where the wire climbs to its lane or comes down from it."""
    reach = TURN if wire.backwards else 0.0
    climb = Box(wire.x1, min(wire.y1, lane.y), max(lane.x1, wire.x1 + reach), max(wire.y1, lane.y))
    fall = Box(min(lane.x2, wire.x2 - reach), min(wire.y2, lane.y), wire.x2, max(wire.y2, lane.y))
    return any(card.overlaps(climb) or card.overlaps(fall) for card in between)
