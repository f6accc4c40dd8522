"""Gated recurrent unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.cells.base import Pass, clear

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.layers.cells.base import Lane, PutGradient
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
        self.rows = self._rows("inputs", self.width, before=0)
        self.states = self._rows("states", self.units, before=1)

    def _rows(self, key: str, values: int, *, before: int) -> list[Array]:
        if self.use_bias:
            self.whole(key, values + 1, before=before)[:, -1] = 1.0
        return self.history(key, values + self.use_bias, before=before)

    def _sides(self) -> list[tuple[str, str, int]]:
        """Return kernel, bias and values of the input's and of the state's sums."""
        return [
            ("kernel", "bias", self.width),
            ("recurrent_kernel", "recurrent_bias", self.units),
        ]

    def forward(self) -> None:
        sides = [self._emit_weights(*side) for side in self._sides()]
        self.site.call(self._loop(*sides))
        self.emit_last(self.states[-1][: self.units])

    def _emit_weights(self, kernel: str, bias: str, values: int) -> Array:
        weights = self.scratch(f"{kernel} weights", self.sums, values + self.use_bias)
        halves = np.repeat(np.array([0.5, 0.5, 1.0], weights.dtype), self.units)
        self.site.call(np.multiply, self.parameter(kernel).T, halves[:, None], weights[:, :values])
        if self.use_bias:
            self.site.call(np.multiply, self.parameter(bias), halves, weights[:, -1])
        return weights

    def _loop(self, kernel: Array, recurrent: Array) -> Callable[[], None]:
        units, width = self.units, self.width
        of_x = self.history("of x", self.sums)
        of_h = self.history("of h", self.sums)
        both = 2 * units
        part = self.scratch("part", units, self.batch)
        steps = [
            (*each, x[:both], h[:both], x[:units], x[units:both], x[both:], h[both:])
            for each, x, h in zip(
                zip(
                    self.lane.x,
                    self.rows,
                    [row[:width] for row in self.rows],
                    self.states[:-1],
                    [row[:units] for row in self.states[:-1]],
                    [row[:units] for row in self.states[1:]],
                    of_x,
                    of_h,
                    self.history("difference", units),
                    self.outputs(),
                    self.padding(),
                    strict=True,
                ),
                of_x,
                of_h,
                strict=True,
            )
        ]
        first, sum_x, sum_h = self.states[0][:units], kernel.dot, recurrent.dot

        def run() -> None:
            first.fill(0.0)
            for (
                x, row, into, state_row, state, after, xs, hs, apart, out, pad,
                gates, of_state, r, z, n, of_n,
            ) in steps:  # fmt: skip
                np.copyto(into, x)
                sum_x(row, xs)
                sum_h(state_row, hs)
                np.add(gates, of_state, gates)
                np.tanh(gates, gates)
                np.multiply(gates, 0.5, gates)
                np.add(gates, 0.5, gates)
                np.multiply(r, of_n, part)
                np.add(n, part, n)
                np.tanh(n, n)
                if pad is not None:
                    np.copyto(z, 1.0, where=pad)
                np.subtract(state, n, apart)
                np.multiply(z, apart, part)
                np.add(n, part, after)
                if pad is not None:
                    np.copyto(after, state, where=pad)
                if out is not None:
                    np.copyto(out, after)
                    if pad is not None:
                        clear(out, pad)

        return run

    def backward(self, output_gradient: Array, put: PutGradient | None) -> None:
        derivatives = self._emit_derivatives()
        kernel = self._emit_kernel() if put is not None else None
        state = self.scratch("state gradient", self.units, self.batch)
        added = self.emit_state_gradient(state, output_gradient)
        deltas = self.scratch("deltas", 4 * self.units, self.steps, self.batch)
        self.site.call(self._backward_loop(kernel, derivatives, state, added, deltas, put))
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
        r, z, n = (
            self.whole("of x", self.sums)[:, place * units : (place + 1) * units]
            for place in range(3)
        )
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
        put: PutGradient | None,
    ) -> Callable[[], None]:
        units = self.units
        part = self.scratch("part", units, self.batch)
        inputs = self.scratch("input gradient", self.width, self.batch)
        steps = [
            (
                t,
                extra,
                *each,
                flat,
                flat[: 3 * units],
                flat[units:],
                x[:units],
                x[units:][:units],
                b,
            )
            for t, extra, each, flat, x, b in zip(
                range(self.steps),
                added,
                derivatives,
                derivatives.reshape(self.steps, 4 * units, self.batch),
                self.whole("of x", self.sums),
                deltas.transpose(1, 0, 2),
                strict=True,
            )
        ]
        steps.reverse()
        to_state = self.parameter("recurrent_kernel").dot

        def run() -> None:
            for t, extra, of_n, of_r, of_z, of_h, flat, xs, hs, r, z, beside in steps:
                if extra is not None:
                    np.add(state, extra, state)
                np.multiply(of_n, state, of_n)
                np.multiply(of_z, state, of_z)
                np.multiply(of_r, of_n, of_r)
                np.multiply(of_n, r, of_h)
                np.copyto(beside, flat)
                np.multiply(state, z, part)
                to_state(hs, state)
                np.add(state, part, state)
                if kernel is not None and put is not None:
                    kernel.dot(xs, inputs)
                    put(t, inputs)

        return run

    def _emit_parameter_gradients(self, deltas: Array) -> None:
        """Write the gradients of all parameters from ``(4 units, steps, batch)``."""
        units = self.units
        last, first = slice(0, units), slice(units, 3 * units)
        states = self.whole("states", units + self.use_bias, before=1)[: self.steps]
        found = self.emit_weight_gradient("states", deltas[units:], states)
        self._put_gradient(found, "recurrent_kernel", "recurrent_bias", slice(0, 3 * units))
        inputs = self.whole("inputs", self.width + self.use_bias)
        found = self.emit_weight_gradient("inputs", deltas[: 3 * units], inputs)
        self._put_gradient(found[first], "kernel", "bias", slice(0, 2 * units))
        self._put_gradient(found[last], "kernel", "bias", slice(2 * units, 3 * units))

    def _put_gradient(self, found: Array, kernel: str, bias: str, place: slice) -> None:
        target = self.parameter_gradient(kernel)[:, place]
        self.site.call(np.copyto, target, found[:, : len(target)].T)
        if self.use_bias:
            self.site.call(np.copyto, self.parameter_gradient(bias)[place], found[:, -1])
