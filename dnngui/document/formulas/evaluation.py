"""Formulas worked out in an order in which each finds what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dnngui.document.formulas.network import OF_OUTPUT, Network
from engine.formula import FormulaError, parse_field

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from engine.formula import Reference
    from engine.graph import Graph

    Formulas = Mapping[int, Mapping[str, str]]


class Cell(NamedTuple):
    """A number of a layer, which a formula may give."""

    node: int
    field: str


class Evaluation(NamedTuple):
    """What formulas gave.

    Attributes
    ----------
    graph
        The drawing with their values; where one failed, the number that was there.
    failures
        Why formulas have no value that their layers take.
    overruled
        Of the numbers that were given otherwise, those that their formulas do not give.
    """

    graph: Graph
    failures: Mapping[Cell, FormulaError]
    overruled: Collection[Cell]


def evaluate(graph: Graph, formulas: Formulas, given: Collection[Cell] = ()) -> Evaluation:
    """Work all formulas out, each after those that it reads.

    Parameters
    ----------
    given
        Numbers that were set otherwise: they stay, whatever their formulas give.
    """
    network = Network(graph)
    texts = {
        Cell(node, field): text
        for node, own in formulas.items()
        if node in network
        for field, text in own.items()
        if field in network.layer(node).__struct_fields__
    }
    needs = {cell: _needs(network, cell, text, texts) for cell, text in texts.items()}
    circles = _circles(needs)
    failures: dict[Cell, FormulaError] = {}
    overruled: list[Cell] = []
    for cell in _ordered(needs, circles):
        present = getattr(network.layer(cell.node), cell.field)
        try:
            if cell in circles:
                raise _in_circle(network, cell, needs, circles)
            value = _value(network, cell, texts[cell])
            if cell not in given:
                network.put(cell.node, cell.field, value)
            elif value != present:
                overruled.append(cell)
        except FormulaError as error:
            if cell in given:
                overruled.append(cell)
            else:
                failures[cell] = error
    return Evaluation(network.graph, failures, overruled)


def _value(network: Network, cell: Cell, text: str) -> float:
    formula = parse_field(text)
    path = network.trails[cell.node]
    values = [network.number(network.find(each.layer, path), each) for each in formula.references]
    value = formula.value(values)
    if value is None:
        raise FormulaError("The formula has no value, as where something is divided by 0. Mend it.")
    return value


def _needs(network: Network, cell: Cell, text: str, texts: Collection[Cell]) -> frozenset[Cell]:
    """Return the numbers given by formulas that this one reads."""
    try:
        references = parse_field(text).references
    except FormulaError:
        return frozenset()
    path = network.trails[cell.node]
    found = (_read(network, each, path, texts) for each in references)
    return frozenset(each for cells in found for each in cells)


def _read(
    network: Network, reference: Reference, path: tuple[int, ...], texts: Collection[Cell]
) -> Iterator[Cell]:
    node = network.found(reference.layer, path)
    if node is None:
        return
    fields = network.layer(node).__struct_fields__
    if reference.quantity in fields or reference.quantity not in OF_OUTPUT:
        if (cell := Cell(node, reference.quantity)) in texts:
            yield cell
        return
    shaping = set(network.shaping(node))
    # What may change while a network runs, such as a rate, never decides a shape.
    for cell in texts:
        if cell.node in shaping and cell.field not in network.layer(cell.node).live_fields:
            yield cell


def _circles(needs: Mapping[Cell, Collection[Cell]]) -> frozenset[Cell]:
    """Return the cells that need themselves in the end."""
    # Most formulas stand in no circle: what is left over when an order is made may.
    rest = set(needs) - set(_free(needs, frozenset()))
    return frozenset(cell for cell in rest if cell in _reached(cell, needs, rest))


def _reached(
    cell: Cell, needs: Mapping[Cell, Collection[Cell]], within: Collection[Cell]
) -> set[Cell]:
    found: set[Cell] = set()
    waiting = [each for each in needs[cell] if each in within]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(each for each in needs[current] if each in within)
    return found


def _ordered(needs: Mapping[Cell, Collection[Cell]], circles: Collection[Cell]) -> Iterator[Cell]:
    """Yield first those in circles, whose numbers stay, then each after what it needs."""
    yield from circles
    yield from _free(needs, circles)


def _free(needs: Mapping[Cell, Collection[Cell]], done: Collection[Cell]) -> Iterator[Cell]:
    """Yield each cell that is not ``done`` after all that it needs; those that wait are left."""
    missing = {cell: len(set(each) - set(done)) for cell, each in needs.items() if cell not in done}
    readers: dict[Cell, list[Cell]] = {}
    for cell in missing:
        for each in needs[cell]:
            readers.setdefault(each, []).append(cell)
    ready = [cell for cell, count in missing.items() if not count]
    while ready:
        cell = ready.pop()
        yield cell
        for reader in readers.get(cell, ()):
            missing[reader] -= 1
            if not missing[reader]:
                ready.append(reader)


def _in_circle(
    network: Network,
    cell: Cell,
    needs: Mapping[Cell, Collection[Cell]],
    circles: Collection[Cell],
) -> FormulaError:
    other = next((each for each in needs[cell] if each in circles and each != cell), None)
    if other is None:
        return FormulaError("The formula reads its own value. Let it read another layer.")
    return FormulaError(
        "The formula reads “{field}” of {layer}, which in the end reads this one. Let one of them "
        "be a number.",
        field=other.field,
        layer=network.name(other.node),
    )
