"""Long short-term memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.cells.base import GROUP, blocks, bundled, products
from engine.layers.cells.merged import MergedPass

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers.cells.base import Weights
    from engine.tape import Array


class LstmPass(MergedPass):
    """Gates i, f, o, g: ``c = f c + i g`` and ``h = o tanh(c)``, as PyTorch's.

    The sigmoid is ``(1 + tanh(z / 2)) / 2`` with the halves in the weights, so that one tanh covers
    all gates. A padded step is one with i = 0 and f = 1, whose state is then copied.
    """

    order = (0, 1, 3, 2)
    factors = (0.5, 0.5, 0.5, 1.0)

    def forward(self) -> None:
        cells = self.history("cells", self.units, before=1)
        self.site.start("state", self.states[0], self.states[-1])
        self.site.start("cell", cells[0], cells[-1])
        self.site.call(self._loop(self.emit_gates()))
        self.emit_output(self.states[-1])

    def _loop(self, weights: list[Weights]) -> Callable[[], None]:
        gates = self.history("gates", 4, self.units)
        flat = [each.reshape(self.sums, self.batch) for each in gates]
        cells = self.history("cells", self.units, before=1)
        part = self.scratch("part", self.units, self.batch)
        steps = list(
            zip(
                self.emit_inputs(),
                self.rows[:-1],
                [products(weights, each) for each in flat],
                flat,
                [each[:3] for each in gates],
                [list(each) for each in gates],
                cells[:-1],
                cells[1:],
                self.history("squashed", self.units),
                self.states[:-1],
                self.states[1:],
                self.padding(),
                self.step_moves(),
                strict=True,
            )
        )

        def run() -> None:
            multiply, add, tanh, copy = np.multiply, np.add, np.tanh, np.copyto
            for load, row, of_gates, z, i_f_o, each, c, c_new, bent, h, h_new, pad, moves in steps:
                i, f, o, g = each
                if load is not None:
                    copy(*load)
                for product, sums in of_gates:
                    product(row, sums)
                tanh(z, z)
                multiply(i_f_o, 0.5, i_f_o)
                add(i_f_o, 0.5, i_f_o)
                if pad is not None:
                    copy(i, 0.0, where=pad)
                    copy(f, 1.0, where=pad)
                multiply(f, c, c_new)
                multiply(i, g, part)
                add(c_new, part, c_new)
                tanh(c_new, bent)
                multiply(o, bent, h_new)
                if pad is not None:
                    copy(h_new, h, where=pad)
                for target, source in moves:
                    copy(target, source)

        return run

    def backward(self, output_gradient: Array, wanted: Array | None) -> None:
        weights = self.emit_backward_weights(with_inputs=wanted is not None)
        product = self.scratch("product", len(weights), self.batch)
        added = self.emit_state_gradient(product[-self.units :], output_gradient)
        deltas = self.scratch_columns("deltas", self.sums)
        self.site.call(self._backward_loop(weights, product, added, deltas, wanted))
        self.emit_parameter_gradients(deltas)

    def _backward_loop(
        self,
        weights: Array,
        product: Array,
        added: list[Array | None],
        deltas: Array,
        wanted: Array | None,
    ) -> Callable[[], None]:
        recent = self.scratch("recent", GROUP, self.sums, self.batch)
        turns = [recent[t % GROUP] for t in range(self.steps)]
        by_gates = [each.reshape(4, self.units, self.batch) for each in turns]
        gates = self.whole("gates", 4, self.units)
        cell = self.scratch("cell gradient", self.units, self.batch)
        part = self.scratch("part", self.units, self.batch)
        three = self.scratch("part of three", 3, self.units, self.batch)
        inputs, state = bundled(product[: self.width]), product[-self.units :]
        back = blocks(weights, product)
        steps = list(
            zip(
                self.inputs_of(wanted),
                added,
                [list(each) for each in gates],
                [each[:3] for each in gates],
                self.whole("cells", self.units, before=1)[:-1],
                self.whole("squashed", self.units),
                turns,
                [list(each) for each in by_gates],
                [each[:3] for each in by_gates],
                self.padding(),
                self.delta_moves(deltas, recent),
                strict=True,
            )
        )
        steps.reverse()

        def run() -> None:
            multiply, add, subtract, copy = np.multiply, np.add, np.subtract, np.copyto
            cell.fill(0.0)
            for (
                target,
                extra,
                gates,
                i_f_o,
                c,
                bent,
                delta,
                sums_of_gates,
                to_i_f_o,
                pad,
                move,
            ) in steps:
                i, f, o, g = gates
                to_i, to_f, to_o, to_g = sums_of_gates
                if extra is not None:
                    add(state, extra, state)
                if pad is not None:
                    # Nothing reaches a padded step's gates: its o is as good as zero.
                    copy(o, 0.0, where=pad)
                # With u = h' o: the cell gets u (1 - tanh² c), the sum of o gets u tanh c (1 - o).
                multiply(state, o, part)
                add(cell, part, cell)
                multiply(part, bent, to_o)
                multiply(to_o, bent, part)
                subtract(cell, part, cell)
                # With v = c' i: the sum of g gets v (1 - g²), that of i gets v g (1 - i).
                multiply(cell, i, to_g)
                multiply(to_g, g, to_i)
                multiply(to_i, g, part)
                subtract(to_g, part, to_g)
                # What goes on to the cell before is c' f; the sum of f gets that times c (1 - f).
                multiply(cell, f, cell)
                multiply(cell, c, to_f)
                multiply(to_i_f_o, i_f_o, three)
                subtract(to_i_f_o, three, to_i_f_o)
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
