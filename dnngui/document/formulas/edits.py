"""Formulas through a person's edits: set, followed, renamed, copied and dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dnngui.document.formulas.evaluation import Cell, evaluate
from dnngui.document.formulas.network import Network
from engine.formula import FormulaError, parse_field
from engine.formula.fields import plain, renamed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dnngui.document.formulas.evaluation import Formulas
    from dnngui.document.project import Project
    from engine.graph import Graph


def with_formula(project: Project, nodes: Collection[int], field: str, text: str) -> Project:
    """Return the project in which a formula gives a number of layers.

    Raises
    ------
    FormulaError
        Where it cannot be read, or gives nothing that one of the layers takes.
    """
    text = plain(text)
    parse_field(text)
    added = {node: {**project.formulas.get(node, {}), field: text} for node in nodes}
    formulas = {**project.formulas, **added}
    found = evaluate(project.graph, formulas)
    for cell, error in found.failures.items():
        if cell.node in added and cell.field == field:
            raise error
    return msgspec.structs.replace(project.with_graph(found.graph), formulas=formulas)


def without_formulas(project: Project, nodes: Collection[int], field: str) -> Project:
    """Return the project in which a number of layers is what it is, without a formula."""
    cells = {Cell(node, field) for node in nodes}
    formulas = _without(project.formulas, cells)
    if formulas == project.formulas:
        return project
    return msgspec.structs.replace(project, formulas=formulas)


def settled(before: Project, after: Project) -> Project:
    """Return what an edit made of a project, with the numbers that formulas give now.

    A renamed layer is renamed in formulas. A number that the edit itself changed to something else
    than its formula gives is a plain one from then on.
    """
    if not after.formulas or (after.graph is before.graph and after.formulas == before.formulas):
        return after
    formulas = _with_new_names(before, after)
    found = evaluate(after.graph, formulas, _given(before, after))
    formulas = _without(formulas, found.overruled)
    if formulas != after.formulas:
        after = msgspec.structs.replace(after, formulas=formulas)
    return after if found.graph == after.graph else after.with_graph(found.graph)


def carried(
    formulas: Formulas,
    source: Graph,
    target: Graph,
    copies: Mapping[int, int],
    reads: Mapping[int, int],
) -> Formulas:
    """Return the formulas of copies of layers, by the ids of the copies.

    Parameters
    ----------
    source, target
        The drawing in which the formulas stand and the one that holds the copies.
    copies
        The ids of the originals, by those of the copies.
    reads
        What the formulas of copies read, by what those of the originals do.
    """
    old, new = Network(source), Network(target)
    return {
        copy: {
            field: _renamed(text, node, old, new, reads) for field, text in formulas[node].items()
        }
        for copy, node in copies.items()
        if node in formulas and node in old and copy in new
    }


def _with_new_names(before: Project, after: Project) -> Formulas:
    """Return the formulas of ``after``, where those that stood before follow renamed layers."""
    old, new = Network(before.graph), Network(after.graph)
    same = {node: node for node in new.trails if node in old}
    if all(old.name(node) == new.name(node) for node in same):
        return after.formulas
    return {
        node: {
            field: _renamed(text, node, old, new, same)
            if before.formulas.get(node, {}).get(field) == text
            else text
            for field, text in own.items()
        }
        for node, own in after.formulas.items()
    }


def _renamed(text: str, node: int, old: Network, new: Network, ids: Mapping[int, int]) -> str:
    """Return a formula of ``node`` with the names that what it reads has in ``new``."""
    try:
        references = parse_field(text).references
    except FormulaError:
        return text
    names = {}
    for reference in references:
        try:
            read = old.find(reference.layer, old.trails[node])
        except FormulaError:
            continue
        if read in ids and (name := new.name(ids[read])) != reference.layer:
            names[reference] = name
    return renamed(text, names) if names else text


def _given(before: Project, after: Project) -> set[Cell]:
    """Return the numbers with formulas that the edit itself changed, leaving the formulas."""
    old, new = Network(before.graph), Network(after.graph)
    return {cell for cell in _standing(before, after) if _differs(cell, old, new)}


def _standing(before: Project, after: Project) -> Iterator[Cell]:
    for node, own in after.formulas.items():
        for field, text in own.items():
            if before.formulas.get(node, {}).get(field) == text:
                yield Cell(node, field)


def _differs(cell: Cell, old: Network, new: Network) -> bool:
    if cell.node not in old or cell.node not in new:
        return False
    was, now = (getattr(each.layer(cell.node), cell.field, None) for each in (old, new))
    return was != now


def _without(formulas: Formulas, cells: Collection[Cell]) -> Formulas:
    left = {
        node: {field: text for field, text in own.items() if Cell(node, field) not in cells}
        for node, own in formulas.items()
    }
    return {node: own for node, own in left.items() if own}
