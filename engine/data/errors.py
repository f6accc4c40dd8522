"""The error that everything about data raises."""

from __future__ import annotations

from engine.message import SpokenError


class DataError(SpokenError):
    """Rows that cannot be read or used, said in one sentence that names the row and the column."""
