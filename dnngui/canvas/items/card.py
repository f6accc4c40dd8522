"""The words on a card and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QStaticText

from dnngui import layerwords
from dnngui.canvas.geometry import CARD_HEIGHT, CARD_WIDTH, PREVIEW_HEIGHT, PULSE_HEIGHT
from dnngui.words import term
from engine import shapes

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPainter

    from dnngui.canvas.style import Style
    from engine.graph import Node
    from engine.shapes import Shape

T = TypeVar("T")

CORNER = 8.0
MARGIN = 12.0
TILE = 28.0
GAP = 6.0
MOST_TEXTS = 2000
"""Texts that are kept as they are laid out."""
LEFT, TOP = -CARD_WIDTH / 2.0, -CARD_HEIGHT / 2.0
RIGHT, BOTTOM = CARD_WIDTH / 2.0, CARD_HEIGHT / 2.0
RULE = BOTTOM - 26.0

CARD = QRectF(LEFT, TOP, CARD_WIDTH, CARD_HEIGHT)
TALL_CARD = QRectF(LEFT, TOP, CARD_WIDTH, CARD_HEIGHT + PREVIEW_HEIGHT)
SIGN_TILE = QRectF(LEFT + MARGIN, TOP + 10.0, TILE, TILE)
PREVIEW = QRectF(
    LEFT + MARGIN, BOTTOM, CARD_WIDTH - 2.0 * MARGIN, PREVIEW_HEIGHT - MARGIN - PULSE_HEIGHT
)
PULSE = QRectF(LEFT + MARGIN, PREVIEW.bottom() + 2.0, CARD_WIDTH - 2.0 * MARGIN, PULSE_HEIGHT)


@dataclass(frozen=True)
class Word:
    """A prepared text and its place."""

    text: QStaticText
    at: QPointF
    font: QFont
    colour: QColor


def words(node: Node, shape: Shape | None, count: int | None, style: Style) -> tuple[Word, ...]:
    """Return the texts of a card, shortened to what fits."""
    beside = SIGN_TILE.right() + 9.0
    room = RIGHT - 8.0 - beside
    title, font = _title(node, style, room)
    full = CARD_WIDTH - 2.0 * MARGIN
    said = layerwords.hyperparameters(node.layer)
    return (
        _word(title, font, style.text, QPointF(beside, TOP + 8.0), room, style),
        _word(node.name, style.small_font, style.muted, QPointF(beside, TOP + 24.0), room, style),
        _word(said, style.text_font, style.text, QPointF(LEFT + MARGIN, TOP + 44.0), full, style),
        *_footer(shape, count, style),
    )


def _title(node: Node, style: Style, room: float) -> tuple[str, QFont]:
    """Return the layer's title and the largest font in which it fits; the least where none does."""
    title = term(node.layer.title)
    fonts = (style.title_font, *style.narrow_title_fonts)
    return title, next((f for f in fonts if _width(title, f, style) <= room), fonts[-1])


def _width(text: str, font: QFont, style: Style) -> float:
    # The fonts are the style's own and live as long as it.
    key = (text, id(font))
    width = style.widths.get(key)
    if width is None:
        width = QFontMetricsF(font).horizontalAdvance(text)
        _keep(style.widths, key, width)
    return width


def _keep(cache: dict[tuple[object, ...], T], key: tuple[object, ...], value: T) -> None:
    if len(cache) >= MOST_TEXTS:
        cache.clear()
    cache[key] = value


def _footer(shape: Shape | None, count: int | None, style: Style) -> tuple[Word, Word]:
    """Shape at the left, parameters at the right; their word goes first when it is tight."""
    room = CARD_WIDTH - 2.0 * MARGIN
    output = "→ " + ("?" if shape is None else shapes.text(shape))
    learned = layerwords.parameters(count)
    widths = _width(output, style.small_font, style) + _width(learned, style.small_font, style)
    if widths + GAP > room and count:
        learned = layerwords.counted(count)
    width = _width(learned, style.small_font, style)
    top = RULE + 6.0
    left_room = room - width - (GAP if learned else 0.0)
    colour = style.muted if shape is None else style.text
    return (
        _word(output, style.small_font, colour, QPointF(LEFT + MARGIN, top), left_room, style),
        _word(
            learned,
            style.small_font,
            style.muted,
            QPointF(RIGHT - MARGIN - width, top),
            width + 1.0,
            style,
        ),
    )


def _word(text: str, font: QFont, colour: QColor, at: QPointF, room: float, style: Style) -> Word:
    # Most cards say the same, and to lay it out takes longer than to paint it.
    key = (text, id(font), room)
    prepared = style.texts.get(key)
    if prepared is None:
        prepared = _prepared(text, font, room)
        _keep(style.texts, key, prepared)
    return Word(prepared, at, font, colour)


def _prepared(text: str, font: QFont, room: float) -> QStaticText:
    shortened = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    prepared = QStaticText(shortened)
    prepared.setTextFormat(Qt.TextFormat.PlainText)
    prepared.prepare(font=font)
    return prepared


def paint_words(painter: QPainter, said: tuple[Word, ...]) -> None:
    for word in said:
        painter.setFont(word.font)
        painter.setPen(word.colour)
        painter.drawStaticText(word.at, word.text)
