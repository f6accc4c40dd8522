"""Puts a file in its place whole and checked, or leaves what was there."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from typing import TYPE_CHECKING

from engine.formats.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engine.message import Message

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def put(path: Path, content: bytes, check: Callable[[bytes], Message]) -> Message:
    """Write ``content``, read it back, check it, and only then let it take the place of ``path``.

    Until then it stands beside it under a name of its own, so that neither a full disk nor a
    failed check nor a crash harms an older file.

    Parameters
    ----------
    check
        Takes the bytes that were read back; raises where they are not what they should be.

    Returns
    -------
    Message
        What ``check`` found.

    Raises
    ------
    ExportError
        When the file cannot be written, or is read back differently.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise ExportError("“{path}” is a folder. Choose a file name.", path=str(path))
        temporary = target.with_name(f".dnngui-{secrets.token_hex(8)}.part")
        try:
            return _put(temporary, target, content, check)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise _spoken(error, path) from error


def _put(
    temporary: Path, target: Path, content: bytes, check: Callable[[bytes], Message]
) -> Message:
    _write(temporary, content)
    read_back = temporary.read_bytes()
    if read_back != content:
        raise ExportError(
            "What was written to “{path}” was read back differently, so nothing was saved. "
            "Choose another folder: its disk may be full or failing.",
            path=str(target),
        )
    facts = check(read_back)
    if target.exists():
        shutil.copymode(target, temporary)
    os.replace(temporary, target)
    _settle(target.parent)
    return facts


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Make the new name outlast a power cut, where the system can (Windows does by itself)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _spoken(error: OSError, path: Path) -> ExportError:
    if error.errno in _FULL:
        return ExportError(
            "There is no room for “{path}” on the disk. Free some space, or choose another folder.",
            path=str(path),
        )
    if error.errno in _FORBIDDEN:
        return ExportError(
            "“{path}” may not be written. Choose another folder, or close the program that "
            "uses the file.",
            path=str(path),
        )
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return ExportError(
            "The folder “{folder}” does not exist. Choose another.", folder=str(path.parent)
        )
    return ExportError(
        "“{path}” could not be written ({reason}). Choose another name or folder.",
        path=str(path),
        reason=error.strerror or type(error).__name__,
    )
