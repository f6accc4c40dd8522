"""Recurrences whose sums are one product of ``[x; h; 1]`` with one matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.layers.cells.base import Pass

if TYPE_CHECKING:
    from engine.layers.cells.base import Lane, Move, Weights
    from engine.plan import Site
    from engine.tape import Array


class MergedPass(Pass):
    """A pass whose parameters are kernel, recurrent kernel and at most one bias.

    Attributes
    ----------
    order
        Which of the parameters' gates stands first here, and so on.
    factors
        What the weights of each gate are multiplied by, in this order.
    rows, states
        The columns ``[x; h; 1]`` that each step reads, with one more, and the part h.
    all_states
        The states together, ``(steps + 1, units, batch)`` while learning.
    columns
        The columns side by side, ``(values, steps, batch)``, while learning; else None.
    """

    order: ClassVar[tuple[int, ...]]
    factors: ClassVar[tuple[float, ...]]

    def __init__(self, site: Site, lane: Lane, *, use_bias: bool) -> None:
        super().__init__(site, lane)
        self.use_bias = use_bias
        self.sums = len(self.order) * self.units
        self.values = self.width + self.units + use_bias
        self.rows = self.history("rows", self.values, before=1)
        self.whole_rows = self.whole("rows", self.values, before=1)
        if use_bias:
            self.whole_rows[:, -1] = 1.0
        self.hidden = slice(self.width, self.width + self.units)
        self.states = [row[self.hidden] for row in self.rows]
        self.all_states = self.whole_rows[:, self.hidden]
        self.columns = None
        if site.training:
            self.columns = self.table("table", self.values, ones=use_bias)

    def emit_inputs(self) -> list[Move | None]:
        return self.emit_load(self.whole_rows, self.columns)

    def step_moves(self) -> list[tuple[Move, ...]]:
        table = None if self.columns is None else self.columns[self.hidden]
        return self.moves(self.all_states, table)

    def _parts(self) -> list[tuple[str, slice]]:
        """Return each parameter with its place in a column ``[x; h; 1]``."""
        between = self.width + self.units
        found = [("kernel", slice(0, self.width)), ("recurrent_kernel", slice(self.width, between))]
        return found + ([("bias", slice(between, between + 1))] if self.use_bias else [])

    def emit_gates(self) -> list[Weights]:
        """Write the call that lays all weights out, times the factors."""
        parts = [(self.parameter(name), place) for name, place in self._parts()]
        return self.emit_weights("weights", parts, self.order, self.factors)

    def emit_backward_weights(self, *, with_inputs: bool) -> Array:
        """Return ``(values, sums)``: of ``[x; h]``, or of ``h`` alone."""
        names = ["kernel", "recurrent_kernel"] if with_inputs else ["recurrent_kernel"]
        sources = [self.parameter(name) for name in names]
        found = self.scratch("backward weights", sum(map(len, sources)), self.sums)
        targets = found.reshape(-1, len(self.order), self.units)
        start = 0
        for source in sources:
            part = targets[start : start + len(source)]
            of_gates = source.reshape(part.shape)
            for position, gate in enumerate(self.order):
                self.site.call(np.copyto, part[:, position], of_gates[:, gate])
            start += len(source)
        return found

    def emit_parameter_gradients(self, deltas: Array) -> None:
        """Write the gradients of all parameters from ``(sums, steps, batch)``."""
        assert self.columns is not None
        found = self.emit_weight_gradient("weight gradient", deltas, self.columns)
        of_gates = found.reshape(len(self.order), self.units, self.values)
        for name, place in self._parts():
            target = self.parameter_gradient(name).reshape(-1, len(self.order), self.units)
            for position, gate in enumerate(self.order):
                self.site.call(np.copyto, target[:, gate], of_gates[position, :, place].T)
