"""NumPy's archive: ``numpy.load(path)["dense_1/kernel"]``.

The entry ``__dnngui__`` is a text: the JSON of `Description`. Nothing in it needs pickle.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.trained import EQUAL, require_description, require_equal
from engine.message import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.formats.trained import Trained

DESCRIPTION = "__dnngui__"


def encode(trained: Trained) -> bytes:
    """Return the file's bytes; the same network gives the same bytes."""
    entries: dict[str, NDArray[np.generic]] = dict(trained.parameters)
    entries[DESCRIPTION] = np.array(trained.describe().to_json())
    return _archive(entries)


def _archive(entries: Mapping[str, NDArray[np.generic]]) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **entries)  # type: ignore[arg-type]  # its other keyword is a flag
    return buffer.getvalue()


def check(content: bytes, trained: Trained) -> Message:
    """Read the file as anybody would; raise `ExportError` where an array differs."""
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        found = {name: archive[name] for name in archive.files}
    require_description(str(found.pop(DESCRIPTION)), trained)
    require_equal(found, trained.parameters)
    return Message(EQUAL, {"count": trained.weights()})
