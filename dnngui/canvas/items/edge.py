"""A connection: a curve from an output port to an input port, with an arrow at its end."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.geometry import Box
from dnngui.canvas.routing import Lane, Wire, bend
from dnngui.guard import guarded
from engine import shapes

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style
    from engine.graph import Edge
    from engine.shapes import Shape

ARROW = 9.0
PORT_GAP = 6.0
DETAIL = 0.3
"""Zoom below which heads of arrows are too small to be seen."""
LABEL_DETAIL = 0.75
"""Zoom below which shapes cannot be read."""
LABEL_HEIGHT = 14.0
LABEL_GAP = 3.0
"""Between a line and the shape above it."""
LABEL_STEEP = 0.5
"""Sine of the rise from which on a line would lead through what stands above it."""
SAME = 1e-6
"""Scene units by which rounding may change the form of a line that is moved."""


def wire_path(wire: Wire, lane: Lane | None, shorten: float = 0.0) -> QPainterPath:
    """Return the curve of a connection, ``shorten`` before its end."""
    start, end = (wire.x1, wire.y1), (wire.x2 - shorten, wire.y2)
    path = QPainterPath(QPointF(*start))
    if lane is None:
        _curve(path, start, end, 1.0, 1.0, outwards=wire.backwards)
        return path
    along = 1.0 if lane.x2 >= lane.x1 else -1.0
    entry, leave = (lane.x1, lane.y), (lane.x2, lane.y)
    _curve(path, start, entry, 1.0, along, outwards=along < 0.0)
    path.lineTo(QPointF(*leave))
    _curve(path, leave, end, along, 1.0, outwards=along < 0.0)
    return path


def _curve(
    path: QPainterPath,
    start: tuple[float, float],
    end: tuple[float, float],
    leaving: float,
    arriving: float,
    *,
    outwards: bool,
) -> None:
    """Add a curve whose ends run along the x axis, to the right (1) or to the left (-1)."""
    reach = bend(start, end, outwards=outwards)
    path.cubicTo(
        QPointF(start[0] + leaving * reach, start[1]),
        QPointF(end[0] - arriving * reach, end[1]),
        QPointF(*end),
    )


def arrow_head(tip: QPointF, size: float = ARROW) -> QPainterPath:
    """Return the head of an arrow that points to the right."""
    head = QPainterPath(tip)
    head.lineTo(tip + QPointF(-size, -size * 0.5))
    head.lineTo(tip + QPointF(-size * 0.75, 0.0))
    head.lineTo(tip + QPointF(-size, size * 0.5))
    head.closeSubpath()
    return head


def _to_segment(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((x - start[0]) * dx + (y - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.hypot(x - start[0] - along * dx, y - start[1] - along * dy)


def _way(
    before: tuple[Wire, Lane | None], now: tuple[Wire, Lane | None]
) -> tuple[float, float] | None:
    """Return by how much a connection moved that has kept its form, None where it has not."""
    (old, lane), (new, led) = before, now
    dx, dy = new.x1 - old.x1, new.y1 - old.y1
    moved = [new.x2 - old.x2 - dx, new.y2 - old.y2 - dy]
    if lane is not None and led is not None:
        moved += [led.x1 - lane.x1 - dx, led.x2 - lane.x2 - dx, led.y - lane.y - dy]
    elif lane is not led:
        return None
    return (dx, dy) if max(map(abs, moved)) < SAME else None


def _box(rect: QRectF) -> Box:
    return Box(rect.left(), rect.top(), rect.right(), rect.bottom())


class EdgeItem(QGraphicsItem):
    """Paints one connection."""

    def __init__(self, edge: Edge, style: Style) -> None:
        super().__init__()
        self.edge = edge
        self._style = style
        self._drawn: tuple[Wire, Lane | None] | None = None
        self._path = QPainterPath()
        self._head = QPainterPath()
        self._corners: list[tuple[float, float]] = []
        self._bounds = QRectF()
        self._box: Box | None = None
        self._label = ""
        self._label_box: QRectF | None = None
        self._chosen = self._hovered = self._marked = False
        self.setZValue(1.0)

    def set_route(self, wire: Wire, lane: Lane | None) -> None:
        if self._drawn == (wire, lane):
            return
        before, self._drawn = self._drawn, (wire, lane)
        self.prepareGeometryChange()
        self._corners, self._box = [], None
        way = None if before is None else _way(before, self._drawn)
        if way is not None:
            self._move(*way)
            return
        self._path = wire_path(wire, lane, PORT_GAP + ARROW * 0.75)
        self._head = arrow_head(QPointF(wire.x2 - PORT_GAP, wire.y2))
        self._label_box = None
        bounds = self._path.boundingRect().united(self._head.boundingRect())
        above = LABEL_HEIGHT + LABEL_GAP
        self._bounds = bounds.adjusted(-4.0, -above, 4.0, 4.0)

    def _move(self, dx: float, dy: float) -> None:
        """Keep the form, which costs a fifth of another one."""
        self._path.translate(dx, dy)
        self._head.translate(dx, dy)
        self._bounds.translate(dx, dy)
        if self._label_box is not None:
            self._label_box.translate(dx, dy)

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def set_shape(self, shape: Shape | None) -> None:
        """Write the shape of what passes above the line, where there is room."""
        label = "" if shape is None else shapes.text(shape).replace(" ", "")
        if label != self._label:
            self._label, self._label_box = label, None
            self.update()

    def set_state(self, *, chosen: bool, hovered: bool, marked: bool) -> None:
        """Show whether it is selected, pointed at, or about to take a layer in."""
        state = (chosen, hovered, marked)
        if state != (self._chosen, self._hovered, self._marked):
            self._chosen, self._hovered, self._marked = state
            self.update()

    @property
    def course(self) -> tuple[Wire, Lane | None]:
        """Its ends and its lane."""
        assert self._drawn is not None
        return self._drawn

    @property
    def marked(self) -> bool:
        return self._marked

    @property
    def path(self) -> QPainterPath:
        """The line in scene units."""
        return self._path

    def distance(self, point: QPointF, most: float) -> float:
        """Return how far ``point`` is from the line, infinite where that is over ``most``."""
        x, y = point.x(), point.y()
        # Most lines of a large drawing are far away, and Python is quicker than a call of Qt.
        if self._box is None:
            self._box = _box(self._bounds)
        if not self._box.grown(most).holds(x, y):
            return math.inf
        if not self._corners:
            polygon = self._path.toSubpathPolygons()[0]
            self._corners = [
                (polygon.at(index).x(), polygon.at(index).y()) for index in range(polygon.count())
            ]
        near = min(_to_segment(x, y, *pair) for pair in itertools.pairwise(self._corners))
        return near if near <= most else math.inf

    def boundingRect(self) -> QRectF:
        return self._bounds

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        strong = self._style.strong_edge if self._chosen or self._hovered else self._style.edge
        pen = self._style.marked_edge if self._marked else strong
        painter.strokePath(self._path, pen)
        detail = painter.worldTransform().m11()
        if detail < DETAIL:
            return
        painter.fillPath(self._head, pen.brush())
        if detail >= LABEL_DETAIL:
            self._paint_label(painter)

    def _paint_label(self, painter: QPainter) -> None:
        style = self._style
        if self._label_box is None:
            self._label_box = self._room_for_label()
        if not self._label_box.isEmpty():
            # Steep lines lead through their label, and others may cross it.
            painter.fillRect(self._label_box, style.canvas)
            painter.setFont(style.label_font)
            painter.setPen(style.accent if self._chosen or self._hovered else style.muted)
            painter.drawText(self._label_box, int(Qt.AlignmentFlag.AlignCenter), self._label)

    def _room_for_label(self) -> QRectF:
        """Return the box above the middle of the line, or on it where it is steep.

        It is empty where the shape is too long.
        """
        if not self._label or self._drawn is None:
            return QRectF()
        wire, lane = self._drawn
        width = QFontMetricsF(self._style.label_font).horizontalAdvance(self._label) + 2.0
        start, end = (wire.x1, wire.x2) if lane is None else (lane.x1, lane.x2)
        if width > abs(end - start):
            return QRectF()
        middle = self._path.pointAtPercent(0.5)
        steep = abs(math.sin(math.radians(self._path.angleAtPercent(0.5)))) > LABEL_STEEP
        top = middle.y() - (LABEL_HEIGHT / 2.0 if steep else LABEL_GAP + LABEL_HEIGHT)
        return QRectF(middle.x() - width / 2.0, top, width, LABEL_HEIGHT)
