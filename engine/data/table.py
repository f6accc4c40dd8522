"""A person's own table of comma-separated values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.data.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.data.rows import Rows
    from engine.data.settings import Table


def rows(source: Table, attachments: Mapping[str, bytes]) -> Rows:
    """Return the rows of a table."""
    raise DataError("The file “{name}” cannot be read yet.", name=source.file_name)
