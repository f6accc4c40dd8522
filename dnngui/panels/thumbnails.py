"""Small pictures of the generated data sets."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen

from dnngui import icons
from engine.data.generators import PLANE, generate
from engine.data.settings import Generated, GeneratorName

if TYPE_CHECKING:
    from dnngui.theme import Palette

_SAMPLES = 180


class _Cloud(NamedTuple):
    """Points in the unit square, y upwards, and their values from -1 to 1."""

    points: np.ndarray
    values: np.ndarray


@cache
def thumbnail(name: GeneratorName) -> QIcon:
    """Return the picture of a generator's points."""
    cloud = _cloud(name)

    def paint(painter: QPainter, rect: QRectF, colours: Palette) -> None:
        _paint(painter, rect, colours, cloud)

    return icons.painted(paint)


def blend(value: float, colours: Palette) -> QColor:
    """Return the colour of a value from -1 (negative) through 0 (neutral) to 1 (positive)."""
    low = QColor(colours.neutral)
    high = QColor(colours.positive if value > 0 else colours.negative)
    share = min(1.0, abs(value))

    def between(one: float, other: float) -> float:
        return one + share * (other - one)

    return QColor.fromRgbF(
        between(low.redF(), high.redF()),
        between(low.greenF(), high.greenF()),
        between(low.blueF(), high.blueF()),
    )


def _cloud(name: GeneratorName) -> _Cloud:
    noise = 8.0 if name == "line" else 0.0
    rows = generate(Generated(name=name, samples=_SAMPLES, noise=noise))
    target = np.asarray(rows.target, dtype=np.float64).reshape(_SAMPLES)
    if rows.features.shape[1] == 1:
        points = np.stack([_spread(rows.features[:, 0]), _spread(target)], axis=1)
        return _Cloud(points, np.ones(_SAMPLES))
    points = (rows.features + PLANE) / (2.0 * PLANE)
    if rows.classes:
        return _Cloud(points, np.where(target > 0, 1.0, -1.0))
    return _Cloud(points, target / np.abs(target).max())


def _spread(values: np.ndarray) -> np.ndarray:
    low, high = values.min(), values.max()
    return np.asarray(0.06 + 0.88 * (values - low) / (high - low))


def _paint(painter: QPainter, rect: QRectF, colours: Palette, cloud: _Cloud) -> None:
    painter.setPen(QPen(QColor(colours.border), 1.0))
    painter.setBrush(QColor(colours.canvas))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
    inner = rect.adjusted(2.0, 2.0, -2.0, -2.0)
    painter.setClipRect(inner)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = inner.width() / 32.0
    for (x, y), value in zip(cloud.points, cloud.values, strict=True):
        painter.setBrush(blend(float(value), colours))
        place = QPointF(inner.left() + x * inner.width(), inner.bottom() - y * inner.height())
        painter.drawEllipse(place, radius, radius)
