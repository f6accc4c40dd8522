"""Sparklines at a card's foot: how large a layer's outputs and gradients were at the last looks."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen, QPolygonF

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style
    from dnngui.training.frames import Pulse

LETTER = 12.0
"""Room for the letter in front of a line."""
GAP = 12.0
DOT = 1.8
LEAST_SPAN = 1.0
"""Powers of ten that a line's height is at least, so that noise looks like noise."""


class Line(NamedTuple):
    """A prepared sparkline: its letter, where that stands, and the line where one is known."""

    letter: str
    box: QRectF
    points: QPolygonF


def lines(pulse: Pulse, area: QRectF) -> tuple[Line, ...]:
    """Return the sparklines of a layer: of its outputs, and of its gradients where it has any.

    One look is no line yet.
    """
    sizes = (("a", pulse.outputs), ("∇", pulse.gradients))
    rows = [(letter, each) for letter, each in sizes if np.isfinite(each).sum() > 1]
    width = (area.width() - GAP * (len(rows) - 1)) / max(len(rows), 1)
    boxes = [
        QRectF(area.left() + place * (width + GAP), area.top(), width, area.height())
        for place in range(len(rows))
    ]
    return tuple(
        Line(letter, box, curve(sizes, box.adjusted(LETTER, 2.0, -DOT, -2.0)))
        for (letter, sizes), box in zip(rows, boxes, strict=True)
    )


def curve(sizes: NDArray[np.float64], box: QRectF) -> QPolygonF:
    """Return ``sizes`` as a line on a logarithmic scale of its own, the latest at the right.

    What is 0 or not known is left out.
    """
    # Plain numbers: so few of them take longer as arrays.
    seen = [
        (place, math.log10(size))
        for place, size in enumerate(sizes.tolist())
        if 0.0 < size < math.inf
    ]
    if not seen:
        return QPolygonF()
    heights = [height for _, height in seen]
    low, high = min(heights), max(heights)
    span = max(high - low, LEAST_SPAN)
    rise = box.height() / span
    zero = box.center().y() + (low + high) / 2.0 * rise
    right, step = box.right(), box.width() / max(len(sizes) - 1, 1)
    last = len(sizes) - 1
    return QPolygonF(
        [QPointF(right - (last - place) * step, zero - height * rise) for place, height in seen]
    )


def paint(painter: QPainter, found: tuple[Line, ...], style: Style) -> None:
    """Paint sparklines with a dot at what is now."""
    painter.setFont(style.small_font)
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    pen = QPen(style.text, 1.0)
    for line in found:
        painter.setPen(style.muted)
        painter.drawText(line.box, middle, line.letter)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(line.points)
        if line.points.count():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.text)
            painter.drawEllipse(line.points.at(line.points.count() - 1), DOT, DOT)
