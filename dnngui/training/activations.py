"""One sample on its way through the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.training.probe import Probe
from dnngui.training.views import Request, StillView, part_of
from engine.shapes import size

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.program import Program
    from engine.shapes import Shape
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

MOST = 65536
"""Values of one layer that are shown at most, the first ones."""


@dataclass(frozen=True, eq=False)
class Activated:
    """What one layer makes of the sample.

    Attributes
    ----------
    name, kind
        The layer's name, and what kind of layer it is.
    shape
        Of its output.
    values
        ``(values,)``, at most `MOST`, the last dimension running fastest.
    """

    name: str
    kind: str
    shape: Shape
    values: Floats


@dataclass(frozen=True, eq=False)
class Passage:
    """A sample in every layer, from the inputs to the outputs, groups taken apart."""

    layers: tuple[Activated, ...]


@dataclass(frozen=True)
class ActivationsOf(Request):
    """Follow a row of the data through the network, dropout off."""

    test: bool
    row: int

    def view(self, trainer: Trainer) -> _View | None:
        x, _ = part_of(trainer.shown, test=self.test)
        return _View(trainer.program, x[self.row : self.row + 1]) if self.row < len(x) else None


class _View(StillView):
    def __init__(self, program: Program, row: Floats) -> None:
        self._program = program
        self._probe = Probe(program, row)

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Passage:
        program = self._program
        found = self._probe.run(program.order, breathe)
        return Passage(
            tuple(
                Activated(
                    program.graph[node].name,
                    type(program.graph[node].layer).__name__,
                    program.shapes[node],
                    found[node][:MOST, 0].copy(),
                )
                for node in program.order
            )
        )


@dataclass(frozen=True, eq=False)
class Maps:
    """What a layer sees of a picture at each place.

    Attributes
    ----------
    picture
        ``(height, width, channels)``, as the network reads it.
    maps
        ``(channels, height, width)``, at most as many as `MOST` values have.
    channels
        How many the layer has.
    """

    picture: Floats
    maps: Floats
    channels: int


@dataclass(frozen=True)
class MapsOf(Request):
    """Show the feature maps of a layer, by its id with groups taken apart, for a row of the data.

    Attributes
    ----------
    picture
        ``(height, width, channels)`` of a sample.
    """

    node: int
    picture: Shape
    test: bool
    row: int

    def view(self, trainer: Trainer) -> _MapsView | None:
        program = trainer.program
        x, _ = part_of(trainer.shown, test=self.test)
        shape = program.shapes.get(self.node, ())
        fits = self.row < len(x) and self.node in program.order and len(shape) == 3
        return _MapsView(self, program, x[self.row : self.row + 1]) if fits else None


class _MapsView(StillView):
    def __init__(self, request: MapsOf, program: Program, row: Floats) -> None:
        self._node, self._shape = request.node, program.shapes[request.node]
        self._picture = row.reshape(-1)[: size(request.picture)].reshape(request.picture)
        self._probe = Probe(program, row)

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Maps:
        values = self._probe.run((self._node,), breathe)[self._node][:, 0].reshape(self._shape)
        shown = max(1, MOST // (self._shape[0] * self._shape[1]))
        maps = np.moveaxis(values, -1, 0)[:shown].copy()
        return Maps(self._picture, maps, self._shape[2])
