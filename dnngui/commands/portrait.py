"""The picture of a project's drawing, made without a display."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dnngui.document.project import Project


def portrait(project: Project) -> bytes | None:
    """Return the drawing as a PNG file; None where Qt cannot be loaded, as the file needs it not.

    The command has no window: it asks for the platform of Qt that needs no display.
    """
    if "PySide6.QtWidgets" not in sys.modules:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        from dnngui.app.portrait import drawn
    except ImportError:
        return None
    return drawn(project)
