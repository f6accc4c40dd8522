"""Gated recurrent unit as it was published, with the reset in front of the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.cells.base import GROUP, Pass, blocks, bundled, products

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers.cells.base import Lane, Weights
    from engine.plan import Site
    from engine.tape import Array


class ResetFirstGruPass(Pass):
    """Gates r, z, n: ``n = tanh(Wx + R(r h) + b)`` and ``h = (1 - z) n + z h`` (Cho et al. 2014).

    r and z follow from a column ``[x; h; 1]`` and n from ``[x; r h; 1]``, so each of the two is one
    product. The sigmoid is that of `LstmPass`. A padded step is one with z = 1.
    """

    def __init__(self, site: Site, lane: Lane, *, use_bias: bool) -> None:
        super().__init__(site, lane)
        self.use_bias = use_bias
        self.hidden = slice(self.width, self.width + self.units)
        self.of_gates, self.of_n = slice(0, 2 * self.units), slice(2 * self.units, 3 * self.units)
        self.rows = self._rows("rows", before=1)
        self.reset_rows = self._rows("reset rows", before=0)
        self.tables: tuple[Array, Array] | None = None
        if site.training:
            first, second = (
                self.table(key, self.rows.shape[1], ones=use_bias)
                for key in ("table", "reset table")
            )
            self.tables = first, second

    def _rows(self, key: str, *, before: int) -> Array:
        """Return the columns that the steps read, a last row of ones where there are biases."""
        rows = self.whole(key, self.width + self.units + self.use_bias, before=before)
        if self.use_bias:
            rows[:, -1] = 1.0
        return rows

    def _parts(self) -> list[tuple[str, slice]]:
        """Return each parameter with its place in a column."""
        found = [("kernel", slice(0, self.width)), ("recurrent_kernel", self.hidden)]
        last = slice(self.hidden.stop, self.hidden.stop + 1)
        return found + ([("bias", last)] if self.use_bias else [])

    def forward(self) -> None:
        gates = self._emit_weights(self.of_gates, (0.5, 0.5))
        last = self.rows[self.steps % len(self.rows), self.hidden]
        self.site.start("state", self.rows[0, self.hidden], last)
        self.site.call(self._loop(gates, self._emit_weights(self.of_n, (1.0,))))
        self.emit_output(last)
        if self.tables is not None:
            target = bundled(self.tables[1][self.hidden]).T
            self.site.call(np.copyto, target, bundled(self.reset_rows[:, self.hidden]))

    def _emit_weights(self, sums: slice, factors: tuple[float, ...]) -> list[Weights]:
        parts = [(self.parameter(name)[..., sums], place) for name, place in self._parts()]
        return self.emit_weights(f"weights: {sums.start}", parts, range(len(factors)), factors)

    def _loop(self, of_gates: list[Weights], of_n: list[Weights]) -> Callable[[], None]:
        units, tables = self.units, self.tables or (None, None)
        rows = [self.rows[t % len(self.rows)] for t in range(self.steps + 1)]
        states = [row[self.hidden] for row in rows]
        resets = [self.reset_rows[t % len(self.reset_rows)] for t in range(self.steps)]
        sums = self.history("gates", 3 * units)
        part = self.scratch("part", units, self.batch)
        steps = list(
            zip(
                self.emit_load(self.rows, tables[0]),
                self.emit_load(self.reset_rows, tables[1]),
                rows[:-1],
                resets,
                [reset[self.hidden] for reset in resets],
                [products(of_gates, each[self.of_gates]) for each in sums],
                [products(of_n, each[self.of_n]) for each in sums],
                [each[self.of_gates] for each in sums],
                [list(each.reshape(3, units, self.batch)) for each in sums],
                self.history("difference", units),
                states[:-1],
                states[1:],
                self.padding(),
                self.moves(
                    self.rows[:, self.hidden], None if tables[0] is None else tables[0][self.hidden]
                ),
                strict=True,
            )
        )

        def run() -> None:
            multiply, add, subtract, tanh, copy = (
                np.multiply,
                np.add,
                np.subtract,
                np.tanh,
                np.copyto,
            )
            for (
                load,
                load_again,
                row,
                reset_row,
                reset,
                to_gates,
                to_n,
                rz,
                gates,
                apart,
                h,
                h_new,
                pad,
                moves,
            ) in steps:
                r, z, n = gates
                if load is not None:
                    copy(*load)
                if load_again is not None:
                    copy(*load_again)
                for product, target in to_gates:
                    product(row, target)
                tanh(rz, rz)
                multiply(rz, 0.5, rz)
                add(rz, 0.5, rz)
                multiply(r, h, reset)
                for product, target in to_n:
                    product(reset_row, target)
                tanh(n, n)
                if pad is not None:
                    copy(z, 1.0, where=pad)
                subtract(h, n, apart)
                multiply(z, apart, part)
                add(n, part, h_new)
                if pad is not None:
                    copy(h_new, h, where=pad)
                for target, source in moves:
                    copy(target, source)

        return run

    def backward(self, output_gradient: Array, wanted: Array | None) -> None:
        derivatives = self._emit_derivatives()
        with_inputs = wanted is not None
        of_gates = self._emit_backward_weights(self.of_gates, with_inputs=with_inputs)
        of_n = self._emit_backward_weights(self.of_n, with_inputs=with_inputs)
        product = self.scratch("product", len(of_gates), self.batch)
        added = self.emit_state_gradient(product[-self.units :], output_gradient)
        deltas = self.scratch_columns("deltas", 3 * self.units)
        weights = of_gates, of_n
        self.site.call(self._backward_loop(weights, derivatives, product, added, deltas, wanted))
        self._emit_parameter_gradients(deltas)

    def _emit_backward_weights(self, sums: slice, *, with_inputs: bool) -> Array:
        """Return ``(values, sums)``: of ``[x; h]``, or of ``h`` alone."""
        names = ["kernel", "recurrent_kernel"] if with_inputs else ["recurrent_kernel"]
        sources = [self.parameter(name)[:, sums] for name in names]
        found = self.scratch(
            f"backward weights: {sums.start}", sum(map(len, sources)), sums.stop - sums.start
        )
        self.site.call(np.concatenate, sources, 0, out=found)
        return found

    def _gates(self) -> Array:
        """Return the gates r, z and n of all steps, ``(steps, 3, units, batch)``."""
        return self.whole("gates", 3 * self.units).reshape(self.steps, 3, self.units, self.batch)

    def _emit_derivatives(self) -> Array:
        """Write, for all steps at once, by what the gradients of the sums follow.

        They are ``(steps, 3, units, batch)``: r from that of ``r h``, z and n from the state's.
        """
        call = self.site.call
        r, z, n = (self._gates()[:, place] for place in range(3))
        found = self.scratch("derivatives", self.steps, 3, self.units, self.batch)
        of_r, of_z, of_n = (found[:, place] for place in range(3))
        states, difference = self.rows[:-1, self.hidden], self.whole("difference", self.units)
        call(np.multiply, n, n, of_n)
        call(np.subtract, 1.0, of_n, of_n)
        # Until its own is written, the place of r holds 1 - z.
        call(np.subtract, 1.0, z, of_r)
        call(np.multiply, of_n, of_r, of_n)
        for gate, target, factor in ((r, of_r, states), (z, of_z, difference)):
            call(np.multiply, gate, gate, target)
            call(np.subtract, gate, target, target)
            call(np.multiply, target, factor, target)
        return found

    def _backward_loop(
        self,
        weights: tuple[Array, Array],
        derivatives: Array,
        product: Array,
        added: list[Array | None],
        deltas: Array,
        wanted: Array | None,
    ) -> Callable[[], None]:
        units = self.units
        part = self.scratch("part", units, self.batch)
        of_reset = self.scratch("product with the reset state", *product.shape)
        recent = self.scratch("recent", GROUP, 3 * units, self.batch)
        turns = [recent[t % GROUP] for t in range(self.steps)]
        steps = list(
            zip(
                self.inputs_of(wanted),
                added,
                [list(each) for each in derivatives],
                [list(each[:2]) for each in self._gates()],
                [list(each.reshape(3, units, self.batch)) for each in turns],
                [(each[self.of_gates], each[self.of_n]) for each in turns],
                self.delta_moves(deltas, recent),
                strict=True,
            )
        )
        steps.reverse()
        state, reset = product[-units:], of_reset[-units:]
        inputs, reset_inputs = product[: self.width], of_reset[: self.width]
        back = blocks(weights[0], product), blocks(weights[1], of_reset)
        bundle = bundled(inputs)

        def run() -> None:
            multiply, add, copy = np.multiply, np.add, np.copyto
            to_columns, to_reset_columns = back
            for target, extra, factors, gates, gradients, parts, move in steps:
                by_r, by_z, by_n = factors
                r, z = gates
                to_r, to_z, to_n = gradients
                rz, ns = parts
                if extra is not None:
                    add(state, extra, state)
                multiply(by_n, state, to_n)
                multiply(by_z, state, to_z)
                for multiply_part, sums in to_reset_columns:
                    multiply_part(ns, sums)
                multiply(by_r, reset, to_r)
                if move is not None:
                    copy(*move)
                multiply(state, z, part)
                multiply(reset, r, reset)
                add(part, reset, part)
                for multiply_part, sums in to_columns:
                    multiply_part(rz, sums)
                add(state, part, state)
                if target is not None:
                    add(inputs, reset_inputs, inputs)
                    copy(target, bundle)

        return run

    def _emit_parameter_gradients(self, deltas: Array) -> None:
        """Write the gradients of all parameters from ``(3 units, steps, batch)``."""
        assert self.tables is not None
        for sums, table in zip((self.of_gates, self.of_n), self.tables, strict=True):
            found = self.emit_weight_gradient("weight gradient", deltas[sums], table)
            for name, place in self._parts():
                target = self.parameter_gradient(name).reshape(-1, 3 * self.units)[:, sums]
                self.site.call(np.copyto, target, found[:, place].T)
