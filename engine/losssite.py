"""What a loss writes its calls with, at the end of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.objective import Objective
    from engine.plan import Plan, Site
    from engine.shapes import Shape
    from engine.tape import Argument, Array


_NOTHING = 1e-30
"""The least sum of weights."""


class LossSite:
    """The loss at the end of a plan.

    Attributes
    ----------
    prediction, logits
        Values behind and in front of the last activation: ``(classes, batch)``; where outputs have
        steps ``(steps, classes, batch)``, or ``(classes, steps * batch)`` if they lie channels
        first. The classes of one sample are on the last axis but one, and memory has no gaps.
    gradient
        Where the gradient goes, shaped like both: of the logits where ``fused``, else of the
        prediction.
    ending
        The activation whose values leave the network here, also behind layers that pass them on.
    samples
        Samples times steps.
    target
        The targets, shaped like the prediction.
    places
        Where targets stay class numbers: the places of the right classes in the flat prediction,
        one for each step of each sample, the samples running fastest; else None, and there is no
        ``target``.
    parts
        Where targets come with weights: the share of each step of each sample in the sum of them,
        shaped like the prediction with one class; else None.
    class_weights
        Where the loss spreads labels over classes that have weights: those, ``(classes, 1)``.
    """

    def __init__(
        self,
        plan: Plan,
        work: Site,
        objective: Objective,
        given: Argument,
        *,
        columns: slice | None = None,
        weighted: bool = False,
        place: int = 0,
        kept: Array | None = None,
    ) -> None:
        """Prepare the targets.

        Parameters
        ----------
        columns
            Which of the given rows are this output's; None are all.
        weighted
            Whether there are weights behind the targets.
        place
            Of this output among all.
        kept
            Takes the loss of this output where there are several.
        """
        shape = objective.shape
        self.work, self._plan = work, plan
        self.fused: bool = work.fused
        self.ending = objective.ending
        self._weight, self._kept = objective.weight, kept
        self.call, self.constant, self.bound = work.call, work.constant, work.bound
        self.scratch = work.scratch
        self.new_scratch = work.new_scratch
        self.prediction = _gapless(work.output.value)
        self.logits = _gapless(work.pre_activation)
        self.gradient = _gapless(plan.gradient(objective.node))
        self.samples = objective.steps * plan.batch
        self.places: NDArray[np.intp] | None = None
        self.parts: Array | None = None
        self.class_weights: Array | None = None
        if objective.class_weights is not None:
            self.class_weights = np.array(objective.class_weights, self.gradient.dtype)[:, None]
        self.target: Any = given
        if weighted or columns is not None:
            rows = self._emit_rows(objective, given, columns, weighted=weighted)
            self.target = rows[: objective.width]
            if weighted:
                self.parts = self._emit_parts(rows[objective.width :], place)
        if objective.reads_numbers:
            self.places = self._emit_places(shape, self.target)
        elif len(shape) > 1:
            target = work.scratch(work.output.value, "target")
            work.call(_bring, target, self.target)
            self.target = _gapless(target)

    def _emit_rows(
        self, objective: Objective, given: Argument, columns: slice | None, *, weighted: bool
    ) -> Array:
        """Bring this output's targets, with the weights behind them."""
        count = objective.width + (objective.steps if weighted else 0)
        rows = self.new_scratch((count, self._plan.batch), "given")
        if columns is None:
            self.call(np.copyto, rows, given)
        else:
            self.call(copy_rows, rows, given, columns)
        return rows

    def _emit_parts(self, weights: Array, place: int) -> Array:
        """Write the share of each weight in their sum."""
        flat, part = weights.reshape(-1), self._plan.part
        total = self.new_scratch((1,), "total weight")
        if part is None:
            self.call(np.add.reduce, flat, 0, None, total, True)
        else:
            self.call(np.copyto, total, part.replica.totals[place : place + 1])
        # Where no step of a batch counts, its loss is 0 (PyTorch's is not a number).
        self.call(np.maximum, total, _NOTHING, out=total)
        self.call(np.divide, flat, total, flat)
        return flat.reshape(self.prediction[..., :1, :].shape)

    def _emit_places(self, shape: Shape, given: Argument | Array) -> NDArray[np.intp]:
        whole = np.arange(self.prediction.size).reshape(self.prediction.shape)
        first = np.ascontiguousarray(whole[..., 0, :]).reshape(-1)
        apart = self.prediction.strides[-2] // self.prediction.itemsize
        places: NDArray[np.intp] = self.new_scratch(first.shape, "places", np.intp)
        rows = places.reshape(-1, self._plan.batch)
        self.call(np.copyto, rows, given, "unsafe")
        self.call(np.multiply, places, apart, places)
        self.call(np.add, places, first, places)
        return places

    def result(self, left: Array, right: Array, *, scale: float) -> None:
        """Make the sum of the products of two flat arrays, times ``scale``, the loss."""
        total = self.new_scratch((1, 1), "total")
        # Into an array, and between matrices: the cheapest way to this sum at small sizes.
        self.call(left.reshape(1, -1).dot, right.reshape(-1, 1), total)
        self._plan.tape.result(total, scale=scale, weight=self._weight, kept=self._kept)

    def mean(self, terms: Array, *, sign: float = 1.0, over: int | None = None) -> None:
        """Make the sum of ``terms`` by ``over`` (their number unless said) the loss.

        With weights it is their weighted sum. ``terms`` may be overwritten.
        """
        flat, scale = terms.reshape(-1), sign * self.scale(over or terms.size)
        ones: Array = np.ones_like(flat)
        if self.parts is not None and flat.size == self.samples:
            ones = self.parts.reshape(-1)
        elif self.parts is not None:
            self.call(np.multiply, terms, self.parts, terms)
        self.result(ones, flat, scale=scale)

    def scale(self, over: int) -> float:
        """Return what a sum over terms is multiplied by to be a mean over so many of them.

        With weights it lacks the shares of the samples, which the terms already have.
        """
        if self.parts is not None:
            return self.samples / over
        part = self._plan.part
        return 1.0 / over if part is None else self._plan.batch / part.samples / over

    def share(self, over: int) -> float:
        """Return what a term's gradient is multiplied by in a mean over so many terms.

        With weights it lacks the share of the sample, which `weigh` then brings.
        """
        return self._weight * self.scale(over)

    def scale_gradient(self, factor: float) -> None:
        """Multiply the gradient by a number, at the end of what is written for it.

        A plan that leaves this to others only notes it.
        """
        if self._plan.leaves_unit:
            self._plan.unit = factor
        elif factor != 1.0:
            gradient = self.gradient
            self.call(np.multiply, gradient, self.constant(factor, gradient), gradient)

    def weigh(self, gradient: Array) -> None:
        """Multiply the gradients of samples by their shares, where targets come with weights."""
        if self.parts is not None:
            self.call(np.multiply, gradient, self.parts, gradient)


def _gapless(values: Array) -> Array:
    """Return a view of ``(*shape, batch)`` without gaps, the classes on the last axis but one."""
    if values.ndim == 2:
        return values
    if values.flags.c_contiguous:
        return values.reshape(-1, *values.shape[-2:])
    return np.moveaxis(values, -2, 0).reshape(values.shape[-2], -1)


def copy_rows(target: Array, source: Array, rows: slice) -> None:
    """Copy some rows of a source."""
    np.copyto(target, source[rows])


def _bring(target: Array, given: Array) -> None:
    np.copyto(target, given.reshape(target.shape))
