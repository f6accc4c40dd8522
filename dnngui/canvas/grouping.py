"""Layers that a person puts into a group, and takes out of one: the edits of `engine.grouping`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication

from dnngui.canvas import layout
from dnngui.canvas.edits import Edit, Places, called, drawn_as, laid_out
from dnngui.canvas.following import lies_in
from dnngui.canvas.geometry import COLUMN, GRID, snap
from dnngui.document.formulas import carried
from dnngui.document.notes import Frame, moved, regrouped
from dnngui.document.project import Position, Project
from engine import grouping
from engine.layers import Group
from engine.optim.layers import LayerTraining

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from dnngui.document.notes import Note, Notes
    from engine.graph import Graph

_USUAL = LayerTraining()


def group(
    project: Project, places: Places, nodes: Collection[int], notes: Collection[int] = ()
) -> Edit:
    """Put layers into a group, which stands in their middle, and notes into its drawing.

    So are frames around these layers alone, with the comments in them.
    """
    graph, node = grouping.group(project.graph, nodes)
    x, y = _middle(places[each] for each in nodes)
    placed = {**places, node: Position(snap(x), snap(y))}
    held = graph[node].layer
    assert isinstance(held, Group)
    (entrance,) = held.entrances
    left = min(places[each].x for each in nodes) - COLUMN
    first = places[held.drawing.targets(entrance)[0]]
    placed[entrance] = layout.free_place(
        Position(left, first.y), {each: places[each] for each in nodes}
    )
    text = QCoreApplication.translate("Canvas", "Group {what}")
    text = text.format(what=called(project.graph, nodes))
    drawn = drawn_as(project, graph, placed)
    inner = {*notes, *_notes_on(project.notes.of(), places, nodes)}
    moved_in = {each: regrouped(project.notes[each], node) for each in inner}
    drawn = msgspec.structs.replace(drawn, notes=drawn.notes.changed(moved_in))
    return Edit(text, drawn, frozenset([node]))


def _notes_on(notes: Mapping[int, Note], places: Places, nodes: Collection[int]) -> set[int]:
    """Return the frames that hold some of these layers and no others, and what lies in those."""
    around: dict[int, Frame] = {}
    for each, frame in notes.items():
        if isinstance(frame, Frame):
            held = {node for node, at in places.items() if frame.holds(at.x, at.y)}
            if held and held <= set(nodes):
                around[each] = frame
    within = (
        each for each, note in notes.items() if any(lies_in(note, f) for f in around.values())
    )
    return {*around, *within}


def ungroup(project: Project, places: Places, groups: Sequence[int]) -> Edit:
    """Take the layers of groups out of them, copy after copy; what follows makes room."""
    text = QCoreApplication.translate("Canvas", "Ungroup {what}")
    text = text.format(what=called(project.graph, groups))
    chosen: set[int] = set()
    for node in groups:
        project, places, came = _apart(project, places, node)
        chosen |= came
    return Edit(text, project, frozenset(chosen))


def _apart(project: Project, places: Places, node: int) -> tuple[Project, Places, set[int]]:
    """Return project and places with one group taken apart, and the layers that came out."""
    graph, origin = grouping.ungroup(project.graph, node)
    came = {each for each in graph.by_id if each in origin}
    inner = _inner_places(project, node)
    copies = _copies(graph, came, origin)
    spread = _in_a_row(copies, {new: inner[origin[new]] for new in came}, places[node])
    settled = _with_room(graph, {**places, **spread}, came)
    deeper = {
        new: project.positions[old]
        for new, old in origin.items()
        if new not in came and old in project.positions
    }
    drawn = laid_out(project, graph, places, {**settled, **deeper})
    drawn = _with_formulas(project, drawn, node, origin)
    drawn = msgspec.structs.replace(
        drawn, notes=_with_notes(project, drawn, node, origin, copies, settled, inner)
    )
    return _with_training(project, drawn, node, origin), settled, came


def _with_notes(
    project: Project,
    drawn: Project,
    node: int,
    origin: Mapping[int, int],
    copies: Sequence[Sequence[int]],
    settled: Places,
    inner: Mapping[int, Position],
) -> Notes:
    """Return the notes with those of the group once, beside its first copy.

    Those of groups within it are there for each copy.
    """
    first = copies[0][0]
    was, now = inner[origin[first]], settled[first]
    out = [
        regrouped(moved(note, now.x - was.x, now.y - was.y), None)
        for note in project.notes.of(node).values()
    ]
    deeper = [
        regrouped(note, new)
        for new, old in origin.items()
        # The layers of the first copy keep their numbers, and so what lies in their drawings.
        if new != old
        for note in project.notes.of(old).values()
    ]
    return drawn.notes.added([*out, *deeper])[0]


def _inner_places(project: Project, node: int) -> Mapping[int, Position]:
    held = project.graph[node].layer
    assert isinstance(held, Group)
    return layout.arrange(held.drawing, project.positions)


def _copies(graph: Graph, came: Collection[int], origin: Mapping[int, int]) -> list[list[int]]:
    """Return the layers that came out, those of each copy together, the first copy first."""
    copies: list[list[int]] = []
    for drawn in dict.fromkeys(origin[each] for each in graph.by_id if each in came):
        same = [each for each in graph.by_id if each in came and origin[each] == drawn]
        for number, each in enumerate(same):
            if number == len(copies):
                copies.append([])
            copies[number].append(each)
    return copies


def _in_a_row(
    copies: Sequence[Sequence[int]], places: Mapping[int, Position], at: Position
) -> dict[int, Position]:
    """Return places for all copies: the first around ``at``, the others to its right."""
    x, y = _middle(places[each] for each in copies[0])
    dx, dy = (0.0 if abs(way) < GRID else snap(way) for way in (at.x - x, at.y - y))
    columns = [places[each].x for each in copies[0]]
    width = max(columns) - min(columns) + COLUMN
    return {
        each: Position(places[each].x + dx + number * width, places[each].y + dy)
        for number, copy in enumerate(copies)
        for each in copy
    }


def _with_room(graph: Graph, places: Mapping[int, Position], came: Collection[int]) -> Places:
    """Move what came out behind what it reads, and what follows behind it; only to the right."""
    moved = dict(places)
    ins = [each for node in came for each in graph.sources(node) if each not in came]
    outs = [each for node in came for each in graph.targets(node) if each not in came]
    left = min(moved[each].x for each in came)
    _shift(moved, came, max((moved[each].x + COLUMN for each in ins), default=left) - left)
    right = max(moved[each].x for each in came) + COLUMN
    missing = right - min((moved[each].x for each in outs), default=right)
    _shift(moved, graph.descendants(outs) - set(came), missing)
    return moved


def _shift(places: dict[int, Position], nodes: Iterable[int], way: float) -> None:
    if way > 0.0:
        for node in nodes:
            places[node] = Position(places[node].x + way, places[node].y)


def _with_training(
    project: Project, drawn: Project, node: int, origin: Mapping[int, int]
) -> Project:
    """Return the project with what was said of the group and its layers said of all copies."""
    own = project.training.layers
    of_group = own.get(node, _USUAL)
    training = drawn.training
    for new, old in origin.items():
        learns = own.get(old, _USUAL)
        training = training.with_layer(
            new, learns.within(of_group) if new in drawn.graph else learns
        )
    return msgspec.structs.replace(drawn, training=training)


def _with_formulas(
    project: Project, drawn: Project, node: int, origin: Mapping[int, int]
) -> Project:
    """Return the project in which the formulas of a layer stand in all its copies.

    What read the group's Input now reads what the group read; else all read the first copy.
    """
    held = project.graph[node].layer
    assert isinstance(held, Group)
    sources = project.graph.sources(node)
    reads = {each: each for each in drawn.graph.ids}
    reads |= {entrance: source for entrance in held.entrances for source in sources}
    copied = carried(project.formulas, project.graph, drawn.graph, origin, reads)
    return msgspec.structs.replace(drawn, formulas={**drawn.formulas, **copied})


def _middle(places: Iterable[Position]) -> tuple[float, float]:
    known = list(places)
    across, down = [at.x for at in known], [at.y for at in known]
    return (min(across) + max(across)) / 2.0, (min(down) + max(down)) / 2.0
