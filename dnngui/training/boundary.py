"""The outputs of a network over a plane of two features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dnngui.training.frames import Boundary
from dnngui.training.probe import Probe, chunks
from engine.data.dataset import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dnngui.training.frames import Grid
    from engine.data.dataset import Dataset
    from engine.program import Program


class Plane:
    """A grid prepared for one network and one data set."""

    def __init__(self, grid: Grid, dataset: Dataset, program: Program) -> None:
        self._grid, self._dataset, self._program = grid, dataset, program
        transform = dataset.preprocessing.transform
        cells = raw_cells(grid, dataset)
        background = dataset.median_row()
        self._probe = Probe(
            program,
            (
                transform(_rows(cells[part], grid, background)).astype(program.dtype)
                for part in chunks(len(cells))
            ),
        )

    def boundary(self, breathe: Callable[[], None]) -> Boundary:
        """Compute the outputs with the weights as they are."""
        output = self._program.output
        values = self._probe.run((output,), breathe)[output].T
        if self._dataset.task is Task.REGRESSION:
            values = self._dataset.preprocessing.inverse_target(values)
        sides = (self._grid.resolution,) * (1 if self._grid.vertical is None else 2)
        return Boundary(self._grid, values.reshape(*sides, -1).astype(np.float32))


def fits(grid: Grid, dataset: Dataset) -> bool:
    """Whether the grid's axes are columns of the data set: it may be one of other data."""
    return max(grid.horizontal, grid.vertical or 0) < len(dataset.columns)


def raw_cells(grid: Grid, dataset: Dataset) -> NDArray[np.float64]:
    """Return the raw values of the axes at each point, ``(points, axes)``, the lowest y first."""
    x = _axis(grid.horizontal, grid.x_limits, grid.resolution, dataset)
    if grid.vertical is None:
        return x[:, None]
    y = _axis(grid.vertical, grid.y_limits, grid.resolution, dataset)
    across, up = np.meshgrid(x, y)
    return np.column_stack([across.ravel(), up.ravel()])


def _axis(
    column: int, limits: tuple[float, float], resolution: int, dataset: Dataset
) -> NDArray[np.float64]:
    values = np.linspace(*limits, resolution)
    categories = dataset.columns[column].categories
    if categories:
        # Between two categories there is nothing: each point belongs to the nearest.
        values = np.clip(np.rint(values), 0, len(categories) - 1)
    return values


def _rows(
    cells: NDArray[np.float64], grid: Grid, background: NDArray[np.float64]
) -> NDArray[np.float64]:
    rows = np.tile(background, (len(cells), 1))
    rows[:, grid.horizontal] = cells[:, 0]
    if grid.vertical is not None:
        rows[:, grid.vertical] = cells[:, 1]
    return rows
