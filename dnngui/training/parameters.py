"""How weights and their gradients are spread, and how large either is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.training.machines import machine_of
from dnngui.training.views import Request, StillView
from engine.places import places

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.program import Program
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

BINS = 48
SAMPLE = 8192
"""Values of one tensor that are counted at most, evenly spread over it."""


@dataclass(frozen=True, eq=False)
class Spread:
    """A histogram.

    Attributes
    ----------
    counts
        ``(BINS,)``
    low, high
        Where the first bin begins and the last one ends.
    """

    counts: NDArray[np.int64]
    low: float
    high: float

    @cached_property
    def below(self) -> NDArray[np.float64]:
        """Share of the values below each edge, ``(BINS + 1,)``."""
        return np.append(0.0, np.cumsum(self.counts) / max(int(self.counts.sum()), 1))


@dataclass(frozen=True, eq=False)
class Sizes:
    """Euclidean norms of all that one layer learns.

    Attributes
    ----------
    gradient
        Of the last step's batch, as the optimizer took it; 0 before the first.
    """

    layer: str
    weights: float
    gradient: float


@dataclass(frozen=True, eq=False)
class Look:
    """Weights and gradients of one moment.

    Attributes
    ----------
    step, epoch
        When that is.
    weights, gradients
        By tensor, such as ``"dense_1/kernel"``; None for one whose values are not all finite or,
        of gradients, before the first step.
    sizes
        Layer by layer.
    machine
        Name of the RBM that is being trained, and whose epochs are told; nothing for the network.
    """

    step: int
    epoch: float
    weights: dict[str, Spread | None]
    gradients: dict[str, Spread | None]
    sizes: tuple[Sizes, ...]
    machine: str = ""


@dataclass(frozen=True)
class Parameters(Request):
    """Look at all that is learned."""

    interval = 0.25

    def view(self, trainer: Trainer) -> _View | None:
        return _View(trainer.program) if trainer.program.theta.size else None


class _View(StillView):
    def __init__(self, program: Program) -> None:
        self._program = program
        # What layers keep by themselves, such as a running mean, has no gradient.
        learned = [place for place in places(program) if place.parameter.learned]
        self._tensors = {
            f"{program.graph[node].name}/{parameter.name}": span
            for node, parameter, span in learned
        }
        self._layers: defaultdict[str, list[slice]] = defaultdict(list)
        for node, _, span in learned:
            self._layers[program.graph[node].name].append(span)

    def picture(self, trainer: Trainer, breathe: Callable[[], None]) -> Look:
        weights: dict[str, Spread | None] = {}
        gradients: dict[str, Spread | None] = {}
        sizes: list[Sizes] = []
        moved, theta = trainer.steps_made > 0, self._program.theta
        gradient = self._program.true_gradient()
        for name, span in self._tensors.items():
            weights[name] = spread(theta[span])
            gradients[name] = spread(gradient[span]) if moved and gradient[span].any() else None
            breathe()
        for layer, spans in self._layers.items():
            values, slopes = (
                _norm([vector[each] for each in spans]) for vector in (theta, gradient)
            )
            sizes.append(Sizes(layer, values, slopes))
            breathe()
        epoch, machine = _moment(trainer)
        return Look(trainer.steps_made, epoch, weights, gradients, tuple(sizes), machine)


def _moment(trainer: Trainer) -> tuple[float, str]:
    """Return the epochs done, and of which RBM they are."""
    node, progress = machine_of(trainer), trainer.pretraining.progress
    if node is None:
        return trainer.epochs, ""
    epoch = float(progress.epoch) if progress.layer == node else 0.0
    return epoch, trainer.program.graph[node].name


def spread(values: Floats) -> Spread | None:
    """Return a histogram from the least to the greatest value; None where one is not finite."""
    flat = values.reshape(-1)
    flat = flat[:: -(-flat.size // SAMPLE)].astype(np.float64)
    low, high = float(flat.min()), float(flat.max())
    if not np.isfinite(high - low):
        return None
    if high == low:
        low, high = low - 0.5e-3 * (abs(low) or 1.0), high + 0.5e-3 * (abs(high) or 1.0)
    places = np.minimum((flat - low) * (BINS / (high - low)), BINS - 1).astype(np.intp)
    return Spread(np.bincount(places, minlength=BINS), low, high)


def _norm(parts: list[Floats]) -> float:
    return float(np.sqrt(sum(float(np.vdot(part, part)) for part in parts)))
