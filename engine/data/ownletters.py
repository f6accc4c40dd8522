"""A person's own text as data: of each window on it, every next letter is to be predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.data import sequences
from engine.data.decoding import decoded
from engine.data.errors import DataError
from engine.data.settings import Sequences, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.data.rows import Rows
    from engine.data.settings import Source

LARGEST_FILE = 16 * 2**20
"""In bytes; a long novel has one or two million."""

MOST_LETTERS = 5_000
"""Different ones: each is a class."""


def learns_text(source: Source) -> bool:
    """Whether the letters of a text are learned, a person's own or another."""
    return isinstance(source, Text) or (isinstance(source, Sequences) and source.name == "text")


def rows(source: Text, attachments: Mapping[str, bytes], *, in_order: bool = False) -> Rows:
    """Return the windows that ``source`` describes, the same for the same seed.

    Parameters
    ----------
    in_order
        Whether they follow one another, see `engine.data.sequences.generate`.

    Raises
    ------
    DataError
        Where the text is missing, cannot be read, or is too short for a window.
    """
    content = attachments.get(source.attachment)
    if content is None:
        raise DataError("The text “{file}” is missing. Open it again.", file=source.file_name)
    text = read(content, source.file_name)
    if len(text) < source.steps + 2:
        raise DataError(
            "“{file}” has {count} characters and windows of {steps} steps need {least}. "
            "Open a longer text or use fewer steps.",
            file=source.file_name,
            count=len(text),
            steps=source.steps,
            least=source.steps + 2,
        )
    alphabet = (sequences.PADDING, *sorted(set(text) - {sequences.PADDING}))
    random = np.random.Generator(np.random.PCG64(source.seed))
    return sequences.windows(source.file_name, text, alphabet, source, random, in_order=in_order)


def read(content: bytes, file_name: str) -> str:
    """Return the characters of a file; each end of a line is one.

    Raises
    ------
    DataError
        Where it is too large, no UTF-8, no text, or has too many different characters.
    """
    if len(content) > LARGEST_FILE:
        raise DataError(
            "“{file}” has {size} MB; texts of up to {limit} MB can be read. Keep a part of it.",
            file=file_name,
            size=len(content) // 2**20,
            limit=LARGEST_FILE // 2**20,
        )
    text = decoded(content, file_name)
    if "\0" in text:
        raise DataError("“{file}” is no text. Open a file of letters.", file=file_name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    letters = len(set(text))
    if letters > MOST_LETTERS:
        raise DataError(
            "“{file}” has {count} different characters and up to {most} can be learned. "
            "Keep a part of it.",
            file=file_name,
            count=letters,
            most=MOST_LETTERS,
        )
    return text
