"""Large figures that change many times a second without moving."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

_LARGE = 1.35
_SMALL = 0.9
_MINUS = "−"
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

WIDEST = ("−8888.8", "8.8·10⁻⁸⁸", "−8.8·10⁸⁸", "−8·10⁻⁸⁸", "−8·10⁸⁸⁸", "−8·10⁻⁸⁸⁸")
"""The shapes of the longest texts that `figure` returns."""


class Figure(QWidget):
    """A number under its caption, as wide as its widest value from the start."""

    def __init__(self, name: str, caption: str, widest: Sequence[str]) -> None:
        super().__init__()
        self._widest = widest
        self._caption, self._value = QLabel(caption), QLabel("–")
        self._caption.setProperty("role", "muted")
        self._value.setObjectName(name)
        self._value.setAccessibleName(caption)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._caption)
        column.addWidget(self._value)
        self._measure()

    def show_text(self, text: str) -> None:
        if text != self._value.text():
            self._value.setText(text)

    def show_caption(self, caption: str) -> None:
        if caption != self._caption.text():
            self._caption.setText(caption)
            self._value.setAccessibleName(caption)
            self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        self._caption.setFont(scaled(self.font(), _SMALL))
        large = scaled(self.font(), _LARGE)
        large.setWeight(QFont.Weight.DemiBold)
        # Digits of one width: the number does not shake while it counts.
        large.setFeature(QFont.Tag("tnum"), 1)
        self._value.setFont(large)
        width = max(QFontMetricsF(large).horizontalAdvance(text) for text in self._widest)
        caption = QFontMetricsF(self._caption.font()).horizontalAdvance(self._caption.text())
        self.setFixedWidth(math.ceil(max(width, caption)) + 4)
        # A number of fixed size does not have the whole window laid out anew each time it counts.
        self._value.setFixedSize(self.width(), self._value.sizeHint().height())


def scaled(font: QFont, factor: float) -> QFont:
    """Return ``font`` in another size, whether that is set in points or pixels."""
    result = QFont(font)
    if font.pointSizeF() > 0:
        result.setPointSizeF(font.pointSizeF() * factor)
    else:
        result.setPixelSize(round(font.pixelSize() * factor))
    return result


def figure(value: float | None) -> str:
    """Return a loss or the like in the least room: ``0.6931``, ``12.345``, ``1.2·10⁻⁵``."""
    if value is None:
        return "–"
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else f"{_MINUS}∞"
    size = abs(value)
    if size != 0.0 and not 5e-5 <= size < 99_999.5:
        return _scientific(value)
    decimals = 4 if size < 9.99995 else 4 - max(1, math.floor(math.log10(size)))
    return f"{value:.{decimals}f}".replace("-", _MINUS)


def _scientific(value: float) -> str:
    """Return ``1.2·10⁻⁵``; without a decimal where there are signs or digits enough."""
    exponent = int(f"{value:e}".partition("e")[2])
    long = abs(exponent) > 98 or (value < 0 and exponent < 0)
    mantissa, _, power = f"{value:.{0 if long else 1}e}".partition("e")
    return f"{mantissa}·10{str(int(power)).translate(_SUPERSCRIPTS)}".replace("-", _MINUS)


def percent(share: float | None) -> str:
    """Return a share of one as ``96.5%``."""
    return "–" if share is None or math.isnan(share) else f"{100.0 * share:.1f}%"
