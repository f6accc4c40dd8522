"""Plus and minus over the selected layer: its neurons, and the layers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.items import card
from dnngui.canvas.style import faded
from dnngui.canvas.surgery import Cut
from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style

HEIGHT, WIDTH, ZONE, GAP = 22.0, 76.0, 26.0, 8.0
FOOT = card.TOP - 11.0
"""Lower edge, in the coordinates of the card."""
ARM = 4.5
"""Half the length of a stroke of plus and minus."""
READABLE, NEAREST = 0.8, 0.2
"""Zoom below which the signs stay as large as there, and below which there are none."""
ABOVE = 9.0
"""Over all cards, under what gestures paint."""

PIVOT = QPointF(0.0, FOOT)
MOST = READABLE / NEAREST

_UNITS = (Cut.REMOVE_UNIT, Cut.ADD_UNIT)
_LAYERS = (Cut.REMOVE_LAYER, Cut.ADD_LAYER)


class HandlesItem(QGraphicsItem):
    """Up to two pills, each with a minus, a sign of what it counts and a plus."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._possible: frozenset[Cut] = frozenset()
        self._pointed: Cut | None = None
        self.setZValue(ABOVE)
        self.hide()

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def offer(self, possible: Collection[Cut]) -> None:
        """Show what can be done with the layer at the item's place; nothing hides all."""
        if self._possible != frozenset(possible):
            self._possible = frozenset(possible)
            self.update()
        self.setVisible(bool(possible))

    def point(self, cut: Cut | None, told: str = "") -> None:
        """Mark what a press would do now, and say it."""
        self._pointed = cut
        self.setToolTip(told)
        self.update()

    @property
    def pointed(self) -> Cut | None:
        return self._pointed

    def at(self, point: QPointF, zoom: float) -> Cut | None:
        """Return what a press at a scene point does, or None."""
        if not self.isVisible() or zoom < NEAREST:
            return None
        local = (point - self.pos() - PIVOT) / _growth(zoom) + PIVOT
        for pair, pill in self._pills():
            for cut, zone in zip(pair, _zones(pill), strict=True):
                if cut in self._possible and zone.contains(local):
                    return cut
        return None

    def place_of(self, cut: Cut, zoom: float = 1.0) -> QPointF:
        """Return the middle of a sign, in the scene."""
        for pair, pill in self._pills():
            if cut in pair:
                middle = _zones(pill)[pair.index(cut)].center()
                return self.pos() + PIVOT + (middle - PIVOT) * _growth(zoom)
        raise KeyError(cut)

    def _pills(self) -> list[tuple[tuple[Cut, Cut], QRectF]]:
        pairs = [pair for pair in (_UNITS, _LAYERS) if self._possible & set(pair)]
        left = -(len(pairs) * WIDTH + (len(pairs) - 1) * GAP) / 2.0
        return [
            (pair, QRectF(left + place * (WIDTH + GAP), FOOT - HEIGHT, WIDTH, HEIGHT))
            for place, pair in enumerate(pairs)
        ]

    def boundingRect(self) -> QRectF:
        half, height = (WIDTH + GAP) * MOST, (HEIGHT + 2.0) * MOST
        return QRectF(-half, FOOT - height, 2.0 * half, height + 2.0 * MOST)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        zoom = painter.worldTransform().m11()
        if zoom < NEAREST:
            return
        painter.save()
        painter.translate(PIVOT)
        painter.scale(_growth(zoom), _growth(zoom))
        painter.translate(-PIVOT)
        self._paint_pills(painter)
        painter.restore()

    def _paint_pills(self, painter: QPainter) -> None:
        for pair, pill in self._pills():
            painter.setPen(self._style.border)
            painter.setBrush(self._style.surface)
            painter.drawRoundedRect(pill, HEIGHT / 2.0, HEIGHT / 2.0)
            for cut, zone in zip(pair, _zones(pill), strict=True):
                self._paint_stroke(painter, cut, zone)
            painter.setPen(QPen(self._style.muted, 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if pair is _UNITS:
                painter.drawEllipse(pill.center(), 5.0, 5.0)
            else:
                sign = QRectF(0.0, 0.0, 8.0, 12.0)
                sign.moveCenter(pill.center())
                painter.drawRoundedRect(sign, 2.0, 2.0)

    def _paint_stroke(self, painter: QPainter, cut: Cut, zone: QRectF) -> None:
        style, middle = self._style, zone.center()
        if cut is self._pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(faded(style.accent, 0.18))
            painter.drawEllipse(middle, HEIGHT / 2.0 - 2.0, HEIGHT / 2.0 - 2.0)
        colour = style.accent if cut is self._pointed else style.text
        if cut not in self._possible:
            colour = faded(style.muted, 0.4)
        painter.setPen(QPen(colour, 1.8))
        painter.drawLine(middle - QPointF(ARM, 0.0), middle + QPointF(ARM, 0.0))
        if cut in {Cut.ADD_UNIT, Cut.ADD_LAYER}:
            painter.drawLine(middle - QPointF(0.0, ARM), middle + QPointF(0.0, ARM))


def _growth(zoom: float) -> float:
    """Return how much larger than the card the signs are, so that they can be seen and pressed."""
    return min(max(READABLE / zoom, 1.0), MOST)


def _zones(pill: QRectF) -> tuple[QRectF, QRectF]:
    """Return where minus and plus are pressed."""
    return (
        QRectF(pill.left(), pill.top(), ZONE, HEIGHT),
        QRectF(pill.right() - ZONE, pill.top(), ZONE, HEIGHT),
    )
