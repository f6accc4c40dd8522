"""A connection: a curve from an output port to an input port, with an arrow at its end."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.routing import Lane, Wire, bend
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style
    from engine.graph import Edge

ARROW = 9.0
PORT_GAP = 6.0
DETAIL = 0.3
"""Zoom below which heads of arrows are too small to be seen."""


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


def arrow_head(tip: QPointF, size: float = ARROW) -> QPolygonF:
    """Return the head of an arrow that points to the right."""
    return QPolygonF(
        [
            tip,
            tip + QPointF(-size, -size * 0.5),
            tip + QPointF(-size * 0.75, 0.0),
            tip + QPointF(-size, size * 0.5),
        ]
    )


def _to_segment(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((x - start[0]) * dx + (y - start[1]) * dy) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return math.hypot(x - start[0] - along * dx, y - start[1] - along * dy)


class EdgeItem(QGraphicsItem):
    """Paints one connection."""

    def __init__(self, edge: Edge, style: Style) -> None:
        super().__init__()
        self.edge = edge
        self._style = style
        self._drawn: tuple[Wire, Lane | None] | None = None
        self._path = QPainterPath()
        self._head = QPolygonF()
        self._corners: list[tuple[float, float]] = []
        self._bounds = QRectF()
        self._chosen = self._hovered = self._marked = False
        self.setZValue(1.0)

    def set_route(self, wire: Wire, lane: Lane | None) -> None:
        if self._drawn == (wire, lane):
            return
        self._drawn = (wire, lane)
        self.prepareGeometryChange()
        self._path = wire_path(wire, lane, PORT_GAP + ARROW * 0.75)
        self._head = arrow_head(QPointF(wire.x2 - PORT_GAP, wire.y2))
        self._corners = []
        bounds = self._path.boundingRect().united(self._head.boundingRect())
        self._bounds = bounds.adjusted(-4.0, -4.0, 4.0, 4.0)

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def set_state(self, *, chosen: bool, hovered: bool, marked: bool) -> None:
        """Show whether it is selected, pointed at, or about to take a layer in."""
        state = (chosen, hovered, marked)
        if state != (self._chosen, self._hovered, self._marked):
            self._chosen, self._hovered, self._marked = state
            self.update()

    @property
    def marked(self) -> bool:
        return self._marked

    @property
    def path(self) -> QPainterPath:
        """The line in scene units."""
        return self._path

    def distance(self, point: QPointF, most: float) -> float:
        """Return how far ``point`` is from the line, infinite where that is over ``most``."""
        if not self._bounds.adjusted(-most, -most, most, most).contains(point):
            return math.inf
        if not self._corners:
            polygon = self._path.toSubpathPolygons()[0]
            self._corners = [
                (polygon.at(index).x(), polygon.at(index).y()) for index in range(polygon.count())
            ]
        x, y = point.x(), point.y()
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
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(self._path)
        if option.levelOfDetailFromTransform(painter.worldTransform()) < DETAIL:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.brush())
        painter.drawPolygon(self._head)
