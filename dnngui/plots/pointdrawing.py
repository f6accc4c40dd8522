"""Drawing on the points of a project, by the mouse or the keys over a chart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsEllipseItem

from dnngui.document.points import added, erased, moved, points_of, with_points
from dnngui.plots.pointhand import PointHand
from dnngui.plots.pointtools import Tool
from dnngui.words import say
from engine.data.errors import DataError
from engine.data.ownpoints import parts
from engine.data.settings import Points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.plots.chart import Chart
    from dnngui.plots.pointtools import PointTools
    from dnngui.training.frames import Grid

INTERVAL = 30
"""Least time between two edits of a gesture, in milliseconds."""

_GRASP = 9.0
"""Pixels from a point within which a press takes hold of it."""
_STAMP = 4
"""Points that a brush leaves at a time."""
_BETWEEN = 0.9
"""Way between two stamps of the brush, in its radius."""


class PointDrawing(QObject):
    """Makes each gesture one step of the history, in effect while it goes on.

    Signals
    -------
    message(str)
        One sentence for the person: why something cannot be drawn.
    """

    message = Signal(str)

    def __init__(
        self, history: History, chart: Chart, tools: PointTools, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._history, self._chart, self._tools = history, chart, tools
        self._grid: Grid | None = None
        self._test = True
        self._points: Points | None = None
        self._put: Points | None = None
        self._grasped: int | None = None
        self._last: QPointF | None = None
        self._text = ""
        self._gesture = 0
        self._pace = QTimer(self, singleShot=True, interval=INTERVAL)
        self._pace.timeout.connect(self._put_newest)
        self.hand = PointHand(chart, self)
        self.hand.pressed.connect(self._press)
        self.hand.dragged.connect(self._drag)
        self.hand.released.connect(self._release)
        self.hand.hovered.connect(self._hover)
        self.hand.erasing_requested.connect(self._erase_here)
        self.hand.class_chosen.connect(tools.choose)
        tools.changed.connect(self._show_ring)
        tools.clear_requested.connect(self._clear)
        history.changed.connect(self._follow)
        self._ring = QGraphicsEllipseItem()
        self._ring.hide()
        chart.add(self._ring, 5.0)

    @property
    def active(self) -> bool:
        return self.hand.active

    def set_active(self, on: bool) -> None:
        """Let presses on the chart draw, or leave them to it."""
        if not on:
            self._release()
            self._ring.hide()
        self.hand.set_active(on)

    def set_plane(self, grid: Grid | None, *, test: bool) -> None:
        """Take which inputs the axes show, and whether points held out are to be seen."""
        self._grid, self._test = grid, test

    # -- gestures

    @Slot(QPointF)
    def _press(self, at: QPointF) -> None:
        points = self._begin()
        if points is None:
            return
        tool = self._tools.tool
        if tool is Tool.ERASER:
            self._erase(at, self._tools.radius)
        elif tool is Tool.BRUSH:
            self._stamp(at)
        else:
            self._grasped = self._nearest(at)
            if self._grasped is None:
                self._add([at], self.tr("Add point"))
                self._grasped = len(self._points.points) - 1 if self._points else None
            else:
                self._text = self.tr("Move point")

    @Slot(QPointF)
    def _drag(self, at: QPointF) -> None:
        if self._points is None:
            return
        tool = self._tools.tool
        if tool is Tool.ERASER:
            self._erase(at, self._tools.radius)
        elif tool is Tool.BRUSH:
            if self._last is None or self._pixels(at, self._last) >= self._brushed:
                self._stamp(at)
        elif self._grasped is not None:
            self._change(moved(self._points, self._grasped, *self._input(at)), self._text)

    @Slot()
    def _release(self) -> None:
        if self._points is not None:
            self._put_newest()
        self._points = self._grasped = self._last = None

    @Slot(QPointF)
    def _erase_here(self, at: QPointF) -> None:
        if self._begin() is not None:
            self._erase(at, _GRASP)
            self._release()

    @Slot()
    def _clear(self) -> None:
        if self._begin() is not None and self._points is not None:
            every = range(len(self._points.points))
            self._change(erased(self._points, every), self.tr("Clear points"))
            self._release()

    def _begin(self) -> Points | None:
        """Take up the points as they are; None where they cannot be drawn on."""
        self._release()
        try:
            self._points = points_of(self._history.project)
        except DataError as error:
            self.message.emit(say(error.message))
        self._gesture += 1
        return self._points

    # -- what they change

    def _stamp(self, at: QPointF) -> None:
        """Leave points evenly spread within the brush."""
        assert self._points is not None
        self._last = at
        random = np.random.Generator(np.random.PCG64(len(self._points.points)))
        away = self._tools.radius * np.sqrt(random.random(_STAMP))
        angle = 2.0 * math.pi * random.random(_STAMP)
        wide, high = self._chart.view.viewPixelSize()
        places = [
            QPointF(at.x() + wide * x, at.y() + high * y)
            for x, y in zip(away * np.cos(angle), away * np.sin(angle), strict=True)
        ]
        seen = self._chart.view.viewRect()
        self._add([place for place in places if seen.contains(place)], self.tr("Brush points"))

    def _add(self, places: Sequence[QPointF], text: str) -> None:
        assert self._points is not None
        share = self._history.project.data.test_share
        inputs = [self._input(place) for place in places]
        try:
            changed = added(self._points, inputs, self._tools.target, share)
        except DataError as error:
            self.message.emit(say(error.message))
            return
        self._change(changed, text)

    def _erase(self, at: QPointF, radius: float) -> None:
        assert self._points is not None
        within = np.flatnonzero(self._distances(at) <= radius)
        if len(within):
            self._change(erased(self._points, within.tolist()), self.tr("Erase points"))

    def _change(self, points: Points, text: str) -> None:
        self._points, self._text = points, text
        if not self._pace.isActive():
            self._put_newest()

    @Slot()
    def _put_newest(self) -> None:
        """Make what was drawn up to now the project's."""
        points, project = self._points, self._history.project
        if points is None or points is self._put or not self._text:
            return
        if points == _kept(project):
            return
        self._put = points
        self._pace.start()
        key = f"points {self._gesture}"
        self._history.do(self._text, with_points(project, points), merge=key)

    @Slot(object)
    def _follow(self, project: Project) -> None:
        """End a gesture on points that are not the project's any more, as after an undo."""
        if self._points is not None and self._put is not None and _kept(project) is not self._put:
            self._points = self._grasped = None

    # -- where things are

    def _input(self, at: QPointF) -> tuple[float, float]:
        """Return the inputs at a place of the chart; its height where that is the target."""
        turned = self._grid is not None and self._grid.horizontal == 1
        return (at.y(), at.x()) if turned else (at.x(), at.y())

    def _distances(self, at: QPointF) -> NDArray[np.float64]:
        """Return how many pixels each point is away; infinity where it is not to be seen."""
        assert self._points is not None
        source, share = self._points, self._history.project.data.test_share
        if not source.points:
            return np.empty(0)
        height = [point.target if source.inputs == 1 else point.y for point in source.points]
        places = np.array([[point.x for point in source.points], height])
        x, y = self._input(at)
        wide, high = self._chart.view.viewPixelSize()
        across, up = self._input(QPointF(wide, high))
        away = np.hypot((places[0] - x) / across, (places[1] - y) / up)
        if not self._test:
            away[parts(source, share)[1]] = np.inf
        return np.asarray(away)

    def _nearest(self, at: QPointF) -> int | None:
        away = self._distances(at)
        if not len(away) or away.min() > _GRASP:
            return None
        return int(away.argmin())

    def _pixels(self, one: QPointF, other: QPointF) -> float:
        wide, high = self._chart.view.viewPixelSize()
        return math.hypot((one.x() - other.x()) / wide, (one.y() - other.y()) / high)

    @property
    def _brushed(self) -> float:
        return _BETWEEN * self._tools.radius

    # -- what is under the pointer

    @Slot(object)
    def _hover(self, _at: QPointF | None) -> None:
        self._show_ring()

    @Slot()
    def _show_ring(self) -> None:
        at, tool = self.hand.at, self._tools.tool
        shown = self.active and at is not None and (tool is not Tool.PLACE or self.hand.by_keys)
        self._ring.setVisible(shown)
        if at is None or not shown:
            return
        radius = _GRASP if tool is Tool.PLACE else self._tools.radius
        wide, high = (radius * each for each in self._chart.view.viewPixelSize())
        self._ring.setRect(QRectF(at.x() - wide, at.y() - high, 2.0 * wide, 2.0 * high))
        plane = self._grid is not None and self._grid.vertical is not None
        # The plane is light in either appearance.
        colour = QColor(_DARK if plane else self._chart.colours.text)
        dashed = Qt.PenStyle.DashLine if tool is Tool.ERASER else Qt.PenStyle.SolidLine
        self._ring.setPen(self._chart.pen(colour.name(), 1.2, dashed))


_DARK = "#1d242b"


def _kept(project: Project) -> Points | None:
    source = project.data.source
    return source if isinstance(source, Points) else None
