"""What a comment or frame is called, written and spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dnngui.document.notes import Frame

if TYPE_CHECKING:
    from dnngui.document.notes import Rectangle

_NOTHING = "…"
"""Stands for the words of one into which nothing was written."""


def kind(note: Rectangle) -> str:
    if isinstance(note, Frame):
        return QCoreApplication.translate("Notes", "Frame")
    return QCoreApplication.translate("Notes", "Comment")


def icon_name(note: Rectangle) -> str:
    return "frame" if isinstance(note, Frame) else "comment"


def line(note: Rectangle) -> str:
    """Return its words as one line."""
    return " ".join(note.text.split()) or _NOTHING


def spoken(note: Rectangle) -> str:
    """Return what screen readers say: its kind and its words."""
    if isinstance(note, Frame):
        said = QCoreApplication.translate("Notes", "Frame: {text}")
    else:
        said = QCoreApplication.translate("Notes", "Comment: {text}")
    return said.format(text=note.text or _NOTHING)
