"""A batch on which two threads work at once, half of it each.

Both read the same weights; each has a plan, a gradient and chance of its own. Which of them is
ahead decides nothing: the second half's chance is drawn from the first's before either begins, and
losses and gradients are added when both are done, the first half's first. So the bits are the same
every time, and differ from one thread's as sums in another order do.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TYPE_CHECKING

import numpy as np

from engine.objective import target_columns
from engine.replica import Part

if TYPE_CHECKING:
    from concurrent.futures import Future

    from engine.plan import Plan
    from engine.program import Program
    from engine.tape import Array


class Second:
    """The thread of the second half; there is one as long as it is wanted."""

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None

    def begin(self, plan: Plan, x: Array, y: Array) -> Future[float]:
        """Make a step, with the caller's `numpy.errstate`."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="second half")
        return self._pool.submit(copy_context().run, plan.step, x, y)

    def leave(self) -> None:
        """End the thread until the next half comes."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None


class Halves:
    """Makes steps as a `Plan` does.

    Parameters
    ----------
    batch
        Samples of both halves, at least 2.
    weighted
        Whether the targets come with weights, see `Program.encode`.
    carried
        Whether stateful layers begin where the batch before ended.
    """

    unit = 1.0

    def __init__(
        self,
        program: Program,
        batch: int,
        second: Second,
        *,
        weighted: bool,
        carried: bool = False,
    ) -> None:
        self._thread, self._middle = second, -(-batch // 2)
        self._replicas = program.replicas
        sizes = self._middle, batch - self._middle
        self._plans = [
            program.plan(
                size,
                training=True,
                loss=True,
                weighted=weighted,
                part=Part(replica, batch),
                carried=first if carried else None,
            )
            for size, replica, first in zip(sizes, self._replicas, (0, self._middle), strict=True)
        ]
        columns = target_columns(program.objectives, weighted=True) if weighted else []
        self._weights = [
            slice(rows.start + objective.width, rows.stop)
            for rows, objective in zip(columns, program.objectives, strict=False)
        ]

    def step(self, x: Array, y: Array) -> float:
        """Write the gradient of the whole batch, where its loss is finite; return the loss."""
        (here, there), (first, second) = self._plans, self._replicas
        middle = self._middle
        for place, rows in enumerate(self._weights):
            first.totals[place] = y[rows].sum()
        second.noise.branch(first.noise)
        pending = self._thread.begin(there, x[:, middle:], y[:, middle:])
        try:
            loss = here.step(x[:, :middle], y[:, :middle])
        finally:
            wait((pending,))
        loss += pending.result()
        if math.isfinite(loss):
            np.add(first.gradient, second.gradient, first.gradient)
        return loss

    def keep(self) -> None:
        """See `Plan.keep`."""
        for plan in self._plans:
            plan.keep()

    def is_within(self, node: int, limit: float) -> bool:
        """See `Plan.is_within`."""
        return all(plan.is_within(node, limit) for plan in self._plans)
