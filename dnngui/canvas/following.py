"""How comments and frames follow the layers that a layout moves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

from dnngui.canvas.geometry import CARD_HEIGHT, CARD_WIDTH, ROW
from dnngui.document.notes import Frame, bounded, moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.document.notes import Note
    from dnngui.document.project import Position

    Places = Mapping[int, Position]

NEAR = ROW / 2.0
"""Distance within which a comment belongs to a card."""


def lies_in(note: Note, frame: Frame) -> bool:
    """Whether a frame takes a note along: another frame that it surrounds, a comment in it."""
    if isinstance(note, Frame):
        return frame.surrounds(note)
    return frame.holds(*note.middle)


def followed(notes: Mapping[int, Note], before: Places, after: Places) -> dict[int, Note]:
    """Return the notes that change when layers get other places by a layout.

    A frame keeps its distance to the outermost layers in it, so that what came between these is
    in it too. A comment goes along with the frame in which it lies, else with the nearest card.
    """
    frames = {
        each: (note, _around(note, before, after))
        for each, note in notes.items()
        if isinstance(note, Frame)
    }
    changed: dict[int, Note] = {each: to for each, (_, to) in frames.items()}
    for each, note in notes.items():
        if not isinstance(note, Frame):
            around = [pair for pair in frames.values() if lies_in(note, pair[0])]
            inmost = min(around, key=lambda pair: pair[0].width, default=None)
            if inmost is not None and _any_within(inmost[0], before):
                was, now = inmost
                changed[each] = moved(note, now.left - was.left, now.top - was.top)
            else:
                changed[each] = _along(note, before, after)
    return {each: note for each, note in changed.items() if note != notes[each]}


def _any_within(frame: Frame, places: Places) -> bool:
    return any(frame.holds(at.x, at.y) for at in places.values())


def _around(frame: Frame, before: Places, after: Places) -> Frame:
    held = [
        (at, after[node])
        for node, at in before.items()
        if node in after and frame.holds(at.x, at.y)
    ]
    if not held or all(was == now for was, now in held):
        return frame
    left = min(now.x for _, now in held) - min(was.x for was, _ in held)
    right = max(now.x for _, now in held) - max(was.x for was, _ in held)
    top = min(now.y for _, now in held) - min(was.y for was, _ in held)
    bottom = max(now.y for _, now in held) - max(was.y for was, _ in held)
    grown = msgspec.structs.replace(
        frame,
        left=frame.left + left,
        top=frame.top + top,
        width=frame.width + right - left,
        height=frame.height + bottom - top,
    )
    return bounded(grown)


def _along(note: Note, before: Places, after: Places) -> Note:
    near = {node: _distance(note, at) for node, at in before.items() if node in after}
    nearest = min(near, key=lambda node: near[node], default=None)
    if nearest is None or near[nearest] > NEAR:
        return note
    was, now = before[nearest], after[nearest]
    return moved(note, now.x - was.x, now.y - was.y)


def _distance(note: Note, at: Position) -> float:
    """Return how far a note is from a card, 0 where they touch."""
    across = max(note.left - at.x, at.x - note.right, 0.0) - CARD_WIDTH / 2.0
    down = max(note.top - at.y, at.y - note.bottom, 0.0) - CARD_HEIGHT / 2.0
    return math.hypot(max(across, 0.0), max(down, 0.0))
