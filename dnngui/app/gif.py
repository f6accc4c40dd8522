"""Pictures in a row as an animated GIF."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from engine.formats.writing import put
from engine.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

    Pixels = NDArray[np.uint8]

ENDING = ".gif"

LAST = 1.5
"""Seconds for which the last picture stands before the film begins again."""

_COLOURS = 255
"""Of 256 one is left for pixels that stay."""

_SAMPLES = 12
"""Pictures, of the whole film, that the colours are chosen for."""


def write(path: Path, pictures: Sequence[Pixels], seconds: float) -> None:
    """Write a film that begins again when it ends; the file is there whole or not at all.

    Parameters
    ----------
    pictures
        ``(height, width, 3)`` each, all of one size.
    seconds
        From the first picture to the last.

    Raises
    ------
    ExportError
        Where it cannot be written.
    """
    put(path, encoded(pictures, seconds), _check)


def encoded(pictures: Sequence[Pixels], seconds: float) -> bytes:
    """Return the content of the file that `write` writes."""
    from PIL import Image

    images = [Image.fromarray(each) for each in pictures]
    colours = _colours(images)
    painted = [each.quantize(palette=colours, dither=Image.Dither.NONE) for each in images]
    # A GIF counts hundredths of a second.
    each = max(round(100.0 * seconds / max(len(painted) - 1, 1)), 2) * 10
    times = [each] * (len(painted) - 1) + [round(1000.0 * LAST)]
    content = io.BytesIO()
    painted[0].save(
        content,
        "GIF",
        save_all=True,
        append_images=painted[1:],
        duration=times,
        loop=0,
        optimize=False,
    )
    return content.getvalue()


def _check(content: bytes) -> Message:
    """Read all pictures of a film."""
    from PIL import Image, ImageSequence

    with Image.open(io.BytesIO(content)) as image:
        count = sum(bool(each.load()) for each in ImageSequence.Iterator(image))
    return Message("{count} pictures", {"count": count})


def _colours(images: Sequence[Image]) -> Image:
    """Return the colours that suit the whole film, so that nothing flickers."""
    from PIL import Image

    chosen = [*images[:: -(-len(images) // _SAMPLES)], images[-1]]
    width, height = chosen[0].size
    sheet = Image.new("RGB", (width, height * len(chosen)))
    for place, image in enumerate(chosen):
        sheet.paste(image, (0, place * height))
    return sheet.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
