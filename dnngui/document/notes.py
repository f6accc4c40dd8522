"""Comments on a drawing and frames around its layers, which mean nothing to the network."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta

Colour = Literal["grey", "violet", "plum", "teal", "rose", "gold"]

LIMIT = 1e6
"""Corners lie within this distance of the drawing's middle, along both axes."""

LEAST = 20.0
"""Sides are no shorter than this."""

_Place = Annotated[float, Meta(ge=-LIMIT, le=LIMIT)]
_Length = Annotated[float, Meta(ge=LEAST, le=LIMIT)]
_Id = Annotated[int, Meta(ge=1, le=2**32 - 1)]


class Rectangle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What comments and frames share.

    Attributes
    ----------
    left, top, width, height
        In scene units, as the places of layers.
    text
        What the person wrote: all of a comment, the title of a frame.
    group
        Id of the group in whose drawing it lies, or None in the network's own.
    """

    left: _Place
    top: _Place
    width: _Length
    height: _Length
    text: Annotated[str, Meta(max_length=20_000)] = ""
    colour: Colour = "grey"
    group: int | None = None

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.left + self.width / 2.0, self.top + self.height / 2.0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def surrounds(self, other: Rectangle) -> bool:
        """Whether the whole of another one lies within."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom


class Comment(Rectangle, frozen=True, kw_only=True, tag_field="type", tag="comment.v1"):
    """A sheet with words on it."""


class Frame(Rectangle, frozen=True, kw_only=True, tag_field="type", tag="frame.v1"):
    """A rectangle with a title, behind the layers that lie in it and move along with it."""


Note = Comment | Frame
N = TypeVar("N", bound=Rectangle)


class Notes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The comments and frames of a project, also those in groups' drawings.

    Attributes
    ----------
    next_id
        The id of the next one; ids are never used twice.
    """

    by_id: Mapping[_Id, Note] = {}
    next_id: _Id = 1

    def __post_init__(self) -> None:
        if max(self.by_id, default=0) >= self.next_id:
            raise ValueError("A comment's number is not below the next free one.")

    def __getitem__(self, note: int) -> Note:
        return self.by_id[note]

    def __contains__(self, note: object) -> bool:
        return note in self.by_id

    def added(self, notes: Collection[Note]) -> tuple[Notes, tuple[int, ...]]:
        """Return the notes with others behind them, and the ids of those."""
        ids = tuple(range(self.next_id, self.next_id + len(notes)))
        by_id = {**self.by_id, **dict(zip(ids, notes, strict=True))}
        return Notes(by_id=by_id, next_id=self.next_id + len(notes)), ids

    def changed(self, notes: Mapping[int, Note]) -> Notes:
        """Return the notes with others in the places of some."""
        return msgspec.structs.replace(self, by_id={**self.by_id, **notes})

    def without(self, ids: Collection[int]) -> Notes:
        if not any(each in self.by_id for each in ids):
            return self
        kept = {each: note for each, note in self.by_id.items() if each not in ids}
        return msgspec.structs.replace(self, by_id=kept)

    # -- groups

    def of(self, group: int | None = None) -> dict[int, Note]:
        """Return those that lie in a group's drawing, or in the network's own."""
        return {each: note for each, note in self.by_id.items() if note.group == group}

    def existing(self, ids: Collection[int]) -> Notes:
        """Return those that lie in the network's drawing or in one of these groups'."""
        gone = [
            each
            for each, note in self.by_id.items()
            if note.group is not None and note.group not in ids
        ]
        return self.without(gone)

    def opened(self, group: int, within: Collection[int]) -> Notes:
        """Return the notes as seen from within a group, whose own ones lie in no group then.

        Parameters
        ----------
        within
            Ids of all layers in the group, of which some may be groups.
        """
        seen = {
            each: regrouped(note, None) if note.group == group else note
            for each, note in self.by_id.items()
            if note.group == group or note.group in within
        }
        return msgspec.structs.replace(self, by_id=seen)

    def closed(self, group: int, before: Notes, after: Notes) -> Notes:
        """Return the notes with an edit in them that was made within a group.

        Parameters
        ----------
        before, after
            What `opened` returned, and what the edit made of it.
        """
        if after == before:
            return self
        outside = {each: note for each, note in self.by_id.items() if each not in before}
        inside = {
            each: regrouped(note, group) if note.group is None else note
            for each, note in after.by_id.items()
        }
        merged = {**outside, **inside}
        by_id = {each: merged[each] for each in sorted(merged)}
        return Notes(by_id=by_id, next_id=max(self.next_id, after.next_id))


def moved(note: N, dx: float, dy: float) -> N:
    """Return a note at another place, or the nearest to it that a file can hold."""
    return bounded(msgspec.structs.replace(note, left=note.left + dx, top=note.top + dy))


def bounded(note: N) -> N:
    """Return a note, or the nearest to it that a file can hold."""
    left, top = (min(max(at, -LIMIT), LIMIT) for at in (note.left, note.top))
    width, height = (min(max(length, LEAST), LIMIT) for length in (note.width, note.height))
    return msgspec.structs.replace(note, left=left, top=top, width=width, height=height)


def regrouped(note: N, group: int | None) -> N:
    """Return a note in the drawing of another group, or in the network's own."""
    return msgspec.structs.replace(note, group=group)
