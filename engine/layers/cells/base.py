"""One direction of a recurrent layer through all steps of a batch.

The loop over the steps is a Python function that runs on views made beforehand. Each step reads a
column ``[x; h; 1]`` of its own, so that its sums are one product, and all steps' columns lie in one
array, so that the gradient of the weights is one product as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.plan import Site
    from engine.tape import Array

    PutGradient = Callable[[int, Array], None]
    """Takes a step and the gradient of its input, ``(width, batch)``."""


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

    def outputs(self) -> list[Array | None]:
        """Return where each step's state goes, or None for each."""
        return list(self.lane.output) if self.lane.every_step else [None] * self.steps

    def padding(self) -> list[Array | None]:
        return [None] * self.steps if self.lane.padded is None else list(self.lane.padded)

    # -- calls

    def forward(self) -> None:
        """Write the calls that compute the lane's output."""
        raise NotImplementedError

    def backward(self, output_gradient: Array, put: PutGradient | None) -> None:
        """Write the calls for the gradients of the parameters and, if wanted, of the input."""
        raise NotImplementedError

    def emit_last(self, state: Array) -> None:
        if not self.lane.every_step:
            self.site.call(np.copyto, self.lane.output, state)

    def emit_state_gradient(self, state: Array, output_gradient: Array) -> list[Array | None]:
        """Write how ``state`` starts; return what each step adds to it, or None for each."""
        if not self.lane.every_step:
            self.site.call(np.copyto, state, output_gradient)
            return [None] * self.steps
        self.site.call(state.fill, 0.0)
        beside = self.scratch("output gradient", self.steps, self.units, self.batch)
        self.site.call(np.copyto, beside, output_gradient)
        if self.lane.padded is not None:
            self.site.call(clear, beside, self.lane.padded)
        return list(beside)

    def emit_weight_gradient(self, key: str, deltas: Array, rows: Array) -> Array:
        """Write one product for all steps; return where its result is, ``(sums, values)``.

        Parameters
        ----------
        deltas
            ``(sums, steps, batch)``.
        rows
            ``(steps, values, batch)``.
        """
        values = rows.shape[1]
        beside = self.scratch(f"{key} rows", values, self.steps, self.batch)
        self.site.call(np.copyto, beside, rows.transpose(1, 0, 2))
        found = self.scratch(f"{key} gradient", len(deltas), values)
        samples = self.steps * self.batch
        flat = beside.reshape(values, samples)
        self.site.call(deltas.reshape(-1, samples).dot, flat.T, found)
        return found


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
