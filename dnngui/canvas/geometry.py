"""Sizes of the drawing, in scene units: one unit is one pixel at 100%."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.document.project import Position

CARD_WIDTH = 180.0
CARD_HEIGHT = 90.0
PREVIEW_HEIGHT = 98.0
"""What a card grows downwards by while it shows a preview; its ports stay where they are."""
PULSE_HEIGHT = 18.0
"""How much of that the lines below the picture take."""

GRID = 10.0
LIMIT = 1e6
"""Places lie within this distance of the middle, along both axes."""
COLUMN = 240.0
"""Distance of the centres of two layers that follow each other."""
ROW = 200.0
"""Distance of the centres of two layers side by side, with room for previews."""


class Box(NamedTuple):
    """A rectangle with its sides parallel to the axes; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of_card(cls, x: float, y: float, *, preview: bool = False) -> Box:
        """Return the card centred at ``(x, y)``."""
        grown = PREVIEW_HEIGHT if preview else 0.0
        half_width, half_height = CARD_WIDTH / 2.0, CARD_HEIGHT / 2.0
        return cls(x - half_width, y - half_height, x + half_width, y + half_height + grown)

    def overlaps(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def below(self, way: float) -> Box:
        """Return the box further down."""
        return Box(self.left, self.top + way, self.right, self.bottom + way)

    def grown(self, margin: float) -> Box:
        return Box(self.left - margin, self.top - margin, self.right + margin, self.bottom + margin)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def cramped(places: Mapping[int, Position]) -> frozenset[int]:
    """Return the cards that would cover another one, or touch it, if they showed a preview."""
    columns: defaultdict[int, list[Position]] = defaultdict(list)
    for place in places.values():
        columns[math.floor(place.x / CARD_WIDTH)].append(place)
    return frozenset(node for node, place in places.items() if _is_cramped(place, columns))


def _is_cramped(place: Position, columns: Mapping[int, list[Position]]) -> bool:
    column = math.floor(place.x / CARD_WIDTH)
    near = (other for each in (column - 1, column, column + 1) for other in columns.get(each, ()))
    return any(
        abs(other.x - place.x) < CARD_WIDTH
        and 0.0 < other.y - place.y < CARD_HEIGHT + PREVIEW_HEIGHT + GRID
        for other in near
    )


def snap(value: float) -> float:
    """Return the grid's line nearest to ``value``."""
    return round(value / GRID) * GRID
