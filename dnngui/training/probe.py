"""Rows prepared once, to be run through a network again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

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
    inputs
        What the network takes, ``(rows, width)``.
    folds
        How many times the rows that stay in the cache are run at once.
    """

    def __init__(self, program: Program, inputs: Floats, folds: int = 1) -> None:
        self._program = program
        rows = program.augmented(inputs)
        self._rows = len(rows)
        chunk = folds * program.chunk
        # Rows of features side by side: a product of a few features is twice as fast with them.
        self._parts = [
            np.ascontiguousarray(rows[start : start + chunk].T)
            for start in range(0, self._rows, chunk)
        ]

    def run(self, nodes: Iterable[int], breathe: Callable[[], None]) -> dict[int, Floats]:
        """Return the outputs of layers by id, each ``(size, rows)``, dropout off.

        Parameters
        ----------
        breathe
            Called between two parts.
        """
        program = self._program
        found = {
            node: np.empty((size(program.shapes[node]), self._rows), program.dtype)
            for node in nodes
        }
        stop = 0
        for part in self._parts:
            start, stop = stop, stop + part.shape[1]
            plan = program.plan(part.shape[1])
            plan.forward(part)
            for node, values in found.items():
                values[:, start:stop] = plan.values(node, part).reshape(len(values), -1)
            breathe()
        return found
