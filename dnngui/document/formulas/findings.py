"""Formulas that have no value: what is wrong, and the number that can stay in their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dnngui.document.formulas.evaluation import evaluate
from engine.layers import Group
from engine.message import Message
from engine.problems import Problem, Repair, Severity

if TYPE_CHECKING:
    from dnngui.document.formulas.evaluation import Cell
    from dnngui.document.project import Project
    from engine.formula import FormulaError
    from engine.graph import Graph


@dataclass(frozen=True)
class PlainNumber(Repair):
    """A repair: let a number be what it is, without its formula."""

    node: int = 0
    field: str = ""


def problems(project: Project) -> tuple[Problem, ...]:
    """Return a warning for each formula that gives nothing that its layer takes.

    The layer keeps the number that it had, so that the network can be trained.
    """
    if not project.formulas:
        return ()
    failures = evaluate(project.graph, project.formulas).failures
    return tuple(_problem(project.graph, cell, error) for cell, error in failures.items())


def _problem(graph: Graph, cell: Cell, error: FormulaError) -> Problem:
    drawing, within = graph, graph.trail(cell.node)[:-1]
    for group in within:
        layer = drawing[group].layer
        assert isinstance(layer, Group)
        drawing = layer.drawing
    node = drawing[cell.node]
    message = Message(
        "{field} of {layer}: {reason}",
        {"field": cell.field, "layer": node.name, "reason": error.message},
    )
    kept = getattr(node.layer, cell.field)
    label = (
        Message("Leave it automatic, without the formula")
        if kept is None
        else Message("Keep {value}, without the formula", {"value": kept})
    )
    repair = PlainNumber(label, node=cell.node, field=cell.field)
    return Problem(
        Severity.WARNING, "formula", message, cell.node, cell.field, repair, tuple(within)
    )
