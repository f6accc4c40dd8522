"""The box around a surface: its floor, an upright edge, and what they measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from dnngui.plots.ranges import Range
    from dnngui.plots.relief import Floats, Pose
    from dnngui.theme import Palette

    Place = Callable[[Floats], QPointF]

_UPWARD = np.array([0.0, 0.0, 1.0])
_CORNERS = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)])
_SHARES = 0.14, 0.5, 0.86
"""Where on an edge its least value, its name and its greatest value stand."""
_OUTSIDE = 0.16
"""How far outside of the box words stand in space, in half its side."""
_AWAY = 12.0
"""Distance of words from their edge."""


class Axis(NamedTuple):
    """What one edge of the box measures."""

    name: str
    limits: Range


class Box(NamedTuple):
    """The three directions of a surface."""

    across: Axis
    up: Axis
    height: Axis


def edges() -> Floats:
    """Return both ends of each edge of the floor and the upright ones, ``(16, 3)``."""
    floor = np.concatenate([_CORNERS, np.zeros((4, 1))], axis=1)
    around = np.stack([floor, np.roll(floor, -1, axis=0)], axis=1)
    upright = np.stack([floor, floor + _UPWARD], axis=1)
    both: Floats = np.concatenate([around, upright]).reshape(-1, 3)
    return both


def words(box: Box) -> list[tuple[str, Floats]]:
    """Return names and limits, each with a place outside of the box's front edges."""
    out = 1.0 + _OUTSIDE
    found: list[tuple[str, Floats]] = []
    for share, text in zip(_SHARES, _texts(box.across), strict=True):
        found.append((text, np.array([2.0 * share - 1.0, -out, 0.0])))
    for share, text in zip(_SHARES, _texts(box.up), strict=True):
        found.append((text, np.array([-out, 2.0 * share - 1.0, 0.0])))
    for height, text in zip((0.0, 0.5, 1.0), _texts(box.height), strict=True):
        found.append((text, np.array([-out, out, height])))
    return found


def paint_box(painter: QPainter, box: Box, pose: Pose, place: Place, colours: Palette) -> None:
    """Paint the box behind a surface.

    Parameters
    ----------
    place
        Gives where a corner, x and y from -1 to 1 and the height from 0 to 1, is painted.
    """
    floor = np.concatenate([_CORNERS, np.zeros((4, 1))], axis=1)
    away = pose.project(floor)[:, 2]
    front, back = int(away.argmin()), int(away.argmax())
    painter.setPen(QPen(QColor(colours.border), 1.0))
    for corner in range(4):
        painter.drawLine(place(floor[corner]), place(floor[(corner + 1) % 4]))
        if corner != front:
            painter.drawLine(place(floor[corner]), place(floor[corner] + _UPWARD))
    for corner in ((back + 1) % 4, (back - 1) % 4):
        painter.drawLine(place(floor[back] + _UPWARD), place(floor[corner] + _UPWARD))
    painter.setPen(QColor(colours.muted))
    centre = place(np.zeros(3))
    for other in ((front + 1) % 4, (front - 1) % 4):
        _name_edge(painter, box, floor[[front, other]], place, centre)
    _name_height(painter, box.height, floor, place)


def _name_edge(painter: QPainter, box: Box, ends: Floats, place: Place, centre: QPointF) -> None:
    """Write the name and the limits of an edge of the floor outside of it."""
    along = 0 if ends[0, 0] != ends[1, 0] else 1
    axis = (box.across, box.up)[along]
    low, high = ends[np.argsort(ends[:, along])]
    for share, text in zip(_SHARES, _texts(axis), strict=True):
        at = place(low + share * (high - low))
        _write(painter, text, at, at - centre)


def _name_height(painter: QPainter, axis: Axis, floor: Floats, place: Place) -> None:
    """Write the limits of the height at the leftmost upright edge."""
    left = min(floor, key=lambda corner: place(corner).x())
    for height, text in zip((0.0, 0.5, 1.0), _texts(axis), strict=True):
        _write(painter, text, place(left + height * _UPWARD), QPointF(-1.0, 0.0))


def _texts(axis: Axis) -> tuple[str, str, str]:
    """Return what stands at the beginning, the middle and the end of an axis."""
    return _figure(axis.limits[0]), axis.name, _figure(axis.limits[1])


def _figure(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _write(painter: QPainter, text: str, at: QPointF, outward: QPointF) -> None:
    length = max(1.0, (outward.x() ** 2 + outward.y() ** 2) ** 0.5)
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, 130.0)
    half, high = metrics.horizontalAdvance(text) / 2.0 + 1.0, metrics.height() / 2.0
    x = at.x() + outward.x() / length * (_AWAY + half)
    y = at.y() + outward.y() / length * (_AWAY + high)
    room = QRectF(x - half, y - high, 2.0 * half, 2.0 * high)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
