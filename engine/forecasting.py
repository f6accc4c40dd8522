"""Forecasts of a series by a network that says how a window of it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.data.preprocessing import Preprocessing
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]
    Series = NDArray[np.float64]


class Forecaster:
    """Foretells a series in its own units.

    Parameters
    ----------
    program
        Reads ``steps`` values and gives the next one.
    preprocessing
        Of the windows and of the values that follow them.
    node
        The layer that gives the next value; None is the first output.
    """

    def __init__(
        self, program: Program, preprocessing: Preprocessing, node: int | None = None
    ) -> None:
        self._program, self._preprocessing = program, preprocessing
        self._node = program.output if node is None else node
        self._steps = len(preprocessing.names)

    def one_step(self, series: Series) -> Series:
        """Return for each value but the first ``steps`` what those before it foretell.

        ``(length,)`` becomes ``(length - steps,)``.
        """
        windows = np.lib.stride_tricks.sliding_window_view(series[:-1], self._steps)
        return self._next(windows)

    def free(self, start: Series, count: int, breathe: Callable[[], None]) -> Series:
        """Go on from ``start``, ``(steps,)``, for ``count`` values, reading what was foretold.

        Parameters
        ----------
        breathe
            Called after each value.
        """
        series = np.concatenate([start, np.empty(count)])
        for place in range(count):
            window = series[place : place + self._steps]
            series[place + self._steps] = self._next(window[None])[0]
            breathe()
        return series[self._steps :]

    def _next(self, windows: Series) -> Series:
        rows = self._preprocessing.transform(windows)
        outputs = self._program.activations(rows, (self._node,))[self._node]
        return self._preprocessing.inverse_target(outputs.reshape(len(windows), 1))[:, 0]
