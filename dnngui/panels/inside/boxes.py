"""Sets formulas: each part of one becomes a box with a baseline, which paints itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainterPath, QPen, QTransform

from dnngui.panels.inside.tex import Accent, Cases, Fraction, Root, Row, Script, Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from dnngui.panels.inside.tex import Part

_SMALLER = 0.72
_SMALLEST = 9.0
"""Pixels of the smallest letters that are still read."""
_RELATION, _BINARY, _FUNCTION, _COMMA, _GAP = 0.28, 0.22, 0.14, 0.18, 1.1
"""Room at a sign, in heights of a letter."""


class Box(Protocol):
    """A part that is set; lengths in pixels, ``ascent`` and ``descent`` from its baseline."""

    width: float
    ascent: float
    descent: float

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint with the baseline at ``y``, from ``x`` on."""


def lay_out(part: Part, font: QFont) -> Box:
    """Return a part as a box in letters of the font, whose size is in pixels."""
    if isinstance(part, Sign):
        return _Letters(part, font)
    if isinstance(part, Row):
        return _row(part, font)
    if isinstance(part, Script):
        return _Limits(part, font) if part.limits else _Scripts(part, font)
    if isinstance(part, Fraction):
        return _Fraction(part, font)
    if isinstance(part, Root):
        return _Root(part, font)
    if isinstance(part, Accent):
        return _Accent(part, font)
    return _Cases(part, font)


class _Letters:
    def __init__(self, sign: Sign, font: QFont) -> None:
        self._font, self._text = QFont(font), sign.text
        self._font.setItalic(sign.kind == "variable")
        size = font.pixelSize()
        if sign.kind == "operator":
            self._font.setPixelSize(round(size * 1.45))
        metrics = QFontMetricsF(self._font)
        room = {
            "relation": (_RELATION, _RELATION),
            "binary": (_BINARY, _BINARY),
            "function": (0.0, _FUNCTION),
            "operator": (0.0, _FUNCTION),
            "comma": (0.0, _COMMA),
            "gap": (0.0, _GAP),
        }.get(sign.kind, (0.0, 0.0))
        self._before = room[0] * size
        self._drop = 0.12 * size if sign.kind == "operator" else 0.0
        self.width = self._before + metrics.horizontalAdvance(sign.text) + room[1] * size
        self.ascent, self.descent = 0.74 * size, 0.22 * size
        if sign.kind == "operator":
            self.ascent, self.descent = 1.0 * size, 0.4 * size

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        painter.setFont(self._font)
        painter.drawText(QPointF(x + self._before, y + self._drop), self._text)


class _Brackets:
    """One bracket, as high as what stands between it and its fellow."""

    def __init__(self, text: str, font: QFont, ascent: float, descent: float) -> None:
        size = font.pixelSize()
        letter = QPainterPath()
        upright = QFont(font)
        upright.setItalic(False)
        letter.addText(0.0, 0.0, upright, text)
        own = letter.boundingRect()
        self.width = QFontMetricsF(upright).horizontalAdvance(text)
        high = ascent + descent
        self._path = letter
        if high > 1.15 * size:
            grow = QTransform()
            grow.translate(0.0, -ascent)
            grow.scale(1.0, high / max(own.height(), 1.0))
            grow.translate(0.0, -own.top())
            self._path = grow.map(letter)
        self.ascent, self.descent = ascent, descent

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        painter.fillPath(self._path.translated(x, y), painter.pen().brush())


class _Side:
    """Boxes side by side on one baseline."""

    def __init__(self, boxes: Sequence[Box], font: QFont) -> None:
        size = font.pixelSize()
        self._boxes = boxes
        self.width = sum(box.width for box in boxes)
        self.ascent = max((box.ascent for box in boxes), default=0.74 * size)
        self.descent = max((box.descent for box in boxes), default=0.22 * size)

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        for box in self._boxes:
            box.paint(painter, x, y)
            x += box.width


def _row(row: Row, font: QFont) -> Box:
    parts = list(row.parts)
    boxes = [lay_out(part, font) for part in parts]
    for opening, closing in _pairs(parts):
        between = _Side(boxes[opening + 1 : closing] or boxes[opening : opening + 1], font)
        for place in (opening, closing):
            found = parts[place]
            base = found.base if isinstance(found, Script) else found
            assert isinstance(base, Sign)
            bracket = _Brackets(base.text, font, between.ascent, between.descent)
            boxes[place] = _Scripts(found, font, bracket) if isinstance(found, Script) else bracket
    return _Side(boxes, font)


def _pairs(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """Return where brackets open and close, inner ones first."""
    opened: list[int] = []
    found = []
    for place, part in enumerate(parts):
        base = part.base if isinstance(part, Script) else part
        if not isinstance(base, Sign):
            continue
        if base.kind == "opening":
            opened.append(place)
        elif base.kind == "closing" and opened:
            found.append((opened.pop(), place))
    return found


def _smaller(font: QFont) -> QFont:
    found = QFont(font)
    found.setPixelSize(round(max(font.pixelSize() * _SMALLER, _SMALLEST)))
    return found


class _Scripts:
    def __init__(self, part: Script, font: QFont, base: Box | None = None) -> None:
        size, small = font.pixelSize(), _smaller(font)
        self._base = base or lay_out(part.base, font)
        self._below = None if part.below is None else lay_out(part.below, small)
        self._above = None if part.above is None else lay_out(part.above, small)
        self._drop = max(0.24 * size, self._base.descent - 0.1 * size)
        self._rise = max(0.36 * size, self._base.ascent - 0.4 * size)
        self.ascent, self.descent = self._base.ascent, self._base.descent
        widest = 0.0
        if self._below is not None:
            self.descent = max(self.descent, self._drop + self._below.descent)
            widest = self._below.width
        if self._above is not None:
            self.ascent = max(self.ascent, self._rise + self._above.ascent)
            widest = max(widest, self._above.width)
        self.width = self._base.width + widest + 0.06 * size

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        self._base.paint(painter, x, y)
        x += self._base.width
        if self._below is not None:
            self._below.paint(painter, x, y + self._drop)
        if self._above is not None:
            self._above.paint(painter, x, y - self._rise)


class _Limits:
    def __init__(self, part: Script, font: QFont) -> None:
        size, small = font.pixelSize(), _smaller(font)
        self._base = lay_out(part.base, font)
        self._below = None if part.below is None else lay_out(part.below, small)
        self._above = None if part.above is None else lay_out(part.above, small)
        others = [box for box in (self._below, self._above) if box is not None]
        self._inner = max([self._base.width, *(box.width for box in others)])
        self.width = self._inner + 0.12 * size
        self.ascent, self.descent = self._base.ascent, self._base.descent
        if self._below is not None:
            self._drop = self.descent + self._below.ascent
            self.descent = self._drop + self._below.descent
        if self._above is not None:
            self._rise = self.ascent + self._above.descent
            self.ascent = self._rise + self._above.ascent

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        def middle(box: Box) -> float:
            return x + (self._inner - box.width) / 2.0

        self._base.paint(painter, middle(self._base), y)
        if self._below is not None:
            self._below.paint(painter, middle(self._below), y + self._drop)
        if self._above is not None:
            self._above.paint(painter, middle(self._above), y - self._rise)


class _Fraction:
    def __init__(self, part: Fraction, font: QFont) -> None:
        size = font.pixelSize()
        inner = QFont(font)
        inner.setPixelSize(round(max(size * 0.88, _SMALLEST)))
        self._above, self._below = lay_out(part.above, inner), lay_out(part.below, inner)
        self._line, space = 0.28 * size, 0.14 * size
        self._rise = self._line + space + self._above.descent
        self._drop = space + self._below.ascent - self._line
        self._inner = max(self._above.width, self._below.width) + 0.2 * size
        self._edge = 0.08 * size
        self.width = self._inner + 2.0 * self._edge
        self.ascent = self._rise + self._above.ascent
        self.descent = self._drop + self._below.descent
        self._thick = max(1.0, size / 16.0)

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        x += self._edge
        for box, place in ((self._above, y - self._rise), (self._below, y + self._drop)):
            box.paint(painter, x + (self._inner - box.width) / 2.0, place)
        top = round(y - self._line)
        bar = QRectF(x, top, self._inner, self._thick)
        painter.fillRect(bar, painter.pen().color())


class _Root:
    def __init__(self, part: Root, font: QFont) -> None:
        size = font.pixelSize()
        self._inner = lay_out(part.inner, font)
        self._hook, self._over = 0.62 * size, 0.16 * size
        self._thick = max(1.0, size / 16.0)
        self.width = self._hook + self._inner.width + 0.1 * size
        self.ascent = self._inner.ascent + self._over + self._thick
        self.descent = self._inner.descent

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        top, bottom, hook = y - self.ascent + self._thick, y + self.descent, self._hook
        path = QPainterPath(QPointF(x + 0.1 * hook, y - 0.3 * hook))
        path.lineTo(x + 0.3 * hook, y - 0.45 * hook)
        path.lineTo(x + 0.6 * hook, bottom)
        path.lineTo(x + 0.95 * hook, top)
        path.lineTo(x + self.width, top)
        painter.save()
        painter.setPen(QPen(painter.pen().color(), self._thick))
        painter.drawPath(path)
        painter.restore()
        self._inner.paint(painter, x + hook, y)


class _Accent:
    def __init__(self, part: Accent, font: QFont) -> None:
        size = font.pixelSize()
        self._inner, self._mark = lay_out(part.inner, font), part.mark
        self._size = size
        self.width, self.descent = self._inner.width, self._inner.descent
        self.ascent = self._inner.ascent + 0.2 * size

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        self._inner.paint(painter, x, y)
        size, top = self._size, y - 0.72 * self._size
        middle = x + self._inner.width / 2.0 + 0.06 * size
        path = QPainterPath(QPointF(middle - 0.2 * size, top))
        if self._mark == "hat":
            path.lineTo(middle, top - 0.16 * size)
        path.lineTo(middle + 0.2 * size, top)
        painter.save()
        painter.setPen(QPen(painter.pen().color(), max(1.0, size / 16.0)))
        painter.drawPath(path)
        painter.restore()


@dataclass
class _Case:
    value: Box
    condition: Box | None
    baseline: float = 0.0


class _Cases:
    def __init__(self, part: Cases, font: QFont) -> None:
        size = font.pixelSize()
        inner = QFont(font)
        inner.setPixelSize(round(max(size * 0.92, _SMALLEST)))
        self._rows = [
            _Case(lay_out(value, inner), None if condition is None else lay_out(condition, inner))
            for value, condition in part.rows
        ]
        high = self._stack(0.25 * size)
        self.ascent = high / 2.0 + 0.28 * size
        self.descent = high - self.ascent
        self._brace = _Brackets("{", font, self.ascent, self.descent)
        self._indent = self._brace.width + 0.1 * size
        self._second = self._indent + max(row.value.width for row in self._rows) + 0.9 * size
        conditions = [row.condition.width for row in self._rows if row.condition is not None]
        self.width = self._second + max(conditions, default=0.0) + 0.1 * size

    def _stack(self, space: float) -> float:
        """Place the rows' baselines from the top down; return the height of all."""
        top = 0.0
        for row in self._rows:
            boxes = [box for box in (row.value, row.condition) if box is not None]
            row.baseline = top + max(box.ascent for box in boxes)
            top = row.baseline + max(box.descent for box in boxes) + space
        return top - space

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        self._brace.paint(painter, x, y)
        for row in self._rows:
            place = y - self.ascent + row.baseline
            row.value.paint(painter, x + self._indent, place)
            if row.condition is not None:
                row.condition.paint(painter, x + self._second, place)
