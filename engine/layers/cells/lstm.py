"""Long short-term memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.cells.merged import MergedPass

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers.cells.base import PutGradient
    from engine.tape import Array


class LstmPass(MergedPass):
    """Gates i, f, g, o: ``c = f c + i g`` and ``h = o tanh(c)``, as PyTorch's.

    The sigmoid is ``(1 + tanh(z / 2)) / 2`` with the halves in the weights, so that one tanh covers
    all gates. A padded step is one with i = 0, f = 1 and o = 0, whose state is then copied: so all
    its derivatives vanish by themselves.
    """

    gates = 4

    def forward(self) -> None:
        halves = np.repeat(np.array([0.5, 0.5, 1.0, 0.5], self.rows[0].dtype), self.units)
        weights = self.emit_weights(halves[:, None])
        self.site.call(self._loop(weights))
        self.emit_last(self.states[-1])

    def _loop(self, weights: Array) -> Callable[[], None]:
        gates = self.history("gates", 4, self.units)
        cells = self.history("cells", self.units, before=1)
        squashed = self.history("squashed", self.units)
        part = self.scratch("part", self.units, self.batch)
        steps = [
            (x, into, row, state, after, flat, *each, each[:2], cell, new, bent, out, padded)
            for x, into, row, state, after, flat, each, cell, new, bent, out, padded in zip(
                self.lane.x,
                self.inputs[:-1],
                self.rows[:-1],
                self.states[:-1],
                self.states[1:],
                [each.reshape(self.sums, self.batch) for each in gates],
                gates,
                cells[:-1],
                cells[1:],
                squashed,
                self.outputs(),
                self.padding(),
                strict=True,
            )
        ]
        first_state, first_cell, product = self.states[0], cells[0], weights.dot

        def run() -> None:
            first_state.fill(0.0)
            first_cell.fill(0.0)
            for x, into, row, state, after, flat, i, f, g, o, i_f, c, new, bent, out, pad in steps:
                np.copyto(into, x)
                product(row, flat)
                np.tanh(flat, flat)
                np.multiply(i_f, 0.5, i_f)
                np.add(i_f, 0.5, i_f)
                np.multiply(o, 0.5, o)
                np.add(o, 0.5, o)
                if pad is not None:
                    np.copyto(i, 0.0, where=pad)
                    np.copyto(f, 1.0, where=pad)
                    np.copyto(o, 0.0, where=pad)
                np.multiply(f, c, new)
                np.multiply(i, g, part)
                np.add(new, part, new)
                np.tanh(new, bent)
                np.multiply(o, bent, after)
                if out is not None:
                    np.copyto(out, after)
                if pad is not None:
                    np.copyto(after, state, where=pad)

        return run

    def backward(self, output_gradient: Array, put: PutGradient | None) -> None:
        derivatives = self._emit_derivatives()
        weights = self.emit_backward_weights(with_inputs=put is not None)
        product = self.scratch("product", len(weights), self.batch)
        added = self.emit_state_gradient(product[-self.units :], output_gradient)
        deltas = self.scratch("deltas", self.sums, self.steps, self.batch)
        self.site.call(self._backward_loop(weights, derivatives, product, added, deltas, put))
        self.emit_parameter_gradients(deltas)

    def _emit_derivatives(self) -> tuple[Array, Array]:
        """Write, for all steps at once, what the gradients of c and h are multiplied by.

        Returns ``(steps, 4, units, batch)``: of the sums of i, f and g from that of c, of the sum
        of o from that of h; and ``(steps, units, batch)``: of c from that of h.
        """
        call, units = self.site.call, self.units
        gates = self.whole("gates", 4, units)
        before = self.whole("cells", units, before=1)[:-1]
        bent = self.whole("squashed", units)
        i, f, g, o = (gates[:, place] for place in range(4))
        found = self.scratch("derivatives", *gates.shape)
        of_i, of_f, of_g, of_o = (found[:, place] for place in range(4))
        for gate, target, factor in ((i, of_i, g), (f, of_f, before), (o, of_o, bent)):
            call(np.multiply, gate, gate, target)
            call(np.subtract, gate, target, target)
            call(np.multiply, target, factor, target)
        of_c = self.scratch("of c", *bent.shape)
        for values, target, factor in ((g, of_g, i), (bent, of_c, o)):
            call(np.multiply, values, values, target)
            call(np.subtract, 1.0, target, target)
            call(np.multiply, target, factor, target)
        return found, of_c

    def _backward_loop(
        self,
        weights: Array,
        derivatives: tuple[Array, Array],
        product: Array,
        added: list[Array | None],
        deltas: Array,
        put: PutGradient | None,
    ) -> Callable[[], None]:
        forgets = self.whole("gates", 4, self.units)[:, 1]
        cell = self.scratch("cell gradient", self.units, self.batch)
        part = self.scratch("part", self.units, self.batch)
        inputs, state = product[: self.width], product[-self.units :]
        steps = [
            (t, extra, of_c, *each, each.reshape(self.sums, self.batch), forget, beside, pad)
            for t, extra, of_c, each, forget, beside, pad in zip(
                range(self.steps),
                added,
                derivatives[1],
                derivatives[0],
                forgets,
                deltas.transpose(1, 0, 2),
                self.padding(),
                strict=True,
            )
        ]
        steps.reverse()
        multiply = weights.dot

        def run() -> None:
            cell.fill(0.0)
            for t, extra, of_c, i, f, g, o, flat, forget, beside, pad in steps:
                if extra is not None:
                    np.add(state, extra, state)
                np.multiply(state, of_c, part)
                np.add(cell, part, cell)
                np.multiply(i, cell, i)
                np.multiply(f, cell, f)
                np.multiply(g, cell, g)
                np.multiply(o, state, o)
                np.multiply(cell, forget, cell)
                np.copyto(beside, flat)
                if pad is not None:
                    np.multiply(state, pad, part)
                multiply(flat, product)
                if put is not None:
                    put(t, inputs)
                if pad is not None:
                    np.add(state, part, state)

        return run
