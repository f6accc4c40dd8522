"""Pictures in a row as an MP4 film, by FFmpeg through PyAV where that is installed."""

from __future__ import annotations

import io
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.errors import ExportError
from engine.formats.writing import put
from engine.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction
    from pathlib import Path

    from av.container import OutputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

ENDING = ".mp4"

LAST = 1.5
"""Seconds for which the last picture stands."""

_OLDEST = 18
"""Version of PyAV."""

_CODEC = "libx264"
_OPTIONS = {"crf": "16", "preset": "medium"}
"""Of a quality at which small text stays sharp."""

_HD = 1
"""The number of ITU-R BT.709, which says what colours the film's values stand for."""
_LIMITED = 1
"""The number of values from 16 to 235, which every player expects."""


def available() -> bool:
    """Whether a PyAV that is new enough is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return int(version("av").partition(".")[0]) >= _OLDEST
    except PackageNotFoundError:
        return False


def write(path: Path, pictures: Sequence[Pixels], seconds: float) -> None:
    """Write a film in H.264, which every browser and player shows.

    The file is there whole or not at all. Sides of an odd number of pixels, which H.264 does not
    know, get one more.

    Parameters
    ----------
    pictures
        ``(height, width, 3)`` each, all of one size.
    seconds
        From the first picture to the last.

    Raises
    ------
    ExportError
        Where it cannot be made or written.
    """
    import av

    standing = round(LAST * _rate(pictures, seconds))
    try:
        content = _encoded([*pictures, *repeat(pictures[-1], standing)], _rate(pictures, seconds))
    except (av.FFmpegError, av.codec.codec.UnknownCodecError) as error:
        raise ExportError(
            "FFmpeg could not make the film ({reason}). Save it as a GIF.", reason=str(error)
        ) from error
    put(path, content, partial(_check, count=len(pictures) + standing))


def _rate(pictures: Sequence[Pixels], seconds: float) -> Fraction:
    """Return the pictures a second."""
    from fractions import Fraction

    return Fraction(max(len(pictures) - 1, 1)) / Fraction(seconds).limit_denominator(1000)


def _encoded(pictures: Sequence[Pixels], rate: Fraction) -> bytes:
    import av

    content = io.BytesIO()
    with av.open(content, "w", format="mp4") as film:
        stream = _stream(film, pictures[0], rate)
        for picture in pictures:
            film.mux(stream.encode(_frame(picture)))
        film.mux(stream.encode(None))
    return content.getvalue()


def _stream(film: OutputContainer, first: Pixels, rate: Fraction) -> VideoStream:
    stream = film.add_stream(_CODEC, rate=rate, options=_OPTIONS)
    stream.height, stream.width = _even(first).shape[:2]
    stream.pix_fmt = "yuv420p"
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = _HD
    context.color_range = _LIMITED
    return stream


def _frame(picture: Pixels) -> VideoFrame:
    import av

    frame = av.VideoFrame.from_ndarray(_even(picture), format="rgb24")
    return frame.reformat(format="yuv420p", dst_colorspace=_HD, dst_color_range=_LIMITED)


def _even(picture: Pixels) -> Pixels:
    """Return a picture with even sides, the last row and column twice where they are odd."""
    height, width = picture.shape[:2]
    return np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")


def _check(content: bytes, count: int) -> Message:
    """Read all pictures of a film."""
    import av

    with av.open(io.BytesIO(content)) as film:
        found = sum(1 for _ in film.decode(video=0))
    if found != count:
        raise ExportError("The film was read back with other pictures, so nothing was saved.")
    return Message("{count} pictures", {"count": count})
