"""Where the neurons of an opened layer stand: in a column beneath its card."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from dnngui.canvas.geometry import CARD_HEIGHT, CARD_WIDTH, GRID
from engine.inference import infer
from engine.layers import Group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.document.project import Position
    from engine.graph import Graph

MOST = 16
"""Units of the largest layer that opens."""
TILE = 44.0
PITCH = 56.0
SMALLEST = 8.0
"""Side of a tile that can still be seen and hit."""
HEAD = 18.0
"""Distance of the first tile from the card."""
BIAS = QPointF(-9.0, -4.0)
"""Where a bias stands, from the lower left corner of its tile."""
NAMES = 78.0
"""Room for the names of inputs, at their left."""


class Column(NamedTuple):
    """The tiles of one layer, from the middle of its card."""

    x: float
    y: float
    units: int
    side: float

    @property
    def pitch(self) -> float:
        """Distance of the middles of two tiles."""
        return self.side * PITCH / TILE

    @property
    def top(self) -> float:
        return CARD_HEIGHT / 2.0 + HEAD

    @property
    def bottom(self) -> float:
        return self.top + self.units * self.pitch

    def tile(self, unit: int) -> QRectF:
        """Return a tile around the card's middle."""
        return QRectF(-self.side / 2.0, self.top + unit * self.pitch, self.side, self.side)

    def bias(self, unit: int) -> QPointF:
        """Return where the dot of a bias stands, around the card's middle."""
        return self.tile(unit).bottomLeft() + BIAS

    def heights(self) -> list[float]:
        """Return the middles of the tiles in scene units."""
        return [self.y + self.tile(unit).center().y() for unit in range(self.units)]

    def unit_at(self, point: QPointF) -> int | None:
        """Return the unit whose tile holds a scene point."""
        across, down = point.x() - self.x, point.y() - self.y - self.top
        unit = int(down // self.pitch)
        inside = abs(across) <= self.side / 2.0 and down % self.pitch <= self.side
        return unit if inside and 0 <= unit < self.units else None


def openable(graph: Graph) -> dict[int, int]:
    """Return the layers whose neurons can be shown, and how many each has."""
    shapes = infer(graph).shapes
    return {
        node.id: shapes[node.id][0]
        for node in graph.nodes
        if len(shapes.get(node.id, ())) == 1
        and shapes[node.id][0] <= MOST
        and not isinstance(node.layer, Group)
    }


def columns(opened: Mapping[int, int], places: Mapping[int, Position]) -> dict[int, Column]:
    """Return the columns of opened layers by id; tiles shrink where another card is below.

    Parameters
    ----------
    opened
        Numbers of units by id.
    """
    stacks: defaultdict[int, list[Position]] = defaultdict(list)
    for place in places.values() if opened else ():
        stacks[math.floor(place.x / CARD_WIDTH)].append(place)
    found = {
        node: Column(places[node].x, places[node].y, units, _side(places[node], units, stacks))
        for node, units in opened.items()
    }
    return {node: column for node, column in found.items() if column.side >= SMALLEST}


def _side(place: Position, units: int, stacks: Mapping[int, list[Position]]) -> float:
    """Return the side of tiles that leave free what stands below, by card widths along x."""
    stack = math.floor(place.x / CARD_WIDTH)
    near = (other for each in (stack - 1, stack, stack + 1) for other in stacks.get(each, ()))
    below = [
        other.y - place.y - CARD_HEIGHT
        for other in near
        if abs(other.x - place.x) < CARD_WIDTH and other.y > place.y
    ]
    if not below:
        return TILE
    return min(TILE, (min(below) - HEAD - GRID) / units * TILE / PITCH)
