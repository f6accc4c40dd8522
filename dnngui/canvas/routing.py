"""Where connections run: straight to their target, or along a lane past the cards in between."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from dnngui.canvas.geometry import CARD_HEIGHT, CARD_WIDTH, Box

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


class Span(NamedTuple):
    """A stretch of one axis."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


class _Taken:
    """The lanes chosen so far, found by their place along the x axis.

    Wires choose in the order of their length, so that no lane is much longer than the one that
    is asked about, and few are looked at in vain.
    """

    def __init__(self, lanes: Iterable[Lane]) -> None:
        self._lanes: list[tuple[float, float, float]] = []
        self._longest = 0.0
        for lane in lanes:
            self.add(lane)

    def add(self, lane: Lane) -> None:
        left, right = min(lane.x1, lane.x2), max(lane.x1, lane.x2)
        self._longest = max(self._longest, right - left)
        insort(self._lanes, (left, right, lane.y))

    def heights(self, across: Span) -> list[float]:
        """Return where lanes run above or below ``across``."""
        first = bisect_left(self._lanes, (across.low - self._longest,))
        last = bisect_left(self._lanes, (across.high,))
        return [y for _, right, y in self._lanes[first:last] if right > across.low]


def route(
    wires: Mapping[Key, Wire], cards: Iterable[Box], taken: Iterable[Lane] = ()
) -> dict[Key, Lane | None]:
    """Return the lane of each wire, None where it runs freely.

    Short wires choose first, so that lanes of longer ones nest around theirs. All keep their
    distance from the lanes that are ``taken``.
    """
    ordered = sorted(cards)
    lefts = [card.left for card in ordered]
    lanes: dict[Key, Lane | None] = {}
    avoided = _Taken(taken)
    for key, wire in sorted(wires.items(), key=lambda item: abs(item[1].x2 - item[1].x1)):
        lane = _lane(wire, _cards_on_the_way(wire, ordered, lefts), avoided)
        lanes[key] = lane
        if lane is not None:
            avoided.add(lane)
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


def _lane(wire: Wire, between: Sequence[Box], taken: _Taken) -> Lane | None:
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
    margin = CLEARANCE / 2.0
    rows = Span(min(wire.y1, wire.y2) - margin, max(wire.y1, wire.y2) + margin)
    boxes = [
        card.grown(margin) for card in between if card.top <= rows.high and card.bottom >= rows.low
    ]
    if not boxes:
        return False
    reach = bend((wire.x1, wire.y1), (wire.x2, wire.y2))
    for step in range(1, SAMPLES):
        t = step / SAMPLES
        rise, along = t * t * (3.0 - 2.0 * t), 3.0 * t * (1.0 - t)
        y = wire.y1 + (wire.y2 - wire.y1) * rise
        x = wire.x1 + (wire.x2 - wire.x1) * rise + reach * along * (1.0 - 2.0 * t)
        if any(box.holds(x, y) for box in boxes):
            return True
    return False


def _nearest_lane(wire: Wire, x1: float, x2: float, between: Sequence[Box], taken: _Taken) -> Lane:
    """Return the cheapest lane that keeps its distance from cards and other lanes.

    Costs rise with the distance from the ports, so that the cheapest height is a port's own or
    lies where a stretch that is not free ends.
    """
    # Cards stand in rows: there are far fewer heights than cards.
    rows = {(card.top, card.bottom) for card in between}
    if wire.backwards:
        # Its own two cards, which may be left out of ``between`` while they are dragged.
        half = CARD_HEIGHT / 2.0
        rows |= {(y - half, y + half) for y in (wire.y1, wire.y2)}
    rows |= {(y, y) for y in taken.heights(Span(min(x1, x2), max(x1, x2)))}
    closed = _merged((top - CLEARANCE, bottom + CLEARANCE) for top, bottom in rows)
    heights = [end for row in closed for end in row]
    heights += [y for y in (wire.y1, wire.y2) if not _inside(closed, y)]
    climb, fall = _reachable(wire, x1, x2, between)
    bottom = max(wire.y1, wire.y2)

    def cost(y: float) -> tuple[bool, float, float]:
        turned = not (climb.holds(y) and fall.holds(y))
        way = abs(y - wire.y1) + abs(y - wire.y2)
        turns = 0.0 if y in (wire.y1, wire.y2) else TURN_COSTS
        return turned, way + turns + (BELOW_COSTS if y > bottom else 0.0), y

    return Lane(x1, x2, min(heights, key=cost))


def _merged(spans: Iterable[tuple[float, float]]) -> list[Span]:
    """Return the parts of the axis inside any of ``spans``, in order."""
    merged: list[Span] = []
    for low, high in sorted(spans):
        if merged and low < merged[-1].high:
            merged[-1] = Span(merged[-1].low, max(merged[-1].high, high))
        else:
            merged.append(Span(low, high))
    return merged


def _inside(merged: Sequence[Span], value: float) -> bool:
    """Whether ``value`` lies within one of the spans, not just at its end."""
    place = bisect_left(merged, (value,)) - 1
    return place >= 0 and value < merged[place].high


def _reachable(wire: Wire, x1: float, x2: float, between: Sequence[Box]) -> tuple[Span, Span]:
    """Return the heights to which the wire can climb, and from which it can come down.

    There, no card stands in the way.
    """
    reach = TURN if wire.backwards else 0.0
    climb = Span(wire.x1, max(x1, wire.x1 + reach))
    fall = Span(min(x2, wire.x2 - reach), wire.x2)
    return _open_around(wire.y1, climb, between), _open_around(wire.y2, fall, between)


def _open_around(y: float, across: Span, between: Sequence[Box]) -> Span:
    """Return the heights that can be reached from ``y`` within ``across``."""
    cards = [card for card in between if card.left < across.high and across.low < card.right]
    ceiling = max((card.bottom for card in cards if card.top < y), default=-math.inf)
    floor = min((card.top for card in cards if card.bottom > y), default=math.inf)
    return Span(ceiling, floor)
