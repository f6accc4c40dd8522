"""The words on a card and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QStaticText

from dnngui.canvas import summary
from dnngui.canvas.geometry import CARD_HEIGHT, CARD_WIDTH, PREVIEW_HEIGHT, PULSE_HEIGHT
from dnngui.words import term
from engine import shapes

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPainter

    from dnngui.canvas.style import Style
    from engine.graph import Node
    from engine.shapes import Shape

CORNER = 8.0
MARGIN = 12.0
TILE = 28.0
GAP = 6.0
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
    title = _word(*_title(node, style, room), style.text, beside, TOP + 8.0, room)
    name = _word(node.name, style.small_font, style.muted, beside, TOP + 24.0, room)
    full = CARD_WIDTH - 2.0 * MARGIN
    said = summary.hyperparameters(node.layer)
    values = _word(said, style.text_font, style.text, LEFT + MARGIN, TOP + 44.0, full)
    return (title, name, values, *_footer(shape, count, style))


def _title(node: Node, style: Style, room: float) -> tuple[str, QFont]:
    """Return the layer's title and the largest font in which it fits; the least where none does."""
    title = term(node.layer.title)
    fonts = (style.title_font, *style.narrow_title_fonts)
    return title, next((f for f in fonts if _fits(title, f, room)), fonts[-1])


def _fits(text: str, font: QFont, room: float) -> bool:
    return QFontMetricsF(font).horizontalAdvance(text) <= room


def _footer(shape: Shape | None, count: int | None, style: Style) -> tuple[Word, Word]:
    """Shape at the left, parameters at the right; their word goes first when it is tight."""
    metrics = QFontMetricsF(style.small_font)
    room = CARD_WIDTH - 2.0 * MARGIN
    output = "→ " + ("?" if shape is None else shapes.text(shape))
    learned = summary.parameters(count)
    if metrics.horizontalAdvance(output + learned) + GAP > room and count:
        learned = summary.counted(count)
    width = metrics.horizontalAdvance(learned)
    top = RULE + 6.0
    left_room = room - width - (GAP if learned else 0.0)
    colour = style.muted if shape is None else style.text
    return (
        _word(output, style.small_font, colour, LEFT + MARGIN, top, left_room),
        _word(learned, style.small_font, style.muted, RIGHT - MARGIN - width, top, width + 1.0),
    )


def _word(text: str, font: QFont, colour: QColor, x: float, y: float, room: float) -> Word:
    shortened = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
    prepared = QStaticText(shortened)
    prepared.setTextFormat(Qt.TextFormat.PlainText)
    prepared.prepare(font=font)
    return Word(prepared, QPointF(x, y), font, colour)


def paint_words(painter: QPainter, said: tuple[Word, ...]) -> None:
    for word in said:
        painter.setFont(word.font)
        painter.setPen(word.colour)
        painter.drawStaticText(word.at, word.text)
