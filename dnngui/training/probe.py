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
    """

    def __init__(self, program: Program, inputs: Floats) -> None:
        self._program = program
        self._inputs = program.augmented(inputs)

    def run(self, nodes: Iterable[int], breathe: Callable[[], None]) -> dict[int, Floats]:
        """Return the outputs of layers by id, each ``(size, rows)``, dropout off.

        Parameters
        ----------
        breathe
            Called between two parts.
        """
        program, rows = self._program, len(self._inputs)
        found = {
            node: np.empty((size(program.shapes[node]), rows), program.dtype) for node in nodes
        }
        for start in range(0, rows, program.chunk):
            part = self._inputs[start : start + program.chunk]
            plan = program.plan(len(part))
            plan.forward(part.T)
            for node, values in found.items():
                outputs = plan.values(node, part.T).reshape(-1, len(part))
                values[:, start : start + len(part)] = outputs
            breathe()
        return found
