"""What a person can do to comments and frames, and how these follow layers that are laid out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication

from dnngui.canvas.edits import Edit, called_note
from dnngui.canvas.geometry import COLUMN, GRID, Box, snap
from dnngui.canvas.items.frame import TITLE
from dnngui.document.notes import Comment, Frame, bounded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from dnngui.canvas.edits import Places
    from dnngui.document.notes import Colour, Note
    from dnngui.document.project import Project

COMMENT = (200.0, 60.0)
EMPTY_FRAME = (COLUMN * 2.0, 260.0)
AROUND = 20.0
"""Room between a frame and what is in it."""
APART = 50.0
"""Distance of a new comment from the layers it stands over, with their handles between."""


def add_comment(project: Project, places: Places, x: float, y: float) -> Edit:
    """Put an empty comment with its middle at a place."""
    width, height = COMMENT
    comment = Comment(
        left=snap(x - width / 2.0),
        top=snap(y - height / 2.0),
        width=width,
        height=height,
        colour="gold",
    )
    return _added(project, comment, QCoreApplication.translate("Canvas", "Add a comment"))


def comment_on(project: Project, places: Places, boxes: Collection[Box]) -> Edit:
    """Put an empty comment over layers and notes."""
    whole = enclosing(boxes)
    (width, height), x = COMMENT, (whole.left + whole.right) / 2.0
    taken = [Box.of_card(at.x, at.y, preview=True).grown(GRID) for at in places.values()]
    top = whole.top - APART - height
    while any(
        Box(x - width / 2.0, top, x + width / 2.0, top + height).overlaps(box) for box in taken
    ):
        top -= GRID
    return add_comment(project, places, x, top + height / 2.0)


def add_frame(project: Project, places: Places, boxes: Collection[Box]) -> Edit:
    """Put a frame around layers and notes."""
    whole = enclosing(boxes)
    left, top = _down(whole.left - AROUND), _down(whole.top - TITLE - AROUND)
    frame = Frame(
        left=left,
        top=top,
        width=-_down(-(whole.right + AROUND)) - left,
        height=-_down(-(whole.bottom + AROUND)) - top,
        text=QCoreApplication.translate("Canvas", "Frame"),
    )
    return _added(project, frame, QCoreApplication.translate("Canvas", "Add a frame"))


def enclosing(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around others."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _down(value: float) -> float:
    """Return the grid's line before a value."""
    return math.floor(value / GRID) * GRID


def _added(project: Project, note: Note, text: str) -> Edit:
    notes, (new,) = project.notes.added([bounded(note)])
    edited = msgspec.structs.replace(project, notes=notes)
    # What is written at once is part of the step.
    return Edit(text, edited, frozenset(), writing_key(new), frozenset([new]))


def writing_key(note: int) -> str:
    """Return the key under which what is typed into a note becomes one step."""
    return f"write note {note}"


def write(project: Project, places: Places, note: int, text: str, height: float) -> Edit:
    """Put other words on a comment, or give a frame another title."""
    before = project.notes[note]
    after = msgspec.structs.replace(before, text=text, height=height)
    if isinstance(before, Frame):
        said = QCoreApplication.translate("Canvas", "Name a frame")
    else:
        said = QCoreApplication.translate("Canvas", "Write a comment")
    return _changed(project, {note: after}, said, writing_key(note))


def resize(project: Project, places: Places, note: int, after: Note) -> Edit:
    """Give a comment or frame another size."""
    text = QCoreApplication.translate("Canvas", "Change the size of {what}")
    return _changed(project, {note: bounded(after)}, text.format(what=called_note(after)))


def colour(project: Project, places: Places, notes: Collection[int], chosen: Colour) -> Edit:
    """Give comments and frames another colour."""
    after = {each: msgspec.structs.replace(project.notes[each], colour=chosen) for each in notes}
    return _changed(project, after, QCoreApplication.translate("Canvas", "Change the colour"))


def _changed(project: Project, notes: dict[int, Note], text: str, merge: str | None = None) -> Edit:
    edited = msgspec.structs.replace(project, notes=project.notes.changed(notes))
    return Edit(text, edited, merge=merge)
