"""Which two columns span the plane of the boundary, and how far it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dnngui.plots.ranges import around
from dnngui.training.frames import Grid
from engine.data.generators import DRAWS, PLANE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.document.project import ViewSettings
    from dnngui.plots.ranges import Range
    from engine.data.dataset import Dataset

RESOLUTION = 100
LINE_RESOLUTION = 200


def axis_columns(dataset: Dataset) -> tuple[int, ...]:
    """Return the columns that can be an axis: numbers, or categories where there are no numbers."""
    numbers = tuple(
        index for index, column in enumerate(dataset.columns) if column.kind == "number"
    )
    return numbers or tuple(range(len(dataset.columns)))


def chosen_axes(dataset: Dataset, view: ViewSettings) -> tuple[int, int | None]:
    """Return the columns of the axes that ``view`` names, or the first in which rows differ.

    The second is None where only one column can be an axis: then the plane is a line.
    """
    free = axis_columns(dataset)
    places = {dataset.columns[index].name: index for index in free}
    horizontal, vertical = (places.get(name or "") for name in (view.horizontal, view.vertical))
    if horizontal is None:
        horizontal = _first(dataset, [index for index in free if index != vertical] or free)
    if vertical is None or vertical == horizontal:
        others = [index for index in free if index != horizontal]
        vertical = _first(dataset, others) if others else None
    return horizontal, vertical


def _first(dataset: Dataset, columns: Sequence[int]) -> int:
    differing = (index for index in columns if np.ptp(dataset.raw_train[:, index]) > 0.0)
    return next(differing, columns[0])


def limits(dataset: Dataset, column: int) -> Range:
    """Return how far an axis reaches: over all rows; in playground sets over their whole square."""
    categories = dataset.columns[column].categories
    if categories:
        return -0.5, len(categories) - 0.5
    values = np.concatenate([dataset.raw_train[:, column], dataset.raw_test[:, column]])
    least, greatest = float(values.min()), float(values.max())
    if dataset.name in DRAWS and len(dataset.columns) == 2:
        if least >= -PLANE and greatest <= PLANE:
            return -PLANE, PLANE
        reach = max(-least, greatest) * 1.05
        return -reach, reach
    return around(least, greatest, 0.07)


def grid_of(dataset: Dataset, view: ViewSettings) -> Grid:
    """Return the grid to be computed for ``dataset`` on the axes that ``view`` names."""
    horizontal, vertical = chosen_axes(dataset, view)
    across = limits(dataset, horizontal)
    if vertical is None:
        return Grid(horizontal, None, across, resolution=LINE_RESOLUTION)
    return Grid(horizontal, vertical, across, limits(dataset, vertical), RESOLUTION)


def thinned(count: int, most: int, seed: int = 0) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return ``most`` of ``count`` indices in order, the same for the same seed; or all of them."""
    if count <= most:
        return np.arange(count)
    chosen = np.random.Generator(np.random.PCG64(seed)).choice(count, most, replace=False)
    return np.sort(chosen)
