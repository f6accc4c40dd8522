"""Gated recurrent unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.cells.base import GROUP, Pass, blocks, bundled, products

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers.cells.base import Lane, Weights
    from engine.plan import Site
    from engine.tape import Array


class GruPass(Pass):
    """Gates r, z, n: ``n = tanh(x' + r h')`` and ``h = (1 - z) n + z h``, as PyTorch's.

    The reset gate acts behind the product with the state, so input and state have sums and biases
    of their own, x' and h'. The sigmoid is that of `LstmPass`. A padded step is one with z = 1.

    Gradients of the sums lie in the order n, r, z of x', then that of n of h': the first three and
    the last three each are what a product needs.
    """

    def __init__(self, site: Site, lane: Lane, *, use_bias: bool) -> None:
        super().__init__(site, lane)
        self.use_bias = use_bias
        self.sums = 3 * self.units
        self.inputs = self._rows("inputs", self.width, before=0)
        self.states = self._rows("states", self.units, before=1)
        self.tables: tuple[Array, Array] | None = None
        if site.training:
            sides = ("input table", self.width), ("state table", self.units)
            first, second = (
                self.table(key, values + use_bias, ones=use_bias) for key, values in sides
            )
            self.tables = first, second

    def _rows(self, key: str, values: int, *, before: int) -> Array:
        """Return the columns ``[x; 1]`` or ``[h; 1]`` that the steps read."""
        rows = self.whole(key, values + self.use_bias, before=before)
        if self.use_bias:
            rows[:, -1] = 1.0
        return rows

    def _sides(self) -> list[tuple[str, str, int]]:
        """Return kernel, bias and values of the input's and of the state's sums."""
        return [
            ("kernel", "bias", self.width),
            ("recurrent_kernel", "recurrent_bias", self.units),
        ]

    def forward(self) -> None:
        sides = [self._emit_side(*side) for side in self._sides()]
        last = self.states[self.steps % len(self.states), : self.units]
        self.site.start("state", self.states[0, : self.units], last)
        self.site.call(self._loop(*sides))
        self.emit_output(last)

    def _emit_side(self, kernel: str, bias: str, values: int) -> list[Weights]:
        parts = [(self.parameter(kernel), slice(0, values))]
        if self.use_bias:
            parts.append((self.parameter(bias), slice(values, values + 1)))
        return self.emit_weights(f"weights: {kernel}", parts, (0, 1, 2), (0.5, 0.5, 1.0))

    def _loop(self, kernel: list[Weights], recurrent: list[Weights]) -> Callable[[], None]:
        units, both = self.units, slice(0, 2 * self.units)
        of_x, of_h = self.history("of x", self.sums), self.history("of h", self.sums)
        rows = [self.inputs[t % len(self.inputs)] for t in range(self.steps)]
        columns = [self.states[t % len(self.states)] for t in range(self.steps + 1)]
        states = [column[:units] for column in columns]
        part = self.scratch("part", units, self.batch)
        pairs = list(zip(of_x, of_h, strict=True))
        steps = list(
            zip(
                self.emit_load(self.inputs, None if self.tables is None else self.tables[0]),
                rows,
                columns[:-1],
                [(products(kernel, each), products(recurrent, other)) for each, other in pairs],
                [(each[both], other[both]) for each, other in pairs],
                [list(each.reshape(3, units, self.batch)) for each in of_x],
                [each[2 * units :] for each in of_h],
                self.history("difference", units),
                states[:-1],
                states[1:],
                self.padding(),
                self.moves(
                    self.states[:, :units],
                    None if self.tables is None else self.tables[1][:units],
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
            for load, row, column, sums, both, gates, n_h, apart, h, h_new, pad, moves in steps:
                of_x, of_h = sums
                rz, rz_h = both
                r, z, n = gates
                if load is not None:
                    copy(*load)
                for product, target in of_x:
                    product(row, target)
                for product, target in of_h:
                    product(column, target)
                add(rz, rz_h, rz)
                tanh(rz, rz)
                multiply(rz, 0.5, rz)
                add(rz, 0.5, rz)
                multiply(r, n_h, part)
                add(n, part, n)
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
        kernel = self._emit_kernel() if wanted is not None else None
        state = self.scratch("state gradient", self.units, self.batch)
        added = self.emit_state_gradient(state, output_gradient)
        deltas = self.scratch_columns("deltas", 4 * self.units)
        self.site.call(self._backward_loop(kernel, derivatives, state, added, deltas, wanted))
        self._emit_parameter_gradients(deltas)

    def _emit_kernel(self) -> Array:
        """Return the kernel with its gates in the order n, r, z."""
        kernel = self.parameter("kernel").reshape(self.width, 3, self.units)
        turned = self.scratch("kernel", *kernel.shape)
        self.site.call(np.copyto, turned[:, 0], kernel[:, 2])
        self.site.call(np.copyto, turned[:, 1:], kernel[:, :2])
        return turned.reshape(self.width, -1)

    def _emit_derivatives(self) -> Array:
        """Write, for all steps at once, by what the gradients of the sums follow.

        Returns ``(steps, 4, units, batch)``: n and z from that of the state, r from that of n.
        """
        call, units = self.site.call, self.units
        r, z, n = (self._gates()[:, place * units : (place + 1) * units] for place in range(3))
        of_n_sum = self.whole("of h", self.sums)[:, 2 * units :]
        found = self.scratch("derivatives", self.steps, 4, units, self.batch)
        of_n, of_r, of_z, rest = (found[:, place] for place in range(4))
        difference = self.whole("difference", units)
        for gate, target, factor in ((r, of_r, of_n_sum), (z, of_z, difference)):
            call(np.multiply, gate, gate, target)
            call(np.subtract, gate, target, target)
            call(np.multiply, target, factor, target)
        call(np.multiply, n, n, of_n)
        call(np.subtract, 1.0, of_n, of_n)
        call(np.subtract, 1.0, z, rest)
        call(np.multiply, of_n, rest, of_n)
        return found

    def _backward_loop(
        self,
        kernel: Array | None,
        derivatives: Array,
        state: Array,
        added: list[Array | None],
        deltas: Array,
        wanted: Array | None,
    ) -> Callable[[], None]:
        units = self.units
        part = self.scratch("part", units, self.batch)
        inputs = self.scratch("input gradient", self.width, self.batch)
        recent = self.scratch("recent", GROUP, 4 * units, self.batch)
        turns = [recent[t % GROUP] for t in range(self.steps)]
        steps = list(
            zip(
                self.inputs_of(wanted),
                added,
                [list(each[:3]) for each in derivatives],
                [list(each[: 2 * units].reshape(2, units, self.batch)) for each in self._gates()],
                [list(each.reshape(4, units, self.batch)) for each in turns],
                [(each[: 3 * units], each[units:]) for each in turns],
                self.delta_moves(deltas, recent),
                strict=True,
            )
        )
        steps.reverse()
        to_state = blocks(self.parameter("recurrent_kernel"), state)
        to_inputs = () if kernel is None else blocks(kernel, inputs)
        bundle = bundled(inputs)

        def run() -> None:
            multiply, add, copy = np.multiply, np.add, np.copyto
            for target, extra, factors, gates, gradients, parts, move in steps:
                by_n, by_r, by_z = factors
                r, z = gates
                to_n, to_r, to_z, to_h = gradients
                xs, hs = parts
                if extra is not None:
                    add(state, extra, state)
                multiply(by_n, state, to_n)
                multiply(by_z, state, to_z)
                multiply(by_r, to_n, to_r)
                multiply(to_n, r, to_h)
                if move is not None:
                    copy(*move)
                multiply(state, z, part)
                for product, sums in to_state:
                    product(hs, sums)
                add(state, part, state)
                for product, sums in to_inputs:
                    product(xs, sums)
                if target is not None:
                    copy(target, bundle)

        return run

    def _gates(self) -> Array:
        """Return the gates r, z and n of all steps, ``(steps, 3 units, batch)``."""
        return self.whole("of x", self.sums)

    def _emit_parameter_gradients(self, deltas: Array) -> None:
        """Write the gradients of all parameters from ``(4 units, steps, batch)``."""
        units = self.units
        last, first = slice(0, units), slice(units, 3 * units)
        assert self.tables is not None
        inputs, states = self.tables
        found = self.emit_weight_gradient("weight gradient", deltas[units:], states)
        self._put_gradient(found, "recurrent_kernel", "recurrent_bias", slice(0, 3 * units))
        found = self.emit_weight_gradient("weight gradient", deltas[: 3 * units], inputs)
        self._put_gradient(found[first], "kernel", "bias", slice(0, 2 * units))
        self._put_gradient(found[last], "kernel", "bias", slice(2 * units, 3 * units))

    def _put_gradient(self, found: Array, kernel: str, bias: str, place: slice) -> None:
        target = self.parameter_gradient(kernel)[:, place]
        self.site.call(np.copyto, target, found[:, : len(target)].T)
        if self.use_bias:
            self.site.call(np.copyto, self.parameter_gradient(bias)[place], found[:, -1])
