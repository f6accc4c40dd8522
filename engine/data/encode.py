"""From the columns of a table to the raw numbers that a fitted preparation takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from engine.data.cells import category, numbers, shorten
from engine.data.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Rows = Sequence[int] | NDArray[np.int64]


class Columns(Protocol):
    """Columns by name: a dict of sequences, or a pandas data frame."""

    def __contains__(self, name: Any, /) -> bool: ...
    def __getitem__(self, name: str, /) -> Any: ...


def column(table: Columns, name: str) -> NDArray[Any]:
    """Return a column's cells, ``(rows,)``: numbers or Python objects.

    Raises
    ------
    DataError
        When the table does not have it.
    """
    if name not in table:
        raise DataError(
            "The data have no column “{column}”, which the network needs. "
            "Write the columns’ names in the first row.",
            column=name,
        )
    cells = np.asarray(table[name])
    return cells if cells.dtype.kind in "biuf" else cells.astype(object)


def encode_numbers(
    cells: NDArray[Any], decimal: str, rows: Rows | None, name: str
) -> NDArray[np.float64]:
    """Return numbers, NaN where missing. Only text is read with the decimal sign.

    Raises
    ------
    DataError
        For the first cell that is no number, is infinite or beyond float32.
    """
    places = _rows(cells, rows)
    if cells.dtype.kind == "O" and decimal == ",":
        texts = [cell if isinstance(cell, str) else _text(cell).replace(".", ",") for cell in cells]
    else:
        texts = [_text(cell) for cell in cells.tolist()]
    return numbers(texts, decimal if cells.dtype.kind == "O" else ".", places, name)


def encode_labels(
    cells: NDArray[Any], labels: Sequence[str], rows: Rows | None, name: str
) -> NDArray[np.float64]:
    """Return the index of each cell's label, NaN where missing.

    Raises
    ------
    DataError
        For the first label that is not one of `labels`.
    """
    place = {label: float(index) for index, label in enumerate(labels)}
    indices = np.full(len(cells), np.nan)
    for index, (cell, row) in enumerate(zip(cells.tolist(), _rows(cells, rows), strict=True)):
        label = category(_text(cell))
        if label not in place and isinstance(cell, float) and cell.is_integer():
            label = str(int(cell))
        if label and label not in place:
            raise DataError(
                "Row {row}, column “{column}”: “{text}” is not one of {known}. Mend the cell.",
                row=int(row),
                column=name,
                text=shorten(label),
                known=shorten(", ".join(labels), 80),
            )
        if label:
            indices[index] = place[label]
    return indices


def check_lengths(columns: Sequence[NDArray[Any]]) -> None:
    """Refuse columns of different lengths.

    Raises
    ------
    DataError
        When not all have as many rows as the first.
    """
    if len({len(cells) for cells in columns}) > 1:
        raise DataError("The columns of the data do not have the same number of rows.")


def check_complete(cells: NDArray[np.float64], rows: Rows | None, name: str) -> None:
    """Refuse missing cells.

    Raises
    ------
    DataError
        For the first cell that is NaN.
    """
    missing = np.flatnonzero(np.isnan(cells))
    if len(missing):
        raise DataError(
            "Row {row}, column “{column}”: the target is missing. Fill in the cell, or leave out "
            "the row.",
            row=int(_rows(cells, rows)[missing[0]]),
            column=name,
        )


def _rows(cells: NDArray[Any], rows: Rows | None) -> Rows:
    return range(1, len(cells) + 1) if rows is None else rows


def _text(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return "" if text in {"<NA>", "NaT"} else text
