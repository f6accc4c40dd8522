"""Colours, pens and fonts of the drawing, prepared once for each appearance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPen

if TYPE_CHECKING:
    from PySide6.QtGui import QStaticText

    from dnngui.canvas.items.stamp import Stamps
    from dnngui.document.notes import Colour
    from dnngui.theme import Palette
    from engine.layers import Layer

INPUT_TINT = ("#0b6a80", "#6fcfe6")
OTHER_TINT = ("#55616c", "#a9b5c0")
CATEGORY_TINTS = {
    "Basic": ("#4a50ad", "#a8b0f7"),
    "Merge": ("#87408f", "#dda3e4"),
    "Convolution": ("#1d735a", "#7fd6bb"),
    "Pooling": ("#4b6f2c", "#a9d488"),
    "Recurrent": ("#a03b6a", "#eda3c4"),
    "Normalisation": ("#71600f", "#d9c46b"),
    "Attention": ("#6b4bb3", "#c0a9f5"),
    "Noise": ("#6f5a4e", "#cbb5a6"),
}
"""By the palette's groups, light and dark; away from the orange and blue that mean a sign."""
NOTE_TINTS: dict[Colour, tuple[str, str]] = {
    "grey": OTHER_TINT,
    "violet": CATEGORY_TINTS["Basic"],
    "plum": CATEGORY_TINTS["Merge"],
    "teal": CATEGORY_TINTS["Convolution"],
    "rose": CATEGORY_TINTS["Recurrent"],
    "gold": CATEGORY_TINTS["Normalisation"],
}
"""Of comments and frames."""


@dataclass(frozen=True)
class Tint:
    """Colour of a kind of layer or of a note, and the quiet background that goes with it."""

    line: str
    tile: QColor


@dataclass(frozen=True)
class Style:
    """Everything that items paint with."""

    palette: Palette
    surface: QColor
    canvas: QColor
    dots: QColor
    text: QColor
    muted: QColor
    accent: QColor
    halo: QColor
    shadow: QPen
    veil: QColor
    border: QPen
    hover_border: QPen
    chosen_border: QPen
    error_border: QPen
    focus_ring: QPen
    rule: QPen
    edge: QPen
    strong_edge: QPen
    marked_edge: QPen
    title_font: QFont
    narrow_title_fonts: tuple[QFont, ...]
    text_font: QFont
    small_font: QFont
    label_font: QFont
    badge_font: QFont
    tints: dict[str, Tint]
    note_tints: dict[Colour, Tint]
    stamps: Stamps = field(default_factory=dict)
    """Pictures that were painted with it."""
    texts: dict[tuple[object, ...], QStaticText] = field(default_factory=dict)
    """Words that were laid out in its fonts."""
    widths: dict[tuple[object, ...], float] = field(default_factory=dict)
    """How wide words are in them."""

    @classmethod
    def of(cls, palette: Palette) -> Style:
        surface, accent = QColor(palette.surface), QColor(palette.accent)
        return cls(
            palette=palette,
            surface=surface,
            canvas=QColor(palette.canvas),
            dots=QColor(palette.grid),
            text=QColor(palette.text),
            muted=QColor(palette.muted),
            accent=accent,
            halo=faded(accent, 0.22),
            shadow=_pen(faded(QColor("#000000"), 0.4 if palette.dark else 0.09), 3.0),
            veil=faded(QColor(palette.canvas), 0.6),
            border=_pen(palette.border, 1.0),
            hover_border=_pen(mixed(palette.border, palette.text, 0.35), 1.2),
            chosen_border=_pen(palette.accent, 2.0),
            error_border=_pen(palette.error, 1.4),
            focus_ring=_dashed(palette.accent),
            rule=_pen(mixed(palette.surface, palette.border, 0.6), 1.0),
            edge=_pen(mixed(palette.canvas, palette.muted, 0.75), 1.8),
            strong_edge=_pen(palette.accent, 2.5),
            marked_edge=_pen(palette.accent, 4.0),
            title_font=_font(13, QFont.Weight.DemiBold),
            narrow_title_fonts=tuple(
                _font(pixels, QFont.Weight.DemiBold, spacing)
                for pixels, spacing in ((12, 100.0), (11, 100.0), (11, 95.0))
            ),
            text_font=_font(12),
            small_font=_font(11),
            label_font=_font(10),
            badge_font=_font(11, QFont.Weight.Bold),
            tints={
                name: _tint(pair, palette)
                for name, pair in {
                    **CATEGORY_TINTS,
                    "Input": INPUT_TINT,
                    "": OTHER_TINT,
                }.items()
            },
            note_tints={
                name: _tint(pair, palette, stronger=1.6) for name, pair in NOTE_TINTS.items()
            },
        )

    def tint(self, layer: Layer) -> Tint:
        """Return the colour of a kind of layer."""
        if layer.arity.most == 0:
            return self.tints["Input"]
        return self.tints.get(layer.category, self.tints[""])


def mixed(first: str | QColor, second: str | QColor, share: float) -> QColor:
    """Return the colour ``share`` of the way from ``first`` to ``second``."""
    a, b = QColor(first), QColor(second)
    red = a.red() + (b.red() - a.red()) * share
    green = a.green() + (b.green() - a.green()) * share
    blue = a.blue() + (b.blue() - a.blue()) * share
    return QColor(round(red), round(green), round(blue))


def faded(colour: QColor, alpha: float) -> QColor:
    """Return ``colour`` with the opacity ``alpha``."""
    faint = QColor(colour)
    faint.setAlphaF(alpha)
    return faint


def _tint(pair: tuple[str, str], palette: Palette, stronger: float = 1.0) -> Tint:
    line = pair[1] if palette.dark else pair[0]
    share = 0.18 if palette.dark else 0.10
    return Tint(line, mixed(palette.surface, line, share * stronger))


def _pen(colour: str | QColor, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _dashed(colour: str) -> QPen:
    pen = QPen(QColor(colour), 1.5)
    pen.setDashPattern([3.0, 2.5])
    return pen


def _font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 100.0) -> QFont:
    font = QGuiApplication.font()
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, spacing)
    return font
