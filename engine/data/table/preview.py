"""What a person sees of a table before it is used: its first rows, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.data.cells import is_missing
from engine.data.errors import DataError
from engine.data.settings import ColumnChoice
from engine.data.table.reading import read_head
from engine.data.table.rows import assemble, parse, used_columns
from engine.data.table.suggestion import choose
from engine.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.data.settings import Kind, Role, Table
    from engine.data.table.reading import Cells


@dataclass(frozen=True)
class PreviewColumn:
    """One column of a table.

    Parameters
    ----------
    name, kind, role
        As chosen, or as guessed for a column that nobody chose.
    missing
        How many of the rows read have no value in it.
    cells
        The text of the first rows.
    """

    name: str
    kind: Kind
    role: Role
    missing: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """The beginning of a table.

    Parameters
    ----------
    columns
        All of them; none when the file cannot be read.
    rows
        The number in the file of each row whose cells are shown.
    rows_read
        How many rows `missing` and `problems` know about.
    complete
        Whether those are all rows of the file.
    problems
        What keeps the table from being used as chosen, or deserves a look.
    """

    columns: tuple[PreviewColumn, ...] = ()
    rows: tuple[int, ...] = ()
    rows_read: int = 0
    complete: bool = True
    problems: tuple[Message, ...] = ()


def preview(content: bytes, table: Table, rows: int = 20) -> Preview:
    """Read the beginning of a file as `table` says; what is wrong with it is no error here.

    Columns are as guessed while `table` names none; after that, a column that it does not name
    is ignored.
    """
    try:
        cells = read_head(content, table)
    except DataError as error:
        return Preview(problems=(error.message,))
    chosen = {choice.name: choice for choice in table.columns or choose(cells)}
    columns = [chosen.get(name, ColumnChoice(name=name, role="ignored")) for name in cells.columns]
    return Preview(
        columns=tuple(
            PreviewColumn(
                name=choice.name,
                kind=choice.kind,
                role=choice.role,
                missing=sum(is_missing(text, choice.kind) for text in cells.columns[choice.name]),
                cells=tuple(cells.columns[choice.name][:rows]),
            )
            for choice in columns
        ),
        rows=tuple(cells.rows[:rows].tolist()),
        rows_read=len(cells.rows),
        complete=cells.complete,
        problems=(*_repeated(cells), *_problems(cells, table, tuple(chosen.values()))),
    )


def _repeated(cells: Cells) -> Iterator[Message]:
    for name in cells.repeated:
        yield Message(
            "Several columns are called “{column}”; the later ones are numbered.", {"column": name}
        )


def _problems(cells: Cells, table: Table, choices: Sequence[ColumnChoice]) -> Iterator[Message]:
    """Yield what `rows` would refuse: every column that cannot be read, else the first reason."""
    parsed = {}
    for choice in choices:
        if choice.role != "ignored":
            try:
                parsed[choice.name] = parse(cells, choice, table.file_name)
            except DataError as error:
                yield error.message
    try:
        used = used_columns(choices)
        if len(parsed) == len(used):
            assemble(table, used, parsed)
    except DataError as error:
        yield error.message
