"""Edits of the architecture that the drawing and the inspector share, and what they say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from dnngui.words import say
from engine import surgery
from engine.graph import GraphError
from engine.surgery.comparison import FIRST_WEIGHTS
from engine.surgery.roles import width_field

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from dnngui.document.project import Project
    from engine.graph import Graph
    from engine.layers import Layer


class Step(NamedTuple):
    """One undo step: what menus call it, and the drawing that it makes."""

    text: str
    graph: Graph


def hints(kind: type[Layer]) -> dict[str, str]:
    """Return by field of a layer what a change of it leaves of what was learned."""
    more = QCoreApplication.translate(
        "Surgery", "More keep what the network computes; fewer keep the weights of the first."
    )
    any_change = QCoreApplication.translate(
        "Surgery", "A change keeps every weight that still fits, not what the network computes."
    )
    return {
        name: more if name in {"units", "filters"} else any_change
        for name in kind.__struct_fields__
        if name not in kind.live_fields and name not in FIRST_WEIGHTS
    }


def has_units(graph: Graph, node: int) -> bool:
    """Whether a layer's units are the person's to choose: those that end the network fit data."""
    return width_field(graph[node].layer) is not None and bool(graph.targets(node))


def resized(graph: Graph, nodes: Collection[int], units: int) -> Step:
    """Return the drawing with a unit more or less in each of ``nodes`` that has units of its own.

    Raises
    ------
    GraphError
        Where none of them can change so.
    """
    changed, edited = [], graph
    for node in nodes:
        # What is added to another layer's output has changed with that one already.
        if has_units(graph, node):
            changed.append(node)
            if edited[node] is graph[node]:
                edited = surgery.grow(edited, node, units)
    if not changed:
        raise GraphError("Select a layer with units that is not the end of the network.")
    return Step(_name(graph, changed, units), edited)


def _name(graph: Graph, nodes: Collection[int], units: int) -> str:
    if len(nodes) > 1:
        text = (
            QCoreApplication.translate("Surgery", "Add a neuron to {count} layers")
            if units > 0
            else QCoreApplication.translate("Surgery", "Remove a neuron from {count} layers")
        )
        return text.format(count=len(nodes))
    (node,) = nodes
    filters = width_field(graph[node].layer) == "filters"
    if units > 0:
        text = (
            QCoreApplication.translate("Surgery", "Add a filter to {layer}")
            if filters
            else QCoreApplication.translate("Surgery", "Add a neuron to {layer}")
        )
    else:
        text = (
            QCoreApplication.translate("Surgery", "Remove a filter from {layer}")
            if filters
            else QCoreApplication.translate("Surgery", "Remove a neuron from {layer}")
        )
    return text.format(layer=graph[node].name)


def forecast(graph: Graph, edited: Graph) -> str:
    """Return what an edit does to what was learned, in words."""
    return say(surgery.effect(graph, edited).forecast)


def foretold(project: Project, make: Callable[[Graph], Step]) -> str:
    """Return what an edit is and does, or why it cannot be, in words."""
    try:
        step = make(project.graph)
    except GraphError as error:
        return say(error.message)
    return f"{step.text}\n{forecast(project.graph, step.graph)}"
