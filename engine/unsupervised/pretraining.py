"""Greedy pre-training: the RBMs of a program one after the other, each on what those before give.

What it leaves are first weights; together the layers are a deep belief network (Hinton, Osindero
and Teh 2006), and back-propagation goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from engine.layers import RBM
from engine.message import SpokenError
from engine.unsupervised.layerrun import LayerRun, LayerState, first_visible_bias
from engine.unsupervised.rbm import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

JUDGED = 2000
"""Rows of each part, the first ones, whose figures are followed."""


class DivergedError(SpokenError):
    """The weights of an RBM ran away; they are those from before the step that showed it.

    Attributes
    ----------
    layer
        Id of the layer.
    """

    def __init__(self, layer: int, name: str, epoch: int) -> None:
        self.layer = layer
        super().__init__(
            "Pre-training {layer} ran away in epoch {epoch}. Lower its pre-training rate.",
            layer=name,
            epoch=epoch,
        )


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

    layer: int
    epoch: int
    reconstruction_error: float
    free_energy: float
    test_reconstruction_error: float | None = None
    test_free_energy: float | None = None


@dataclass(slots=True)
class PretrainingStep:
    """Where pre-training stands; one object, brought up to date at each step.

    Attributes
    ----------
    layer
        Id of the layer that the step trained; -1 before the first.
    epoch
        Whole epochs of it done.
    step
        Steps made, of all layers.
    ends_epoch, ends_layer
        Whether this step was the last of its epoch, and of its layer.
    """

    layer: int = -1
    epoch: int = 0
    step: int = 0
    ends_epoch: bool = False
    ends_layer: bool = False


@dataclass(frozen=True, eq=False)
class PretrainingSnapshot:
    """All that pre-training needs to go on from a moment, bit for bit.

    Attributes
    ----------
    theta
        All parameters of the program.
    place
        Number of RBMs that are done or were passed over.
    step
        Steps made.
    figures
        What was recorded so far.
    running
        The layer in training, or None between two.
    """

    theta: Floats
    place: int
    step: int
    figures: tuple[Figures, ...]
    running: LayerState | None


class Pretraining:
    """Trains the RBMs of a program without labels.

    Each reads what the network in front of it gives when it predicts: the probabilities of the RBMs
    before, Dropout and noise off. RBMs with no pre-training epochs are passed over. All but the
    visible kind may change between two steps, through `Program.adopt`.

    Parameters
    ----------
    batch_size
        Samples per step; None for all of them.
    seed
        Decides the order of samples and the drawn units.

    Attributes
    ----------
    progress
        Where it stands.
    figures
        For each layer at its start and after each epoch.
    """

    def __init__(
        self, program: Program, dataset: Dataset, batch_size: int | None = 32, seed: int = 0
    ) -> None:
        if not len(dataset.x_train):
            raise SpokenError("The training part has no rows. Hold out fewer rows for the test.")
        self._program, self._dataset = program, dataset
        self._batch_size, self._seed = batch_size, seed
        self._machines = [n for n in program.order if isinstance(program.live[n], RBM)]
        self._place = 0
        self._run: LayerRun | None = None
        self.progress = PretrainingStep()
        self.figures: list[Figures] = []

    @property
    def done(self) -> bool:
        """Whether no RBM is left to train."""
        return all(self._settled(place) for place in range(self._place, len(self._machines)))

    def steps(self) -> Iterator[PretrainingStep]:
        """Make steps, one each time it is asked, until every RBM is trained.

        Yields `progress` each time. Between two steps it may be saved, restored or left. NumPy
        warns of overflows as the caller's `numpy.errstate` says.

        Raises
        ------
        DivergedError
            Where a gradient is not finite.
        SpokenError
            Where the rows do not suit a layer's visible units.
        """
        while self._advance():
            self._step()
            yield self.progress

    def _settled(self, place: int) -> bool:
        epochs = self._run.epoch if self._run is not None and place == self._place else 0
        return epochs >= self._layer(place).pretraining_epochs

    def _layer(self, place: int) -> RBM:
        layer = self._program.live[self._machines[place]]
        assert isinstance(layer, RBM)
        return layer

    def _advance(self) -> bool:
        """Leave the layers that need no more; return whether there is one that does."""
        while self._place < len(self._machines) and self._settled(self._place):
            self._place += 1
            self._run = None
        return self._place < len(self._machines)

    def _step(self) -> None:
        progress, node = self.progress, self._machines[self._place]
        run = self._run = self._run or self._begin()
        ended = run.step(self._layer(self._place))
        if ended is None:
            raise DivergedError(node, self._program.graph[node].name, run.epoch + 1)
        progress.layer, progress.epoch = node, run.epoch
        progress.step += 1
        progress.ends_epoch = ended
        progress.ends_layer = ended and self._settled(self._place)
        if ended:
            self.figures.append(self._judge(run))

    def _begin(self) -> LayerRun:
        """Open the next layer and give it its first visible biases."""
        run = self._open()
        visible, rows = self._layer(self._place).visible, self._train
        if visible == "bernoulli" and not (rows.min() >= 0.0 and rows.max() <= 1.0):
            raise SpokenError(
                "{layer} has Bernoulli visible units and reads values outside 0 to 1. Choose "
                "Gaussian visible units, or scale the inputs to 0 to 1.",
                layer=self._program.graph[self._machines[self._place]].name,
            )
        self._weights().visible_bias[...] = first_visible_bias(rows, visible)
        self.figures.append(self._judge(run))
        return run

    def _open(self) -> LayerRun:
        node = self._machines[self._place]
        self._train = self._read(self._dataset.x_train)
        self._test = self._read(self._dataset.x_test[:JUDGED])
        seed = (self._seed, node)
        layer = self._layer(self._place)
        return LayerRun(layer, self._weights(), self._train, self._batch_size, seed)

    def _read(self, x: ArrayLike) -> Floats:
        """Return what the layer reads of samples, ``(n, visible)``."""
        (source,) = self._program.graph.sources(self._machines[self._place])
        return self._program.activations(x, (source,))[source]

    def _weights(self) -> Weights:
        views = self._program.views[self._machines[self._place]]
        return Weights(*(views[name][0] for name in Weights._fields))

    def _judge(self, run: LayerRun) -> Figures:
        found: dict[str, float] = {}
        with np.errstate(all="ignore"):
            for prefix, rows in (("", self._train[:JUDGED]), ("test_", self._test)):
                if len(rows):
                    error, energy = run.machine.squared_error, run.machine.free_energy
                    found[f"{prefix}reconstruction_error"] = float(error(rows.T).mean())
                    found[f"{prefix}free_energy"] = float(energy(rows.T).mean())
        return Figures(layer=self._machines[self._place], epoch=run.epoch, **found)

    # -- snapshots

    def snapshot(self) -> PretrainingSnapshot:
        """Return all that is needed to go on from here; shares nothing with it."""
        return PretrainingSnapshot(
            theta=self._program.theta.copy(),
            place=self._place,
            step=self.progress.step,
            figures=tuple(self.figures),
            running=None if self._run is None else self._run.state(),
        )

    def restore(self, snapshot: PretrainingSnapshot) -> None:
        """Go on from ``snapshot``; what follows is bit for bit what followed there.

        Raises
        ------
        SpokenError
            Where it belongs to a network of another size or to other rows.
        """
        if snapshot.theta.shape != self._program.theta.shape:
            raise SpokenError("The saved weights belong to another network.")
        running = snapshot.running
        if running is not None and running.position >= len(self._dataset.x_train):
            raise SpokenError("The saved run belongs to more training samples than there are.")
        self._program.theta[...] = snapshot.theta
        self._place, self._run = snapshot.place, None
        self.figures = list(snapshot.figures)
        self.progress = PretrainingStep(step=snapshot.step)
        if running is not None:
            self._run = self._open()
            self._run.resume(running)
            self.progress.layer = self._machines[self._place]
            self.progress.epoch = running.epoch
