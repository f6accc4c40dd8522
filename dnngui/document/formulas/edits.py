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
    from engine.formula import Reference
    from engine.graph import Graph

    Reads = Mapping[int, int | None]


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


def agreeing(project: Project) -> Project:
    """Return a project without the formulas that would give other numbers than it has.

    A file says so whose numbers were changed by other means. What cannot be worked out stays, as a
    problem to be told.
    """
    cells = {Cell(node, field) for node, own in project.formulas.items() for field in own}
    if not cells:
        return project
    differing = set(evaluate(project.graph, project.formulas, cells).overruled)
    differing -= evaluate(project.graph, project.formulas).failures.keys()
    formulas = _without(project.formulas, differing)
    return msgspec.structs.replace(project, formulas=formulas) if differing else project


def settled(before: Project, after: Project) -> Project:
    """Return what an edit made of a project, with the numbers that formulas give now.

    A renamed layer is renamed in formulas. A number that the edit itself changed to something else
    than its formula gives is a plain one from then on.
    """
    if not after.formulas or (after.graph is before.graph and after.formulas == before.formulas):
        return after
    old, new = Network(before.graph), Network(after.graph)
    standing = set(_standing(before, after))
    reads = {node: node if node in new else None for node in old.trails}
    formulas: Formulas = {
        node: {
            field: _followed(text, node, node, old, new, reads)
            if Cell(node, field) in standing and node in old and node in new
            else text
            for field, text in own.items()
        }
        for node, own in after.formulas.items()
    }
    given = {cell for cell in standing if _differs(cell, old, new)}
    found = evaluate(after.graph, formulas, given)
    formulas = _without(formulas, found.overruled)
    if formulas != after.formulas:
        after = msgspec.structs.replace(after, formulas=formulas)
    return after if found.graph == after.graph else after.with_graph(found.graph)


def carried(
    formulas: Formulas,
    source: Graph,
    target: Graph,
    copies: Mapping[int, int],
    reads: Reads,
) -> Formulas:
    """Return the formulas of copies of layers, by the ids of the copies.

    Parameters
    ----------
    source, target
        The drawing in which the formulas stand and the one that holds the copies.
    copies
        The ids of the originals, by those of the copies.
    reads
        What the formulas of copies read, by what those of the originals do; else they read on what
        has that name.
    """
    old, new = Network(source), Network(target)
    return {
        copy: {
            field: _followed(text, node, copy, old, new, reads)
            for field, text in formulas[node].items()
        }
        for copy, node in copies.items()
        if node in formulas and node in old and copy in new
    }


def _followed(text: str, node: int, copy: int, old: Network, new: Network, reads: Reads) -> str:
    """Return a formula with names by which what it reads is found in ``new``.

    Parameters
    ----------
    node, copy
        The layer whose formula it is, in ``old`` and in ``new``.
    reads
        What is read in ``new``, by what was in ``old``; None is gone.
    """
    try:
        references = parse_field(text).references
    except FormulaError:
        return text
    names: dict[Reference, str] = {}
    for reference in references:
        read = old.found(reference.layer, old.trails[node])
        if read is None or read not in reads:
            continue
        found = reads[read]
        if found is None:
            name = _name_of_gone(reference.layer, read, new.trails[copy], old, new)
        else:
            known = (reference.layer, new.name(found), new.full_name(found))
            name = next(each for each in known if new.found(each, new.trails[copy]) == found)
        if name != reference.layer:
            names[reference] = name
    return renamed(text, names) if names else text


def _name_of_gone(said: str, read: int, path: tuple[int, ...], old: Network, new: Network) -> str:
    """Return a name for a layer that is gone, by which no layer elsewhere is read unnoticed.

    One that took its place may be read, and where its group was taken apart what has its name.
    """
    around, full = old.trails[read], old.full_name(read)
    taken_apart = bool(around) and around[-1] not in new
    if taken_apart or new.found(full, ()) is not None or new.found(said, path) is None:
        return said
    return full


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
