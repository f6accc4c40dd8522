"""What a film shows, as pictures."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dnngui.app.window import MainWindow


class Subject(enum.StrEnum):
    """What of the window is filmed."""

    BOUNDARY = "boundary"
    DRAWING = "drawing"
    WINDOW = "window"


def prepare(window: MainWindow, subject: Subject) -> None:
    """Let the window show what is to be filmed: only that is computed."""
    if subject is Subject.BOUNDARY:
        dock = window.docks.by_name["boundary"]
        dock.show()
        dock.raise_()


def picture(
    window: MainWindow, subject: Subject, width: int, height: int | None = None
) -> NDArray[np.uint8]:
    """Return what the window shows now, ``(height, width, 3)``.

    Parameters
    ----------
    height
        That of the pictures before; None follows from the width.
    """
    if subject is Subject.BOUNDARY:
        image = window.docks.boundary.chart.grab().toImage()
    elif subject is Subject.DRAWING:
        image = window.canvas.picture(2.0)
    else:
        image = window.grab().toImage()
    if height is None:
        height = max(round(image.height() * width / image.width()), 1)
    ratio, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode
    return pixels(image.scaled(width, height, ratio, smooth.SmoothTransformation))


def pixels(image: QImage) -> NDArray[np.uint8]:
    """Return a picture as numbers, ``(height, width, 3)``."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return lines[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).copy()
