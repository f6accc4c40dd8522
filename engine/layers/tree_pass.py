"""The way through all trees of a batch: all nodes of the same height at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.layers.embedding import by_unit, sums_by_token, tokens_of
from engine.postorder import JOIN, children, waves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.plan import Site
    from engine.tape import Array

_ROOM = 2**20
"""Products of two parts that are made at a time."""


class TreePass:
    """Forward and backward of a `RecursiveTree` at its place in a plan.

    A node is a row of ``states``; its place is its step times the batch plus its sample. What is
    kept between both directions lies in arrays of the plan, in the order of the joins' heights.
    """

    def __init__(self, site: Site, units: int, *, tensor: bool, rectified: bool) -> None:
        self._tokens = tokens_of(site)
        self._units, self._rectified = units, rectified
        nodes, both = self._tokens.size, 2 * units
        self._leaves = site.new_array((nodes,), "leaves", np.intp)
        self._parts = site.new_array((nodes, 2), "parts", np.intp)
        self._order = site.new_array((nodes,), "order", np.intp)
        self._bounds = site.new_array((len(self._tokens) + 2,), "bounds", np.intp)
        self._states = site.new_array((nodes, units), "states")
        self._pairs = site.new_array((nodes, both), "pairs")
        self._output = by_unit(site.output.value)
        self._table, self._kernel = site.parameter("table"), site.parameter("kernel")
        self._bias, self._site = site.parameter("bias"), site
        self._tensor = site.parameter("tensor").reshape(both, both * units) if tensor else None
        self._most = max(min(_ROOM // (both * units), nodes), 1) if tensor else nodes
        rows = self._most if tensor else 0
        self._products = site.new_scratch((rows, both * units), "products")
        self._sums = site.new_scratch((nodes, units), "sums")
        self._turned = site.new_scratch((rows, 1, units), "turned")

    # -- the trees

    def _read(self) -> None:
        """Find out which nodes are words, which two parts each join has, and its height."""
        batch = self._tokens.shape[1]
        samples = np.arange(batch)
        for place, part in enumerate(children(self._tokens)):
            found = np.where(part >= 0, part * batch + samples, -1)
            self._parts[:, place] = found.reshape(-1)
        flat = self._tokens.reshape(-1)
        self._leaves[...] = np.where(flat > JOIN, flat, 0)
        stop = 0
        self._bounds[1:] = -1
        for height, wave in enumerate(waves(*self._parts.T.copy()), start=1):
            start, stop = stop, stop + len(wave)
            self._order[start:stop] = wave
            self._bounds[height] = stop

    def _chunks(self) -> Iterator[slice]:
        """Yield the places in the order by height; none reads what another of its height makes."""
        start = 0
        for stop in self._bounds[1:].tolist():
            if stop < 0:
                return
            for begin in range(start, stop, self._most):
                yield slice(begin, min(begin + self._most, stop))
            start = stop

    # -- forward

    def forward(self) -> None:
        self._read()
        states = self._states
        np.take(self._table, self._leaves, 0, states, "clip")
        states[self._leaves == 0] = 0.0
        for chunk in self._chunks():
            nodes, pairs = self._order[chunk], self._pairs[chunk]
            parts = self._parts[nodes].reshape(-1)
            np.take(states, parts, 0, pairs.reshape(-1, self._units), "clip")
            states[nodes] = self._joined(pairs)
        np.copyto(self._output, states.T)

    def _joined(self, pairs: Array) -> Array:
        """Return the vectors of nodes whose parts are ``pairs``, ``(nodes, 2 * units)``."""
        count = len(pairs)
        sums = np.dot(pairs, self._kernel, self._sums[:count])
        np.add(sums, self._bias, sums)
        if self._tensor is not None:
            products, turned = self._products[:count], self._turned[:count]
            np.dot(pairs, self._tensor, products)
            each = products.reshape(count, -1, self._units)
            np.matmul(pairs[:, None], each, turned)
            np.add(sums, turned[:, 0], sums)
        if self._rectified:
            return np.maximum(sums, 0.0, out=sums)
        return np.tanh(sums, sums)

    # -- backward

    def backward(self, output_gradient: Array) -> Callable[[], None]:
        """Return the call that writes the gradients of all parameters."""
        site, tensor = self._site, self._tensor
        given = by_unit(output_gradient)
        gradients = site.new_scratch(self._states.shape, "gradients")
        deltas = site.new_scratch(self._states.shape, "deltas")
        parts = site.new_scratch(self._pairs.shape, "gradients of parts")
        both = None if tensor is None else site.new_scratch(tensor.shape, "both ways")
        sum_up = sums_by_token(
            self._leaves, gradients.T, site.parameter_gradient("table"), padding=True
        )

        def run() -> None:
            np.copyto(gradients, given.T)
            if both is not None:
                self._write_both_ways(both)
            for chunk in reversed(list(self._chunks())):
                nodes, delta = self._order[chunk], deltas[chunk]
                np.take(gradients, nodes, 0, delta, "clip")
                self._through_activation(self._states[nodes], delta)
                toward = np.dot(delta, self._kernel.T, parts[chunk])
                if both is not None:
                    toward += np.dot(self._outer(self._pairs[chunk], delta), both.T)
                gradients[self._parts[nodes].reshape(-1)] += toward.reshape(-1, self._units)
            joins = max(int(self._bounds.max()), 0)
            self._write_gradients(self._pairs[:joins], deltas[:joins])
            sum_up()

        return run

    def _write_both_ways(self, both: Array) -> None:
        """Write the tensor plus itself with both parts exchanged: the derivative by a part."""
        assert self._tensor is not None
        width = len(both)
        tensor = self._tensor.reshape(width, width, -1)
        np.add(tensor, tensor.transpose(1, 0, 2), both.reshape(tensor.shape))

    def _through_activation(self, states: Array, gradient: Array) -> None:
        if self._rectified:
            np.multiply(gradient, states > 0.0, gradient)
        else:
            np.multiply(states, states, states)
            np.subtract(1.0, states, states)
            np.multiply(gradient, states, gradient)

    def _outer(self, pairs: Array, deltas: Array) -> Array:
        """Return the products of each value of a pair with each of its node's gradient."""
        products = self._products[: len(pairs)]
        each = products.reshape(len(pairs), -1, self._units)
        np.multiply(pairs[:, :, None], deltas[:, None], each)
        return products

    def _write_gradients(self, pairs: Array, deltas: Array) -> None:
        site = self._site
        np.dot(pairs.T, deltas, site.parameter_gradient("kernel"))
        np.add.reduce(deltas, 0, out=site.parameter_gradient("bias"))
        if self._tensor is None:
            return
        whole = site.parameter_gradient("tensor").reshape(self._tensor.shape)
        whole.fill(0.0)
        for start in range(0, len(pairs), self._most):
            chunk = slice(start, start + self._most)
            whole += np.dot(pairs[chunk].T, self._outer(pairs[chunk], deltas[chunk]))
