"""The plain recurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.cells.base import clear
from engine.layers.cells.merged import MergedPass

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers.cells.base import Lane, PutGradient
    from engine.plan import Site
    from engine.tape import Array


class SimplePass(MergedPass):
    """``h = f(Wx x + Wh h + b)`` with tanh or the rectifier (Elman 1990)."""

    gates = 1

    def __init__(self, site: Site, lane: Lane, *, use_bias: bool, rectified: bool) -> None:
        super().__init__(site, lane, use_bias=use_bias)
        self.rectified = rectified

    def forward(self) -> None:
        ones = np.ones((1, 1), self.rows[0].dtype)
        self.site.call(self._loop(self.emit_weights(ones)))
        self.emit_last(self.states[-1])

    def _loop(self, weights: Array) -> Callable[[], None]:
        steps = list(
            zip(
                self.lane.x,
                self.inputs[:-1],
                self.rows[:-1],
                self.states[:-1],
                self.states[1:],
                self.outputs(),
                self.padding(),
                strict=True,
            )
        )
        first, product, rectified = self.states[0], weights.dot, self.rectified

        def run() -> None:
            first.fill(0.0)
            for x, into, row, state, after, out, pad in steps:
                np.copyto(into, x)
                product(row, after)
                if rectified:
                    np.maximum(after, 0.0, out=after)
                else:
                    np.tanh(after, after)
                if pad is not None:
                    np.copyto(after, state, where=pad)
                if out is not None:
                    np.copyto(out, after)
                    if pad is not None:
                        clear(out, pad)

        return run

    def backward(self, output_gradient: Array, put: PutGradient | None) -> None:
        derivatives = self._emit_derivatives()
        weights = self.emit_backward_weights(with_inputs=put is not None)
        product = self.scratch("product", len(weights), self.batch)
        added = self.emit_state_gradient(product[-self.units :], output_gradient)
        deltas = self.scratch("deltas", self.units, self.steps, self.batch)
        self.site.call(self._backward_loop(weights, derivatives, product, added, deltas, put))
        self.emit_parameter_gradients(deltas)

    def _emit_derivatives(self) -> Array:
        """Write the derivative of each state by its sum, ``(steps, units, batch)``."""
        call = self.site.call
        states = self.whole("rows", self.values, before=1)[1:, self.width :][:, : self.units]
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
        put: PutGradient | None,
    ) -> Callable[[], None]:
        part = self.scratch("part", self.units, self.batch)
        inputs, state = product[: self.width], product[-self.units :]
        columns = deltas.transpose(1, 0, 2)
        numbers = range(self.steps)
        steps = list(zip(numbers, added, derivatives, columns, self.padding(), strict=True))
        steps.reverse()
        multiply = weights.dot

        def run() -> None:
            for t, extra, delta, beside, pad in steps:
                if extra is not None:
                    np.add(state, extra, state)
                np.multiply(delta, state, delta)
                np.copyto(beside, delta)
                if pad is not None:
                    np.multiply(state, pad, part)
                multiply(delta, product)
                if put is not None:
                    put(t, inputs)
                if pad is not None:
                    np.add(state, part, state)

        return run
