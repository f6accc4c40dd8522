"""One direction of a recurrent layer through all steps of a batch.

The loop over the steps is a Python function that runs on views made beforehand. Each step reads a
column ``[x; h; 1]`` of its own, so that its sums are one product, and all steps' columns lie in one
array, so that the gradient of the weights is one product as well.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.plan import Site
    from engine.tape import Array

    Move = tuple[Array, Array]
    """Target and source of a copy."""

    Block = tuple[Callable[[Array, Array], object], Array]
    """A product and where its result goes."""


GROUP = 8
"""Steps that are laid beside each other at once, while they are in the processor's cache."""

_DIRECT, _FEWEST = 1_000_000, 32
"""Multiplications of a product that OpenBLAS computes directly; rows for which that pays."""

_APART = 16
"""Values between the rows of steps side by side: at a power of two a column's values would all fall
into the same few lines of the processor's cache."""


@dataclass(frozen=True)
class Lane:
    """Where a direction reads and writes, its first step in front.

    Attributes
    ----------
    suffix
        End of the names of its parameters.
    x
        ``(steps, width, batch)``.
    every_step
        Whether each step's state is an output, or the last one's alone.
    output
        ``(steps, units, batch)`` or ``(units, batch)``.
    padded
        ``(steps, 1, batch)``: which steps pass the state on as it is; None where none does.
    """

    suffix: str
    x: Array
    every_step: bool
    output: Array
    padded: Array | None


class Weights(NamedTuple):
    """The weights of some sums of a step, ``(values, sums)``, and which rows these are."""

    kernel: Array
    rows: slice


class Pass:
    """What the recurrences have in common."""

    def __init__(self, site: Site, lane: Lane) -> None:
        self.site, self.lane = site, lane
        self.steps, self.width, self.batch = lane.x.shape
        self.units = lane.output.shape[-2]

    # -- arrays

    def parameter(self, name: str) -> Array:
        return self.site.parameter(name + self.lane.suffix)

    def parameter_gradient(self, name: str) -> Array:
        return self.site.parameter_gradient(name + self.lane.suffix)

    def kept(self, key: str, *shape: int) -> Array:
        """Return an array that stays until the backward pass."""
        return self.site.new_array(shape, key + self.lane.suffix)

    def scratch(self, key: str, *shape: int) -> Array:
        return self.site.new_scratch(shape, key)

    def history(self, key: str, *shape: int, before: int = 0) -> list[Array]:
        """Return an array for each step, and for ``before`` steps in front of the first.

        They are views into `whole`. Where nothing is learned a few arrays take turns.
        """
        whole = self.whole(key, *shape, before=before)
        return [whole[t % len(whole)] for t in range(self.steps + before)]

    def whole(self, key: str, *shape: int, before: int = 0) -> Array:
        length = self.steps + before if self.site.training else 1 + before
        return self.kept(key, length, *shape, self.batch)

    def table(self, key: str, values: int, *, ones: bool) -> Array:
        """Return ``(values, steps, batch)``: the columns of all steps side by side, to be kept.

        The last value of each may be one.
        """
        found = _apart(self.kept(key, values, self.steps * self.batch + _APART), self.steps)
        if ones:
            found[-1] = 1.0
        return found

    def scratch_columns(self, key: str, rows: int) -> Array:
        """Return the same, which the next layer may overwrite."""
        return _apart(self.scratch(key, rows, self.steps * self.batch + _APART), self.steps)

    def emit_load(self, rows: Array, table: Array | None) -> list[Move | None]:
        """Write how the inputs come into the columns; return what each step copies by itself.

        Parameters
        ----------
        rows
            The columns that the steps read, ``(steps, values, batch)`` while learning.
        table
            Where they lie side by side, ``(values, steps, batch)``, while learning; else None.
        """
        x, targets = bundled(self.lane.x), bundled(rows[:, : self.width])
        if table is None:
            return [(targets[t % len(targets)], x[t]) for t in range(self.steps)]
        self.site.call(np.copyto, targets[: self.steps], x)
        self.site.call(np.copyto, bundled(table[: self.width]).T, x)
        return [None] * self.steps

    def moves(self, states: Array, table: Array | None) -> list[tuple[Move, ...]]:
        """Return what to copy behind each step, so that the states reach output and table.

        Parameters
        ----------
        states
            ``(steps + 1, units, batch)`` while learning.
        table
            ``(units, steps, batch)`` while learning, else None.
        """
        output, bundles = bundled(self.lane.output), bundled(states)
        if table is None:
            if not self.lane.every_step:
                return [()] * self.steps
            return [((output[t], bundles[(t + 1) % len(bundles)]),) for t in range(self.steps)]
        pairs = [(bundled(table).T, bundles)]
        if self.lane.every_step:
            pairs.append((output, bundles[1:]))
        found: list[tuple[Move, ...]] = [()] * self.steps
        for part in self.groups():
            found[part.stop - 1] = tuple((target[part], source[part]) for target, source in pairs)
        return found

    def delta_moves(self, table: Array, recent: Array) -> list[Move | None]:
        """Return what to copy behind each step on the way back, or None.

        Parameters
        ----------
        table
            ``(sums, steps, batch)``.
        recent
            ``(GROUP, sums, batch)``: where step ``t`` has its gradients at ``t % GROUP``.
        """
        found: list[Move | None] = [None] * self.steps
        for part in self.groups():
            target = bundled(table[:, part]).T
            found[part.start] = (target, bundled(recent)[: len(target)])
        return found

    def groups(self) -> list[slice]:
        starts = range(0, self.steps, GROUP)
        return [slice(start, min(start + GROUP, self.steps)) for start in starts]

    def inputs_of(self, wanted: Array | None) -> list[Array | None]:
        """Return where the gradient of each step's input goes, for a copy by `bundled` items."""
        return [None] * self.steps if wanted is None else list(bundled(wanted))

    def padding(self) -> list[Array | None]:
        return [None] * self.steps if self.lane.padded is None else list(self.lane.padded)

    # -- calls

    def forward(self) -> None:
        """Write the calls that compute the lane's output."""
        raise NotImplementedError

    def backward(self, output_gradient: Array, wanted: Array | None) -> None:
        """Write the calls for the gradients of the parameters.

        Parameters
        ----------
        wanted
            Where the gradient of the input goes, ``(steps, width, batch)``; None for none.
        """
        raise NotImplementedError

    def outputs(self) -> list[Array | None]:
        """Return where a step's state goes at once, or None for each step."""
        if self.lane.every_step and not self.site.training:
            return list(self.lane.output)
        return [None] * self.steps

    def emit_output(self, state: Array) -> None:
        """Write what follows the loop: the last state, or zeros in the place of padding."""
        if not self.lane.every_step:
            self.site.call(np.copyto, self.lane.output, state)
        elif self.lane.padded is not None:
            self.site.call(clear, self.lane.output, self.lane.padded)

    def emit_weights(
        self,
        key: str,
        parts: Sequence[tuple[Array, slice]],
        order: Sequence[int],
        factors: Sequence[float],
    ) -> list[Weights]:
        """Write the call that lays weights out for the sums of all gates.

        Parameters
        ----------
        key
            Tells them from other weights that the same steps read.
        parts
            Parameters ``(..., gates * units)`` and their places in the column that a step reads.
        order, factors
            Which of their gates stands first in the sums, and so on; what each is multiplied by.
        """
        values = parts[-1][1].stop
        sums = len(order) * self.units
        count = _blocks(values, self.units, self.batch)
        alone = values * sums * self.batch <= _DIRECT
        whole = self.scratch(key, values, sums) if alone else None
        found, pieces = [], []
        for position, (gate, factor) in enumerate(zip(order, factors, strict=True)):
            for number, part in enumerate(_cut(self.units, count)):
                rows = slice(position * self.units + part.start, position * self.units + part.stop)
                if whole is not None:
                    target = whole[:, rows]
                else:
                    name = f"{key}: {position}, {number}"
                    target = self.scratch(name, values, part.stop - part.start)
                    found.append(Weights(target, rows))
                for parameter, place in parts:
                    source = parameter.reshape(-1, len(order), self.units)[:, gate, part]
                    pieces.append((source, factor, target[place]))
        self.site.call(_multiply_all, pieces)
        return found if whole is None else [Weights(whole, slice(0, sums))]

    def emit_state_gradient(self, state: Array, output_gradient: Array) -> list[Array | None]:
        """Write how ``state`` starts; return what each step adds to it, or None for each."""
        if not self.lane.every_step:
            self.site.call(np.copyto, state, output_gradient)
            return [None] * self.steps
        self.site.call(state.fill, 0.0)
        if self.lane.padded is not None:
            self.site.call(clear, output_gradient, self.lane.padded)
        beside = self.scratch("output gradient", *output_gradient.shape)
        self.site.call(np.copyto, bundled(beside), bundled(output_gradient))
        return list(beside)

    def emit_weight_gradient(self, key: str, deltas: Array, rows: Array) -> Array:
        """Write one product for all steps; return where its result is, ``(sums, values)``.

        Parameters
        ----------
        deltas
            ``(sums, steps, batch)``.
        rows
            ``(values, steps, batch)``.
        """
        found = self.scratch(key, len(deltas), len(rows))
        samples = self.steps * self.batch
        flat_deltas, flat_rows = (each.reshape(len(each), samples) for each in (deltas, rows))
        self.site.call(np.matmul, flat_deltas, flat_rows.T, found)
        return found


def bundled(values: Array) -> Array:
    """Return a view ``(...)`` of ``(..., batch)`` in which all samples of a place are one item.

    Where the axes of a copy change places, whole items take half the time.
    """
    item = np.dtype((np.void, values.shape[-1] * values.itemsize))
    return values.view(item)[..., 0]


def products(weights: list[Weights], sums: Array) -> tuple[Block, ...]:
    """Return the products of all weights with a column, whose results lie in ``sums``."""
    return tuple((each.kernel.T.dot, sums[each.rows]) for each in weights)


def blocks(weights: Array, out: Array) -> tuple[Block, ...]:
    """Return products that together are ``weights @ columns`` for columns as wide as ``out``.

    Up to a million multiplications OpenBLAS computes without laying the operands out anew, which
    is a fifth faster; a product of a few millions is worth more in parts.
    """
    count = _blocks(weights.shape[1], len(weights), out.shape[1])
    return tuple((weights[part].dot, out[part]) for part in _cut(len(weights), count))


def _blocks(values: int, rows: int, batch: int) -> int:
    count = -(-values * rows * batch // _DIRECT)
    return count if rows >= _FEWEST * count else 1


def _cut(length: int, count: int) -> list[slice]:
    edges = [length * number // count // 16 * 16 for number in range(count)] + [length]
    return [slice(*pair) for pair in itertools.pairwise(edges)]


def _multiply_all(pieces: list[tuple[Array, float, Array]]) -> None:
    for source, factor, target in pieces:
        np.multiply(source, factor, target)


def _apart(whole: Array, steps: int) -> Array:
    values = whole[:, : whole.shape[1] - _APART]
    return values.reshape(len(whole), steps, -1)


def clear(values: Array, where: Array) -> None:
    """Zero the values of padded steps."""
    np.copyto(values, 0.0, where=where)


def mark_padding(x: Array, padded: Array) -> Callable[[], None]:
    """Return the call that finds the steps of nothing but zeros at the end of each sample.

    Parameters
    ----------
    x
        ``(steps, width, batch)``.
    padded
        ``(steps, 1, batch)`` of truth values, to be written.
    """
    backwards: Any = padded[::-1]

    def mark() -> None:
        # Seen from the end a step is real as soon as one of those passed was.
        np.logical_or.reduce(x[::-1], axis=1, keepdims=True, out=backwards)
        np.logical_or.accumulate(backwards, axis=0, out=backwards)
        np.logical_not(padded, padded)

    return mark
