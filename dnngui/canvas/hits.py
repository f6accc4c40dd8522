"""What lies under the pointer."""

from __future__ import annotations

import enum
import math
from typing import TYPE_CHECKING, NamedTuple

from dnngui.canvas.geometry import CARD_WIDTH
from dnngui.canvas.items.frame import TITLE
from dnngui.canvas.items.node import IN_PORT, OUT_PORT
from dnngui.canvas.targets import Neuron
from dnngui.document.notes import Frame

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtCore import QPointF

    from dnngui.canvas.drawing import Drawing
    from dnngui.canvas.surgery import Cut
    from dnngui.canvas.targets import Target
    from dnngui.document.notes import Note
    from engine.graph import Edge

REACH = 10.0
"""Pixels within which a port or a line is hit."""
WIDEST_REACH = 18.0
"""The same at most in scene units, so that ports do not swallow small cards."""
SIDE_REACH = 6.0
"""Pixels within which the side of a comment or frame is hit."""
END_ZONE = 36.0
"""Length of a connection's end that can be dragged away."""


class Part(enum.Enum):
    NOTHING = enum.auto()
    NODE = enum.auto()
    IN_PORT = enum.auto()
    OUT_PORT = enum.auto()
    EDGE = enum.auto()
    EDGE_START = enum.auto()
    EDGE_END = enum.auto()
    HANDLE = enum.auto()
    NEURON = enum.auto()
    WEIGHT = enum.auto()
    TAB = enum.auto()
    NOTE = enum.auto()
    NOTE_SIDE = enum.auto()


Sides = tuple[int, int]
"""Which sides of a rectangle: -1 left or upper, 1 right or lower, 0 neither."""


class Hit(NamedTuple):
    """What lies at a point: one part, and whose it is."""

    part: Part
    node: int | None = None
    edge: Edge | None = None
    cut: Cut | None = None
    target: Target | None = None
    note: int | None = None
    sides: Sides = (0, 0)


def hit(drawing: Drawing, point: QPointF, zoom: float) -> Hit:
    """Return what is at a scene point.

    That is the handle, the port, the switch of neurons, the card, the neuron, the weight, the
    comment, the connection or the frame, in this order. A frame is hit at its title and sides.
    """
    cut = drawing.handles.at(point, zoom)
    if cut is not None:
        return Hit(Part.HANDLE, cut=cut)
    reach = min(REACH / zoom, WIDEST_REACH)
    if found := _port_at(drawing, point, reach):
        return found
    tab = drawing.neurons.tab_at(point)
    if tab is not None:
        return Hit(Part.TAB, node=tab)
    node = node_at(drawing, point)
    if node is not None:
        return Hit(Part.NODE, node=node)
    return (
        _neuron_at(drawing, point, zoom)
        or _note_at(drawing, point, zoom, frames=False)
        or _edge_part_at(drawing, point, zoom)
        or _note_at(drawing, point, zoom, frames=True)
        or Hit(Part.NOTHING)
    )


def _neuron_at(drawing: Drawing, point: QPointF, zoom: float) -> Hit | None:
    neurons = drawing.neurons
    target = neurons.target_at(point, zoom)
    if isinstance(target, Neuron):
        return Hit(Part.NEURON, node=target.node, target=target)
    target = target or neurons.weight_at(point, zoom)
    return None if target is None else Hit(Part.WEIGHT, target=target)


def _note_at(drawing: Drawing, point: QPointF, zoom: float, *, frames: bool) -> Hit | None:
    reach = min(SIDE_REACH / zoom, WIDEST_REACH)
    for each, note in drawing.notes.topmost_first():
        if isinstance(note, Frame) is not frames:
            continue
        sides = _sides(note, point, reach)
        if sides is not None and any(sides):
            return Hit(Part.NOTE_SIDE, note=each, sides=sides)
        if sides is not None and (not frames or point.y() <= note.top + TITLE):
            return Hit(Part.NOTE, note=each)
    return None


def _sides(note: Note, point: QPointF, reach: float) -> Sides | None:
    """Return on which sides of a note a point is, or None outside of it."""
    x, y = point.x(), point.y()
    inside = note.left - reach <= x <= note.right + reach
    if not inside or not note.top - reach <= y <= note.bottom + reach:
        return None
    return (
        _side(x - note.left, note.right - x, reach),
        _side(y - note.top, note.bottom - y, reach),
    )


def _side(first: float, second: float, reach: float) -> int:
    if min(first, second) > reach:
        return 0
    return -1 if first < second else 1


def _edge_part_at(drawing: Drawing, point: QPointF, zoom: float) -> Hit | None:
    edge = edge_at(drawing, point, zoom)
    if edge is None:
        return None
    if _near(drawing.port(edge.target, IN_PORT), point, END_ZONE):
        return Hit(Part.EDGE_END, edge=edge)
    if _near(drawing.port(edge.source, OUT_PORT), point, END_ZONE):
        return Hit(Part.EDGE_START, edge=edge)
    return Hit(Part.EDGE, edge=edge)


def node_at(drawing: Drawing, point: QPointF, margin: float = 0.0) -> int | None:
    """Return the topmost layer whose card, grown by ``margin``, holds the point."""
    x, reach = point.x(), CARD_WIDTH / 2.0 + margin
    found = []
    for order, (node, item) in enumerate(drawing.nodes.items()):
        # Most cards of a large drawing are far away, and Python is quicker than a call of Qt.
        if abs(x - drawing.places[node].x) <= reach:
            box = item.card_rect().adjusted(-margin, -margin, margin, margin)
            if box.contains(point - item.pos()):
                found.append((item.zValue(), order, node))
    return max(found)[2] if found else None


def edge_at(
    drawing: Drawing, point: QPointF, zoom: float, without: Collection[int] = ()
) -> Edge | None:
    """Return the nearest connection within reach that touches none of ``without``."""
    reach = min(REACH / zoom, WIDEST_REACH)
    best, nearest = None, math.inf
    for edge, item in drawing.edges.items():
        if edge.source in without or edge.target in without:
            continue
        distance = item.distance(point, reach)
        if distance < nearest:
            best, nearest = edge, distance
    return best


def _port_at(drawing: Drawing, point: QPointF, reach: float) -> Hit | None:
    best, nearest = None, reach
    y = point.y()
    for node, item in drawing.nodes.items():
        if abs(y - drawing.places[node].y) > reach:
            continue
        local = point - item.pos()
        for part, port in ((Part.IN_PORT, IN_PORT), (Part.OUT_PORT, OUT_PORT)):
            if part is Part.IN_PORT and not item.takes_input:
                continue
            distance = math.hypot(local.x() - port.x(), local.y() - port.y())
            if distance <= nearest:
                best, nearest = Hit(part, node=node), distance
    return best


def _near(port: tuple[float, float], point: QPointF, reach: float) -> bool:
    return math.hypot(point.x() - port[0], point.y() - port[1]) <= reach
