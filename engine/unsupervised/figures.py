"""How well RBMs know their inputs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
import numpy as np
from msgspec import Meta

from engine.inference import infer
from engine.inlining import inline
from engine.layers import RBM
from engine.record import Evaluation
from engine.unsupervised.rbm import Machine, Weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from engine.data.dataset import Dataset
    from engine.graph import Graph
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

FREE_ENERGY = "free_energy"
"""Name of the metric that an `Evaluation` of an RBM has."""

_ROWS = 2048
"""Rows that are judged at a time."""


class Figures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How well an RBM knows its inputs after ``epoch`` epochs.

    Attributes
    ----------
    layer
        Id of the layer.
    reconstruction_error
        Mean squared error of a value of the training rows, see `Machine.squared_error`.
    free_energy
        Mean over the training rows. By itself it says nothing: its zero is anywhere.
    test_reconstruction_error, test_free_energy
        The same of the held-out rows; None where there are none. Once their free energy rises
        away from that of the training rows, the layer learns these by heart.
    """

    layer: Annotated[int, Meta(ge=0)]
    epoch: Annotated[int, Meta(ge=0)]
    reconstruction_error: float
    free_energy: float
    test_reconstruction_error: float | None = None
    test_free_energy: float | None = None

    @classmethod
    def of(cls, layer: int, epoch: int, machine: Machine, train: Floats, test: Floats) -> Figures:
        """Judge ``machine`` on training and held-out rows, each ``(n, visible)``."""
        found: dict[str, float] = {}
        for prefix, rows in (("", train), ("test_", test)):
            if len(rows):
                error, energy = _means(machine, rows)
                found[f"{prefix}reconstruction_error"] = error
                found[f"{prefix}free_energy"] = energy
        return cls(layer=layer, epoch=epoch, **found)

    @property
    def finite(self) -> bool:
        """Whether all are finite numbers."""
        tested = (self.test_reconstruction_error or 0.0, self.test_free_energy or 0.0)
        return all(map(math.isfinite, (self.reconstruction_error, self.free_energy, *tested)))

    def evaluation(self, step: int) -> Evaluation:
        """Return them as an evaluation after ``step`` steps, the reconstruction as its loss."""
        held_out = self.test_free_energy is not None
        return Evaluation(
            step=step,
            epoch=float(self.epoch),
            loss=self.reconstruction_error,
            test_loss=self.test_reconstruction_error,
            metrics={FREE_ENERGY: self.free_energy},
            test_metrics={FREE_ENERGY: self.test_free_energy} if held_out else {},  # type: ignore[dict-item]  # both are known or neither
        )


def machines_of(program: Program) -> tuple[int, ...]:
    """Return the ids of a program's RBMs in the order of the forward pass."""
    return tuple(node for node in program.order if isinstance(program.graph[node].layer, RBM))


def ends_in_machine(graph: Graph) -> bool:
    """Whether an RBM alone ends the network: then there is nothing to learn but its inputs."""
    whole = inline(graph).graph
    ends = [whole[node].layer for node in infer(whole).outputs]
    return len(ends) == 1 and isinstance(ends[0], RBM)


def has_machines(graph: Graph) -> bool:
    """Whether there is an RBM in a drawing, be it within a group."""
    return any(isinstance(node.layer, RBM) for node in inline(graph).graph.nodes)


def weights_of(program: Program, node: int) -> Weights:
    """Return views of an RBM's parameters."""
    views = program.views[node]
    return Weights(*(views[name][0] for name in Weights._fields))


def read_rows(program: Program, node: int, x: ArrayLike) -> Floats:
    """Return what an RBM reads of samples when the network predicts, ``(n, visible)``."""
    (source,) = program.graph.sources(node)
    return program.activations(x, (source,))[source]


class MachineExaminer:
    """Evaluates the RBM at the end of a program on both parts of its data; targets are not read.

    Attributes
    ----------
    train, test
        Samples as the program reads them, and targets of no width.
    """

    def __init__(self, program: Program, dataset: Dataset) -> None:
        self._program, self._dataset = program, dataset
        self.train = self._part(dataset.x_train)
        self.test = self._part(dataset.x_test)

    def _part(self, x: Floats) -> tuple[Floats, Floats]:
        rows = self._program.augmented(x)
        return rows, rows[:, :0]

    def set_scoring(self, threshold: float | None, tolerance: float) -> None:
        """Do nothing: an RBM predicts no targets."""

    def evaluate(self, step: int, epoch: float) -> Evaluation:
        """Return the figures of all rows, the reconstruction error as the loss."""
        program, dataset = self._program, self._dataset
        node = program.output
        layer = program.live[node]
        assert isinstance(layer, RBM)
        machine = Machine(weights_of(program, node), layer.visible, chains=1)
        parts = (read_rows(program, node, x) for x in (dataset.x_train, dataset.x_test))
        found = Figures.of(node, 0, machine, *parts).evaluation(step)
        return msgspec.structs.replace(found, epoch=epoch)


def _means(machine: Machine, rows: Floats) -> tuple[float, float]:
    """Return the mean reconstruction error and free energy of ``(n, visible)``."""
    error = energy = 0.0
    with np.errstate(all="ignore"):
        for start in range(0, len(rows), _ROWS):
            part = rows[start : start + _ROWS].T
            error += float(machine.squared_error(part).sum(dtype=np.float64))
            energy += float(machine.free_energy(part).sum(dtype=np.float64))
    return error / len(rows), energy / len(rows)
