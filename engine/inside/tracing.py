"""A plan that keeps copies of what its layers compute on the way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from engine.plan import Plan, Site

if TYPE_CHECKING:
    from engine.objective import Objective
    from engine.program import Program
    from engine.tape import Array


class Traces:
    """What was seen at one layer, each ``(*shape, shown)``, filled in by a step.

    Attributes
    ----------
    before_activation
        Values in front of the activation; None where there is none.
    output_gradient
        Of the loss with respect to the output; None where loss and last activation are one formula.
    before_gradient
        The same with respect to the values in front of the activation; None where there is none.
    input_gradients
        What the layer hands on to each of its inputs, by their position.
    """

    def __init__(self) -> None:
        self.before_activation: Array | None = None
        self.output_gradient: Array | None = None
        self.before_gradient: Array | None = None
        self.input_gradients: dict[int, Array] = {}


class _TracedSite(Site):
    """Notes what goes through the activation, and where gradients of the inputs are written."""

    def __init__(self, plan: TracedPlan, node: int) -> None:
        super().__init__(plan, node)
        self._traced = plan
        self._traces = plan.traces[node]
        self.handed: dict[int, Array] = {}

    def activate(self) -> None:
        if self.fused or self.layer.activation_name() != "linear":
            self._traces.before_activation = self._traced.note(self.pre_activation)
        super().activate()

    def activate_backward(self) -> None:
        super().activate_backward()
        if not self.fused and self.layer.activation_name() != "linear":
            self._traces.before_gradient = self._traced.note(self.output_gradient)

    def input_gradient(self, position: int) -> Array:
        self.handed[position] = super().input_gradient(position)
        return self.handed[position]


class TracedPlan(Plan):
    """Computes what a training plan does, each layer by itself, and keeps what was on the way.

    Values and gradients are those of the plan of a run to rounding: that one may compute layers
    together.

    Parameters
    ----------
    shown
        Of how many samples, the first of the batch, copies are kept.

    Attributes
    ----------
    traces
        By id of the layer.
    loss
        Of the last `run`.
    """

    joins: ClassVar[bool] = False

    def __init__(
        self,
        program: Program,
        batch: int,
        objectives: tuple[Objective, ...],
        *,
        shown: int,
        weighted: bool,
        carried: int | None,
    ) -> None:
        self._shown, self.loss = shown, math.nan
        self.traces = {node: Traces() for node in program.order}
        super().__init__(
            program,
            batch,
            training=True,
            objectives=objectives,
            weighted=weighted,
            carried=carried,
        )

    def note(self, values: Array) -> Array:
        """Write the calls that copy values as they are there and then; return the copy."""
        seen = values[..., : self._shown]
        kept: Array = np.zeros(seen.shape, values.dtype)
        self.tape.call(np.copyto, kept, seen)
        return kept

    def site(self, node: int) -> Site:
        return _TracedSite(self, node)

    def write_layer_backward(self, node: int) -> None:
        traces = self.traces[node]
        given = self.note(self.gradient(node))
        if node in self.fused:
            traces.before_gradient = given
        else:
            traces.output_gradient = given
        site = _TracedSite(self, node)
        site.layer.backward(site)
        for position, gradient in site.handed.items():
            traces.input_gradients[position] = self.note(gradient)

    def run(self, x: Array, y: Array) -> None:
        """Make a step and keep its loss."""
        self.loss = float(self.step(x, y))

    def output(self, node: int, x: Any) -> Array:
        """Return a copy of a layer's output after a step that read ``x``."""
        copied: Array = self.values(node, x)[..., : self._shown].copy()
        return copied
