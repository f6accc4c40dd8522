"""The plain recurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.cells.base import GROUP, blocks, bundled, clear, products
from engine.layers.cells.merged import MergedPass

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers.cells.base import Lane, Weights
    from engine.plan import Site
    from engine.tape import Array


class SimplePass(MergedPass):
    """``h = f(Wx x + Wh h + b)`` with tanh or the rectifier (Elman 1990)."""

    order = (0,)
    factors = (1.0,)

    def __init__(self, site: Site, lane: Lane, *, use_bias: bool, rectified: bool) -> None:
        super().__init__(site, lane, use_bias=use_bias)
        self.rectified = rectified

    def forward(self) -> None:
        self.site.start("state", self.states[0], self.states[-1])
        self.site.call(self._loop(self.emit_gates()))
        self.emit_output(self.states[-1])

    def _loop(self, weights: list[Weights]) -> Callable[[], None]:
        steps = list(
            zip(
                self.emit_inputs(),
                self.rows[:-1],
                self.states[:-1],
                self.states[1:],
                [products(weights, state) for state in self.states[1:]],
                self.padding(),
                self.step_moves(),
                strict=True,
            )
        )
        rectified, zeros = self.rectified, np.zeros_like(self.states[0])

        def run() -> None:
            tanh, copy = np.tanh, np.copyto
            for load, row, state, after, of_units, pad, moves in steps:
                if load is not None:
                    copy(*load)
                for product, sums in of_units:
                    product(row, sums)
                if rectified:
                    np.maximum(after, zeros, out=after)
                else:
                    tanh(after, after)
                if pad is not None:
                    copy(after, state, where=pad)
                for target, source in moves:
                    copy(target, source)

        return run

    def backward(self, output_gradient: Array, wanted: Array | None) -> None:
        derivatives = self._emit_derivatives()
        weights = self.emit_backward_weights(with_inputs=wanted is not None)
        product = self.scratch("product", len(weights), self.batch)
        added = self.emit_state_gradient(product[-self.units :], output_gradient)
        deltas = self.scratch_columns("deltas", self.units)
        self.site.call(self._backward_loop(weights, derivatives, product, added, deltas, wanted))
        self.emit_parameter_gradients(deltas)

    def _emit_derivatives(self) -> Array:
        """Write the derivative of each state by its sum, ``(steps, units, batch)``."""
        call = self.site.call
        states = self.all_states[1:]
        found = self.scratch("derivatives", *states.shape)
        if self.rectified:
            call(np.sign, states, found)
        else:
            call(np.multiply, states, states, found)
            call(np.subtract, 1.0, found, found)
        if self.lane.padded is not None:
            call(clear, found, self.lane.padded)
        return found

    def _backward_loop(
        self,
        weights: Array,
        derivatives: Array,
        product: Array,
        added: list[Array | None],
        deltas: Array,
        wanted: Array | None,
    ) -> Callable[[], None]:
        part = self.scratch("part", self.units, self.batch)
        inputs, state = bundled(product[: self.width]), product[-self.units :]
        recent = self.scratch("recent", GROUP, self.units, self.batch)
        turns = [recent[t % GROUP] for t in range(self.steps)]
        moves = self.delta_moves(deltas, recent)
        targets = self.inputs_of(wanted)
        steps = list(zip(targets, added, derivatives, turns, self.padding(), moves, strict=True))
        steps.reverse()
        back = blocks(weights, product)

        def run() -> None:
            multiply, add, copy = np.multiply, np.add, np.copyto
            for target, extra, derivative, delta, pad, move in steps:
                if extra is not None:
                    add(state, extra, state)
                multiply(derivative, state, delta)
                if move is not None:
                    copy(*move)
                if pad is not None:
                    multiply(state, pad, part)
                for multiply_part, sums in back:
                    multiply_part(delta, sums)
                if target is not None:
                    copy(target, inputs)
                if pad is not None:
                    add(state, part, state)

        return run
