"""Hugging Face's safetensors: arrays behind a JSON header, read by Rust, Python, C++ and more.

Its metadata holds one text under ``dnngui``: the JSON of `Description`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from engine.formats.trained import EQUAL, require_description, require_equal
from engine.message import Message

if TYPE_CHECKING:
    from engine.formats.trained import Trained

DESCRIPTION = "dnngui"


def encode(trained: Trained) -> bytes:
    """Return the file's bytes; the same network gives the same bytes."""
    from safetensors.numpy import save

    arrays = {name: np.ascontiguousarray(array) for name, array in trained.parameters.items()}
    # One entry alone: the library writes several in the random order of its hash table.
    return bytes(save(arrays, metadata={DESCRIPTION: trained.describe().to_json()}))


def check(content: bytes, trained: Trained) -> Message:
    """Read the file as anybody would; raise `ExportError` where an array differs."""
    from safetensors.numpy import load

    require_equal(load(content), trained.parameters)
    require_description(_metadata(content)[DESCRIPTION], trained)
    return Message(EQUAL, {"count": trained.weights()})


def _metadata(content: bytes) -> dict[str, str]:
    """Return the header's metadata, which the library reads from files only."""
    length = int.from_bytes(content[:8], "little")
    header: dict[str, dict[str, str]] = json.loads(content[8 : 8 + length])
    return header["__metadata__"]
