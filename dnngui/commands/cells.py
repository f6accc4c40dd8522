"""Reading a table to predict for or to evaluate on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnngui.commands.paths import source
from dnngui.commands.projects import read_table
from engine.data import table
from engine.data.errors import DataError
from engine.data.settings import Table

if TYPE_CHECKING:
    from engine.data.table import Cells


def read_cells(name: str) -> Cells:
    """Return a table's cells as text; how it is written is guessed.

    Raises
    ------
    UsageError
        Where there is no such file.
    DataError
        Where it is no table, or one without rows.
    """
    path = source(name)
    content = read_table(path)
    found = table.detect(content, path.name)
    cells = table.read(
        content,
        Table(
            attachment=path.name,
            file_name=path.name,
            separator=found.separator,
            decimal=found.decimal,
            encoding=found.encoding,
            header=found.header,
        ),
    )
    if not len(cells.rows):
        raise DataError("The file “{file}” has a header but no rows.", file=path.name)
    return cells
