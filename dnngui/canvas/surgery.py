"""Neurons and layers more or less, as edits of the drawing."""

from __future__ import annotations

import enum
import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dnngui import surgery
from dnngui.canvas import edits, layout
from dnngui.canvas.edits import Edit, laid_out
from dnngui.canvas.geometry import COLUMN
from dnngui.document.project import Position
from dnngui.surgery import Step
from engine.graph import GraphError
from engine.surgery import deepen, without_layer
from engine.surgery.roles import width

if TYPE_CHECKING:
    from collections.abc import Collection

    from dnngui.canvas.edits import Places
    from dnngui.document.project import Project
    from engine.graph import Graph


class Cut(enum.Enum):
    """What a person does to selected layers with one press."""

    ADD_UNIT = enum.auto()
    REMOVE_UNIT = enum.auto()
    ADD_LAYER = enum.auto()
    REMOVE_LAYER = enum.auto()


def step(graph: Graph, nodes: Collection[int], cut: Cut) -> Step:
    """Return the step; raise `GraphError` where it cannot be."""
    if cut is Cut.ADD_UNIT:
        return surgery.resized(graph, nodes, 1)
    if cut is Cut.REMOVE_UNIT:
        return surgery.resized(graph, nodes, -1)
    if len(nodes) != 1:
        raise GraphError("Select one layer.")
    (node,) = nodes
    if cut is Cut.ADD_LAYER:
        text = QCoreApplication.translate("Surgery", "Add a layer behind {layer}")
        return Step(text.format(layer=graph[node].name), deepen(graph, node)[0])
    text = QCoreApplication.translate("Surgery", "Remove {layer}")
    return Step(text.format(layer=graph[node].name), without_layer(graph, node))


def possible(graph: Graph, nodes: Collection[int]) -> frozenset[Cut]:
    """Return what the drawing offers at a single selected layer, without trying it."""
    if len(nodes) != 1:
        return frozenset()
    (node,) = nodes
    found = {Cut.ADD_LAYER}
    if graph.sources(node) and graph.targets(node):
        found.add(Cut.REMOVE_LAYER)
    if surgery.has_units(graph, node):
        found |= {Cut.ADD_UNIT, Cut.REMOVE_UNIT}
        if width(graph[node].layer) == 1:
            found.remove(Cut.REMOVE_UNIT)
    return frozenset(found)


def operate(project: Project, places: Places, nodes: Collection[int], cut: Cut) -> Edit:
    """Make the step as an edit of the drawing; what follows a new layer moves aside."""
    text, graph = step(project.graph, nodes, cut)
    selection, settled = None, places
    if cut is Cut.ADD_LAYER:
        # The layer that was there stays selected, so that the next press acts on it too.
        settled = _in_line(graph, places)
    elif cut is Cut.REMOVE_LAYER:
        before = {each for node in nodes for each in project.graph.sources(node)}
        selection = frozenset(before) if len(before) == 1 else frozenset[int]()
    return Edit(text, laid_out(project, graph, places, settled), selection)


def deletion_foretold(
    project: Project, places: Places, nodes: Collection[int], *, heal: bool
) -> str:
    """Return what the removal of layers is and does to what was learned, in words."""
    made = edits.heal(project, places, nodes) if heal else edits.remove(project, places, nodes, ())
    return f"{made.text}\n{surgery.forecast(project.graph, made.project.graph)}"


def _in_line(graph: Graph, known: Places) -> Places:
    """Put the new layers in columns behind what they read; what follows moves aside."""
    new = [node for node in graph.order if node not in known]
    places = dict(known)
    followers = graph.descendants(new) - set(new)
    begin = max(known[each].x for each in graph.sources(new[0]))
    nearest = min((known[node].x for node in followers), default=math.inf)
    missing = begin + (len(new) + 1) * COLUMN - nearest
    if nearest > begin and missing > 0.0:
        places |= {node: Position(known[node].x + missing, known[node].y) for node in followers}
    row = known[graph.sources(new[0])[0]].y
    for column, node in enumerate(new, start=1):
        places[node] = layout.free_place(Position(begin + column * COLUMN, row), places)
    return places


def foretold(project: Project, nodes: Collection[int], cut: Cut) -> str:
    """Return what the step is and does to what was learned, or why it cannot be, in words."""
    return surgery.foretold(project, partial(step, nodes=nodes, cut=cut))
