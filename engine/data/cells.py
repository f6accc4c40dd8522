"""What the text of a table's cell means: a number, a category, or nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from engine.data.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from engine.data.settings import Kind

LARGEST = float(np.finfo(np.float32).max)
"""Numbers beyond it cannot reach the network, which computes in float32."""

MOST_CATEGORIES = 1_000
"""Of one column: each becomes an input, or an output."""

_NO_CATEGORY = frozenset({"", "na", "n/a", "nan", "null", "?"})
_NO_NUMBER = _NO_CATEGORY | {"-"}


def number(text: str, decimal: str = ".") -> float:
    """Return the number that a cell holds, NaN when it is missing.

    Missing are the empty cell, ``NA``, ``N/A``, ``NaN``, ``null``, ``?`` and ``-`` in any case.
    Digits are not grouped: ``1.234,5`` and ``1_000`` are no numbers.

    Raises
    ------
    ValueError
        When the text is neither a number nor missing.
    """
    text = text.strip()
    if is_missing(text, "number"):
        return math.nan
    if decimal == ",":
        if "." in text:
            raise ValueError(text)
        text = text.replace(",", ".")
    if "_" in text:
        raise ValueError(text)
    return float(text)


def category(text: str) -> str:
    """Return a cell's category, ``""`` when it is missing.

    A lone ``-`` is a category of its own: some tables name their classes ``+`` and ``-``.
    """
    return "" if is_missing(text, "category") else text.strip()


def is_missing(text: str, kind: Kind) -> bool:
    missing = _NO_NUMBER if kind == "number" else _NO_CATEGORY
    return text.strip().casefold() in missing


def numbers(
    cells: Collection[str], decimal: str, rows: Sequence[int] | NDArray[np.int64], column: str
) -> NDArray[np.float64]:
    """Return the numbers of a column's cells, NaN where one is missing.

    Parameters
    ----------
    cells
        ``(rows,)`` text.
    decimal
        The decimal sign.
    rows, column
        What an error calls each cell's row, and the column.

    Raises
    ------
    DataError
        For the first cell that is no number, is infinite or beyond float32.
    """
    try:
        values = np.array([number(text, decimal) for text in cells], dtype=np.float64)
    except ValueError:
        values = None
    if values is None or (np.abs(values) > LARGEST).any():
        for text, row in zip(cells, rows, strict=True):
            _refuse_if_no_number(text, decimal, int(row), column)
    return np.empty(0) if values is None else values


def _refuse_if_no_number(text: str, decimal: str, row: int, column: str) -> None:
    place: dict[str, str | int] = {"row": row, "column": column, "text": shorten(text)}
    try:
        value = number(text, decimal)
    except ValueError:
        raise DataError(
            "Row {row}, column “{column}”: “{text}” is not a number. Mend the cell, or mark "
            "the column as a category.",
            **place,
        ) from None
    if math.isinf(value):
        raise DataError(
            "Row {row}, column “{column}”: “{text}” is not a finite number. Mend the cell, "
            "or leave it empty.",
            **place,
        )
    if abs(value) > LARGEST:
        raise DataError(
            "Row {row}, column “{column}”: “{text}” is too large to compute with. Choose a "
            "larger unit for the column.",
            **place,
        )


def shorten(text: str, length: int = 40) -> str:
    """Return `text` on one line, cut to `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def sorted_labels(labels: Iterable[str]) -> tuple[str, ...]:
    """Return distinct labels in the order a person expects: numbers by value, else by letters."""
    distinct = set(labels)
    try:
        return tuple(sorted(distinct, key=lambda label: (float(label), label)))
    except ValueError:
        return tuple(sorted(distinct))
