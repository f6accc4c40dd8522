"""Files in which a trained network leaves the program, one module per format."""

from engine.formats.errors import ExportError, NotImportable
from engine.formats.exporting import FORMATS, Format, Report, by_ending, export, named
from engine.formats.trained import Description, Trained

__all__ = [
    "FORMATS",
    "Description",
    "ExportError",
    "Format",
    "NotImportable",
    "Report",
    "Trained",
    "by_ending",
    "export",
    "named",
]
