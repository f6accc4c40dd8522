"""Which two columns span the plane of the boundary, and how far it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.plots.ranges import around
from dnngui.training.frames import Grid
from engine.data.generators import DRAWS, PLANE
from engine.data.settings import OWN_POINTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dnngui.document.project import ViewSettings
    from dnngui.plots.ranges import Range
    from dnngui.training.outputs import Output
    from engine.data.dataset import Dataset

    Floats = NDArray[np.float64]

RESOLUTION = 100
LINE_RESOLUTION = 200

_LOOKED_AT = 1000
"""Rows from which the axes are chosen."""
_ALIKE = 0.97
"""Correlation from which two columns say the same."""


def chosen_axes(dataset: Dataset, view: ViewSettings) -> tuple[int, int | None]:
    """Return the columns of the axes that ``view`` names, or those that tell most of the target.

    Numbers come before categories, over which a boundary is but stripes. The second is None where
    there is but one column: then the plane is a line.
    """
    places = {column.name: index for index, column in enumerate(dataset.columns)}
    free = tuple(places.values())
    horizontal, vertical = (places.get(name or "") for name in (view.horizontal, view.vertical))
    if horizontal is None and vertical is None and len(free) > 1:
        first, second = _fittest(dataset, free)[:2]
        alike = dataset.columns[first].kind == dataset.columns[second].kind
        horizontal, vertical = sorted((first, second)) if alike else (first, second)
    if horizontal is None:
        horizontal = _fittest(dataset, [index for index in free if index != vertical] or free)[0]
    if vertical is None or vertical == horizontal:
        others = [index for index in free if index != horizontal]
        vertical = _fittest(dataset, others)[0] if others else None
    return horizontal, vertical


def _fittest(dataset: Dataset, columns: Sequence[int]) -> list[int]:
    """Return ``columns`` in the order in which they are axes of their own accord."""
    numbers = [index for index in columns if dataset.columns[index].kind == "number"]
    others = [index for index in columns if index not in numbers]
    return [each for part in (numbers, others) if part for each in telling(dataset, part)]


def limits(dataset: Dataset, column: int) -> Range:
    """Return how far an axis reaches: over all rows; for drawn points over their whole square."""
    categories = dataset.columns[column].categories
    if categories:
        return -0.5, len(categories) - 0.5
    values = np.concatenate([dataset.raw_train[:, column], dataset.raw_test[:, column]])
    least, greatest = float(values.min()), float(values.max())
    if dataset.name in (*DRAWS, OWN_POINTS) and len(dataset.columns) == 2:
        if least >= -PLANE and greatest <= PLANE:
            return -PLANE, PLANE
        reach = max(-least, greatest) * 1.05
        return -reach, reach
    return around(least, greatest, 0.07)


def has_plane(dataset: Dataset) -> bool:
    """Whether there can be a boundary: where each step has a class, there is none."""
    return not dataset.classes or dataset.y_train.ndim == 1


def grid_of(dataset: Dataset, view: ViewSettings, output: Output | None = None) -> Grid:
    """Return the grid to be computed for ``dataset`` on the axes that ``view`` names."""
    horizontal, vertical = chosen_axes(dataset, view)
    across = limits(dataset, horizontal)
    if vertical is None:
        return Grid(horizontal, None, across, resolution=LINE_RESOLUTION, output=output)
    return Grid(horizontal, vertical, across, limits(dataset, vertical), RESOLUTION, output)


def telling(dataset: Dataset, columns: Sequence[int]) -> list[int]:
    """Return ``columns`` in the order of what each alone tells of the target, most first.

    That is the share of its variance that lies between the classes, or the mean of the squared
    correlations with the targets. Those that say the same as the first come late, those that never
    change last.
    """
    rows = thinned(len(dataset.raw_train), _LOOKED_AT)
    values = _standard(dataset.raw_train[np.ix_(rows, np.array(columns))])
    told = _shares(values, dataset.y_train[rows], len(dataset.classes))
    first = values[:, told.argmax()]
    alike = np.abs(first @ values) > _ALIKE * len(values)
    alike[told.argmax()] = False
    late = alike + 2 * (values == 0.0).all(axis=0)
    return [columns[place] for place in np.lexsort((-told, late))]


def first_output(dataset: Dataset | None) -> int:
    """Return the output that is shown of its own accord: the first whose target is not constant."""
    if dataset is None or dataset.classes or dataset.y_train.ndim == 1:
        return 0
    return int((np.ptp(dataset.y_train, axis=0) > 0.0).argmax())


def _standard(values: Floats) -> Floats:
    """Return the columns with mean 0 and deviation 1; 0 where all rows agree."""
    centred = values - values.mean(axis=0)
    deviation = centred.std(axis=0)
    standard: Floats = np.zeros_like(centred)
    np.divide(centred, deviation, out=standard, where=deviation > 0.0)
    return standard


def _shares(values: Floats, targets: NDArray[Any], classes: int) -> Floats:
    """Return what each column of ``values`` tells of ``targets``, from 0 to 1."""
    if not classes:
        correlations = values.T @ _standard(targets.reshape(len(values), -1)) / len(values)
        told: Floats = np.square(correlations).mean(axis=1)
        return told
    between: Floats = np.zeros(values.shape[1])
    for index in range(classes):
        own = values[targets == index]
        if len(own):
            between += len(own) / len(values) * np.square(own.mean(axis=0))
    return between


def thinned(count: int, most: int, seed: int = 0) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return ``most`` of ``count`` indices in order, the same for the same seed; or all of them."""
    if count <= most:
        return np.arange(count)
    chosen = np.random.Generator(np.random.PCG64(seed)).choice(count, most, replace=False)
    return np.sort(chosen)
