"""A node's small picture: a map per neuron, or a histogram of its outputs."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPen

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style
    from dnngui.theme import Palette
    from dnngui.training.frames import NodePreview

GAP = 2.0
SHADES = 255
"""An odd number, so that the neutral colour is one of them."""


class Tiling(NamedTuple):
    """How square maps fill an area: columns, rows and the side of one with its gap."""

    columns: int
    rows: int
    side: float


@lru_cache(maxsize=256)
def tiling(count: int, width: float, height: float) -> Tiling:
    """Return the tiling of ``count`` squares with the largest squares."""
    best = Tiling(1, count, 0.0)
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        side = min((width + GAP) / columns, (height + GAP) / rows)
        if side > best.side:
            best = Tiling(columns, rows, side)
    return best


@lru_cache(maxsize=8)
def colour_table(palette: Palette) -> NDArray[np.uint32]:
    """Return opaque colours from negative through neutral to positive."""
    ends = [QColor(name) for name in (palette.negative, palette.neutral, palette.positive)]
    along = np.linspace(0.0, 2.0, SHADES)
    table = np.full(SHADES, 0xFF000000, np.uint32)
    for shift, channel in ((16, QColor.red), (8, QColor.green), (0, QColor.blue)):
        values = np.interp(along, [0.0, 1.0, 2.0], [channel(end) for end in ends])
        table |= np.rint(values).astype(np.uint32) << np.uint32(shift)
    table.flags.writeable = False
    return table


def mosaic(
    maps: NDArray[np.float32], middle: float, reach: float, columns: int, palette: Palette
) -> QImage:
    """Return all maps in one picture, the highest y at the top of each.

    Parameters
    ----------
    maps
        ``(units, side, side)``, row 0 at the lowest y.
    middle, reach
        The value painted neutral, and how far from it the colours are full.
    """
    units, side, _ = maps.shape
    rows = math.ceil(units / columns)
    # The minimum is not a number where one of them is none, which is rare and slow to mend.
    known = np.nan_to_num(maps, nan=middle) if math.isnan(maps.min(initial=0.0)) else maps
    scaled = np.clip(known, middle - reach, middle + reach)
    scaled -= middle
    scaled *= (SHADES - 1) / (2.0 * reach)
    scaled += SHADES / 2.0
    shades = colour_table(palette).take(scaled.astype(np.uint8))
    cells = np.zeros((rows * columns, side, side), np.uint32)
    cells[:units] = shades[:, ::-1]
    picture = np.ascontiguousarray(
        cells.reshape(rows, columns, side, side).swapaxes(1, 2).reshape(rows * side, -1)
    )
    height, width = picture.shape
    image = QImage(
        picture.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
    )
    return image.copy()


def scale(preview: NodePreview, activation: str) -> tuple[float, float]:
    """Return the neutral value and the reach of the colours: shares turn at one half, else at 0."""
    return scale_of(max(abs(limit) for limit in preview.limits), activation)


def scale_of(reach: float, activation: str) -> tuple[float, float]:
    """Return the same for values whose largest size is ``reach``."""
    if activation in ("sigmoid", "hard_sigmoid", "softmax"):
        return 0.5, 0.5
    return 0.0, reach if math.isfinite(reach) and reach > 0.0 else 1.0


def paint_maps(
    painter: QPainter, area: QRectF, image: QImage, layout: Tiling, style: Style, *, fine: bool
) -> None:
    """Paint the mosaic in the middle of ``area``, with gaps where it is looked at closely."""
    width, height = layout.columns * layout.side, layout.rows * layout.side
    box = QRectF(0.0, 0.0, width, height)
    box.moveCenter(area.center())
    painter.drawImage(box, image)
    if not fine:
        return
    pen = QPen(style.surface, GAP)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    xs = [box.left() + layout.side * column for column in range(layout.columns + 1)]
    ys = [box.top() + layout.side * row for row in range(layout.rows + 1)]
    lines = [QLineF(x, box.top(), x, box.bottom()) for x in xs]
    lines += [QLineF(box.left(), y, box.right(), y) for y in ys]
    painter.drawLines(lines)


def paint_histogram(
    painter: QPainter,
    area: QRectF,
    counts: NDArray[np.int64],
    limits: tuple[float, float],
    style: Style,
) -> None:
    """Paint bars on a base line, orange below zero and blue above, with a mark at zero."""
    painter.setPen(style.rule)
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    low, high = limits
    if not (math.isfinite(low) and math.isfinite(high)):
        return
    tallest = max(int(counts.max(initial=0)), 1)
    step = area.width() / max(len(counts), 1)
    middles = low + (np.arange(len(counts)) + 0.5) * ((high - low) / max(len(counts), 1))
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, chosen in (
        (style.palette.negative, middles < 0.0),
        (style.palette.positive, middles >= 0.0),
    ):
        painter.setBrush(QColor(colour))
        bars = [
            QRectF(
                area.left() + index * step + 0.5,
                area.bottom() - area.height() * int(counts[index]) / tallest,
                step - 1.0,
                area.height() * int(counts[index]) / tallest,
            )
            for index in np.flatnonzero(chosen & (counts > 0))
        ]
        painter.drawRects(bars)
    if low < 0.0 < high:
        zero = area.left() + area.width() * (0.0 - low) / (high - low)
        painter.setPen(QPen(style.muted, 1.0))
        painter.drawLine(QPointF(zero, area.bottom()), QPointF(zero, area.bottom() + 4.0))
