"""What the text of one cell of a table means: a number, a category, or nothing."""

from __future__ import annotations

import math

import numpy as np

from engine.data.errors import DataError

LARGEST = float(np.finfo(np.float32).max)
"""Numbers beyond it cannot reach the network, which computes in float32."""

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
    if text.casefold() in _NO_NUMBER:
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
    text = text.strip()
    return "" if text.casefold() in _NO_CATEGORY else text


def check_number(value: float, text: str, row: int, column: str) -> float:
    """Return `value` when the network can compute with it.

    Raises
    ------
    DataError
        When it is infinite or beyond float32.
    """
    if math.isinf(value):
        raise DataError(
            "Row {row}, column “{column}”: “{text}” is not a finite number. Mend the cell, "
            "or leave it empty.",
            row=row,
            column=column,
            text=text,
        )
    if abs(value) > LARGEST:
        raise DataError(
            "Row {row}, column “{column}”: {text} is too large to compute with. Choose a "
            "larger unit for the column.",
            row=row,
            column=column,
            text=text,
        )
    return value


def read_number(text: str, decimal: str, row: int, column: str) -> float:
    """Return a cell's number, NaN when it is missing.

    Raises
    ------
    DataError
        When the cell holds no number, naming `row` and `column`.
    """
    try:
        value = number(text, decimal)
    except ValueError:
        raise DataError(
            "Row {row}, column “{column}”: “{text}” is not a number. Mend the cell, or mark "
            "the column as a category.",
            row=row,
            column=column,
            text=shorten(text),
        ) from None
    return check_number(value, shorten(text), row, column)


def shorten(text: str, length: int = 40) -> str:
    """Return `text` on one line, cut to `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def sorted_labels(labels: set[str]) -> tuple[str, ...]:
    """Return labels in the order a person expects: numbers by value, else by letters."""
    try:
        return tuple(sorted(labels, key=lambda label: (float(label), label)))
    except ValueError:
        return tuple(sorted(labels))
