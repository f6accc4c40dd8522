"""A layer in the drawing: a painted card with its ports."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from dnngui.canvas import summary
from dnngui.canvas.items import badges, card, preview, sparkline
from dnngui.canvas.items.sign import paint_sign
from dnngui.canvas.items.stamp import stamp
from dnngui.guard import guarded
from dnngui.words import say
from engine.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QImage, QPainter

    from dnngui.canvas.style import Style
    from dnngui.training.frames import NodePreview
    from engine.graph import Node
    from engine.problems import Problem
    from engine.shapes import Shape

DETAIL = 0.45
"""Zoom below which a card is its sign alone."""
SIGN = 22.0
FAR_SIGN = 64.0
PORT = 4.5
PORT_MARKED = 7.0
RING = 5.0
FAR_BADGE = 2.2
"""How much larger a problem's mark is where its card is small."""
FAR_HEALTH = 1.6
WORDLESS = 0.25
"""Zoom below which not even the word of a mark can be read."""
OVERHANG = 24.0
SHADOW_LEFT = card.LEFT + card.CORNER - 2.0
BOUNDS = card.CARD.adjusted(-OVERHANG, -OVERHANG, OVERHANG, OVERHANG)
TALL_BOUNDS = card.TALL_CARD.adjusted(-OVERHANG, -OVERHANG, OVERHANG, OVERHANG)
LAYER = 2.0

IN_PORT = QPointF(card.LEFT, 0.0)
OUT_PORT = QPointF(card.RIGHT, 0.0)


class Mark(enum.Flag):
    """What the person is doing to a card."""

    NONE = 0
    HOVERED = enum.auto()
    CHOSEN = enum.auto()
    FOCUSED = enum.auto()
    INPUT_OFFERED = enum.auto()
    OUTPUT_OFFERED = enum.auto()
    """The gesture in progress begins or can end at this port."""
    AIMED = enum.auto()
    """It would end here now."""
    CLOSED = enum.auto()
    """It cannot end here."""


RAISED = Mark.CHOSEN | Mark.AIMED
OFFERED = Mark.INPUT_OFFERED | Mark.OUTPUT_OFFERED
LOOKS = RAISED | OFFERED | Mark.HOVERED | Mark.FOCUSED
"""What a card looks different by."""


class NodeItem(QGraphicsItem):
    """Paints one layer; knows its id and what is shown of it, never the project."""

    def __init__(self, identity: int, style: Style) -> None:
        super().__init__()
        self.identity = identity
        self._style = style
        self._node: Node | None = None
        self._kind = ""
        self._shape: Shape | None = None
        self._count: int | None = None
        self._words: tuple[card.Word, ...] | None = None
        self._mark, self._looks = Mark.NONE, Mark.NONE.value
        self._problems: tuple[Problem, ...] = ()
        self._failed = False
        self._preview: NodePreview | None = None
        self._image: QImage | None = None
        self._lines: tuple[sparkline.Line, ...] | None = None
        self._health = "ok"
        self._pinned = False
        self.setZValue(LAYER)

    # -- what is shown

    def set_content(self, node: Node, shape: Shape | None, count: int | None) -> None:
        """Show a layer with its output shape and number of learned values, None where unknown."""
        if node is self._node and shape == self._shape and count == self._count:
            return
        self._node, self._shape, self._count = node, shape, count
        self._kind = node.layer.kind()
        self._refresh()

    def set_style(self, style: Style) -> None:
        self._style = style
        self._image = None
        self._refresh()

    def set_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems != self._problems:
            self._problems = problems
            self._failed = any(each.severity is Severity.ERROR for each in problems)
            self._refresh_tool_tip()
            self.update()

    def set_preview(self, shown: NodePreview | None) -> None:
        """Show another small picture; the same object again costs nothing."""
        if shown is self._preview:
            return
        if (shown is None) is not (self._preview is None):
            self.prepareGeometryChange()
        self._preview, self._image, self._lines = shown, None, None
        if Mark.HOVERED in self._mark:
            self._refresh_tool_tip()
        self.update()

    def set_health(self, health: str) -> None:
        """Show a state of the layer, also where there is no room for its picture."""
        if health != self._health:
            self._health = health
            self.update()

    def set_pinned(self, *, on: bool) -> None:
        """Show that the layout leaves the layer where it is."""
        if on is not self._pinned:
            self._pinned = on
            self._refresh_tool_tip()
            self.update()

    def set_mark(self, mark: Mark) -> None:
        if mark != self._mark:
            pointed_at = Mark.HOVERED in mark and Mark.HOVERED not in self._mark
            self._mark, self._looks = mark, (mark & LOOKS).value
            if pointed_at:
                # What they say changes too often, and is too much, for all cards to have it ready.
                self._refresh_tool_tip()
            self.setZValue(LAYER + (0.5 if Mark.CHOSEN in mark else 0.0))
            self.update()

    @property
    def mark(self) -> Mark:
        return self._mark

    @property
    def has_preview(self) -> bool:
        return self._preview is not None

    @property
    def takes_input(self) -> bool:
        return self._node is not None and self._node.layer.arity.most != 0

    @property
    def description(self) -> str:
        """For screen readers: the layer, its problems and its state."""
        return ". ".join(each.rstrip(".") for each in self._sentences())

    def _sentences(self) -> list[str]:
        if self._node is None:
            return []
        said = [summary.description(self._node, self._shape, self._count)]
        said += [say(problem.message) for problem in self._problems]
        pulse = None if self._preview is None else self._preview.pulse
        said += summary.state(self._health, pulse)
        if self._pinned:
            said.append(QCoreApplication.translate("Canvas", "Stays where it was put"))
        return said

    def _refresh(self) -> None:
        if self._node is not None:
            # Laid out when they are painted: most cards of a large drawing are out of sight.
            self._words = None
            if self._problems or Mark.HOVERED in self._mark:
                self._refresh_tool_tip()
        self.update()

    def _refresh_tool_tip(self) -> None:
        self.setToolTip("\n".join(self._sentences()))

    # -- geometry

    def card_rect(self) -> QRectF:
        """Return the card around the item's origin."""
        return card.CARD if self._preview is None else card.TALL_CARD

    def boundingRect(self) -> QRectF:
        return BOUNDS if self._preview is None else TALL_BOUNDS

    # -- painting

    @guarded
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._node is None:
            return
        detail = painter.worldTransform().m11()
        if detail >= DETAIL:
            self._paint_near(painter, self._node)
        else:
            self._paint_far(painter, self._node)
        self._paint_health(painter, detail)
        if self._mark is not Mark.NONE and Mark.CLOSED in self._mark:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._style.veil)
            veiled = self.card_rect().adjusted(-PORT_MARKED, 0.0, PORT_MARKED, 0.0)
            painter.drawRoundedRect(veiled, card.CORNER, card.CORNER)

    def _paint_near(self, painter: QPainter, node: Node) -> None:
        self._stamp(painter, node, self._paint_near_card)
        if self._words is None:
            self._words = card.words(node, self._shape, self._count, self._style)
        card.paint_words(painter, self._words)
        self._paint_preview(painter, node, fine=True)
        self._paint_pulse(painter)
        self._paint_badge(painter, 1.0)
        if (
            self._pinned
            and self._mark is not Mark.NONE
            and self._mark & (Mark.HOVERED | Mark.CHOSEN)
        ):
            badges.paint_pin(painter, card.CARD.topLeft(), self._style)

    def _paint_far(self, painter: QPainter, node: Node) -> None:
        self._stamp(painter, node, self._paint_far_card)
        self._paint_preview(painter, node, fine=False)
        if self._mark is not Mark.NONE and self._mark & OFFERED:
            self._paint_ports(painter)
        self._paint_badge(painter, FAR_BADGE)

    def _stamp(
        self, painter: QPainter, node: Node, paint: Callable[[QPainter, Node], None]
    ) -> None:
        """Paint what is the same on all cards of this kind of layer and in this state."""
        looks = (paint.__name__, self._kind, self._looks, self._failed, self.has_preview)
        bounds = BOUNDS if self._preview is None else TALL_BOUNDS
        stamp(painter, self._style.stamps, looks, bounds, lambda each: paint(each, node))

    def _paint_near_card(self, painter: QPainter, node: Node) -> None:
        foot = self.card_rect().bottom() + 0.5
        painter.setPen(self._style.shadow)
        painter.drawLine(QPointF(SHADOW_LEFT, foot), QPointF(-SHADOW_LEFT, foot))
        self._paint_card(painter, self._style.surface)
        tint = self._style.tint(node.layer)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint.tile)
        painter.drawRoundedRect(card.SIGN_TILE, 6.0, 6.0)
        paint_sign(painter, self._kind, tint.line, card.SIGN_TILE.center(), SIGN)
        painter.setPen(self._style.rule)
        y = card.RULE
        painter.drawLine(QPointF(card.LEFT + 1.0, y), QPointF(card.RIGHT - 1.0, y))
        self._paint_ports(painter)

    def _paint_far_card(self, painter: QPainter, node: Node) -> None:
        tint = self._style.tint(node.layer)
        self._paint_card(painter, tint.tile)
        paint_sign(painter, self._kind, tint.line, card.CARD.center(), FAR_SIGN)

    def _paint_card(self, painter: QPainter, fill: QColor) -> None:
        box = self.card_rect()
        if self._mark is not Mark.NONE:
            self._paint_halo(painter, box)
        painter.setPen(self._outline())
        painter.setBrush(fill)
        painter.drawRoundedRect(box, card.CORNER, card.CORNER)

    def _paint_halo(self, painter: QPainter, box: QRectF) -> None:
        style = self._style
        if self._mark & RAISED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.halo)
            halo = box.adjusted(-RING, -RING, RING, RING)
            painter.drawRoundedRect(halo, card.CORNER + RING, card.CORNER + RING)
        if Mark.FOCUSED in self._mark:
            painter.setPen(style.focus_ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = box.adjusted(-RING - 2.0, -RING - 2.0, RING + 2.0, RING + 2.0)
            painter.drawRoundedRect(ring, card.CORNER + RING, card.CORNER + RING)

    def _outline(self) -> QPen:
        style = self._style
        if self._mark is not Mark.NONE and self._mark & RAISED:
            return style.chosen_border
        if self._failed:
            return style.error_border
        if self._mark is not Mark.NONE and self._mark & (Mark.HOVERED | OFFERED):
            return style.hover_border
        return style.border

    def _paint_preview(self, painter: QPainter, node: Node, *, fine: bool) -> None:
        shown = self._preview
        if shown is None:
            return
        if shown.maps is not None and len(shown.maps):
            area = card.PREVIEW
            tiles = preview.tiling(len(shown.maps), area.width(), area.height())
            if self._image is None:
                middle, reach = preview.scale(shown, node.layer.activation_name())
                colours = self._style.palette
                self._image = preview.mosaic(shown.maps, middle, reach, tiles.columns, colours)
            preview.paint_maps(painter, area, self._image, tiles, self._style, fine=fine)
        elif shown.histogram is not None:
            area = card.PREVIEW.adjusted(0.0, 6.0, 0.0, -6.0)
            preview.paint_histogram(painter, area, shown.histogram, shown.limits, self._style)

    def _paint_pulse(self, painter: QPainter) -> None:
        if self._preview is not None and self._preview.pulse is not None:
            if self._lines is None:
                self._lines = sparkline.lines(self._preview.pulse, card.PULSE)
            sparkline.paint(painter, self._lines, self._style)

    def _paint_health(self, painter: QPainter, detail: float) -> None:
        if not badges.health_word(self._health):
            return
        at = QPointF(0.0, self.card_rect().bottom())
        style, word = self._style, detail >= WORDLESS
        size = 1.0 if detail >= DETAIL else FAR_HEALTH if word else FAR_BADGE
        badges.paint_health(painter, at, self._health, style, size=size, word=word)

    def _paint_ports(self, painter: QPainter) -> None:
        style, mark = self._style, self._mark
        if self.takes_input:
            offered = Mark.INPUT_OFFERED in mark
            live = offered or Mark.HOVERED in mark
            painter.setPen(QPen(style.accent if live else style.muted, 1.6))
            painter.setBrush(style.accent if offered and Mark.AIMED in mark else style.surface)
            radius = PORT_MARKED if offered else PORT
            painter.drawEllipse(IN_PORT, radius, radius)
        offered = Mark.OUTPUT_OFFERED in mark
        live = offered or Mark.HOVERED in mark
        painter.setPen(QPen(style.surface, 1.2))
        painter.setBrush(style.accent if live else style.muted)
        radius = PORT_MARKED if offered else PORT + 0.6
        painter.drawEllipse(OUT_PORT, radius, radius)

    def _paint_badge(self, painter: QPainter, size: float) -> None:
        if self._problems:
            severity = Severity.ERROR if self._failed else Severity.WARNING
            at = self.card_rect().topRight() + QPointF(-4.0, 3.0)
            badges.paint_problem(painter, at, severity, self._style, size)
