"""The kinds of files that a film is saved as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.app import gif, mp4
from engine.formats.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

_WRITERS = {gif.ENDING: gif.write, mp4.ENDING: mp4.write}


def require(path: Path) -> None:
    """Raise `ExportError` where a film cannot be saved under this name."""
    ending = path.suffix.lower()
    if ending not in _WRITERS:
        raise ExportError("A film is a GIF or an MP4. Choose a name that ends with .gif or .mp4.")
    if ending == mp4.ENDING and not mp4.available():
        raise ExportError(
            "An MP4 needs PyAV. Install it with “pip install -U av”, or choose a name that ends "
            "with .gif."
        )


def write(path: Path, pictures: Sequence[NDArray[np.uint8]], seconds: float) -> None:
    """Write a film of the kind that its name ends with; see `gif.write` and `mp4.write`.

    Raises
    ------
    ExportError
        Where it cannot be written.
    """
    require(path)
    _WRITERS[path.suffix.lower()](path, pictures, seconds)
