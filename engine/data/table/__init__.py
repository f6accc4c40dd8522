"""A person's own table: its format, its columns, its rows."""

from engine.data.table.format import SEPARATORS, TableFormat, detect
from engine.data.table.preview import Preview, PreviewColumn, preview
from engine.data.table.reading import Cells, read
from engine.data.table.rows import rows
from engine.data.table.suggestion import suggest
from engine.data.table.text import ENCODINGS, LARGEST_FILE

__all__ = [
    "ENCODINGS",
    "LARGEST_FILE",
    "SEPARATORS",
    "Cells",
    "Preview",
    "PreviewColumn",
    "TableFormat",
    "detect",
    "preview",
    "read",
    "rows",
    "suggest",
]
