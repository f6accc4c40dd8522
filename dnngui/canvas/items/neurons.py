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
from dnngui.canvas.items.stamp import VECTORS
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
        self._tiles: list[QRectF] = []
        self._dots: list[QPointF] = []
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
            self._tiles = [column.tile(unit) for unit in range(column.units)]
            self._dots = [column.bias(unit) for unit in range(column.units)]
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
                self._paint_biases(painter, self._shown.bias[: self._known].tolist())

    def _paint_maps(self, painter: QPainter) -> None:
        shown, known = self._shown, self._known
        if known < self._column.units:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._style.surface)
            painter.drawRects(self._tiles[known:])
        if shown is None:
            return
        if self._image is None:
            middle, reach = preview.scale_of(shown.reach, self._activation)
            colours = self._style.palette
            self._image = preview.mosaic(shown.maps, middle, reach, 1, colours)
        side, lines = self._image.width(), painter.paintEngine().type() in VECTORS
        for unit, tile in enumerate(self._tiles[:known]):
            if lines:
                # Of a picture that is painted in part, Qt writes the whole into an SVG.
                painter.drawImage(tile, self._image.copy(0, unit * side, side, side))
            else:
                painter.drawImage(tile, self._image, QRectF(0.0, unit * side, side, side))

    def _paint_frames(self, painter: QPainter) -> None:
        style = self._style
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(style.hover_border)
        painter.drawRects(self._tiles)
        if self._hovered is not None and self._hovered < len(self._tiles):
            painter.setPen(QPen(style.accent, 2.5))
            painter.drawRect(self._tiles[self._hovered].adjusted(-1.5, -1.5, 1.5, 1.5))

    def _paint_names(self, painter: QPainter, names: tuple[str, ...]) -> None:
        painter.setFont(self._style.small_font)
        painter.setPen(self._style.muted)
        metrics = QFontMetricsF(self._style.small_font)
        for tile, name in zip(self._tiles, names, strict=False):
            room = QRectF(tile.left() - NAMES, tile.top(), NAMES - 10.0, tile.height())
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags), text)

    def _paint_biases(self, painter: QPainter, values: list[float]) -> None:
        """Paint a dot each, the larger the bias the larger: full where positive, hollow else."""
        style, dots = self._style, self._dots
        learned = {u: (v, _radius(v)) for u, v in enumerate(values) if u not in self._off}
        if self._hovered_bias in learned:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.halo)
            around = learned[self._hovered_bias][1] + 5.0
            painter.drawEllipse(dots[self._hovered_bias], around, around)
        for positive in (True, False):
            colour = QColor(style.palette.positive if positive else style.palette.negative)
            painter.setPen(QPen(colour, 1.8))
            painter.setBrush(colour if positive else style.canvas)
            for unit, (value, radius) in learned.items():
                if (value >= 0.0) is positive:
                    painter.drawEllipse(dots[unit], radius, radius)
        for unit in self._held:
            if unit in learned:
                paint_held(painter, dots[unit] - QPointF(0.0, learned[unit][1] + 6.0), style)
        for unit in self._off:
            if unit < len(values):
                paint_off(painter, dots[unit], style)


def _radius(bias: float) -> float:
    size = min(abs(bias), 2.0) / 2.0 if math.isfinite(bias) else 1.0
    return LEAST_DOT + (LARGEST_DOT - LEAST_DOT) * math.sqrt(size)
