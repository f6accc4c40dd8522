"""The neurons of one layer: a column of tiles, each with its map, and their biases."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.columns import NAMES, Column
from dnngui.canvas.items import preview
from dnngui.canvas.items.marks import paint_held, paint_off
from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QImage, QPainter

    from dnngui.canvas.style import Style
    from dnngui.training.neurons import LayerNeurons

LAYER = 1.9
"""Over the weights, under the cards."""
MARGIN = 22.0
DETAIL = 0.35
"""Zoom below which names and biases are too small to be seen."""
LEAST_DOT, LARGEST_DOT = 2.5, 5.5


class NeuronsItem(QGraphicsItem):
    """Paints the tiles of one layer around the middle of its card."""

    def __init__(self, node: int, style: Style) -> None:
        super().__init__()
        self.node = node
        self._style = style
        self._column = Column(0.0, 0.0, 0, 0.0)
        self._activation = ""
        self._shown: LayerNeurons | None = None
        self._image: QImage | None = None
        self._hovered: int | None = None
        self._hovered_bias: int | None = None
        self._off: Collection[int] = ()
        self._held: Collection[int] = ()
        self._frozen = False
        self.setZValue(LAYER)

    # -- what is shown

    def set_column(self, column: Column, activation: str) -> None:
        if column != self._column:
            self.prepareGeometryChange()
            self._column = column
            self.setPos(column.x, column.y)
        if activation != self._activation:
            self._activation, self._image = activation, None
        self.update()

    def set_style(self, style: Style) -> None:
        self._style, self._image = style, None
        self.update()

    def show_neurons(self, shown: LayerNeurons | None) -> None:
        """Show other maps and biases; of another number of units the first ones."""
        self._shown, self._image = shown, None
        self.update()

    @property
    def _known(self) -> int:
        """Number of units of which something is known."""
        return 0 if self._shown is None else min(len(self._shown.maps), self._column.units)

    def set_marks(self, off: Collection[int], held: Collection[int], *, frozen: bool) -> None:
        """Mark the biases that are off or held, and a layer that is frozen as a whole."""
        if (off, held, frozen) != (self._off, self._held, self._frozen):
            self._off, self._held, self._frozen = off, held, frozen
            self.update()

    def hover(self, unit: int | None, *, bias: bool = False) -> None:
        """Show what the pointer is on."""
        tile, dot = (None, unit) if bias else (unit, None)
        if (tile, dot) != (self._hovered, self._hovered_bias):
            self._hovered, self._hovered_bias = tile, dot
            self.update()

    def bias(self, unit: int) -> float | None:
        """Return a bias as it was last shown."""
        biases = None if self._shown is None else self._shown.bias
        return None if biases is None or unit >= self._known else float(biases[unit])

    def name(self, unit: int) -> str:
        """Return the name of the column that a unit brings, or its number."""
        names = () if self._shown is None else self._shown.names
        return names[unit] if unit < len(names) else str(unit + 1)

    # -- painting

    def boundingRect(self) -> QRectF:
        half = self._column.side / 2.0
        left = -half - max(NAMES, MARGIN)
        return QRectF(
            left, self._column.top - MARGIN, half + MARGIN - left, self._column.bottom + MARGIN
        )

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        fine = painter.worldTransform().m11() >= DETAIL
        self._paint_maps(painter)
        self._paint_frames(painter)
        if fine and self._frozen:
            corner = self._column.tile(0).topRight()
            paint_held(painter, corner + QPointF(7.0, 5.0), self._style)
        if fine and self._shown is not None:
            self._paint_names(painter, self._shown.names[: self._known])
            if self._shown.bias is not None:
                for unit, value in enumerate(self._shown.bias[: self._known].tolist()):
                    self._paint_bias(painter, unit, value)

    def _paint_maps(self, painter: QPainter) -> None:
        column, shown, known = self._column, self._shown, self._known
        if known < column.units:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._style.surface)
            painter.drawRects([column.tile(unit) for unit in range(known, column.units)])
        if shown is None:
            return
        if self._image is None:
            middle, reach = preview.scale_of(shown.reach, self._activation)
            colours = self._style.palette
            self._image = preview.mosaic(shown.maps, middle, reach, 1, colours)
        side = self._image.width()
        for unit in range(known):
            # Of a picture that is painted in part, Qt writes the whole into an SVG.
            part = self._image.copy(0, unit * side, side, side)
            painter.drawImage(column.tile(unit), part)

    def _paint_frames(self, painter: QPainter) -> None:
        column, style = self._column, self._style
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(style.hover_border)
        painter.drawRects([column.tile(unit) for unit in range(column.units)])
        if self._hovered is not None and self._hovered < column.units:
            painter.setPen(QPen(style.accent, 2.5))
            painter.drawRect(column.tile(self._hovered).adjusted(-1.5, -1.5, 1.5, 1.5))

    def _paint_names(self, painter: QPainter, names: tuple[str, ...]) -> None:
        painter.setFont(self._style.small_font)
        painter.setPen(self._style.muted)
        metrics = QFontMetricsF(self._style.small_font)
        for unit, name in enumerate(names):
            tile = self._column.tile(unit)
            room = QRectF(tile.left() - NAMES, tile.top(), NAMES - 10.0, tile.height())
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags), text)

    def _paint_bias(self, painter: QPainter, unit: int, value: float) -> None:
        """Paint a dot, the larger the bias the larger: full where positive, hollow else."""
        style, at = self._style, self._column.bias(unit)
        if unit in self._off:
            paint_off(painter, at, style)
            return
        colour = QColor(style.palette.positive if value >= 0.0 else style.palette.negative)
        size = min(abs(value), 2.0) / 2.0 if math.isfinite(value) else 1.0
        radius = LEAST_DOT + (LARGEST_DOT - LEAST_DOT) * math.sqrt(size)
        if unit == self._hovered_bias:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.halo)
            painter.drawEllipse(at, radius + 5.0, radius + 5.0)
        painter.setPen(QPen(colour, 1.8))
        painter.setBrush(colour if value >= 0.0 else style.canvas)
        painter.drawEllipse(at, radius, radius)
        if unit in self._held:
            paint_held(painter, at - QPointF(0.0, radius + 6.0), style)
