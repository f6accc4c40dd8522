"""How many threads share the work of a run: its batches, or the products of its steps."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from engine.blas import on_threads
from engine.halves import Halves, Second
from engine.layers import Dense

if TYPE_CHECKING:
    from engine.blas import Step
    from engine.plan import Plan
    from engine.program import Program

MOST = 2

_MANY = 2**24
"""Products of a step's forward pass from which on two threads pay: about a millisecond's."""

_LONG = 2**13
"""Values that a call must compute for two threads to pay.

Whoever ends a call waits where the other thread has the interpreter, and being woken takes as long
as a call of so few: with 64 steps of an LSTM of 128 units, two threads made a batch of 32 hardly
faster, and one of 128 nearly twice as fast.
"""


_LARGE = 2**22
"""Products of a Dense layer's one call from which on it takes less time on two threads.

With 784 values, 128 units and batches of 64 a step took 0.83 of the time, with 128 0.72, with 512
0.6; in halves of the batch 1.2, 1.0 and 0.7 to 1.1.
"""

_HEARD = 2**20, 2**12
"""Products of a layer, and values that one of its calls computes: that call takes as long as a
thread needs to wake up, so that another one that waits gets the interpreter meanwhile."""


class Workers:
    """The threads of one run.

    Parameters
    ----------
    wanted
        1 or 2; None leaves it to the size of the batches.
    weighted
        Whether the targets come with weights, see `Program.encode`.
    carried
        Whether stateful layers begin where the batch before ended.

    Attributes
    ----------
    number
        How many there are.
    multiply
        Whether they share the products of a step; otherwise the samples of its batch, where a
        sample's outputs do not depend on the rest.
    """

    def __init__(
        self, program: Program, wanted: int | None, *, weighted: bool, carried: bool = False
    ) -> None:
        self._program, self._weighted, self._second = program, weighted, Second()
        self._carried = carried
        self.number, self.multiply = 1, False
        self.want(wanted)

    def want(self, wanted: int | None) -> None:
        """Let it be 1 or 2, or None; it holds from `choose` or `resume` on."""
        if wanted is not None and not 1 <= wanted <= MOST:
            raise ValueError(f"There are 1 to {MOST} workers, not {wanted}.")
        self.wanted = wanted

    def choose(self, batch: int) -> None:
        """Decide for batches of so many samples."""
        self.resume(batch, fitting(self._program, batch))

    def resume(self, batch: int, number: int) -> None:
        """Go on with as many as a run had, unless others are wanted."""
        self.multiply = multiplies(self._program, batch)
        whole = depends_on_batch(self._program) and not self.multiply
        self.number = 1 if whole else self.wanted or number

    def shared(self, step: Step) -> Step:
        """Return a step of what `plan` gave, made by all workers."""
        return on_threads(step, self.number) if self.multiply and self.number > 1 else step

    def plan(self, batch: int, *, leaves_unit: bool = False) -> Plan | Halves:
        """Return what makes the steps of batches of so many samples.

        Where ``leaves_unit``, their gradient may lack a factor, see `Plan`.
        """
        alone = len(self._program.objectives) == 1 and not self._weighted
        if self.number == 1 or self.multiply or batch < MOST:
            return self._program.plan(
                batch,
                training=True,
                loss=True,
                weighted=self._weighted,
                carried=0 if self._carried else None,
                leaves_unit=leaves_unit and alone,
            )
        return Halves(
            self._program, batch, self._second, weighted=self._weighted, carried=self._carried
        )

    def rest(self) -> None:
        """Keep no thread until the next step."""
        self._second.leave()


def lets_go(program: Program, batch: int) -> bool:
    """Whether each step leaves the interpreter to other threads for long enough to be taken.

    A step of small calls alone lets go of it for moments, in which no other thread wakes up.
    """
    products, values = _HEARD
    return any(
        work.products >= products and work.at_once >= values for work in _work(program, batch)
    )


def depends_on_batch(program: Program) -> bool:
    """Whether what a sample gives depends on the others of its batch."""
    return any(program.graph[node].layer.of_batch for node in program.order)


def multiplies(program: Program, batch: int) -> bool:
    """Whether most products of a step are made in a few calls, each large enough for two threads.

    Those of Dense layers are; a convolution takes its picture in parts that fit into the cache, and
    a recurrent layer one step after the other.
    """
    works = dict(zip(program.order, _work(program, batch), strict=True))
    whole = sum(each.products for each in works.values())
    large = sum(
        each.products
        for node, each in works.items()
        if isinstance(program.graph[node].layer, Dense)
        and len(program.shapes[node]) == 1
        and each.products >= _LARGE
    )
    return 0 < whole <= 2 * large


def fitting(program: Program, batch: int) -> int:
    """Return how many threads are fastest for batches of so many samples.

    Decided by sizes alone, so that it is the same each time on machines with two cores or more: two
    where they can share products, see `multiplies`, or where the products of a step are many, and
    most of them in layers with long calls.
    """
    if _cores() < MOST:
        return 1
    if multiplies(program, batch):
        return MOST
    works = _work(program, batch)
    whole = sum(each.products for each in works)
    long = sum(each.products for each in works if each.at_once >= _LONG)
    return MOST if long >= _MANY and 2 * long >= whole else 1


class _Work(NamedTuple):
    """What the forward pass of a layer takes for one batch, see `Layer`."""

    products: int
    at_once: int


def _work(program: Program, batch: int) -> list[_Work]:
    found = []
    for node in program.order:
        layer = program.graph[node].layer
        inputs = [program.shapes[source] for source in program.graph.sources(node)]
        found.append(_Work(layer.products(*inputs) * batch, layer.at_once(*inputs) * batch))
    return found


def _cores() -> int:
    """Return how many processors the program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
