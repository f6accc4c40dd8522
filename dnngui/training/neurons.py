"""The neurons of opened layers: a map of each over the plane of two inputs, and their weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from dnngui.training.boundary import fits, inputs_over
from dnngui.training.frames import Boundary, Grid
from dnngui.training.previews import SAMPLES, plane_of
from dnngui.training.probe import Probe
from dnngui.training.views import Request, StillView
from engine.layers import Input

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

SIDE = 50
"""Points along each side of a neuron's map."""


@dataclass(frozen=True, eq=False)
class LayerNeurons:
    """The neurons of one layer with the weights as they were.

    Attributes
    ----------
    maps
        ``(units, side, side)`` outputs over the plane of two inputs, row 0 at the lowest y; where
        the data have no such plane ``(units, 1, 1)``, the mean output over training samples.
    reach
        The largest size among them.
    kernel, bias
        ``(inputs, units)`` and ``(units,)``; None where the layer has none.
    names
        Of the columns that an Input brings one by one; else empty.
    """

    maps: NDArray[np.float32]
    reach: float
    kernel: NDArray[np.float32] | None = None
    bias: NDArray[np.float32] | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class NeuronsRequest(Request):
    """Asks for the neurons of layers, by the ids with which they are drawn."""

    interval: ClassVar[float] = 0.025
    moves: ClassVar[bool] = True

    nodes: tuple[int, ...]

    def view(self, trainer: Trainer) -> NeuronsView | None:
        program = trainer.program
        drawn = {node: program.outputs.get(node, node) for node in self.nodes}
        shown = {node: own for node, own in drawn.items() if own in program.shapes}
        return NeuronsView(shown, trainer) if shown else None


class NeuronsView(StillView):
    """Computes the maps of all units of some layers.

    Parameters
    ----------
    shown
        Ids of the layers in the program, by those with which they are drawn.
    """

    def __init__(self, shown: Mapping[int, int], trainer: Trainer) -> None:
        self._program, self._shown = trainer.program, shown
        dataset = trainer.shown
        grid = plane_of(dataset, SIDE)
        self._side = SIDE if grid is not None else 1
        rows = dataset.x_train[:SAMPLES]
        if grid is not None:
            rows = inputs_over(grid, dataset, dataset.median_row())
        self._probe = Probe(self._program, rows)
        self._names = {node: _names(self._program, own, dataset) for node, own in shown.items()}

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> dict[int, LayerNeurons]:
        found = self._probe.run(set(self._shown.values()), breathe)
        return {node: self._layer(node, own, found[own]) for node, own in self._shown.items()}

    def _layer(self, node: int, own: int, values: Floats) -> LayerNeurons:
        if self._side == 1:
            values = values.mean(axis=1, keepdims=True)
        maps = values.astype(np.float32).reshape(len(values), self._side, self._side)
        views = self._program.views.get(own, {})
        copies = {
            name: views[name][0].astype(np.float32) for name in ("kernel", "bias") & views.keys()
        }
        return LayerNeurons(
            maps, reach_of(maps), copies.get("kernel"), copies.get("bias"), self._names[node]
        )


def reach_of(maps: NDArray[np.float32]) -> float:
    """Return the largest size among values; 1 where that is 0 or nothing is finite."""
    high = max(float(maps.max()), -float(maps.min()))
    if not np.isfinite(high):
        sizes = np.abs(maps[np.isfinite(maps)])
        high = float(sizes.max()) if sizes.size else 0.0
    return high or 1.0


def _names(program: Program, node: int, dataset: Dataset) -> tuple[str, ...]:
    """Return the names of the columns, where each is one of the values that an Input brings."""
    alone = [each for each in program.order if isinstance(program.graph[each].layer, Input)]
    names = tuple(column.name for column in dataset.columns)
    plain = not any(column.categories for column in dataset.columns)
    return names if plain and alone == [node] and program.shapes[node] == (len(names),) else ()


@dataclass(frozen=True)
class NeuronMapRequest(Request):
    """Asks for one neuron over the plane of the boundary.

    Attributes
    ----------
    node, unit
        Id with which the layer is drawn, and which of its outputs.
    """

    interval: ClassVar[float] = 0.025
    moves: ClassVar[bool] = True

    node: int
    unit: int
    grid: Grid

    def view(self, trainer: Trainer) -> NeuronMapView | None:
        program, dataset = trainer.program, trainer.shown
        node = program.outputs.get(self.node, self.node)
        shape = program.shapes.get(node, ())
        if len(shape) != 1 or self.unit >= shape[0] or not fits(self.grid, dataset):
            return None
        rows = inputs_over(self.grid, dataset, dataset.median_row())
        return NeuronMapView(self, node, Probe(program, rows))


class NeuronMapView(StillView):
    """Computes one neuron's outputs; raw, whatever the units of the targets."""

    def __init__(self, request: NeuronMapRequest, node: int, probe: Probe) -> None:
        self._request, self._node, self._probe = request, node, probe

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Boundary:
        grid = self._request.grid
        values = self._probe.run((self._node,), breathe)[self._node][self._request.unit]
        sides = (grid.resolution,) * (1 if grid.vertical is None else 2)
        return Boundary(grid, values.reshape(*sides, 1).astype(np.float32))
