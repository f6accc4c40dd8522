"""Small pictures of the activation functions."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPolygonF

from dnngui import icons
from engine.activations import (
    ELU_ALPHA,
    LEAKY_SLOPE,
    SELU_ALPHA,
    SELU_SCALE,
    ActivationName,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.theme import Palette

REACH = 3.0
"""Inputs are drawn from ``-REACH`` to ``REACH``."""
_LOW, _HIGH = -1.6, 2.4
_POINTS = 41


def _sigmoid(z: float) -> float:
    return 1.0 / (1.0 + math.exp(-z))


def _softplus(z: float) -> float:
    return math.log1p(math.exp(z))


# The engine computes whole arrays through a program, and GELU needs SciPy there: too slow for a
# list of choices. A test compares these with it.
CURVES: dict[ActivationName, Callable[[float], float]] = {
    "linear": lambda z: z,
    "sigmoid": _sigmoid,
    "tanh": math.tanh,
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: max(LEAKY_SLOPE * z, z),
    "elu": lambda z: z if z > 0 else ELU_ALPHA * math.expm1(z),
    "selu": lambda z: SELU_SCALE * (z if z > 0 else SELU_ALPHA * math.expm1(z)),
    "gelu": lambda z: 0.5 * z * (1.0 + math.erf(z / math.sqrt(2.0))),
    "swish": lambda z: z * _sigmoid(z),
    "softplus": _softplus,
    "softsign": lambda z: z / (1.0 + abs(z)),
    "hard_sigmoid": lambda z: min(1.0, max(0.0, z / 6.0 + 0.5)),
    "mish": lambda z: z * math.tanh(_softplus(z)),
    "sin": math.sin,
    "hard_tanh": lambda z: min(1.0, max(-1.0, z)),
    "hard_swish": lambda z: z * min(1.0, max(0.0, z / 6.0 + 0.5)),
    "celu": lambda z: z if z > 0 else ELU_ALPHA * math.expm1(z / ELU_ALPHA),
    "step": lambda z: 1.0 if z > 0 else 0.0,
}
"""Every activation that acts on single values."""

_SHARES = (0.12, 0.62, 0.26)


@cache
def curve(name: str) -> QIcon:
    """Return the picture of an activation; softmax shows three shares, its logarithm hangs."""
    if name == "log_softmax":
        return icons.painted(_paint_logarithms)
    if name not in CURVES:
        return icons.painted(_paint_shares)
    function = CURVES[name]

    def paint(painter: QPainter, rect: QRectF, colours: Palette) -> None:
        _paint_curve(painter, rect, colours, function)

    return icons.painted(paint)


def _paint_curve(
    painter: QPainter, rect: QRectF, colours: Palette, function: Callable[[float], float]
) -> None:
    def place(z: float, value: float) -> QPointF:
        x = rect.left() + (z + REACH) / (2.0 * REACH) * rect.width()
        return QPointF(x, rect.bottom() - (value - _LOW) / (_HIGH - _LOW) * rect.height())

    painter.setClipRect(rect)
    painter.setPen(QPen(QColor(colours.border), rect.height() / 18.0))
    painter.drawLine(place(-REACH, 0.0), place(REACH, 0.0))
    painter.drawLine(place(0.0, _LOW), place(0.0, _HIGH))
    inputs = [REACH * (2.0 * i / (_POINTS - 1) - 1.0) for i in range(_POINTS)]
    painter.setPen(QPen(QColor(colours.text), rect.height() / 11.0))
    painter.drawPolyline(QPolygonF([place(z, function(z)) for z in inputs]))


def _paint_shares(painter: QPainter, rect: QRectF, colours: Palette) -> None:
    for left, width, share in _bars(rect):
        height = share * rect.height() * 1.3
        _paint_bar(painter, colours, QRectF(left, rect.bottom() - height - 1.0, width, height))


def _paint_logarithms(painter: QPainter, rect: QRectF, colours: Palette) -> None:
    for left, width, share in _bars(rect):
        height = -math.log(share) * rect.height() * 0.4
        _paint_bar(painter, colours, QRectF(left, rect.top() + 1.0, width, height))


def _bars(rect: QRectF) -> list[tuple[float, float, float]]:
    """Return left edge and width of a bar for each share, and the share."""
    width = rect.width() / 4.0
    return [
        (rect.left() + (place + 0.5) * width * 1.1, width * 0.8, share)
        for place, share in enumerate(_SHARES)
    ]


def _paint_bar(painter: QPainter, colours: Palette, bar: QRectF) -> None:
    painter.fillRect(bar, QColor(colours.text))
