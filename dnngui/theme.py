"""Colours of the window, light and dark, the one place that puts them on, and small print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette

from dnngui.stylesheet import stylesheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CLASS_COLOURS = (
    "#f59322",
    "#0877bd",
    "#10c4a2",
    "#6a2fe0",
    "#f3dd8a",
    "#a31e5b",
    "#d9c8fb",
    "#8f8a47",
    "#673416",
    "#448b9e",
)
"""One per class. Any two also differ for people with protanopia and deuteranopia."""


@dataclass(frozen=True)
class Palette:
    """Colours of one appearance, each as ``#rrggbb``.

    Attributes
    ----------
    window, surface, field, hover
        Backgrounds: the window, panels and cards on it, fields to type in, what is pointed at.
    canvas, grid
        Background of the drawing and its lines.
    text, muted
        Words, and words of less weight.
    border
        Thin lines around fields and between panels.
    accent, on_accent, selection
        The one colour that asks to be pressed, words on it, and the background of what is chosen.
    negative, neutral, positive
        Ends and middle of every signed scale; class 0 and class 1.
    error, warning, ok
        Words and signs of these weights; never without a sign or a word beside them.
    class_colours
        One per class, the first two being ``negative`` and ``positive``.
    """

    dark: bool
    window: str
    surface: str
    field: str
    hover: str
    canvas: str
    grid: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    selection: str
    error: str
    warning: str
    ok: str
    negative: str = "#f59322"
    neutral: str = "#e8eaeb"
    positive: str = "#0877bd"
    class_colours: tuple[str, ...] = CLASS_COLOURS


LIGHT = Palette(
    dark=False,
    window="#f3f5f6",
    surface="#ffffff",
    field="#ffffff",
    hover="#e9edf0",
    canvas="#fafbfc",
    grid="#e6eaed",
    text="#1d242b",
    muted="#5a6570",
    border="#ccd3d9",
    accent="#0869a6",
    on_accent="#ffffff",
    selection="#d9eaf6",
    error="#a8321f",
    warning="#8a5300",
    ok="#0b6a80",
)

DARK = Palette(
    dark=True,
    window="#1a1e23",
    surface="#22272d",
    field="#1a1e23",
    hover="#2e353d",
    canvas="#16191d",
    grid="#242a30",
    text="#e6eaee",
    muted="#a3aeb9",
    border="#414a54",
    accent="#5cb3ec",
    on_accent="#0d1a24",
    selection="#1f435d",
    error="#ff9a85",
    warning="#f7b65a",
    ok="#6fcfe6",
)

_SMALL = 0.88
"""Size of captions beside that of other text."""

_current = LIGHT


def current() -> Palette:
    """Return the colours that were put on last."""
    return _current


def small(font: QFont) -> QFont:
    """Return a font for captions beside what is written in ``font``."""
    found = QFont(font)
    found.setPointSizeF(_SMALL * font.pointSizeF())
    return found


def system_is_dark(app: QApplication) -> bool:
    """Whether the system asks for a dark appearance; light where it does not say."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(app: QApplication, dark: bool) -> Palette:
    """Give the whole program its colours, and return them."""
    global _current
    _current = DARK if dark else LIGHT
    app.setStyle("Fusion")
    app.setPalette(qt_palette(_current))
    app.setStyleSheet(stylesheet(_current))
    return _current


def qt_palette(colours: Palette) -> QPalette:
    """Return the colours in the roles from which Fusion paints."""
    palette = QPalette()
    role = QPalette.ColorRole
    for where, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.field,
        role.AlternateBase: colours.hover,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.on_accent,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.border,
        role.Dark: colours.border,
        role.Shadow: colours.border,
    }.items():
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(colours.muted))
    return palette
