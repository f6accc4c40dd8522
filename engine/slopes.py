"""Derivatives of one activation at several small layers, computed together.

At tiny sizes a call costs the same whatever it computes on. So the outputs of all layers that end
with the same function lie behind each other in one array, and the derivatives of all of them are
one formula on it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from engine.activations import FUNCTIONS, emit_sigmoid_slope
from engine.layers import Activation, Dense
from engine.shapes import size
from engine.tape import TINY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.activations import ActivationName
    from engine.program import Program
    from engine.tape import Array, Arrays, Workspace


class Slopes:
    """The layers of a plan that end with one function.

    Attributes
    ----------
    rows
        Where each layer's values lie, ``(size + 1, batch)``, the last row for ones.
    """

    def __init__(
        self, arrays: Arrays, name: ActivationName, sizes: dict[int, int], batch: int
    ) -> None:
        total = sum(each + 1 for each in sizes.values())
        self._function = FUNCTIONS[name]
        self._values = arrays.get(("values of", name), (total, batch))
        self._slopes = arrays.get(("slopes of", name), (total, batch))
        self._tops: Array | None = None
        self._written = False
        self.rows: dict[int, Array] = {}
        self._places: dict[int, slice] = {}
        start = 0
        for node, each in sizes.items():
            self.rows[node] = self._values[start : start + each + 1]
            self._places[node] = slice(start, start + each)
            start += each + 1

    def of(self, work: Workspace, node: int) -> Array:
        """Return the derivatives at a layer, ``(size, batch)``; write them where it is the first.

        To be called in the backward pass, when the values of all layers are there.
        """
        if not self._written:
            if self._tops is None:
                self._function.slope(work, self._values, self._slopes)
            else:
                emit_sigmoid_slope(work, self._values, self._tops, self._slopes)
            self._written = True
        return self._slopes[self._places[node]]

    def double(self, nodes: Iterable[int]) -> None:
        """Take the values of some sigmoids as doubled; their derivatives come times four."""
        self._tops = np.ones_like(self._values)
        for node in self._places.keys() & set(nodes):
            self._tops[self._places[node]] = 2.0


def shared_slopes(
    arrays: Arrays, program: Program, batch: int, without: Iterable[int]
) -> dict[int, Slopes]:
    """Return the layers that share the computation of their derivatives, by id."""
    alike: defaultdict[ActivationName, dict[int, int]] = defaultdict(dict)
    for node in program.order:
        layer, shape = program.graph[node].layer, program.shapes[node]
        if isinstance(layer, Dense | Activation) and len(shape) == 1 and node in program.learning:
            alike[layer.activation_name()][node] = size(shape)
    found: dict[int, Slopes] = {}
    for name, sizes in alike.items():
        for node in without:
            sizes.pop(node, None)
        small = sum(each + 1 for each in sizes.values()) * batch <= TINY
        if FUNCTIONS[name].has_slope and len(sizes) > 1 and small:
            slopes = Slopes(arrays, name, sizes, batch)
            found |= dict.fromkeys(sizes, slopes)
    return found
