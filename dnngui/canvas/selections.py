"""What was selected before and after each edit, for undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from engine.graph import Edge


class Selection(NamedTuple):
    nodes: frozenset[int] = frozenset()
    edges: frozenset[Edge] = frozenset()
    notes: frozenset[int] = frozenset()


class _Step(NamedTuple):
    before: Project
    after: Project
    was: Selection
    came: Selection


class Selections:
    """Remembers selections by the step between two projects.

    Undo and redo put the same values back, so that a step is known by which two they are.
    """

    def __init__(self) -> None:
        self._steps: dict[tuple[int, int], _Step] = {}
        self._last: tuple[int, int] | None = None

    def remember(
        self, before: Project, after: Project, was: Selection, came: Selection, *, merged: bool
    ) -> None:
        """Take note of an edit; one that was ``merged`` is part of the step before it."""
        last = self._steps.get(self._last) if self._last is not None else None
        if merged and last is not None and last.after is before:
            self._steps.pop((id(last.before), id(last.after)))
            before, was = last.before, last.was
        # A step holds its projects, so that no other ones can have their numbers.
        self._last = id(before), id(after)
        self._steps[self._last] = _Step(before, after, was, came)

    def between(self, old: Project, new: Project) -> Selection | None:
        """Return what was selected where ``new`` stood, if a step leads from ``old`` to it."""
        if (undone := self._steps.get((id(new), id(old)))) is not None:
            return undone.was
        if (redone := self._steps.get((id(old), id(new)))) is not None:
            return redone.came
        return None

    def forget(self) -> None:
        self._steps.clear()
        self._last = None
