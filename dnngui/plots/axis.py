"""An axis with few, round, short labels."""

from __future__ import annotations

import html
import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPen

from dnngui.plots import figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFont, QPainter

    from dnngui.theme import Palette

_ROOM = {"bottom": 48.0, "left": 34.0}
"""Least distance between two labels, in pixels."""
_TICK = 4
_GAP = 5.0
"""Least room between two labels side by side, in pixels."""
_USUAL = "−0.000"
"""As long as most labels get."""


class Axis(pyqtgraph.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Labels at round places; in logarithmic mode the axis holds decimal logarithms.

    Attributes
    ----------
    caption
        What a horizontal axis measures, written in a row of its own beneath the labels.
    names
        Labels of the places 0, 1, 2 ... of a category's axis; empty for numbers.
    suffix
        Unit behind every number, such as ``%``.
    """

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.caption = ""
        self.names: tuple[str, ...] = ()
        self.suffix = ""
        self._metrics: QFontMetricsF | None = None
        self._widest = 0.0
        self.enableAutoSIPrefix(False)
        # pyqtgraph drops labels that reach further than this beyond the axis.
        reach = math.ceil(_ROOM[orientation])
        self.setStyle(tickLength=_TICK, tickTextOffset=3, hideOverlappingLabels=reach)

    def set_font(self, font: QFont) -> None:
        """Use ``font`` for the labels and reserve the room that the longest of them take."""
        self._metrics = QFontMetricsF(font)
        self.setTickFont(font)
        self.label.setFont(font)
        self._reserve()

    @property
    def overhang(self) -> int:
        """Room that a usual label needs beyond an end of the axis, in pixels."""
        if self._metrics is None:
            return 0
        if self.orientation == "bottom":
            return math.ceil(self._metrics.horizontalAdvance(_USUAL) / 2)
        return math.ceil(self._metrics.height() / 2)

    def set_caption(self, text: str) -> None:
        """Write ``text`` beneath the labels of a horizontal axis; nothing where it is empty."""
        if text != self.caption:
            self.caption = text
            self._reserve()
            self.picture = None
            self.update()

    def set_title(self, text: str) -> None:
        """Write ``text`` along a vertical axis; nothing where it is empty."""
        self.setLabel(html.escape(text))
        self.showLabel(bool(text))
        self._reserve()

    def set_colours(self, colours: Palette) -> None:
        """Paint lines and words in a theme's colours."""
        self.setPen(QPen(QColor(colours.border), 1))
        self.setTickPen(QPen(QColor(colours.border), 1))
        self.setTextPen(QColor(colours.muted))
        self.labelStyle["color"] = colours.muted
        self._updateLabel()

    def make_room(self, low: float, high: float) -> None:
        """Let a vertical axis be wide enough for the numbers of this range."""
        levels = [] if self.names else self.tickValues(low, high, self.size().height())
        labels = [label for level in levels for label in self.tickStrings(level[1], 1.0, level[0])]
        advance = self._metrics.horizontalAdvance if self._metrics is not None else len
        widest = max(map(advance, labels), default=0.0)
        if widest != self._widest:
            self._widest = widest
            self._reserve()

    def set_logarithmic(self, on: bool) -> None:
        self.logMode = on
        self.picture = None
        self.update()

    def _reserve(self) -> None:
        if self._metrics is None:
            return
        line = self._metrics.height()
        if self.orientation == "bottom":
            self.setHeight(math.ceil(line * (2 if self.caption else 1)) + _TICK + 3)
        else:
            words = line + 2 if self.label.isVisible() else 0
            digits = max(self._widest, self._metrics.horizontalAdvance(_USUAL))
            self.setWidth(math.ceil(digits + words) + _TICK + 3)

    def tickValues(
        self, minVal: float, maxVal: float, size: float
    ) -> list[tuple[float, list[float]]]:
        """Return ``(spacing, places)`` of the one level of ticks there is."""
        low, high = min(minVal, maxVal), max(minVal, maxVal)
        if not 0.0 < high - low < math.inf or size <= 0:
            return []
        most = max(2.0, size / _ROOM[self.orientation])
        if self.names:
            return [_names(low, high, len(self.names), most)]
        divide = _decades if self.logMode else _linear
        spacing, places = divide(low, high, most)
        while len(places) > 2 and self._crowded(places, spacing, size / (high - low)):
            most *= 0.7
            spacing, places = divide(low, high, most)
        return [(spacing, places)]

    def _crowded(self, places: Sequence[float], spacing: float, scale: float) -> bool:
        """Whether labels side by side, ``scale`` pixels to the unit, come too near each other."""
        if self.orientation != "bottom" or self._metrics is None:
            return False
        widths = map(self._metrics.horizontalAdvance, self.tickStrings(places, 1.0, spacing))
        # Those at the ends may be moved inwards by what is wider than usual.
        needs = [max(width, 1.5 * width - self.overhang) + _GAP for width in widths]
        return any(
            (after - before) * scale < (left + right) / 2.0
            for (before, after), (left, right) in zip(
                pairwise(places), pairwise(needs), strict=True
            )
        )

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self.names:
            return [self._elided(self.names[round(value)]) for value in values]
        if self.logMode:
            return [figures.power(10.0**value) for value in values]
        return [figures.tick(value, spacing) + self.suffix for value in values]

    def _elided(self, name: str) -> str:
        if self._metrics is None:
            return name
        room = self.width() - _TICK - 4 if self.orientation == "left" else _ROOM["bottom"]
        return self._metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)

    def generateDrawSpecs(self, p: QPainter) -> Any:
        specs = super().generateDrawSpecs(p)
        if specs is None or self.orientation != "bottom" or self._metrics is None:
            return specs
        line, ticks, texts = specs
        for place, _, _ in texts:
            self._move_inside(place)
        if self.caption:
            texts = [*texts, self._written_caption(self._metrics)]
        return line, ticks, texts

    def _move_inside(self, place: QRectF) -> None:
        """Let a label at an end of a horizontal axis be within the chart."""
        chart = self.parentItem()
        if chart is not None:
            room = self.mapRectFromItem(chart, chart.boundingRect())
            place.moveRight(min(place.right(), room.right()))
            place.moveLeft(max(place.left(), room.left()))

    def _written_caption(self, metrics: QFontMetricsF) -> tuple[QRectF, Qt.AlignmentFlag, str]:
        bounds = self.mapRectFromParent(self.geometry())
        height = metrics.height()
        place = QRectF(bounds.left(), bounds.bottom() - height - 1, bounds.width(), height)
        name = metrics.elidedText(self.caption, Qt.TextElideMode.ElideRight, place.width())
        return place, Qt.AlignmentFlag.AlignCenter, name


def _linear(low: float, high: float, most: float) -> tuple[float, list[float]]:
    least = (high - low) / most
    unit = 10.0 ** math.floor(math.log10(least))
    spacing = next(step * unit for step in (1.0, 2.0, 5.0, 10.0) if step * unit >= least * 0.999)
    first, last = math.ceil(low / spacing - 1e-9), math.floor(high / spacing + 1e-9)
    return spacing, [place * spacing for place in range(first, last + 1)]


def _decades(low: float, high: float, most: float) -> tuple[float, list[float]]:
    if high - low < 1.0:
        spacing, values = _linear(10.0**low, 10.0**high, most)
        return spacing, [math.log10(value) for value in values if value > 0.0]
    span = high - low
    parts = (1.0, 2.0, 5.0) if 3.0 * span <= most else (1.0,)
    stride = max(1, math.ceil(span / most))
    first, last = math.floor(low / stride) * stride, math.ceil(high)
    places = (
        decade + math.log10(part) for decade in range(first, last + 1, stride) for part in parts
    )
    return 1.0, [place for place in places if low <= place <= high]


def _names(low: float, high: float, count: int, most: float) -> tuple[float, list[float]]:
    first, last = max(0, math.ceil(low)), min(count - 1, math.floor(high))
    stride = max(1, math.ceil((last - first + 1) / most))
    return 1.0, [float(place) for place in np.arange(first, last + 1, stride)]
