"""The small picture of each layer, and its health."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.training.boundary import inputs_over
from dnngui.training.frames import Grid, NodePreview
from dnngui.training.probe import Probe
from engine.activations import FUNCTIONS
from engine.magnitude import root_mean_square

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.activations import ActivationName
    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

SIDE = 24
"""Points along each side of a neuron's map."""

UNITS = 64
"""Most maps of one layer."""

SAMPLES = 256
BINS = 24

HUGE = 1e6
_WORSE = ("ok", "saturated", "dead", "exploding")
_NEAR = 0.01
_MOST = 0.75
_SQUASHING: frozenset[ActivationName] = frozenset({"sigmoid", "tanh", "softsign", "hard_sigmoid"})


class Previews:
    """Makes the pictures of all layers of one network.

    Where the data has two columns of numbers: a map of each unit over their range; else a
    histogram. Health is judged on training samples.
    """

    def __init__(self, dataset: Dataset, program: Program) -> None:
        self._program = program
        self._ends = {program.output, *(each.node for each in program.objectives)}
        samples = dataset.x_train[:SAMPLES]
        grid = plane_of(dataset)
        self._points = 0
        if grid is not None:
            points = inputs_over(grid, dataset, dataset.median_row())
            self._points = len(points)
            samples = np.concatenate([points, samples])
        self._probe = Probe(program, samples)

    def pictures(self, breathe: Callable[[], None]) -> dict[int, NodePreview]:
        """Return the picture of each layer by its id in the drawing, with the weights as they are.

        A group has that of its last layer and its Input that of what it reads; a layer in a
        repeated group has that of the first copy. The health is that of the worst copy.
        """
        found = self._probe.run(self._program.order, breathe)
        pictures = {node: self._picture(node, values) for node, values in found.items()}
        return _drawn(self._program, pictures) if self._program.outputs else pictures

    def _picture(self, node: int, values: Floats) -> NodePreview:
        sampled = values[:, self._points :]
        health, size = self._health(node, sampled), root_mean_square(sampled)
        if not self._points:
            histogram, limits = _histogram(values)
            return NodePreview(None, histogram, limits, health, size)
        maps = values[:UNITS, : self._points].reshape(-1, SIDE, SIDE).astype(np.float32)
        return NodePreview(maps, None, _limits(maps), health, size)

    def _health(self, node: int, values: Floats) -> str:
        """Judge ``(units, samples)`` outputs of a layer."""
        if not np.abs(values).max(initial=0.0) <= HUGE:
            return "exploding"
        name = self._program.graph[node].layer.activation_name()
        if name == "relu" and np.mean(values.max(axis=1) <= 0.0) > 0.5:
            return "dead"
        # At the end of a classifier, outputs at their limits are what was asked for.
        if name in _SQUASHING and node not in self._ends and _at_limits(name, values):
            return "saturated"
        return "ok"


def _drawn(program: Program, pictures: dict[int, NodePreview]) -> dict[int, NodePreview]:
    """Return the pictures of the layers as they are drawn."""
    worst: dict[int, str] = {}
    for node, picture in pictures.items():
        for each in program.trails[node]:
            worst[each] = max(worst.get(each, "ok"), picture.health, key=_WORSE.index)
    shown = {**{each: each for each in worst}, **program.outputs}
    return {
        each: dataclasses.replace(pictures[node], health=worst.get(each, "ok"))
        for each, node in shown.items()
    }


def plane_of(dataset: Dataset, side: int = SIDE) -> Grid | None:
    """Return the plane of two columns of numbers, over the range of both parts; else None."""
    if len(dataset.columns) != 2 or any(column.categories for column in dataset.columns):
        return None
    rows = np.concatenate([dataset.raw_train, dataset.raw_test])
    low, high = rows.min(axis=0), rows.max(axis=0)
    x_limits, y_limits = zip(low.tolist(), high.tolist(), strict=True)
    return Grid(0, 1, x_limits, y_limits, side)


def _at_limits(name: ActivationName, values: Floats) -> bool:
    low, high = FUNCTIONS[name].limits
    near = _NEAR * (high - low)
    return float(np.mean((values < low + near) | (values > high - near))) > _MOST


def _limits(values: Floats) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    if np.isfinite(low) and np.isfinite(high):
        return low, high
    finite = values[np.isfinite(values)]
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)


def _histogram(values: Floats) -> tuple[NDArray[np.int64], tuple[float, float]]:
    low, high = _limits(values)
    # float32 differences of huge numbers overflow; equal limits have no bins.
    width = high - low
    edges = (low, high) if width > 0.0 else (low - 0.5, high + 0.5)
    finite = values[np.isfinite(values)].astype(np.float64)
    counts, _ = np.histogram(finite, BINS, edges)
    return counts.astype(np.int64), edges
