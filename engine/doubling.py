"""Sigmoids kept doubled along a chain of small Dense layers, where two calls compute one.

``2 σ(z) = 1 + tanh(z / 2)``. Instead of halving the values in front of and behind the tanh, a plan
multiplies all weights of the chain, in one call a step, by the powers of two that do the same, and
its gradient comes in powers of two. Such factors do not round: the steps are the plain form's, bit
for bit, as long as nothing is so small that a float loses digits (below 1e-38 in float32).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.activations import emit_halved_sigmoid
from engine.layers import Dense, Input
from engine.tape import TINY

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from engine.program import Program
    from engine.tape import Array, Workspace

    Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Doubling:
    """What a plan computes at other scales than its program.

    Attributes
    ----------
    nodes
        Layers whose values, and the ones behind them, are doubled.
    halved
        Layers whose sums come halved: those, and an output that is a sigmoid.
    scales
        What the weights are multiplied by; as long as the program's ``theta``.
    weights
        Where the plan reads them then.
    unit
        What the plan's gradient has to be multiplied by, as long.
    """

    nodes: frozenset[int]
    halved: frozenset[int]
    scales: Floats
    weights: Floats
    unit: NDArray[np.float64]

    def activate(self, work: Workspace, node: int, z: Array, a: Array) -> None:
        """Write the calls for one of the ``halved``."""
        if node in self.nodes:
            work.call(np.tanh, z, a)
            work.call(np.add, a, work.constant(1.0, a), a)
        else:
            emit_halved_sigmoid(work, z, a)


def doubling(program: Program, shared: Collection[int]) -> Doubling | None:
    """Return what a plan can double; None where that is nothing.

    Parameters
    ----------
    shared
        Layers that compute their derivatives together, see `shared_slopes`.
    """
    chain = _chain(program)
    halved = {node for node in shared if program.graph[node].layer.activation_name() == "sigmoid"}
    nodes = halved.intersection(chain[:-1])
    if not nodes or program.theta.size > TINY:
        return None
    scales, unit = np.ones((2, program.theta.size))
    # What a layer's gradient comes multiplied by, from the last layer to the first.
    factor = 1.0
    for source, node in reversed(list(pairwise(program.order))):
        block = slice(*program.blocks[node])
        given = 2.0 if source in nodes else 1.0
        scale = (0.5 if node in halved else 1.0) / given
        scales[block], unit[block] = scale, 1.0 / (given * factor)
        # A doubled value v has the derivative v (2 - v) / 4, which comes without the quarter.
        factor *= scale * (4.0 if source in nodes else 1.0)
    whole = scales.astype(program.dtype)
    return Doubling(frozenset(nodes), frozenset(halved), whole, np.empty_like(whole), unit)


def _chain(program: Program) -> list[int]:
    """Return the layers behind the input; none where they are more than Dense in a row."""
    first, *others = program.order
    graph = program.graph
    in_row = all(graph.sources(node) == (source,) for source, node in pairwise(program.order))
    plain = all(_is_plain(program, node) for node in others)
    flat = program.shapes[first] == (program.width,)
    return others if in_row and plain and flat and isinstance(graph[first].layer, Input) else []


def _is_plain(program: Program, node: int) -> bool:
    layer = program.graph[node].layer
    return isinstance(layer, Dense) and layer.use_bias and len(program.shapes[node]) == 1
