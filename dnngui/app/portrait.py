"""The picture of a project that lies in its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from dnngui import theme
from dnngui.app.main import make_app
from dnngui.canvas.drawing import Drawing
from dnngui.canvas.picture import picture
from dnngui.canvas.style import Style

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from dnngui.document.project import Project

SCALE = 0.5
"""Pixels a unit of the drawing."""


def drawn(project: Project) -> bytes | None:
    """Return the drawing of ``project`` as a PNG file, made without a window."""
    make_app()
    drawing = Drawing(Style.of(theme.LIGHT))
    drawing.synchronize(project)
    return png(picture(drawing, SCALE))


def png(image: QImage) -> bytes | None:
    """Return a PNG file's content; None where Qt cannot write it."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    written = image.save(buffer, "PNG")  # type: ignore[call-overload]  # it refuses its stub's bytes
    buffer.close()
    return bytes(content.data()) if written else None
