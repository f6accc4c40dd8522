"""L-BFGS (Nocedal 1980): a quasi-Newton step from the last gradients' differences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from msgspec import Meta

from engine.optim.base import LearningRate, Optimizer, Update
from engine.optim.linesearch import Point, search

if TYPE_CHECKING:
    from engine.optim.base import Vector

_LEAST_CURVATURE = 1e-10
"""A pair of differences counts where their product is greater, as in PyTorch."""


class LBFGS(Optimizer, frozen=True, tag="lbfgs.v1"):
    """The two-loop recursion with a line search for the strong Wolfe conditions.

    Each step takes all samples and evaluates the loss several times, with the same dropout masks.
    The numbers are those of ``torch.optim.LBFGS(max_iter=1, line_search_fn="strong_wolfe")``: the
    learning rate is the first length that is tried; in the first step it is divided by the sum of
    the gradient's absolute values where that is above 1.
    """

    title = "L-BFGS"
    summary = "Takes all samples at once and several looks per step; for small, smooth networks."
    full_batch = True
    finds_lengths = True

    learning_rate: LearningRate = 1.0
    history: Annotated[
        int,
        Meta(ge=1, le=100, title="History", description="Number of past steps to learn from."),
    ] = 10

    def bind(self, theta: Vector, gradient: Vector, decays: Vector | None = None) -> Update:
        return _LBFGSUpdate(self, theta, gradient, decays)


class _LBFGSUpdate(Update):
    """Moves and changes of the gradient are the rows of two matrices, used as rings.

    Row ``k`` of the ``i``-th pair is ``i`` modulo their number; ``first`` and ``pairs`` say which
    are in use.
    """

    def __init__(
        self, declaration: Any, theta: Vector, gradient: Vector, decays: Vector | None = None
    ) -> None:
        super().__init__(declaration, theta, gradient, decays)
        self.numbers |= {"first": 0.0, "pairs": 0.0}
        self._origin, self._slope = np.empty_like(theta), np.empty_like(theta)
        self._direction, self._scratch = np.empty_like(theta), np.empty_like(theta)
        self._make_rows()

    def _make_rows(self) -> None:
        rows = self.declaration.history
        self._moves = np.zeros((rows, self.theta.size), self.theta.dtype)
        self._changes = np.zeros_like(self._moves)
        self._products = [0.0] * rows
        self._weights = [0.0] * rows
        self.state = {
            f"{name}_{row}": matrix[row]
            for name, matrix in (("move", self._moves), ("change", self._changes))
            for row in range(rows)
        }

    def adopt(self, declaration: Any) -> None:
        if declaration.history != self.declaration.history:
            kept = [(self._moves[row], self._changes[row]) for row in self._rows()]
            super().adopt(declaration)
            self._make_rows()
            kept = kept[-declaration.history :]
            for row, (move, change) in enumerate(kept):
                self._moves[row], self._changes[row] = move, change
            self.numbers |= {"first": 0.0, "pairs": float(len(kept))}
        super().adopt(declaration)

    def _rows(self) -> list[int]:
        """Return the rows in use, the oldest pair first."""
        first, pairs = int(self.numbers["first"]), int(self.numbers["pairs"])
        return [(first + place) % len(self._moves) for place in range(min(pairs, len(self._moves)))]

    def __call__(self) -> None:
        self.steps += 1
        np.copyto(self._slope, self.gradient)
        self._aim()
        start = Point(0.0, self.loss, float(self._direction.dot(self._slope)))
        if not start.slope < 0.0:
            return
        np.copyto(self._origin, self.theta)
        self._reached = 0.0
        found = search(self._evaluate, start, self._first_length(), self._reach())
        if found.at == 0.0:
            # The differences lead nowhere: the next step goes straight down.
            np.copyto(self.theta, self._origin)
            self.numbers["pairs"] = 0.0
            return
        if found.at != self._reached:
            self._evaluate(found.at)
        self._remember(found.at)

    def _reach(self) -> float:
        np.absolute(self._direction, self._scratch)
        return float(self._scratch.max())

    def _first_length(self) -> float:
        if self.numbers["pairs"]:
            return self.rate
        np.absolute(self._slope, self._scratch)
        return self.rate * min(1.0, 1.0 / float(self._scratch.sum()))

    def _evaluate(self, at: float) -> Point:
        """Move to a point of the line and compute loss and gradient there."""
        np.multiply(self._direction, at, self._scratch)
        np.add(self._origin, self._scratch, self.theta)
        self._reached = at
        loss = self.objective()
        if not math.isfinite(loss):
            return Point(at, math.inf, math.nan)
        return Point(at, loss, float(self.gradient.dot(self._direction)))

    def _aim(self) -> None:
        """Write the direction: the slope times minus the inverse Hessian that the pairs tell of."""
        direction, scratch = self._direction, self._scratch
        np.negative(self._slope, direction)
        for row in self._rows():
            self._products[row] = float(self._changes[row].dot(self._moves[row]))
        # Of pairs that lost their part in a layer, some may tell of no curvature any more.
        rows = [row for row in self._rows() if self._products[row] > _LEAST_CURVATURE]
        for row in reversed(rows):
            weight = float(self._moves[row].dot(direction)) / self._products[row]
            self._weights[row] = weight
            np.multiply(self._changes[row], weight, scratch)
            np.subtract(direction, scratch, direction)
        if rows:
            newest = self._changes[rows[-1]]
            scale = self._products[rows[-1]] / float(newest.dot(newest))
            np.multiply(direction, scale, direction)
        for row in rows:
            back = float(self._changes[row].dot(direction)) / self._products[row]
            np.multiply(self._moves[row], self._weights[row] - back, scratch)
            np.add(direction, scratch, direction)

    def _remember(self, at: float) -> None:
        """Keep the step and what it changed of the gradient, where the loss curves upwards."""
        np.subtract(self.gradient, self._slope, self._slope)
        np.multiply(self._direction, at, self._scratch)
        if not float(self._slope.dot(self._scratch)) > _LEAST_CURVATURE:
            return
        first, pairs = int(self.numbers["first"]), int(self.numbers["pairs"])
        row = (first + pairs) % len(self._moves)
        self._moves[row], self._changes[row] = self._scratch, self._slope
        if pairs == len(self._moves):
            self.numbers["first"] = float((first + 1) % len(self._moves))
        else:
            self.numbers["pairs"] = float(pairs + 1)
