"""Where things stand, put in order: aligned, spread evenly, kept in place, laid out anew."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from dnngui.canvas import edits, layout
from dnngui.canvas.edits import Edit, called, laid_out
from dnngui.canvas.geometry import Box, snap
from dnngui.document.notes import moved
from dnngui.document.project import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from dnngui.canvas.edits import Places
    from dnngui.canvas.notes import NoteItems
    from dnngui.document.notes import Note
    from dnngui.document.project import Project


class Line(enum.Enum):
    """To what things are aligned."""

    LEFT = enum.auto()
    CENTRE = enum.auto()
    RIGHT = enum.auto()
    TOP = enum.auto()
    MIDDLE = enum.auto()
    BOTTOM = enum.auto()


ACROSS = {Line.LEFT: 0.0, Line.CENTRE: 0.5, Line.RIGHT: 1.0}
DOWN = {Line.TOP: 0.0, Line.MIDDLE: 0.5, Line.BOTTOM: 1.0}
"""How far along its width or height a thing touches the line."""


class Thing(NamedTuple):
    """One selected thing, and the layers and notes that move with it."""

    box: Box
    nodes: frozenset[int]
    notes: frozenset[int]


def things(
    shown: NoteItems, places: Places, nodes: Collection[int], notes: Collection[int]
) -> list[Thing]:
    """Return what is moved as a whole: what lies in a selected frame goes with that alone."""
    found = []
    for each in notes:
        carried = shown.carried(places, (), [each])
        note = shown.shown[each]
        found.append(Thing(Box(note.left, note.top, note.right, note.bottom), *carried))
    for node in nodes:
        box = Box.of_card(places[node].x, places[node].y)
        found.append(Thing(box, frozenset([node]), frozenset()))
    return [
        each
        for each in found
        if not any(each is not other and _is_part(each, other) for other in found)
    ]


def _is_part(one: Thing, other: Thing) -> bool:
    within = one.nodes <= other.nodes and one.notes <= other.notes
    return within and (one.nodes, one.notes) != (other.nodes, other.notes)


def aligned(found: Sequence[Thing], line: Line) -> list[tuple[float, float]]:
    """Return how far each thing moves for all to touch one line, the outermost or in the middle."""
    if line in ACROSS:
        lows = [(each.box.left, each.box.right) for each in found]
        return [(way, 0.0) for way in _to_line(lows, ACROSS[line])]
    lows = [(each.box.top, each.box.bottom) for each in found]
    return [(0.0, way) for way in _to_line(lows, DOWN[line])]


def _to_line(ends: Sequence[tuple[float, float]], share: float) -> list[float]:
    low, high = min(end[0] for end in ends), max(end[1] for end in ends)
    wanted = low + share * (high - low)
    return [wanted - (end[0] + share * (end[1] - end[0])) for end in ends]


def distributed(found: Sequence[Thing], *, across: bool) -> list[tuple[float, float]]:
    """Return how far each thing moves for equal gaps; the outermost two stay."""
    if across:
        return [(way, 0.0) for way in _spread([(each.box.left, each.box.right) for each in found])]
    return [(0.0, way) for way in _spread([(each.box.top, each.box.bottom) for each in found])]


def _spread(ends: Sequence[tuple[float, float]]) -> list[float]:
    order = sorted(range(len(ends)), key=lambda place: sum(ends[place]))
    first, last = ends[order[0]], ends[order[-1]]
    between = sum(ends[place][1] - ends[place][0] for place in order[1:-1])
    gap = (last[0] - first[1] - between) / (len(ends) - 1)
    ways, at = [0.0] * len(ends), first[1] + gap
    for place in order[1:-1]:
        ways[place] = at - ends[place][0]
        at += ends[place][1] - ends[place][0] + gap
    return ways


def shift(
    project: Project,
    places: Places,
    found: Sequence[Thing],
    ways: Sequence[tuple[float, float]],
    text: str,
) -> Edit:
    """Move each thing its way."""
    nodes: dict[int, Position] = {}
    notes: dict[int, Note] = {}
    for thing, (dx, dy) in zip(found, ways, strict=True):
        for node in thing.nodes:
            nodes[node] = Position(places[node].x + dx, places[node].y + dy)
        for each in thing.notes:
            notes[each] = moved(project.notes[each], dx, dy)
    nodes = {node: at for node, at in nodes.items() if places[node] != at}
    return Edit(text, edits.move(project, places, nodes, notes).project)


# -- laying out


def tidy(project: Project, places: Places) -> Edit:
    """Lay the drawing out anew around the layers that a person has put where they are."""
    text = QCoreApplication.translate("Canvas", "Tidy the drawing")
    pinned = set(project.pinned) & places.keys()
    if not pinned:
        return Edit(text, laid_out(project, project.graph, places, _tidied(project, places)))
    settled = layout.tidy_around(project.graph, places, pinned)
    return Edit(text, laid_out(project, project.graph, places, settled))


def tidy_all(project: Project, places: Places) -> Edit:
    """Lay the whole drawing out anew, whoever put a layer where it is."""
    text = QCoreApplication.translate("Canvas", "Tidy everything")
    drawn = laid_out(project, project.graph, places, _tidied(project, places))
    return Edit(text, drawn.with_pins(project.graph.by_id, pinned=False))


def _tidied(project: Project, places: Places) -> Places:
    """Return the tidy layout, its left upper corner where that of the drawing is."""
    tidied = layout.tidy(project.graph)
    dx, dy = _corner(places, 0) - _corner(tidied, 0), _corner(places, 1) - _corner(tidied, 1)
    return {
        node: Position(place.x + snap(dx), place.y + snap(dy)) for node, place in tidied.items()
    }


def _corner(places: Places, axis: int) -> float:
    return min(((place.x, place.y)[axis] for place in places.values()), default=0.0)


def pin(project: Project, places: Places, nodes: Collection[int]) -> Edit:
    """Keep layers where they are when the drawing is tidied."""
    text = QCoreApplication.translate("Canvas", "Keep {what} where it is")
    text = text.format(what=called(project.graph, nodes))
    drawn = edits.drawn_as(project, project.graph, places)
    return Edit(text, drawn.with_pins(nodes, pinned=True))


def unpin(project: Project, places: Places, nodes: Collection[int]) -> Edit:
    """Let the layout place layers again, around all others."""
    text = QCoreApplication.translate("Canvas", "Let the layout place {what}")
    text = text.format(what=called(project.graph, nodes))
    others = places.keys() - set(nodes)
    settled = _tidied(project, places)
    if others:
        settled = layout.tidy_around(project.graph, places, others)
    drawn = laid_out(project, project.graph, places, settled)
    return Edit(text, drawn.with_pins(nodes, pinned=False))
