"""Line icons that always have the colours of the present appearance."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from dnngui import theme

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
    return QIcon(_ThemedEngine(name, role))


def pixmap(name: str, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon ``side`` pixels wide in ``colour``, sharp at a device pixel ``ratio``."""
    picture = _rendered(name, colour, round(side * ratio)).copy()
    picture.setDevicePixelRatio(ratio)
    return picture


_clones: list[QIconEngine] = []
"""Qt owns a clone, but PySide6 frees it with its last Python reference."""


class _ThemedEngine(QIconEngine):
    """Paints one icon in the colours that are current at that moment."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> QIconEngine:
        copy = _ThemedEngine(self._name, self._role)
        _clones.append(copy)
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.4 * painter.opacity())
        _renderer(self._name, self._colour()).render(painter, QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = _rendered(self._name, self._colour(), min(size.width(), size.height()))
        if mode != QIcon.Mode.Disabled:
            return picture
        faded = QPixmap(picture.size())
        faded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(faded)
        painter.setOpacity(0.4)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        return faded

    def _colour(self) -> str:
        return str(getattr(theme.current(), self._role))


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    file = FOLDER / f"{name}.svg"
    text = (file if file.exists() else FOLDER / "layer.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


@cache
def _rendered(name: str, colour: str, side: int) -> QPixmap:
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour).render(painter, QRectF(0.0, 0.0, side, side))
    painter.end()
    return picture
