"""Samples, and what an autoencoder makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dnngui.training.outputs import Output, compared
from dnngui.training.probe import Probe
from dnngui.training.views import Request, StillView, part_of
from engine.data.dataset import Task
from engine.layers import (
    AlphaDropout,
    Dropout,
    Flatten,
    GaussianNoise,
    Input,
    Reshape,
    SpatialDropout,
)
from engine.noise import NoiseSource
from engine.program import compile

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.graph import Graph
    from engine.program import Program
    from engine.trainer import Trainer

    Floats = NDArray[np.floating[Any]]

SAMPLES = 10

_DISTURBING = (GaussianNoise, Dropout, SpatialDropout, AlphaDropout)
_PASSING = (Flatten, Reshape)
_NOISE = 1
"""Seed of the noise: a picture that stands still can be compared with the one before."""


@dataclass(frozen=True, eq=False)
class Reconstructed:
    """Samples as the network reads them, each ``(samples, width)``, and what comes back.

    Attributes
    ----------
    test
        Whether the samples are of the test part.
    disturbed
        What is left of the samples behind the noise and dropout layers at the beginning of the
        network; None where there are none.
    outputs
        What the network makes of the disturbed samples, or else of the originals.
    errors
        ``(samples,)`` mean squared distances of the outputs to the originals.
    """

    test: bool
    originals: Floats
    disturbed: Floats | None
    outputs: Floats
    errors: NDArray[np.float64]


@dataclass(frozen=True)
class Reconstructions(Request):
    """Give back the first samples of the test part, or of the training part without one.

    Attributes
    ----------
    output
        Which of several; None is the first.
    """

    samples: int = SAMPLES
    output: Output | None = None

    def view(self, trainer: Trainer) -> _View | None:
        found = compared(trainer, self.output)
        if found is None or not gives_back(found.dataset, self.samples):
            return None
        test = len(found.dataset.x_test) > 0
        x, _ = part_of(found.dataset, test=test)
        return _View(x[: self.samples], trainer.program, found.node, test=test)


def gives_back(dataset: Dataset, samples: int = SAMPLES) -> bool:
    """Whether the targets of the first samples are what the network reads of them."""
    x, y = (each[:samples] for each in part_of(dataset, test=len(dataset.x_test) > 0))
    return dataset.task is Task.REGRESSION and np.array_equal(x, y)


class _View(StillView):
    def __init__(self, samples: Floats, program: Program, output: int, *, test: bool) -> None:
        self._samples, self._test = samples, test
        self._output = output
        self._disturbed = _disturbed(program, samples)
        read = samples if self._disturbed is None else self._disturbed
        self._probe = Probe(program, read)

    def picture(self, _: Trainer, breathe: Callable[[], None]) -> Reconstructed:
        outputs = self._probe.run((self._output,), breathe)[self._output].T.copy()
        off = outputs.astype(np.float64) - self._samples
        errors = np.mean(off * off, axis=1)
        return Reconstructed(self._test, self._samples, self._disturbed, outputs, errors)


def _disturbed(program: Program, samples: Floats) -> Floats | None:
    """Return what layers of noise at the network's beginning leave of ``samples``.

    They are drawn by a network of these layers alone, whose chance is its own.
    """
    chain = beginning(program.graph)
    if not chain:
        return None
    others = [node.id for node in program.graph.nodes if node.id not in chain]
    own = compile(program.graph.remove(others), program.loss, dtype=program.dtype.name)
    own.noise.state = NoiseSource(_NOISE).state
    rows = own.augmented(samples)
    plan = own.plan(len(rows), training=True)
    plan.forward(rows.T)
    return np.array(plan.values(own.output, rows.T).reshape(-1, len(rows)).T)


def beginning(graph: Graph) -> tuple[int, ...]:
    """Return the layers from the input to the last one of noise before anything else; or none."""
    inputs = [node.id for node in graph.nodes if isinstance(node.layer, Input)]
    if len(inputs) != 1:
        return ()
    chain, end = inputs, 0
    while len(targets := graph.targets(chain[-1])) == 1:
        layer = graph[targets[0]].layer
        if not isinstance(layer, (*_DISTURBING, *_PASSING)):
            break
        chain.append(targets[0])
        if isinstance(layer, _DISTURBING):
            end = len(chain)
    return tuple(chain[:end])
