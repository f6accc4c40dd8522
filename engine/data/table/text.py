"""From a file's bytes to its text: what is no text is refused, the encoding is found."""

from __future__ import annotations

import codecs
import io
import re
from typing import TYPE_CHECKING

from engine.data.errors import DataError

if TYPE_CHECKING:
    from typing import TextIO

LARGEST_FILE = 200 * 2**20
"""In bytes."""

ENCODINGS = (
    "utf-8",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "gb18030",
    "cp1252",
    "latin-1",
    "big5",
    "shift_jis",
    "euc-kr",
    "cp1251",
)
"""What a person can choose from; ``utf-8`` also reads a file that begins with its mark."""

_SAMPLE = 2**20
_COMMON_PAIR = re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]")
"""Signs and the 3,755 frequent characters of GB 2312."""
_ANY_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def check_content(content: bytes, encoding: str, file_name: str) -> None:
    """Refuse what cannot be the text of a table.

    Raises
    ------
    DataError
        When the file is empty, too large, a workbook or otherwise not text.
    """
    if not content.strip(b" \t\r\n\xef\xbb\xbf"):
        raise empty_file(file_name)
    if len(content) > LARGEST_FILE:
        raise DataError(
            "The file “{file}” has {size} MB; tables of up to {limit} MB can be read. "
            "Keep a part of its rows.",
            file=file_name,
            size=len(content) // 2**20,
            limit=LARGEST_FILE // 2**20,
        )
    if content.startswith(_WORKBOOKS):
        raise DataError(
            "“{file}” is a workbook or an archive. Save the sheet as CSV and open that.",
            file=file_name,
        )
    if b"\0" in content and not encoding.startswith(("utf-16", "utf-32")):
        raise DataError(
            "“{file}” is not a text file. Save the table as CSV and open that.", file=file_name
        )


def open_text(content: bytes, encoding: str, file_name: str) -> TextIO:
    """Return the text as a stream that decodes as it is read, line ends as they are.

    Raises
    ------
    DataError
        When the encoding is not known. Reading raises ``UnicodeDecodeError`` where the bytes are
        not of the encoding.
    """
    try:
        codec = "utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding
        return io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="")
    except LookupError:
        raise DataError(
            "The encoding “{encoding}” of the file “{file}” is not known. Choose another.",
            encoding=encoding,
            file=file_name,
        ) from None


def empty_file(file_name: str) -> DataError:
    return DataError("The file “{file}” is empty. Open one that has rows.", file=file_name)


def wrong_encoding(encoding: str, file_name: str) -> DataError:
    return DataError(
        "The file “{file}” is not {encoding} text. Choose another encoding.",
        file=file_name,
        encoding=encoding,
    )


def detect_encoding(content: bytes) -> str:
    """Return the encoding of a text, by its mark or by what decodes.

    Chinese (gb18030) is told from western text (cp1252) by its pairs of high bytes: half of them
    at least are frequent characters. Western accents stand alone among ASCII, and where two of
    them meet they are small letters, which read as rare characters.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = content[:4096]
    if head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"
    if _decodes(content, "utf-8"):
        return "utf-8"
    sample = content[:_SAMPLE]
    pairs = len(_ANY_PAIR.findall(sample))
    if 0.5 * pairs <= len(_COMMON_PAIR.findall(sample)) and _decodes(content, "gb18030"):
        return "gb18030"
    return "cp1252" if _decodes(content, "cp1252") else "latin-1"


def _decodes(content: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), _SAMPLE):
            decoder.decode(content[start : start + _SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
