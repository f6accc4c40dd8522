"""Arrays as parts of a project's file: NumPy's ``.npy``, of exactly the kind that is expected."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.document.archive import DamagedError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.shapes import Shape

    Floats = NDArray[np.floating[Any]]

_MAGIC = b"\x93NUMPY\x01\x00"
_START = len(_MAGIC) + 2
HEADER = 4096
"""Bytes that the description before the numbers may take."""


def encode(array: Floats) -> bytes:
    """Return the bytes of an ``.npy`` file, little-endian, rows first."""
    buffer = io.BytesIO()
    little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
    np.lib.format.write_array(buffer, little, version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def decode(content: bytes, dtype: str, shape: Shape) -> Floats:
    """Return the array of ``dtype`` and ``shape`` that the file holds.

    The description is compared with the one that belongs there, never evaluated.

    Raises
    ------
    DamagedError
        Where the file holds anything else.
    """
    kind = np.dtype(dtype).newbyteorder("<")
    stop = _START + int.from_bytes(content[len(_MAGIC) : _START], "little")
    wanted = f"{{'descr': '{kind.str}', 'fortran_order': False, 'shape': {shape!r}, }}"
    if not content.startswith(_MAGIC) or content[_START:stop].strip() != wanted.encode():
        raise DamagedError("an array has not the expected type and shape")
    if len(content) != stop + kind.itemsize * math.prod(shape):
        raise DamagedError("an array has not the expected length")
    return np.frombuffer(content, kind, offset=stop).astype(np.dtype(dtype)).reshape(shape)
