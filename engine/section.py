"""A network over a few of its inputs while the others rest: what a plane through many columns is.

A first layer of 784 inputs of which two move is a first layer of two inputs with another bias. So a
picture over the plane costs what it would cost in a network of two inputs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from engine.layers import Dense, Flatten, Input, Reshape

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.graph import Graph, Node
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

_MANY = 8
"""Inputs from which on a section pays."""


class Section:
    """A program of its own that computes what another one does with most inputs at rest.

    Its predictions differ from the other's in rounding alone.

    Parameters
    ----------
    narrow
        The graph of ``whole`` with an Input of ``len(moved)`` values; layers keep their ids.
    moved
        The inputs that are left, in the order in which ``program`` takes them.
    rest
        Values of all inputs, ``(whole.width,)``; those of ``moved`` are not read.

    Attributes
    ----------
    program
        Takes ``(n, len(moved))``.
    """

    def __init__(
        self, whole: Program, narrow: Graph, moved: NDArray[np.intp], rest: Floats
    ) -> None:
        self._whole, self._moved = whole, moved
        self._rest = rest.astype(whole.dtype)
        self._rest[moved] = 0.0
        self._first = frozenset(narrow.targets(_inputs(narrow)[0]))
        self.program = whole.fresh(narrow)
        self.follow()

    def follow(self) -> None:
        """Take the weights that the whole program has now."""
        for node in self.program.blocks:
            mine, theirs = self.program.views[node], self._whole.views[node]
            if node in self._first:
                kernel, _ = theirs["kernel"]
                bias, _ = theirs.get("bias", (0.0, None))
                mine["kernel"][0][...] = kernel[self._moved]
                mine["bias"][0][...] = self._rest @ kernel + bias
            else:
                for name, (view, _) in mine.items():
                    view[...] = theirs[name][0]


def section_of(whole: Program, moved: NDArray[np.intp], rest: Floats) -> Section | None:
    """Return the section of ``whole`` over the inputs ``moved``; None where none pays.

    There is one where a single Input, perhaps flattened, leads to Dense layers and nowhere else.
    """
    if not len(moved) or whole.width < max(_MANY, 2 * len(moved)):
        return None
    graph = whole.graph.remove(set(whole.graph.by_id) - set(whole.order))
    inputs = _inputs(graph)
    if len(inputs) != 1:
        return None
    graph = graph.remove(_rearranged(graph, inputs[0]), heal=True)
    first = [graph[node] for node in graph.targets(inputs[0])]
    if not first or not all(_reads_all(whole, node) for node in first):
        return None
    graph = graph.replace(inputs[0], Input(shape=(len(moved),)))
    for node in first:
        graph = graph.replace(node.id, msgspec.structs.replace(node.layer, use_bias=True))
    return Section(whole, graph, moved, rest)


def _reads_all(whole: Program, node: Node) -> bool:
    """Whether each unit sees all values of a sample, and not those of one place alone."""
    dense = isinstance(node.layer, Dense)
    return dense and len(whole.views[node.id]["kernel"][0]) == whole.width


def _inputs(graph: Graph) -> list[int]:
    return [node.id for node in graph.nodes if isinstance(node.layer, Input)]


def _rearranged(graph: Graph, source: int) -> set[int]:
    """Return the layers behind ``source`` that only arrange its values anew."""
    found: set[int] = set()
    waiting = [source]
    while waiting:
        further = graph.targets(waiting.pop())
        shaping = [node for node in further if isinstance(graph[node].layer, (Flatten, Reshape))]
        found.update(shaping)
        waiting.extend(shaping)
    return found
