"""Samples that are pictures, as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dnngui.plots.ranges import Range
    from dnngui.theme import Palette
    from engine.data.dataset import Dataset
    from engine.shapes import Shape

_LEAST = 4
"""Pixels along each side from which two dimensions make a picture."""


def picture_shape(dataset: Dataset) -> Shape | None:
    """Return ``(height, width, channels)`` where samples are pictures, grey or of three colours."""
    shape = dataset.feature_shape
    whole = (*shape, 1) if len(shape) == 2 else shape
    if len(whole) != 3 or whole[2] not in (1, 3) or min(whole[:2]) < _LEAST:
        return None
    return whole


def limits_of(values: NDArray[Any]) -> Range:
    """Return the range of grey that shows ``values``."""
    low, high = float(values.min(initial=0.0)), float(values.max(initial=0.0))
    return (low, high) if high > low else (low, low + 1.0)


def picture(values: NDArray[Any], shape: Shape, limits: Range, colours: Palette) -> QImage:
    """Return one sample ``(size,)`` as a picture, the greatest value in the colour of words."""
    low, high = limits
    shares = np.clip((values.reshape(shape).astype(np.float64) - low) / (high - low), 0.0, 1.0)
    if shape[2] == 1:
        ends = np.array([_parts(colours.surface), _parts(colours.text)])
        shares = (ends[0] + shares * (ends[1] - ends[0])) / 255.0
    pixels = np.empty((*shape[:2], 4), np.uint8)
    # What is not finite has no grey.
    pixels[..., :3] = np.rint(np.nan_to_num(shares) * 255.0)
    pixels[..., 3] = 255
    image = QImage(pixels.data, shape[1], shape[0], 4 * shape[1], QImage.Format.Format_RGBA8888)
    return image.copy()


def _parts(colour: str) -> tuple[int, int, int]:
    mixed = QColor(colour)
    return mixed.red(), mixed.green(), mixed.blue()
