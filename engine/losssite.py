"""What a loss writes its calls with, at the end of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.plan import Plan, Site
    from engine.shapes import Shape
    from engine.tape import Argument, Array


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
    samples
        Samples times steps.
    target
        The targets, shaped like the prediction.
    places
        Where targets stay class numbers: the places of the right classes in the flat prediction,
        one for each step of each sample, the samples running fastest; else None, and there is no
        ``target``.
    """

    def __init__(self, plan: Plan, work: Site, given: Argument) -> None:
        program = plan.program
        shape = program.output_shape
        self.work, self.fused, self._plan = work, plan.fused, plan
        self.call, self.constant, self.scratch = work.call, work.constant, work.scratch
        self.new_scratch = work.new_scratch
        self.prediction = _gapless(work.output.value)
        self.logits = _gapless(work.pre_activation)
        self.gradient = _gapless(plan.gradient(program.output))
        self.samples = size(shape[:-1]) * plan.batch
        self.places: NDArray[np.intp] | None = None
        self.target: Any = given
        if program.reads_numbers:
            self.places = self._emit_places(shape, given)
        elif len(shape) > 1:
            target = work.scratch(work.output.value, "target")
            work.call(_bring, target, given)
            self.target = _gapless(target)

    def _emit_places(self, shape: Shape, given: Argument) -> NDArray[np.intp]:
        whole = np.arange(self.prediction.size).reshape(self.prediction.shape)
        first = np.ascontiguousarray(whole[..., 0, :]).reshape(-1)
        apart = self.prediction.strides[-2] // self.prediction.itemsize
        places: NDArray[np.intp] = self.new_scratch(first.shape, "places", np.intp)
        rows = places.reshape(-1, self._plan.batch)
        self.call(np.copyto, rows, given, "unsafe")
        self.call(np.multiply, places, apart, places)
        self.call(np.add, places, first, places)
        return places

    def result(self, function: Callable[..., Any], *arguments: Any, scale: float) -> None:
        self._plan.tape.result(function, *arguments, scale=scale)

    def mean(self, terms: Array, *, sign: float = 1.0, over: int | None = None) -> None:
        """Make the sum of ``terms`` by ``over`` (their number unless said) the loss."""
        flat = terms.reshape(-1)
        ones = np.ones_like(flat)
        self.result(ones.dot, flat, scale=sign / (over or flat.size))


def _gapless(values: Array) -> Array:
    """Return a view of ``(*shape, batch)`` without gaps, the classes on the last axis but one."""
    if values.ndim == 2:
        return values
    if values.flags.c_contiguous:
        return values.reshape(-1, *values.shape[-2:])
    return np.moveaxis(values, -2, 0).reshape(values.shape[-2], -1)


def _bring(target: Array, given: Array) -> None:
    np.copyto(target, given.reshape(target.shape))
