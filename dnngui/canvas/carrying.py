"""Connections while layers are dragged: few are led anew at each step, so that drags are smooth."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from dnngui.canvas.geometry import CARD_WIDTH, Box
from dnngui.canvas.routing import CLEARANCE, Lane, Wire, route

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dnngui.document.project import Position
    from engine.graph import Edge


class Course(NamedTuple):
    """A connection and the lane on which it runs, None where it runs freely."""

    wire: Wire
    lane: Lane | None

    def moved(self, dx: float, dy: float) -> Course:
        """Return it at another place."""
        (x1, y1, x2, y2), lane = self.wire, self.lane
        wire = Wire(x1 + dx, y1 + dy, x2 + dx, y2 + dy)
        return Course(wire, lane and Lane(lane.x1 + dx, lane.x2 + dx, lane.y + dy))

    @property
    def box(self) -> Box:
        """What it takes up, with its distance from cards."""
        across, down = [self.wire.x1, self.wire.x2], [self.wire.y1, self.wire.y2]
        if self.lane is not None:
            across += self.lane[:2]
            down.append(self.lane.y)
        return Box(min(across), min(down), max(across), max(down)).grown(CLEARANCE / 2.0)


class Carried:
    """The connections of a drawing in which some layers are dragged, at the same distances.

    Those of which one end is dragged are led anew at each step, past what stays. Those between two
    dragged layers keep their form for as long as no layer that stays is in their way. All others
    give way to the former at the drop alone.

    Parameters
    ----------
    nodes
        What is dragged, and where it stands before.
    courses
        All connections as they run before.
    staying
        The cards that are not dragged.

    Attributes
    ----------
    nodes
        What is dragged.
    first
        How the connections run that have no end among ``nodes``.
    loose
        The connections that have one.
    """

    def __init__(
        self,
        nodes: Mapping[int, Position],
        courses: Mapping[Edge, Course],
        staying: Iterable[Box],
    ) -> None:
        self.nodes = nodes.keys()
        self._start = next(iter(nodes.items()))
        self._cards = sorted(staying)
        self._lefts = [card.left for card in self._cards]
        ends = {edge for edge in courses if edge.source in nodes or edge.target in nodes}
        self._along = {
            edge: courses[edge] for edge in ends if edge.source in nodes and edge.target in nodes
        }
        self.loose = ends - self._along.keys()
        wires = {edge: course.wire for edge, course in courses.items()}
        lanes = route(wires, self._cards)
        self.first = {
            edge: Course(wires[edge], lane) for edge, lane in lanes.items() if edge not in ends
        }
        self._taken = [course.lane for course in self.first.values() if course.lane is not None]

    def courses(
        self, places: Mapping[int, Position], wires: Mapping[Edge, Wire]
    ) -> dict[Edge, Course]:
        """Return how the connections of the dragged layers run now.

        Parameters
        ----------
        places
            Where all layers stand.
        wires
            The ends of all `loose` connections.
        """
        node, start = self._start
        dx, dy = places[node].x - start.x, places[node].y - start.y
        found, led = {}, dict(wires)
        for edge, course in self._along.items():
            moved = course.moved(dx, dy)
            if not self._cards or self._is_free(moved.box):
                found[edge] = moved
            else:
                led[edge] = moved.wire
        lanes = route(led, self._cards, self._taken)
        return found | {edge: Course(led[edge], lane) for edge, lane in lanes.items()}

    def _is_free(self, box: Box) -> bool:
        first = bisect_right(self._lefts, box.left - CARD_WIDTH)
        last = bisect_left(self._lefts, box.right)
        return not any(card.overlaps(box) for card in self._cards[first:last])
