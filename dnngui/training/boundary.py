"""The outputs of a network over a plane of two features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dnngui.training.frames import Boundary
from dnngui.training.probe import Probe
from engine.data.dataset import Task
from engine.section import section_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from dnngui.training.frames import Floats, Grid
    from engine.data.dataset import Dataset
    from engine.program import Program


_APART = 4
"""How many times the rows that are fastest by themselves another thread runs at once.

Each call there asks for the interpreter, for which the worker then has to wait: with single parts a
run lost five hundredths more of its speed.
"""


class Plane:
    """A grid prepared for one network and one data set.

    Parameters
    ----------
    dataset
        With the targets of the output that is computed.
    middle
        `Dataset.median_row`, which takes its time where there are many columns.
    node
        Id of that output in ``program``; None is the first.
    """

    def __init__(
        self,
        grid: Grid,
        dataset: Dataset,
        middle: NDArray[np.float64],
        program: Program,
        node: int | None = None,
    ) -> None:
        self._grid, self._dataset = grid, dataset
        self._node = program.output if node is None else node
        base, moved, values = plane_over(grid, dataset, middle)
        self._section = section_of(program, moved, base)
        if self._section is not None:
            self._program, inputs = self._section.program, values
        else:
            self._program, inputs = program, inputs_over(grid, dataset, middle)
        self._probe = Probe(self._program, inputs, _APART if self.stands_apart else 1)

    def boundary(self, breathe: Callable[[], None]) -> Boundary:
        """Compute the outputs with the weights as they are."""
        self.follow()
        return self.outputs(breathe)

    @property
    def stands_apart(self) -> bool:
        """Whether the plane has weights of its own: `outputs` then needs nothing of the run."""
        return self._section is not None

    def follow(self) -> None:
        """Take the weights that the network has now."""
        if self._section is not None:
            self._section.follow()

    def outputs(self, breathe: Callable[[], None]) -> Boundary:
        """Compute the outputs with the weights that `follow` took.

        Parameters
        ----------
        breathe
            Called between two parts.
        """
        values = self._probe.run((self._node,), breathe)[self._node].T
        if self._dataset.task is Task.REGRESSION:
            values = self._dataset.preprocessing.inverse_target(values)
        sides = (self._grid.resolution,) * (1 if self._grid.vertical is None else 2)
        return Boundary(self._grid, values.reshape(*sides, -1).astype(np.float32))


def fits(grid: Grid, dataset: Dataset) -> bool:
    """Whether the grid's axes are columns of the data set: it may be one of other data."""
    return max(grid.horizontal, grid.vertical or 0) < len(dataset.columns)


def inputs_over(grid: Grid, dataset: Dataset, middle: NDArray[np.float64]) -> Floats:
    """Return the network's inputs at each point, ``(points, width)``, the lowest y first."""
    base, moved, values = plane_over(grid, dataset, middle)
    inputs = np.tile(base, (len(values), 1))
    inputs[:, moved] = values
    return inputs


def plane_over(
    grid: Grid, dataset: Dataset, middle: NDArray[np.float64]
) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Return the inputs at rest ``(width,)``, which of them move, and those at each point.

    The last are ``(points, moved)``, the lowest y first.
    """
    base = dataset.preprocessing.transform(middle[None])[0]
    along_x = _inputs_along(grid.horizontal, grid.x_limits, grid.resolution, dataset, middle)
    of_x = np.flatnonzero((along_x != base).any(axis=0))
    if grid.vertical is None:
        return base, of_x, along_x[:, of_x]
    along_y = _inputs_along(grid.vertical, grid.y_limits, grid.resolution, dataset, middle)
    # Each column has inputs of its own, so the two axes move different ones.
    of_y = np.flatnonzero((along_y != base).any(axis=0))
    moved = np.concatenate([of_x, of_y])
    plane = np.empty((grid.resolution, grid.resolution, len(moved)), along_x.dtype)
    plane[:, :, : len(of_x)] = along_x[:, of_x]
    plane[:, :, len(of_x) :] = along_y[:, None, of_y]
    return base, moved, plane.reshape(grid.resolution**2, len(moved))


def _inputs_along(
    column: int,
    limits: tuple[float, float],
    resolution: int,
    dataset: Dataset,
    middle: NDArray[np.float64],
) -> Floats:
    values = np.linspace(*limits, resolution)
    categories = dataset.columns[column].categories
    if categories:
        # Between two categories there is nothing: each point belongs to the nearest.
        values = np.clip(np.rint(values), 0, len(categories) - 1)
    rows = np.tile(middle, (resolution, 1))
    rows[:, column] = values
    return dataset.preprocessing.transform(rows)
