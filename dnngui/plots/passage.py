"""Layers one under the other, each with its values in colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots import figures
from dnngui.plots.shading import scale_table, shade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from dnngui.training.activations import Activated

    Floats = NDArray[np.floating[Any]]

_MARGIN, _GAP, _BETWEEN = 10.0, 3.0, 10.0
_CELL, _LEAST = 14.0, 3.0
"""Pixels of a value's side, at most and at least."""
_HIGHEST = 72.0
"""Pixels of a layer's picture."""
_MOST_MAPS = 64


class Tile(NamedTuple):
    """A block of values: its place among a layer's values, its grid, and where it is."""

    first: int
    stride: int
    rows: int
    columns: int
    at: QRectF


class Strip(NamedTuple):
    """One layer as it is laid out: where its words are, and its tiles."""

    top: float
    tiles: tuple[Tile, ...]
    bottom: float


class PassageView(QWidget):
    """What each layer says of one sample, negative values orange and positive ones blue.

    Vectors stand in lines of cells, pictures channel by channel, sequences with the steps across.
    Each layer has a scale of its own, which is told beside its name.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.colours = theme.current()
        self._layers: Sequence[Activated] = ()
        self._strips: list[Strip] = []
        self._width = 0
        self.setFont(theme.small(self.font()))

    def show_layers(self, layers: Sequence[Activated]) -> None:
        """Show values, the first layer on top."""
        shapes = [each.shape for each in layers]
        same = shapes == [each.shape for each in self._layers]
        self._layers = layers
        if not same:
            self._arrange()
        self.update()

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.update()

    # -- geometry

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def _arrange(self) -> None:
        self._width = self.width()
        line = QFontMetricsF(self.font()).height()
        top, self._strips = 4.0, []
        for layer in self._layers:
            tiles = _tiles(layer, top + line + 2.0, self.width() - 2.0 * _MARGIN)
            bottom = max((tile.at.bottom() for tile in tiles), default=top + line)
            self._strips.append(Strip(top, tiles, bottom))
            top = bottom + _BETWEEN
        self.setMinimumHeight(round(top))

    def resizeEvent(self, event: QEvent) -> None:
        if self.width() != self._width:
            self._arrange()

    def strips(self) -> list[Strip]:
        """Return where each layer is."""
        return self._strips

    # -- painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics, seen = QFontMetricsF(self.font()), QRectF(event.rect())
        table = scale_table(self.colours.negative, self.colours.neutral, self.colours.positive)
        for layer, strip in zip(self._layers, self._strips, strict=True):
            if strip.bottom < seen.top() or strip.top > seen.bottom():
                continue
            self._write(painter, metrics, layer, strip.top)
            painter.setPen(QPen(QColor(self.colours.border), 1.0))
            images = _images(layer.values, strip.tiles, table)
            for tile, image in zip(strip.tiles, images, strict=True):
                painter.drawImage(tile.at, image)
                painter.drawRect(tile.at.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def _write(
        self, painter: QPainter, metrics: QFontMetricsF, layer: Activated, top: float
    ) -> None:
        line = metrics.height()
        name = metrics.elidedText(layer.name, Qt.TextElideMode.ElideMiddle, 0.5 * self.width())
        painter.setPen(QColor(self.colours.text))
        painter.drawText(QRectF(_MARGIN, top, self.width(), line), 0, name)
        beside = _MARGIN + metrics.horizontalAdvance(name) + 8.0
        painter.setPen(QColor(self.colours.muted))
        shape = " × ".join(map(str, layer.shape))
        limit = figures.figure(limit_of(layer.values), 2)
        room = QRectF(beside, top, self.width() - beside - _MARGIN, line)
        words = metrics.elidedText(f"{shape}   ±{limit}", Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, 0, words)

    # -- the hand

    def words_at(self, place: QPointF) -> str:
        """Say which value is at a place of the widget; nothing where there is none."""
        for layer, strip in zip(self._layers, self._strips, strict=True):
            for tile in strip.tiles:
                if tile.at.contains(place):
                    return self._words(layer, tile, place)
        return ""

    def _words(self, layer: Activated, tile: Tile, place: QPointF) -> str:
        row = min(int((place.y() - tile.at.top()) / tile.at.height() * tile.rows), tile.rows - 1)
        across = (place.x() - tile.at.left()) / tile.at.width()
        column = min(int(across * tile.columns), tile.columns - 1)
        index = tile.first + (row * tile.columns + column) * tile.stride
        if index >= len(layer.values):
            return ""
        at = ", ".join(str(part + 1) for part in np.unravel_index(index, layer.shape))
        return f"{layer.name} [{at}]: {figures.figure(float(layer.values[index]))}"

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        words = self.words_at(event.position())
        if words:
            QToolTip.showText(event.globalPosition().toPoint(), words, self)
        else:
            QToolTip.hideText()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        QToolTip.hideText()


def limit_of(values: Floats) -> float:
    """Return the value at which a layer reaches the full colours."""
    known = np.abs(values[np.isfinite(values)])
    return float(known.max(initial=0.0)) or 1.0


def _tiles(layer: Activated, top: float, room: float) -> tuple[Tile, ...]:
    """Lay out a layer's values from ``top`` on, ``room`` pixels wide."""
    if len(layer.shape) == 3:
        return _maps(layer, top, room)
    if len(layer.shape) == 2:
        return (_table(layer, top, room),)
    return (_vector(len(layer.values), top, room),)


def _vector(count: int, top: float, room: float) -> Tile:
    """Lay a vector out in as many lines as it takes for cells that can be seen."""
    across = max(1, min(count, int(room / _LEAST)))
    side = min(_CELL, room / across)
    if count > across:
        across = max(1, int(room / _LEAST))
        side = _LEAST
    rows = -(-count // across)
    rows = min(rows, max(1, int(_HIGHEST / side)))
    height = side * rows if rows > 1 else max(side, _CELL)
    return Tile(0, 1, rows, across, QRectF(_MARGIN, top, side * across, height))


def _table(layer: Activated, top: float, room: float) -> Tile:
    """Lay a sequence out with a line for each step."""
    steps, width = layer.shape
    steps = min(steps, len(layer.values) // max(width, 1))
    wide = min(_CELL, room / max(width, 1))
    high = min(_CELL, _HIGHEST / max(steps, 1))
    return Tile(0, 1, steps, width, QRectF(_MARGIN, top, wide * width, max(high * steps, 2.0)))


def _maps(layer: Activated, top: float, room: float) -> tuple[Tile, ...]:
    """Lay a picture out channel by channel, in as many lines as there is height for."""
    rows, columns, channels = layer.shape
    scale = max(1.0, min(_CELL, float(int(28.0 / max(rows, columns)))))
    wide, high = scale * columns, scale * rows
    across = max(1, int((room + _GAP) / (wide + _GAP)))
    lines = max(1, int((_HIGHEST + _GAP) / (high + _GAP)))
    whole = len(layer.values) // channels >= rows * columns
    shown = min(channels, across * lines, _MOST_MAPS) if whole else 0
    return tuple(
        Tile(
            channel,
            channels,
            rows,
            columns,
            QRectF(
                _MARGIN + channel % across * (wide + _GAP),
                top + channel // across * (high + _GAP),
                wide,
                high,
            ),
        )
        for channel in range(shown)
    )


def _images(values: Floats, tiles: tuple[Tile, ...], table: NDArray[np.uint8]) -> list[QImage]:
    """Return the pictures of a layer's tiles, which are all of one size; shaded at once."""
    if not tiles:
        return []
    count, stride = tiles[0].rows * tiles[0].columns, tiles[0].stride
    whole = np.full((len(tiles), count), np.nan)
    for row, tile in zip(whole, tiles, strict=True):
        found = values[tile.first :: stride][:count]
        row[: len(found)] = found
    whole /= limit_of(values)
    pixels = np.ascontiguousarray(shade(whole, -1.0, 1.0, table))
    rows, columns, kind = tiles[0].rows, tiles[0].columns, QImage.Format.Format_RGBA8888
    return [QImage(each.data, columns, rows, 4 * columns, kind).copy() for each in pixels]
