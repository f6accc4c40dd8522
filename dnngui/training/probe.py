"""Rows prepared once, to be run through a network again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.program import CHUNK
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from engine.program import Program

    Floats = NDArray[np.floating[Any]]


class Probe:
    """Runs the same rows through one program whenever asked.

    Parameters
    ----------
    parts
        Prepared inputs, each ``(at most CHUNK rows, width)``.
    """

    def __init__(self, program: Program, parts: Iterable[Floats]) -> None:
        self._program = program
        self._parts = [program.augmented(part) for part in parts]
        self.rows = sum(len(part) for part in self._parts)

    def run(self, nodes: Iterable[int], breathe: Callable[[], None]) -> dict[int, Floats]:
        """Return the outputs of layers by id, each ``(size, rows)``, dropout off.

        Parameters
        ----------
        breathe
            Called between two parts.
        """
        program = self._program
        found = {
            node: np.empty((size(program.shapes[node]), self.rows), program.dtype) for node in nodes
        }
        start = 0
        for part in self._parts:
            stop = start + len(part)
            plan = program.plan(len(part))
            plan.forward(part.T)
            for node, values in found.items():
                values[:, start:stop] = plan.values(node, part.T).reshape(-1, len(part))
            start = stop
            breathe()
        return found


def chunks(rows: int) -> list[slice]:
    """Return slices that cut ``rows`` rows into the parts of a `Probe`."""
    return [slice(start, min(start + CHUNK, rows)) for start in range(0, rows, CHUNK)]
