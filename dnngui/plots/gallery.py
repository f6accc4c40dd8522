"""Samples side by side, in rows of what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from dnngui import theme
from dnngui.guard import guarded
from dnngui.plots import thumbnail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPaintEvent

    from dnngui.plots.ranges import Range
    from engine.shapes import Shape

    Floats = NDArray[np.floating[Any]]

_GAP = 4.0
_MARGIN = 10.0
_LARGEST = 120.0
_APART = 1.6
"""Distance of two samples, at most, in pictures: captions have more room."""


class Band(NamedTuple):
    """One row: its name, and ``(samples, width)`` values."""

    name: str
    values: Floats


class Layout(NamedTuple):
    """How samples stand: side of a picture, their distance, how many are in a line."""

    side: float
    pitch: float
    across: int


class GalleryView(QWidget):
    """Samples in columns; beneath each a caption. Pictures, or lines where they are none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.colours = theme.current()
        self.setFont(theme.small(self.font()))
        self._bands: Sequence[Band] = ()
        self._captions: Sequence[str] = ()
        self._shape: Shape | None = None
        self._limits: Range = (0.0, 1.0)

    def show_bands(
        self, bands: Sequence[Band], captions: Sequence[str], shape: Shape | None, limits: Range
    ) -> None:
        """Show samples; ``shape`` is that of a picture, or None for lines."""
        self._bands, self._captions = bands, captions
        self._shape, self._limits = shape, limits
        self.update()

    def set_colours(self, colours: theme.Palette) -> None:
        self.colours = colours
        self.update()

    # -- geometry

    def arrangement(self) -> Layout:
        """Return how the samples stand so that their pictures are largest."""
        count = max(len(self._captions), 1)
        found = [self._arranged(across, count) for across in range(1, count + 1)]
        return max(found, key=lambda each: (each.side, -each.across))

    def _arranged(self, across: int, count: int) -> Layout:
        lines = -(-count // across)
        room = self.width() - 2.0 * _MARGIN - self._names()
        wide = (room - _GAP * (across - 1)) / across
        texts = lines * (self._line() + 2.0 * _GAP)
        high = (self.height() - texts - _GAP) / (lines * max(len(self._bands), 1)) - _GAP
        side = float(int(max(min(wide, high, _LARGEST), 4.0)))
        pitch = min((room + _GAP) / across, _APART * side)
        return Layout(side, float(int(max(pitch, side))), across)

    def _names(self) -> float:
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(band.name) for band in self._bands), default=0.0)
        return min(widest, 0.3 * self.width()) + 2.0 * _GAP

    def _line(self) -> float:
        return QFontMetricsF(self.font()).height()

    def place(self, band: int, sample: int) -> QRectF:
        """Return where a picture is."""
        side, pitch, across = self.arrangement()
        line, column = divmod(sample, across)
        height = len(self._bands) * (side + _GAP) + self._line() + 2.0 * _GAP
        left = _MARGIN + self._names() + column * pitch
        return QRectF(left, _GAP + line * height + band * (side + _GAP), side, side)

    # -- painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._bands and self._captions:
            self._paint_names(painter)
            for place, band in enumerate(self._bands):
                for sample, values in enumerate(band.values):
                    self._paint(painter, self.place(place, sample), values)
            self._paint_captions(painter)
        painter.end()

    def _paint_names(self, painter: QPainter) -> None:
        metrics, room = QFontMetricsF(self.font()), self._names() - 2.0 * _GAP
        painter.setPen(QColor(self.colours.muted))
        for first in range(0, len(self._captions), self.arrangement().across):
            for place, band in enumerate(self._bands):
                beside = self.place(place, first)
                at = QRectF(_MARGIN, beside.top(), room + 1.0, beside.height())
                text = metrics.elidedText(band.name, Qt.TextElideMode.ElideRight, room)
                painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_captions(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.colours.muted))
        metrics, middle = QFontMetricsF(self.font()), Qt.AlignmentFlag.AlignCenter
        pitch = self.arrangement().pitch
        for sample, caption in enumerate(self._captions):
            if metrics.horizontalAdvance(caption) > pitch - 1.0:
                continue
            above = self.place(len(self._bands) - 1, sample)
            left = above.center().x() - pitch / 2.0
            painter.drawText(
                QRectF(left, above.bottom() + 1.0, pitch, self._line()), middle, caption
            )

    def _paint(self, painter: QPainter, at: QRectF, values: Floats) -> None:
        if self._shape is not None:
            image = thumbnail.picture(values, self._shape, self._limits, self.colours)
            shown = QRectF(at)
            ratio = image.width() / image.height()
            if ratio < 1.0:
                shown.setWidth(at.height() * ratio)
            else:
                shown.setHeight(at.width() / ratio)
            shown.moveCenter(at.center())
            painter.drawImage(shown, image)
            painter.setPen(QPen(QColor(self.colours.border), 1.0))
            painter.drawRect(shown)
            return
        painter.setPen(QPen(QColor(self.colours.border), 1.0))
        painter.drawRect(at)
        self._paint_line(painter, at.adjusted(2.0, 3.0, -2.0, -3.0), values)

    def _paint_line(self, painter: QPainter, at: QRectF, values: Floats) -> None:
        low, high = self._limits
        shares = np.clip((np.nan_to_num(values) - low) / (high - low), 0.0, 1.0)
        x = np.linspace(at.left(), at.right(), max(len(shares), 2))
        y = at.bottom() - shares * at.height()
        points = [QPointF(*each) for each in zip(x.tolist(), y.tolist(), strict=False)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.colours.accent), 1.2))
        painter.drawPolyline(QPolygonF(points))
        painter.restore()
