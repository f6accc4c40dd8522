"""The sign of each kind of layer: thin lines and dots in a box of 20 by 20 around the origin."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QPainter

DOT = 2.0


class Glyph(NamedTuple):
    """A sign: ``lines`` are stroked, ``dots`` are filled."""

    lines: QPainterPath
    dots: QPainterPath


@cache
def glyph(kind: str) -> Glyph:
    """Return the sign of a kind of layer, a plain one where there is none of its own."""
    lines, dots = QPainterPath(), QPainterPath()
    _DRAWN.get(kind, _plain)(lines, dots)
    return Glyph(lines, dots)


def paint_glyph(painter: QPainter, sign: Glyph, colour: QColor) -> None:
    """Paint around the painter's origin; the painter's pen sets the width of lines."""
    painter.strokePath(sign.lines, painter.pen())
    painter.fillPath(sign.dots, colour)


def _dot(path: QPainterPath, x: float, y: float, radius: float = DOT) -> None:
    path.addEllipse(QPointF(x, y), radius, radius)


def _line(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)


def _input(lines: QPainterPath, dots: QPainterPath) -> None:
    _line(lines, (-9, 0), (3, 0))
    _line(lines, (-1, -4), (3, 0), (-1, 4))
    _line(lines, (2, -8), (8, -8), (8, 8), (2, 8))


def _dense(lines: QPainterPath, dots: QPainterPath) -> None:
    for left in (-5.0, 5.0):
        for right in (-8.0, 0.0, 8.0):
            _line(lines, (-7, left), (7, right))
    for left in (-5.0, 5.0):
        _dot(dots, -7, left, 2.4)
    for right in (-8.0, 0.0, 8.0):
        _dot(dots, 7, right, 2.4)


def _activation(lines: QPainterPath, dots: QPainterPath) -> None:
    lines.moveTo(-9, 6)
    lines.cubicTo(2, 6, -2, -6, 9, -6)
    _dot(dots, 0, 0)


def _dropout(lines: QPainterPath, dots: QPainterPath) -> None:
    silent = {(-7, 0), (0, 7), (7, -7), (0, -7)}
    for x in (-7, 0, 7):
        for y in (-7, 0, 7):
            _dot(lines if (x, y) in silent else dots, x, y, 1.8 if (x, y) in silent else 2.3)


def _flatten(lines: QPainterPath, dots: QPainterPath) -> None:
    lines.addRoundedRect(QRectF(-9, -5, 9, 10), 1.5, 1.5)
    _line(lines, (-4.5, -5), (-4.5, 5))
    _line(lines, (-9, 0), (0, 0))
    for y in (-7.5, -2.5, 2.5, 7.5):
        _dot(dots, 7, y, 1.8)


def _reshape(lines: QPainterPath, dots: QPainterPath) -> None:
    lines.addRoundedRect(QRectF(-9, -8, 6, 16), 1.5, 1.5)
    lines.addRoundedRect(QRectF(-1, 0, 10, 8), 1.5, 1.5)
    _line(lines, (0, -7), (5, -7), (5, -3))
    _line(lines, (2.5, -5), (5, -2.5), (7.5, -5))


def _add(lines: QPainterPath, dots: QPainterPath) -> None:
    lines.addEllipse(QPointF(0, 0), 8.5, 8.5)
    _line(lines, (-4.5, 0), (4.5, 0))
    _line(lines, (0, -4.5), (0, 4.5))


def _concatenate(lines: QPainterPath, dots: QPainterPath) -> None:
    lines.addRoundedRect(QRectF(-9, -8, 7, 7), 1.5, 1.5)
    lines.addRoundedRect(QRectF(-9, 1, 7, 7), 1.5, 1.5)
    lines.addRoundedRect(QRectF(2, -8, 7, 16), 1.5, 1.5)
    _line(lines, (2, 0), (9, 0))


def _plain(lines: QPainterPath, dots: QPainterPath) -> None:
    lines.addRoundedRect(QRectF(-8, -8, 16, 16), 3, 3)
    _dot(dots, 0, 0, 2.4)


_DRAWN: dict[str, Callable[[QPainterPath, QPainterPath], None]] = {
    "input": _input,
    "dense": _dense,
    "activation": _activation,
    "dropout": _dropout,
    "flatten": _flatten,
    "reshape": _reshape,
    "add": _add,
    "concatenate": _concatenate,
}
