"""Many small pictures of weights in a grid."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots import figures
from dnngui.plots.shading import scale_table, shade

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    Floats = NDArray[np.floating[Any]]

_GAP, _MARGIN = 3, 10
_LEAST = 8
"""Pixels of a tile's longer side below which there are fewer tiles instead."""


class TilesView(QWidget):
    """Filters as tiles, negative weights orange and positive blue, as large as there is room for.

    Several channels of one unit stand side by side as tiles of their own.

    Attributes
    ----------
    common
        Whether all tiles have one scale; else each reaches the full colours.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.common = False
        self.colours = theme.current()
        self._channels = 1
        self._tiles: Floats = np.zeros((0, 1, 1))

    def show_filters(self, weights: Floats) -> None:
        """Show ``(units, height, width, channels)``."""
        self._channels = weights.shape[3]
        tiles = np.moveaxis(weights, 3, 1)
        self._tiles = tiles.reshape(-1, *tiles.shape[2:])
        self.update()

    def set_common(self, on: bool) -> None:
        self.common = on
        self.update()

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.update()

    def limits(self) -> Floats:
        """Return the weight at which each tile reaches the full colour."""
        sizes = np.abs(self._tiles).reshape(len(self._tiles), -1).max(axis=1, initial=0.0)
        if self.common and len(sizes):
            sizes = np.full_like(sizes, sizes.max())
        return np.where(np.isfinite(sizes) & (sizes > 0.0), sizes, 1.0)

    def sizeHint(self) -> QSize:
        return QSize(240, 200)

    # -- geometry

    def grid(self) -> tuple[int, int]:
        """Return the number of columns, and pixels of a weight's side, for the largest tiles."""
        room = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
        return _fitted(self._tiles.shape, room)

    def shown(self) -> int:
        """Return how many tiles there is room for."""
        columns, scale = self.grid()
        high = scale * int(self._tiles.shape[1]) + _GAP
        rows = max(1, (self.height() - 2 * _MARGIN + _GAP) // high)
        return min(len(self._tiles), rows * columns)

    def shown_units(self) -> int:
        """Return of how many units all tiles have room."""
        return self.shown() // self._channels

    def place(self, tile: int) -> QRectF:
        """Return where a tile is."""
        columns, scale = self.grid()
        _, height, width = self._tiles.shape
        high, wide = scale * height, scale * width
        used = min(columns, max(len(self._tiles), 1)) * (wide + _GAP) - _GAP
        left = max((self.width() - used) // 2, _MARGIN)
        row, column = divmod(tile, columns)
        x, y = left + column * (wide + _GAP), _MARGIN + row * (high + _GAP)
        return QRectF(x, y, wide, high)

    def at(self, place: QPointF) -> int | None:
        """Return the tile at a place of the widget."""
        found = (tile for tile in range(self.shown()) if self.place(tile).contains(place))
        return next(found, None)

    # -- painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if len(self._tiles):
            painter.setPen(QPen(QColor(self.colours.border), 1.0))
            for tile, image in enumerate(self._images(self.shown())):
                at = self.place(tile)
                painter.drawImage(at, image)
                painter.drawRect(at.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def _images(self, count: int) -> list[QImage]:
        colours = self.colours
        table = scale_table(colours.negative, colours.neutral, colours.positive)
        shares = self._tiles[:count] / self.limits()[:count, None, None]
        pixels = np.ascontiguousarray(shade(shares, -1.0, 1.0, table))
        _, height, width = shares.shape
        kind = QImage.Format.Format_RGBA8888
        return [QImage(each.data, width, height, 4 * width, kind).copy() for each in pixels]

    # -- the hand

    def words(self, tile: int) -> str:
        """Say which unit a tile is of, and how far its weights go."""
        values, unit = self._tiles[tile], tile // self._channels + 1
        low, high = (figures.figure(float(each)) for each in (values.min(), values.max()))
        if self._channels == 1:
            return self.tr("Unit {unit}: {low} to {high}").format(unit=unit, low=low, high=high)
        channel = tile % self._channels + 1
        return self.tr("Unit {unit}, channel {channel}: {low} to {high}").format(
            unit=unit, channel=channel, low=low, high=high
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        tile = self.at(event.position())
        if tile is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), self.words(tile), self)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        QToolTip.hideText()


@lru_cache(maxsize=16)
def _fitted(shape: tuple[int, ...], room: tuple[int, int]) -> tuple[int, int]:
    """Return columns and scale for tiles ``(count, height, width)`` in ``room`` of so many pixels.

    Where all would be too small to be seen, there are as many as have room.
    """
    count, height, width = shape
    best = (1, 0)
    for columns in range(1, count + 1):
        rows = math.ceil(count / columns)
        wide = (room[0] + _GAP) // columns - _GAP
        high = (room[1] + _GAP) // rows - _GAP
        scale = min(wide // width, high // height)
        if scale > best[1]:
            best = columns, scale
    if best[1] * max(height, width) >= _LEAST:
        return best
    scale = max(1, math.ceil(_LEAST / max(height, width)))
    return max(1, (room[0] + _GAP) // (scale * width + _GAP)), scale
