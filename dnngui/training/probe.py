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
        # Even parts: the last one shall not be short, nor the only one that is too much.
        chunk = -(-self._rows // max(round(self._rows / (folds * program.chunk)), 1))
        # Rows of features side by side: a product of a few features is twice as fast with them.
        self._parts = [
            np.ascontiguousarray(rows[start : start + chunk].T)
            for start in range(0, self._rows, chunk)
        ]

    def run(self, nodes: Iterable[int], breathe: Callable[[], None]) -> dict[int, Floats]:
        """Return the outputs of layers by id, each ``(size, rows)``, dropout off.

        They stand until the program computes as many rows again: what is kept is to be copied.

        Parameters
        ----------
        breathe
            Called between two parts.
        """
        program = self._program
        if len(self._parts) == 1:
            return self._at_once(self._parts[0], nodes)
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

    def _at_once(self, rows: Floats, nodes: Iterable[int]) -> dict[int, Floats]:
        plan = self._program.plan(self._rows)
        plan.forward(rows)
        return {node: plan.values(node, rows).reshape(-1, self._rows) for node in nodes}
