"""Icons that always have the colours of the present appearance."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from dnngui import theme
from dnngui.guard import guarded

if TYPE_CHECKING:
    from collections.abc import Callable

    Paint = Callable[[QPainter, QRectF, theme.Palette], None]

FOLDER = Path(resources.__file__).parent / "icons"


@cache
def icon(name: str, role: str = "text") -> QIcon:
    """Return the icon of ``resources/icons/NAME.svg``.

    Parameters
    ----------
    name
        File name without its ending; ``layer`` stands in where there is no such file.
    role
        Field of `dnngui.theme.Palette` that gives its colour, looked up whenever it is painted.
    """

    def paint(painter: QPainter, rect: QRectF, colours: theme.Palette) -> None:
        _renderer(name, getattr(colours, role)).render(painter, rect)

    return painted(paint)


def painted(paint: Paint) -> QIcon:
    """Return the icon that ``paint`` draws, anew for each size and appearance."""
    return QIcon(_ThemedEngine(paint))


def pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Return an SVG icon ``side`` pixels wide in ``colour``, sharp at a device pixel ``ratio``."""
    picture = _blank(QSize(round(side * ratio), round(side * ratio)))
    painter = QPainter(picture)
    _renderer(name, colour).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def paint(painter: QPainter, name: str, colour: str, box: QRectF) -> None:
    """Paint an SVG icon in ``colour`` as lines, for what is looked at larger than it is."""
    _renderer(name, colour).render(painter, box)


_clones: list[QIconEngine] = []
"""Qt owns a clone, but PySide6 frees it with its last Python reference."""


class _ThemedEngine(QIconEngine):
    """Paints one icon in the colours that are current at that moment."""

    def __init__(self, draw: Paint) -> None:
        super().__init__()
        self._draw = draw
        self._pictures: dict[tuple[int, int, bool, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        copy = _ThemedEngine(self._draw)
        _clones.append(copy)
        return copy

    @guarded
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.4 * painter.opacity())
        self._draw(painter, QRectF(rect), theme.current())
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        disabled = mode == QIcon.Mode.Disabled
        key = (size.width(), size.height(), disabled, theme.current().dark)
        if key not in self._pictures:
            picture = _blank(size)
            painter = QPainter(picture)
            self.paint(painter, picture.rect(), mode, state)
            painter.end()
            self._pictures[key] = picture
        return self._pictures[key]


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    file = FOLDER / f"{name}.svg"
    text = (file if file.exists() else FOLDER / "layer.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


def _blank(size: QSize) -> QPixmap:
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    return picture
