"""From a file's bytes to its text."""

from __future__ import annotations

from engine.data.errors import DataError


def decoded(content: bytes, file_name: str) -> str:
    """Return the characters of a UTF-8 file, without a mark of the byte order.

    Raises
    ------
    DataError
        For the first line in another encoding.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            "Line {line} of “{file}” is not UTF-8. Save the file with that encoding.",
            line=content.count(b"\n", 0, error.start) + 1,
            file=file_name,
        ) from error
