"""The numbers of a boundary: at one place in words, and all of them as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dnngui.plots import figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dnngui.plots.ranges import Range
    from dnngui.plots.reading import Reading
    from dnngui.training.frames import Boundary
    from engine.data.dataset import Column, Dataset


def words(dataset: Dataset, boundary: Boundary, reading: Reading, x: float, y: float) -> str:
    """Return what the network says at a place of the chart, in lines; empty beyond the grid."""
    grid = boundary.grid
    column = _nearest(x, grid.x_limits, grid.resolution)
    if column is None:
        return ""
    across = _coordinate(dataset.columns[grid.horizontal], x)
    if grid.vertical is None:
        return f"{across}\n{reading.tell(boundary.values[column])}"
    row = _nearest(y, grid.y_limits, grid.resolution)
    if row is None:
        return ""
    up = _coordinate(dataset.columns[grid.vertical], y)
    return f"{across}\n{up}\n{reading.tell(boundary.values[row, column])}"


def rows(dataset: Dataset, boundary: Boundary) -> Iterator[list[object]]:
    """Yield a heading and, for each point of the grid, its coordinates and the outputs there."""
    grid, values = boundary.grid, boundary.values
    names = [column.name for column in dataset.columns]
    outputs = [f"output {place + 1}" for place in range(values.shape[-1])]
    across = np.linspace(*grid.x_limits, grid.resolution).tolist()
    if grid.vertical is None:
        yield [names[grid.horizontal], *outputs]
        yield from ([x, *row] for x, row in zip(across, values.tolist(), strict=True))
        return
    yield [names[grid.horizontal], names[grid.vertical], *outputs]
    up = np.linspace(*grid.y_limits, grid.resolution).tolist()
    for y, line in zip(up, values.tolist(), strict=True):
        yield from ([x, y, *cell] for x, cell in zip(across, line, strict=True))


def _nearest(value: float, limits: Range, resolution: int) -> int | None:
    """Return the index of the nearest point of an axis; None beyond its ends."""
    place = round((value - limits[0]) / (limits[1] - limits[0]) * (resolution - 1))
    return place if 0 <= place < resolution else None


def _coordinate(column: Column, value: float) -> str:
    if column.categories:
        nearest = min(max(round(value), 0), len(column.categories) - 1)
        return f"{column.name}: {column.categories[nearest]}"
    return f"{column.name}: {figures.figure(value)}"
