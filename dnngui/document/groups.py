"""A project as it is seen from within a group: its drawing in the place of the whole one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine.groups import edited_within, fed_drawing
from engine.layers import Group

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from dnngui.document.notes import Note
    from dnngui.document.project import Project
    from engine.graph import Graph

    T = TypeVar("T")

Path = tuple[int, ...]
"""Ids of groups that lie within each other, the outermost first."""


def opened(project: Project, path: Path) -> Project:
    """Return the project with the drawing of a group in the place of its own.

    The group's Input has the shape that the group reads, where that is known.
    """
    graph = project.graph
    for node in path:
        graph = fed_drawing(graph, node)
    notes = project.notes.opened(path[-1], graph.ids) if path else project.notes
    return msgspec.structs.replace(project, graph=graph, notes=notes)


def closed(project: Project, path: Path, before: Project, after: Project) -> Project:
    """Return ``project`` with an edit in it that was made within a group.

    Parameters
    ----------
    before, after
        What `opened` returned for ``project`` and ``path``, and what the edit made of it.
    """
    whole = project
    if after.graph is not before.graph:
        whole = project.with_graph(edited_within(project.graph, path, lambda _: after.graph))
    within = before.graph.ids
    positions = _joined(whole.positions, before.positions, after.positions, within)
    pinned = whole.pinned
    if after.pinned != before.pinned:
        pinned = tuple(sorted({*after.pinned, *(each for each in pinned if each not in within)}))
    notes = whole.notes.closed(path[-1], before.notes, after.notes) if path else after.notes
    formulas = _joined(whole.formulas, before.formulas, after.formulas, within)
    training = after.training
    layers = _joined(whole.training.layers, before.training.layers, training.layers, within)
    # What outputs learn is said outside of groups alone.
    outputs = whole.training.outputs
    if layers is not training.layers or outputs is not training.outputs:
        training = msgspec.structs.replace(training, layers=layers, outputs=outputs)
    return msgspec.structs.replace(
        after,
        graph=whole.graph,
        positions=positions,
        pinned=pinned,
        notes=notes,
        formulas=formulas,
        training=training,
    )


def existing(graph: Graph, path: Path) -> Path:
    """Return as much of a path as there is."""
    for place, node in enumerate(path):
        layer = graph[node].layer if node in graph else None
        if not isinstance(layer, Group):
            return path[:place]
        graph = layer.drawing
    return path


class Written(NamedTuple):
    """A comment or frame, and where it is.

    Attributes
    ----------
    path, groups
        Ids and names of the groups around it, the outermost first.
    """

    id: int
    note: Note
    path: Path
    groups: tuple[str, ...]


def written(project: Project) -> tuple[Written, ...]:
    """Return what is written in all drawings, drawing by drawing in the order of reading.

    What a file has put into a group that is not there is left out, as no drawing shows it.
    """
    found = []
    for each, note in project.notes.by_id.items():
        path = _around(project.graph, note.group)
        if path is not None:
            found.append(Written(each, note, path, _names(project.graph, path)))
    return tuple(sorted(found, key=lambda each: (each.path, each.note.top, each.note.left)))


def _around(graph: Graph, group: int | None) -> Path | None:
    if group is None:
        return ()
    path = graph.trail(group) if group in graph.ids else (group,)
    return path if existing(graph, path) == path else None


def _names(graph: Graph, path: Path) -> tuple[str, ...]:
    names = []
    for node in path:
        names.append(graph[node].name)
        layer = graph[node].layer
        assert isinstance(layer, Group)
        graph = layer.drawing
    return tuple(names)


def copies(graph: Graph, path: Path) -> int:
    """Return how often what the last group of ``path`` holds stands in the network."""
    count = 1
    for node in path:
        layer = graph[node].layer
        assert isinstance(layer, Group)
        count *= layer.repeat
        graph = layer.drawing
    return count


def _joined(
    whole: Mapping[int, T],
    before: Mapping[int, T],
    after: Mapping[int, T],
    within: frozenset[int],
) -> Mapping[int, T]:
    """Return what belongs to layers by id: of those outside the group as it was."""
    if after is before:
        return whole
    outside = {node: each for node, each in whole.items() if node not in within}
    return {**after, **outside}
