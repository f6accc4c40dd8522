"""The formats in which trained weights leave the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.formats import npz, safetensors
from engine.formats.errors import ExportError
from engine.formats.trained import require_finite
from engine.formats.writing import put

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from engine.formats.trained import Trained
    from engine.message import Message


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes
    ----------
    name
        As on the command line.
    title
        As in a list of file types.
    encode
        Returns the file's bytes.
    check
        Takes the bytes that were read back; raises `ExportError` where they do not hold what
        they should, else says what was compared.
    """

    name: str
    title: str
    ending: str
    encode: Callable[[Trained], bytes]
    check: Callable[[bytes, Trained], Message]


def _encode_onnx(trained: Trained) -> bytes:
    from engine.formats import onnx  # a window opens without its twenty modules

    return onnx.encode(trained)


def _check_onnx(content: bytes, trained: Trained) -> Message:
    from engine.formats import onnx

    return onnx.check(content, trained)


FORMATS: tuple[Format, ...] = (
    Format("onnx", "ONNX model", ".onnx", _encode_onnx, _check_onnx),
    Format("safetensors", "Safetensors", ".safetensors", safetensors.encode, safetensors.check),
    Format("npz", "NumPy arrays", ".npz", npz.encode, npz.check),
)


@dataclass(frozen=True)
class Report:
    """What was saved.

    Attributes
    ----------
    bytes
        The file's size.
    facts
        One sentence on what was compared, and how closely it agrees.
    """

    path: Path
    format: str
    bytes: int
    facts: Message


def export(
    path: str | os.PathLike[str],
    trained: Trained,
    format: str | None = None,  # noqa: A002 - the command line's word
) -> Report:
    """Write a trained network to a file, having read it back and compared.

    A file that stood at ``path`` stays whole until the new one has passed.

    Parameters
    ----------
    format
        Name of one of `FORMATS`; None goes by the ending of ``path``.

    Raises
    ------
    ExportError
        When there is no such format, a weight is not finite, the file cannot be written, or it
        does not hold what it should. No new file is left behind then.
    """
    target = Path(path)
    chosen = named(format) if format else by_ending(target)
    require_finite(trained.parameters)
    content = chosen.encode(trained)
    facts = put(target, content, lambda read_back: chosen.check(read_back, trained))
    return Report(target, chosen.name, len(content), facts)


def named(name: str) -> Format:
    """Return the format called ``name``; raise `ExportError` where there is none."""
    for each in FORMATS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in FORMATS)
    raise ExportError("There is no format {name}. Choose one of: {known}.", name=name, known=known)


def by_ending(path: Path) -> Format:
    """Return the format that the ending of ``path`` tells; raise `ExportError` for none."""
    for each in FORMATS:
        if path.name.lower().endswith(each.ending):
            return each
    known = ", ".join(each.ending for each in FORMATS)
    raise ExportError(
        "The ending of “{name}” tells no format. Use one of: {known}.", name=path.name, known=known
    )
