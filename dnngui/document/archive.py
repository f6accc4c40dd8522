"""The container of a project's file: a zip, always written the same way and read with distrust."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from engine.message import SpokenError

if TYPE_CHECKING:
    from collections.abc import Mapping

_EPOCH = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3
_ENCRYPTED = 0x1
_DIRECTORY_END = b"PK\x05\x06"
_STORED = (".npy", ".png")
"""Endings of parts that deflating would not make smaller."""

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What the zipfile module raises for a file that is not as it should be."""


class DamagedError(SpokenError):
    """The container, or one part of it, cannot be read; said without a full stop."""


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return a file that holds ``parts`` by name; the same parts give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            stored = name.endswith(_STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return buffer.getvalue()


class Archive:
    """A packed file, open for reading.

    Attributes
    ----------
    names
        Of its parts, each once.

    Raises
    ------
    DamagedError
        Where it is no zip, was cut off, or names a part twice.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise DamagedError("it cannot be unpacked") from error
        self.names = tuple(self._archive.namelist())
        if len(set(self.names)) != len(self.names):
            raise DamagedError("a part stands in it twice")
        # The zipfile module takes a directory that says of itself that it is longer.
        end = content.rfind(_DIRECTORY_END)
        if int.from_bytes(content[end + 10 : end + 12], "little") != len(self.names):
            raise DamagedError("its directory is not complete")

    def size(self, name: str) -> int:
        """Return what a part claims to measure unpacked; `read` gives no more than that."""
        return self._archive.getinfo(name).file_size

    def read(self, name: str, limit: int) -> bytes:
        """Return a part, checked against its checksum.

        Raises
        ------
        DamagedError
            Where it is missing, damaged, or larger than ``limit`` bytes.
        """
        if name not in self.names:
            raise DamagedError("{name} is missing", name=name)
        entry = self._archive.getinfo(name)
        if entry.file_size > limit or entry.flag_bits & _ENCRYPTED:
            raise DamagedError("{name} is too large or encrypted", name=name)
        try:
            with self._archive.open(entry) as part:
                # A length is asked for: without one a small part could unpack to gigabytes first.
                content = part.read(entry.file_size + 1)
        except _BROKEN as error:
            raise DamagedError("{name} cannot be unpacked", name=name) from error
        if len(content) != entry.file_size:
            raise DamagedError("{name} was cut off", name=name)
        return content


def part_name(folder: str, key: str, ending: str = "") -> str:
    """Return the name of the part that holds ``key``; `part_key` is the way back."""
    quoted = (c if c.isprintable() and c not in "%\\" else quote(c, safe="") for c in key)
    return f"{folder}/{''.join(quoted)}{ending}"


def part_key(name: str) -> str:
    """Return the key that `part_name` made ``name`` of, for parts without ending."""
    return unquote(name.partition("/")[2])
