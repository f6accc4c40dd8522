"""Finds out how a table is written: separator, decimal sign, encoding, header."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.data.cells import category, number
from engine.data.table.text import check_content, detect_encoding, open_text, wrong_encoding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.data.settings import Separator

Records = list[list[str]]

SEPARATORS: tuple[Separator, ...] = ("\t", ";", ",", "|", " ")
"""In the order in which they are preferred where several would do; a blank stands for any run of
blanks and tabs."""

_BLANKS = re.compile(r"[ \t]+")
_SAMPLE_CHARACTERS = 2**17
_SAMPLE_RECORDS = 200


@dataclass(frozen=True)
class TableFormat:
    """How a table is written; the fields are those of `Table`."""

    separator: Separator
    decimal: Literal[".", ","]
    encoding: str
    header: bool


def detect(content: bytes, file_name: str) -> TableFormat:
    """Guess a table's format from its first rows.

    Raises
    ------
    DataError
        When the file is empty, not text, or not in the encoding that it seems to have.
    """
    encoding = detect_encoding(content)
    check_content(content, encoding, file_name)
    text = _sample(content, encoding, file_name)
    separator = _separator(text)
    records = _records(text, separator)
    decimal = _decimal(records)
    return TableFormat(separator, decimal, encoding, _has_header(records, decimal))


def parse_records(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    """Yield each record's cells, none for an empty line.

    Raises
    ------
    csv.Error
        When a cell is longer than the csv module takes.
    """
    if separator != " ":
        yield from csv.reader(lines, delimiter=separator, skipinitialspace=True)
        return
    single = (_BLANKS.sub(" ", line.strip(" \t")) for line in lines)
    yield from csv.reader(single, delimiter=separator)


def _sample(content: bytes, encoding: str, file_name: str) -> str:
    try:
        text = open_text(content, encoding, file_name).read(_SAMPLE_CHARACTERS)
    except UnicodeDecodeError:
        raise wrong_encoding(encoding, file_name) from None
    if len(text) < _SAMPLE_CHARACTERS:
        return text
    whole, _, cut = text.rpartition("\n")
    return whole or cut


def _records(text: str, separator: str) -> Records:
    found = parse_records(io.StringIO(text, newline=""), separator)
    try:
        return list(itertools.islice((record for record in found if record), _SAMPLE_RECORDS))
    except csv.Error:
        return []


def _separator(text: str) -> Separator:
    """Return the separator that cuts most rows to one width, and most cells to numbers."""
    best: Separator = ","
    best_score = (0.0, 0.0, 0)
    for separator in SEPARATORS:
        records = _records(text, separator)
        widths = Counter(len(record) for record in records)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if width < 2:
            continue
        cells = [cell for record in records for cell in record]
        numbers = sum(_is_number(cell, ".") or _is_number(cell, ",") for cell in cells)
        score = (count / len(records), numbers / len(cells), width)
        if score > best_score:
            best, best_score = separator, score
    return best


def _decimal(records: Records) -> Literal[".", ","]:
    cells = [cell for record in records for cell in record if _is_number(cell.replace(",", "."))]
    commas = sum("," in cell for cell in cells)
    points = sum("." in cell for cell in cells)
    return "," if commas > points else "."


def _has_header(records: Records, decimal: str) -> bool:
    """Tell whether the first record names the columns.

    A name above numbers speaks for it, a number above numbers against it. In a table of text
    alone it is a header when its cells are distinct and do not come again below themselves.
    """
    if not records:
        return False
    first, columns = records[0], list(zip(*records[1:], strict=False))
    votes = 0
    for name, cells in zip(first, columns, strict=False):
        present = [cell for cell in cells if category(cell)]
        if present and category(name) and all(_is_number(cell, decimal) for cell in present):
            votes += -1 if _is_number(name, decimal) else 1
    if votes:
        return votes > 0
    names = [category(name) for name in first]
    again = any(name in cells for name, cells in zip(first, columns, strict=False))
    spoken = all(names) and not any(_is_number(name, decimal) for name in names)
    return spoken and len(set(names)) == len(names) and not again


def _is_number(cell: str, decimal: str = ".") -> bool:
    if not category(cell):
        return False
    try:
        number(cell, decimal)
    except ValueError:
        return False
    return True
