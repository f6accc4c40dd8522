"""The weights of a layer that sees pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dnngui.training.views import Request, StillView
from engine.filters import filters_of, layers_with_filters

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from engine.shapes import Shape
    from engine.trainer import Trainer

MOST = 400
"""Units that are shown at most, the first ones."""


@dataclass(frozen=True, eq=False)
class Filters:
    """What units answer to.

    Attributes
    ----------
    weights
        ``(units, height, width, channels)``, of the first `MOST` units.
    units
        How many the layer has.
    """

    weights: NDArray[np.floating[Any]]
    units: int


@dataclass(frozen=True)
class FiltersOf(Request):
    """Show the weights of a layer as pictures.

    Attributes
    ----------
    node
        Id of the layer, groups taken apart.
    picture
        ``(height, width, channels)`` of a sample.
    """

    node: int
    picture: Shape

    def view(self, trainer: Trainer) -> _View | None:
        known = layers_with_filters(trainer.program.graph, self.picture)
        return _View(self) if self.node in known else None


class _View(StillView):
    def __init__(self, request: FiltersOf) -> None:
        self._request = request

    def picture(self, trainer: Trainer, _: Callable[[], None]) -> Filters:
        weights = filters_of(trainer.program, self._request.node, self._request.picture)
        return Filters(weights[:MOST].copy(), len(weights))
