"""Reads a table's cells as text, in pieces, with the number of each row in the file."""

from __future__ import annotations

import csv
import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.data.errors import DataError
from engine.data.table.format import parse_records
from engine.data.table.text import check_content, empty_file, open_text, wrong_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from engine.data.settings import Table

_PIECE = 4_000_000
"""Cells that are held as text at one time."""
_HEAD = 500_000
"""Cells that are read for a guess or a preview."""
_HEAD_ROWS = 5_000


@dataclass(frozen=True, eq=False)
class Cells:
    """A table's cells as text.

    Parameters
    ----------
    columns
        ``(rows,)`` text by column name, in the order of the file.
    rows
        ``(rows,)`` the number of each row in the file as a spreadsheet counts them, the header
        being row 1. Empty rows are counted and left out.
    decimal
        The decimal sign of the numbers.
    repeated
        Names that stand more than once in the header; the later ones became ``name (2)``.
    complete
        Whether these rows are known to reach to the end of the file.
    """

    columns: dict[str, NDArray[np.object_]]
    rows: NDArray[np.int64]
    decimal: str
    repeated: tuple[str, ...] = ()
    complete: bool = True


def read(content: bytes, table: Table) -> Cells:
    """Return all cells of a table.

    Raises
    ------
    DataError
        When the file is not such a table, naming the row.
    """
    pieces = list(read_pieces(content, table))
    return Cells(
        columns={
            name: np.concatenate([piece.columns[name] for piece in pieces])
            for name in pieces[0].columns
        },
        rows=np.concatenate([piece.rows for piece in pieces]),
        decimal=table.decimal,
        repeated=pieces[0].repeated,
    )


def read_pieces(content: bytes, table: Table) -> Iterator[Cells]:
    """Yield the cells of a table piece by piece, at least one piece.

    Raises
    ------
    DataError
        As `read`.
    """
    return _pieces(content, table, _PIECE)


def read_head(content: bytes, table: Table) -> Cells:
    """Return the first rows of a table: at most 5,000, fewer where it has many columns.

    Raises
    ------
    DataError
        As `read`, where the first rows cannot be read.
    """
    return next(_pieces(content, table, _HEAD, most_rows=_HEAD_ROWS))


def _pieces(
    content: bytes, table: Table, most_cells: int, most_rows: int | None = None
) -> Iterator[Cells]:
    check_content(content, table.encoding, table.file_name)
    try:
        yield from _frames(content, table, most_cells, most_rows)
    except UnicodeDecodeError:
        raise wrong_encoding(table.encoding, table.file_name) from None


def _frames(
    content: bytes, table: Table, most_cells: int, most_rows: int | None
) -> Iterator[Cells]:
    import pandas as pd

    before, first = _first_record(content, table)
    names, repeated = _names(first, header=table.header)
    skipped = before + 1 if table.header else before
    piece = skipped + min(max(most_cells // len(names), 1), most_rows or most_cells)
    row = 1
    try:
        # The header is read as a row: pandas takes the width of the table from its first row, and
        # makes an index of what is too wide where the names are fewer.
        with pd.read_csv(
            open_text(content, table.encoding, table.file_name),
            sep=r"\s+" if table.separator == " " else table.separator,
            header=None,
            names=list(range(len(names))),
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
            skipinitialspace=True,
            chunksize=piece,
        ) as frames:
            for frame in frames:
                if not isinstance(frame.index, pd.RangeIndex):
                    raise pd.errors.ParserError("its first row is wider than its names")
                start = skipped if row == 1 else 0
                cells = _cells(frame.iloc[start:], row + start, names, content, table)
                yield replace(cells, repeated=repeated, complete=len(frame) < piece)
                row += len(frame)
    except pd.errors.ParserError as error:
        if "EOF inside string" in str(error):
            raise _open_quote(content, table) from None
        _check_widths(content, table, len(names))
        raise _unreadable(table, str(error)) from None


def _cells(
    frame: pd.DataFrame,
    first_row: int,
    names: tuple[str, ...],
    content: bytes,
    table: Table,
) -> Cells:
    """Return one piece without its empty rows.

    pandas fills a row that is too short with empty cells, so a last cell that is empty makes the
    file's widths suspicious.
    """
    cells = [frame[index].to_numpy() for index in range(len(names))]
    rows = first_row + np.arange(len(frame))
    doubtful = np.flatnonzero(cells[-1] == "")
    empty = [place for place in doubtful if not any(column[place] for column in cells)]
    if len(doubtful) > len(empty):
        _check_widths(content, table, len(names), last=int(rows[-1]))
    return Cells(
        columns={name: np.delete(column, empty) for name, column in zip(names, cells, strict=True)},
        rows=np.delete(rows, empty),
        decimal=table.decimal,
    )


def _first_record(content: bytes, table: Table) -> tuple[int, list[str]]:
    """Return how many empty rows the file begins with, and the cells of the row after them."""
    before = 0
    with open_text(content, table.encoding, table.file_name) as text:
        try:
            for record in parse_records(text, table.separator):
                if any(record):
                    return before, record
                before += 1
        except csv.Error:
            raise _open_quote(content, table) from None
    raise empty_file(table.file_name)


def _names(first: list[str], *, header: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return distinct names for the columns, and those that the header repeats."""
    names: list[str] = []
    repeated: list[str] = []
    taken = set()
    for place, cell in enumerate(first, start=1):
        wanted = (header and " ".join(cell.split())) or f"column {place}"
        name = wanted
        for count in itertools.count(2):
            if name not in taken:
                break
            name = f"{wanted} ({count})"
        if name != wanted:
            repeated.append(wanted)
        taken.add(name)
        names.append(name)
    return tuple(names), tuple(dict.fromkeys(repeated))


def _check_widths(content: bytes, table: Table, width: int, last: int | None = None) -> None:
    """Refuse the first row, up to row `last`, that is wider, or not empty and narrower."""
    with open_text(content, table.encoding, table.file_name) as text:
        records = parse_records(text, table.separator)
        try:
            for row, record in enumerate(itertools.islice(records, last), start=1):
                if len(record) > width or (len(record) < width and any(record)):
                    raise DataError(
                        "Row {row} has not as many cells as the first row of names or values: "
                        "{found} instead of {expected}. Mend the row, or choose another separator.",
                        row=row,
                        found=len(record),
                        expected=width,
                    )
        except csv.Error:
            raise _open_quote(content, table) from None


def _open_quote(content: bytes, table: Table) -> DataError:
    """Name the row whose cell goes on to the end of the file, or for longer than a cell can."""
    text = "Row {row} of “{file}” has a quotation mark that is never closed. Close or delete it."
    row = 0
    with open_text(content, table.encoding, table.file_name) as lines:
        try:
            for _ in parse_records(lines, table.separator):
                row += 1
        except csv.Error:
            row += 1
            text = (
                "Row {row} of “{file}” has a cell that is too long to be one. Look for a quotation "
                "mark that is never closed, and close or delete it."
            )
    return DataError(text, row=row, file=table.file_name)


def _unreadable(table: Table, reason: str) -> DataError:
    return DataError(
        "The file “{file}” cannot be read as a table: {reason}.",
        file=table.file_name,
        reason=reason.strip().rstrip("."),
    )
