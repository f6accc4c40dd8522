"""Drawings whose lines are as wide as on the screen in every program that shows them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect
from PySide6.QtGui import QPainter

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element

    from PySide6.QtCore import QSize

_SVG = "http://www.w3.org/2000/svg"
_LINKS = "http://www.w3.org/1999/xlink"
_GROUP = f"{{{_SVG}}}g"
_STEADY = "vector-effect"
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""Characters, in UTF-8, that no XML may hold, though a person's words may."""
_PAIR = re.compile(r"(-?[\d.]+(?:e[-+]?\d+)?),(-?[\d.]+(?:e[-+]?\d+)?)")
_PLACES = {f"{{{_SVG}}}path": "d", f"{{{_SVG}}}polyline": "points", f"{{{_SVG}}}polygon": "points"}
"""Where the elements that Qt writes keep their coordinates, as pairs."""

Matrix = tuple[float, ...]


def painted(size: QSize, resolution: int, title: str, paint: Callable[[QPainter], None]) -> bytes:
    """Return what ``paint`` draws, as the SVG that Qt writes; `flattened` mends it.

    Parameters
    ----------
    size
        Of the drawing, in units of the painter.
    resolution
        Units an inch, by which sizes of fonts in points are told.
    """
    from PySide6.QtSvg import QSvgGenerator

    found = QByteArray()
    target = QBuffer(found)
    # Only this version of the format has clips, without which curves leave their axes.
    drawing = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing.setOutputDevice(target)
    drawing.setResolution(resolution)
    drawing.setSize(size)
    drawing.setViewBox(QRect(QPoint(), size))
    drawing.setTitle(title)
    painter = QPainter(drawing)
    paint(painter)
    painter.end()
    return bytes(found.data())


def flattened(drawing: bytes, width: int, height: int) -> bytes:
    """Return an SVG that Qt wrote with its lines in units of the picture, ``width`` by ``height``.

    Qt writes lines that keep their width at any zoom in the units of their axes, with a
    ``vector-effect``. Many programs do not know it and draw lines hundreds of units wide.

    Parameters
    ----------
    drawing
        From `QSvgGenerator` in its version for SVG 1.1.
    """
    ElementTree.register_namespace("", _SVG)
    # Some readers, Qt's among them, know pictures by this prefix alone.
    ElementTree.register_namespace("xlink", _LINKS)
    root = ElementTree.fromstring(_FORBIDDEN.sub(b"", drawing))
    root.set("width", str(width))
    root.set("height", str(height))
    for group in root.iter(_GROUP):
        # Qt begins clips and never ends them: what is not within the axes would be cut, too.
        if "clip-path" in group.attrib and not any(_is_scaled(_matrix(each)) for each in group):
            del group.attrib["clip-path"]
    for group in root.iter(_GROUP):
        matrix = _matrix(group)
        if _is_scaled(matrix) and any(_is_steady(each) for each in group):
            _flatten(group, matrix)
        for element in group:
            element.attrib.pop(_STEADY, None)
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def _matrix(group: Element) -> Matrix | None:
    found = re.fullmatch(r"matrix\((.*)\)", group.get("transform", ""))
    return tuple(float(part) for part in found[1].split(",")) if found else None


def _is_scaled(matrix: Matrix | None) -> TypeGuard[Matrix]:
    return matrix is not None and matrix[:4] != (1.0, 0.0, 0.0, 1.0)


def _is_steady(element: Element) -> bool:
    return element.get(_STEADY) == "non-scaling-stroke" and element.tag in _PLACES


def _flatten(group: Element, matrix: Matrix) -> None:
    """Apply a group's transformation to the lines in it; it stays on what else is there."""
    transform = group.attrib.pop("transform")
    for element in group:
        if _is_steady(element):
            place = _PLACES[element.tag]
            element.set(place, _moved(element.get(place, ""), matrix))
        else:
            element.set("transform", f"{transform} {element.get('transform', '')}".strip())


def _moved(coordinates: str, matrix: Matrix) -> str:
    a, b, c, d, e, f = matrix

    def move(pair: re.Match[str]) -> str:
        x, y = float(pair[1]), float(pair[2])
        return f"{a * x + c * y + e:.2f},{b * x + d * y + f:.2f}"

    return _PAIR.sub(move, coordinates)
