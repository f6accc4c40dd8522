"""The switch at a card's foot that shows a layer's neurons, or puts them away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas.geometry import CARD_HEIGHT, PREVIEW_HEIGHT
from dnngui.canvas.items.stamp import stamp
from dnngui.guard import guarded

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from dnngui.canvas.style import Style

LAYER = 3.0
WIDTH, HEIGHT = 30.0, 16.0
OVERLAP = 3.0
"""How far it reaches into the card, below the words there."""
DOT = 1.7
DETAIL = 0.35


class TabItem(QGraphicsItem):
    """Three neurons and an arrow down, or up where they are shown."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._open = self._tall = False
        self._bounds = self._around_box()
        self.setZValue(LAYER)
        self.setToolTip(
            QCoreApplication.translate("Canvas", "Show or hide the neurons of this layer")
        )

    @property
    def box(self) -> QRectF:
        """Where it stands, around the middle of the card."""
        foot = CARD_HEIGHT / 2.0 + (PREVIEW_HEIGHT if self._tall and not self._open else 0.0)
        return QRectF(-WIDTH / 2.0, foot - OVERLAP, WIDTH, HEIGHT)

    def set_style(self, style: Style) -> None:
        self._style = style
        self.update()

    def show_as(self, *, opened: bool, tall: bool) -> None:
        """Take whether the neurons are shown, and whether the card shows a picture instead."""
        if (opened, tall) != (self._open, self._tall):
            self.prepareGeometryChange()
            self._open, self._tall = opened, tall
            self._bounds = self._around_box()
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def _around_box(self) -> QRectF:
        return self.box.adjusted(-2.0, -2.0, 2.0, 2.0)

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if painter.worldTransform().m11() >= DETAIL:
            stamp(painter, self._style.stamps, ("tab", self._open), self._bounds, self._paint)

    def _paint(self, painter: QPainter) -> None:
        style, box = self._style, self.box
        painter.setPen(style.hover_border)
        painter.setBrush(style.surface)
        painter.drawRoundedRect(box, HEIGHT / 2.0, HEIGHT / 2.0)
        middle = box.center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.accent)
        for x, y in ((-9.0, -3.0), (-9.0, 3.0), (-4.0, 0.0)):
            painter.drawEllipse(middle + QPointF(x, y), DOT, DOT)
        painter.setPen(QPen(style.accent, 1.6))
        tip = -1.0 if self._open else 1.0
        arrow = [QPointF(2.0, -2.0 * tip), QPointF(5.5, 2.0 * tip), QPointF(9.0, -2.0 * tip)]
        painter.drawPolyline([middle + point for point in arrow])
