"""One step's change of the weights: the optimizer and all that stands around it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.optim.transforms import Bound, Transforms
from engine.plan import Plan
from engine.tape import Tape

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.halves import Halves
    from engine.optim import AnyOptimizer
    from engine.optim.base import Update
    from engine.program import Program

    Array = NDArray[Any]

_WHOLES = 8
"""Batch sizes whose steps are kept: as a rule there are two, and one for an edit of the size."""


class Descent:
    """Changes a program's weights by the gradient of one batch.

    Attributes
    ----------
    update
        The optimizer's rule.
    transforms
        What stands around it.
    off
        Places of the weights that are kept at zero.
    plain
        Whether a step is a call of ``update`` and nothing else; then `whole` does all of it.
    """

    def __init__(
        self, program: Program, optimizer: AnyOptimizer, transforms: Transforms | None = None
    ) -> None:
        self._program, self.transforms = program, transforms or Transforms()
        self._kept = np.flatnonzero(program.learned == 0.0)
        self._kept_values = np.empty(self._kept.size, program.dtype)
        self._resting: dict[int, float] = {}
        self.bind(optimizer)

    @property
    def off(self) -> NDArray[np.intp]:
        return self._bound.off

    @property
    def optimizer(self) -> AnyOptimizer:
        optimizer: AnyOptimizer = self.update.declaration
        return optimizer

    def bind(self, optimizer: AnyOptimizer) -> None:
        """Begin with a fresh state."""
        self.update = _bound(optimizer, self._program)
        self.update.objective = self._objective
        self._prepare()

    def adopt(self, optimizer: AnyOptimizer) -> None:
        """Use other hyperparameters; an optimizer of another kind starts with a fresh state."""
        if type(optimizer) is not type(self.optimizer):
            self.bind(optimizer)
            return
        self.update.adopt(optimizer)
        self._prepare()

    def set_transforms(self, transforms: Transforms) -> None:
        if transforms != self.transforms or self._program.trails != self._trails:
            self.transforms = transforms
            self._prepare()

    def resume(
        self,
        rule: AnyOptimizer,
        state: dict[str, Array],
        numbers: dict[str, float],
        steps: int,
        now: AnyOptimizer,
    ) -> None:
        """Go on with a state that belongs to ``rule``, under the hyperparameters ``now``."""
        self.update = _bound(rule, self._program)
        self.update.objective = self._objective
        for name, values in state.items():
            self.update.state[name][...] = values
        self.update.numbers |= numbers
        self.update.steps = steps
        self.adopt(now)

    def _prepare(self) -> None:
        self._wholes: dict[Plan | Halves, Callable[[Array, Array], float]] = {}
        bound = Bound(self.transforms, self._program, self.update)
        self._bound, self._trails = bound, self._program.trails
        self._full = self.update.declaration.full_batch
        self.plain = not (bound.before or bound.after or self._full)
        if self._full and bound.held is not None:
            bound.held.forget()
        self._switch(bound.off)

    def _switch(self, off: NDArray[np.intp]) -> None:
        """Keep weights at zero; one that is turned on again has the value from before."""
        theta, wanted = self._program.theta, set(off.tolist())
        for place in self._resting.keys() - wanted:
            theta[place] = self._resting.pop(place)
        for place in wanted - self._resting.keys():
            self._resting[place] = float(theta[place])
        self.set_values(off, 0.0)

    def set_values(self, places: NDArray[np.intp], value: float) -> None:
        """Put weights to a value, with nothing left of how they came to theirs."""
        for vector in self.update.state.values():
            vector[places] = 0.0
        self._program.theta[places] = value

    # -- a step

    def whole(self, plan: Plan | Halves) -> Callable[[Array, Array], float]:
        """Return what makes a whole step with a batch, and returns its loss.

        Where that is not finite the weights stay as they are. For a `plain` descent; valid until
        its settings change.
        """
        if plan not in self._wholes:
            if len(self._wholes) == _WHOLES:
                self._wholes.clear()
            self._wholes[plan] = self._joined(plan)
        return self._wholes[plan]

    def _joined(self, plan: Plan | Halves) -> Callable[[Array, Array], float]:
        update = self.update
        if isinstance(plan, Plan):
            tape = Tape()
            tape.extend(plan.step_tape)
            update.write(tape, plan.unit)
            return tape.build("x", "y")

        def step(x: Array, y: Array) -> float:
            loss = plan.step(x, y)
            if math.isfinite(loss):
                update()
            return loss

        return step

    def begin(self, plan: Plan | Halves, x: Array, y: Array) -> None:
        """Note how things stand before the loss of a batch is computed."""
        if self._bound.held is not None:
            self._bound.held.keep()
        if self._full:
            self._batch = plan, x, y
            self._noise = self._program.noise.state

    def finish(self, loss: float) -> None:
        """Change the weights by the gradient that the batch gave."""
        for call in self._bound.before:
            call()
        if self._full:
            self._look_around(loss)
        else:
            self.update()
        for call in self._bound.after:
            call()

    def _look_around(self, loss: float) -> None:
        """Make a step that evaluates the batch again, at other weights."""
        theta = self._program.theta
        np.take(theta, self._kept, out=self._kept_values)
        self.update.loss = loss + self._cost()
        self.update()
        # What layers keep by themselves has seen the batch once, not as often as it was looked at.
        theta[self._kept] = self._kept_values

    def _objective(self) -> float:
        """Return the loss with its penalties where the weights stand now, and its gradient."""
        plan, x, y = self._batch
        self._program.noise.state = self._noise
        loss = plan.step(x, y)
        for call in self._bound.before:
            call()
        return loss + self._cost()

    def _cost(self) -> float:
        return self._bound.penalty.value() if self._bound.penalty is not None else 0.0


def _bound(optimizer: AnyOptimizer, program: Program) -> Update:
    return optimizer.bind(program.theta, program.gradient, program.decays * program.learned)
