"""Outputs of a network as colours of a plane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from PySide6.QtGui import QPainter

    from dnngui.theme import Palette

    Floats = NDArray[np.floating[Any]]
    Colours = NDArray[np.uint8]

LEVELS = 256
STRENGTH = 0.7
"""Share of the pure colour where the network is sure: points in the pure colour stand out of it,
and their dark edge has a contrast of 3 to the darkest of the colours."""


def scale_table(low: str, middle: str, high: str, cut: float | None = None) -> Colours:
    """Return the colours of a scale, ``(LEVELS + 1, 4)`` RGBA, the last one clear: not a number.

    Parameters
    ----------
    low, middle, high
        ``#rrggbb`` at the ends and between.
    cut
        Where given, only the two ends are used, and this share of the scale is the first's.
    """
    ends = [
        _mixed(middle, low, STRENGTH),
        _mixed(middle, middle, 1.0),
        _mixed(middle, high, STRENGTH),
    ]
    places = np.linspace(0.0, 1.0, LEVELS)
    if cut is not None:
        shades = np.where((places > cut)[:, None], ends[2], ends[0])
    else:
        channels = [np.interp(places, (0.0, 0.5, 1.0), part) for part in np.transpose(ends)]
        shades = np.stack(channels, axis=1)
    return _table(shades)


def banded(table: Colours, bands: int) -> Colours:
    """Return a scale in which ``bands`` steps of even width have one colour each."""
    places = np.arange(LEVELS) * bands // LEVELS
    shades = table[np.round(places * (LEVELS - 1) / (bands - 1)).astype(np.intp)]
    return np.concatenate([shades, table[-1:]])


def shade(values: Floats, low: float, high: float, table: Colours) -> Colours:
    """Return the colours ``(..., 4)`` of ``values (...)`` on a scale from ``low`` to ``high``."""
    with np.errstate(invalid="ignore", over="ignore"):
        places = (values - low) * ((LEVELS - 1) / (high - low or 1.0)) + 0.5
        places = np.clip(places, 0.0, LEVELS - 1)
    clear = np.isnan(places)
    if clear.any():
        places[clear] = LEVELS
    shaded: Colours = np.take(table, places.astype(np.intp), axis=0)
    return shaded


def class_table(colours: Sequence[str], neutral: str, discrete: bool) -> Colours:
    """Return the colours ``(classes * LEVELS + 1, 4)`` of each class, from unsure to sure."""
    strength = np.full(LEVELS, STRENGTH) if discrete else np.linspace(0.0, STRENGTH, LEVELS)
    under = np.array(_mixed(neutral, neutral, 1.0))
    shades = [
        under + strength[:, None] * (np.array(_mixed(colour, colour, 1.0)) - under)
        for colour in colours
    ]
    return _table(np.concatenate(shades))


def shade_classes(values: Floats, low: float, high: float, table: Colours) -> Colours:
    """Return the colours of the strongest class of ``values (..., classes)``.

    The colour is as strong as the class's output is above an even share, for outputs from ``low``
    to ``high``.
    """
    count = values.shape[-1]
    # Class by class: whole planes at a time are twice as fast as the outputs of each point.
    planes = np.ascontiguousarray(np.moveaxis(values, -1, 0))
    best = planes.max(axis=0)
    # Counted from the last class, so that the first of equals is the greatest.
    rank = np.zeros(best.shape, np.min_scalar_type(count))
    for index, plane in enumerate(planes):
        here = np.multiply(plane == best, count - index, dtype=rank.dtype)
        np.maximum(rank, here, out=rank)
    even = low + (high - low) / count
    with np.errstate(invalid="ignore", over="ignore"):
        strength = (best - even) * ((LEVELS - 1) / (high - even or 1.0))
        np.minimum(np.maximum(strength, 0.0, out=strength), LEVELS - 1.0, out=strength)
        places = (strength + 0.5).astype(np.intp)
    places += (count - rank.astype(np.intp)) * LEVELS
    places[np.isnan(best)] = len(table) - 1
    # A colour is one number of 32 bits.
    shaded: Colours = table.view(np.uint32)[:, 0].take(places).view(np.uint8)
    return shaded.reshape(*places.shape, 4)


def paint_steps(painter: QPainter, rect: QRectF, colours: Palette) -> None:
    """Paint two shades without a passage between them into an icon's ``rect``."""
    edge = rect.width() / 12.0
    area = rect.adjusted(edge, edge, -edge, -edge)
    half = QRectF(area)
    half.setRight(area.center().x())
    painter.fillRect(area, QColor(colours.positive))
    painter.fillRect(half, QColor(colours.negative))


def _mixed(under: str, over: str, share: float) -> tuple[float, ...]:
    below, above = QColor(under), QColor(over)
    pairs = (
        (below.red(), above.red()),
        (below.green(), above.green()),
        (below.blue(), above.blue()),
    )
    return tuple(first + share * (second - first) for first, second in pairs)


def _table(shades: Floats) -> Colours:
    table = np.full((len(shades) + 1, 4), 255, dtype=np.uint8)
    table[:-1, :3] = np.round(shades)
    table[-1] = 0
    return table
