"""Greedy pre-training: the RBMs of a program one after the other, each on what those before give.

What it leaves are first weights; together the layers are a deep belief network (Hinton, Osindero
and Teh 2006), and back-propagation goes on from there.
"""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.layers import RBM
from engine.message import SpokenError
from engine.unsupervised.advance import DivergedError, PretrainingPlace, PretrainingStep
from engine.unsupervised.figures import Figures, machines_of, read_rows, weights_of
from engine.unsupervised.layerrun import LayerRun, LayerState, first_visible_bias

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

JUDGED = 2000
"""Rows of each part, the first ones, whose figures are followed."""


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
    place: int = 0
    step: int = 0
    figures: tuple[Figures, ...] = ()
    running: LayerState | None = None


class Pretraining:
    """Trains the RBMs of a program without labels.

    Each reads what the network in front of it gives when it predicts: the probabilities of the RBMs
    before, Dropout and noise off. RBMs with no pre-training epochs are passed over. All but the
    visible kind may change between two steps, through `Program.adopt`; the last layer goes on where
    it gets more epochs.

    Parameters
    ----------
    batch_size
        Samples per step; None for all of them.
    seed
        Decides the order of samples and the drawn units.

    Attributes
    ----------
    machines
        Ids of the RBMs in the order of their training.
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
        self.machines = machines_of(program)
        self._place = 0
        self._run: LayerRun | None = None
        self._train = self._test = program.theta[:0]
        self.progress = PretrainingStep()
        self.figures: list[Figures] = []

    @property
    def done(self) -> bool:
        """Whether no RBM is left to train."""
        return self._next_place() is None

    @property
    def layer(self) -> int | None:
        """Id of the layer that is in training or was last; None before the first."""
        return None if self._run is None else self.machines[self._place]

    @property
    def place(self) -> PretrainingPlace | None:
        """Where it stands, in words; None before the first step."""
        if self._run is None:
            return None
        epochs = [self._layer(place).pretraining_epochs for place in range(len(self.machines))]
        mine = epochs[self._place]
        before = sum(map(bool, epochs[: self._place]))
        return PretrainingPlace(
            layer=self._program.graph[self.machines[self._place]].name,
            place=before + 1,
            layers=before + 1 + sum(map(bool, epochs[self._place + 1 :])),
            epoch=min(self._run.epoch + 1, mine),
            epochs=mine,
        )

    @property
    def planned(self) -> int:
        """Steps of all layers together, from the first to the last."""
        samples = len(self._dataset.x_train)
        batches = -(-samples // min(self._batch_size or samples, samples))
        return batches * sum(self._layer(p).pretraining_epochs for p in range(len(self.machines)))

    def set_batch_size(self, size: int | None) -> None:
        """Use another size from the next batch on; samples keep their order within the epoch.

        Chains that run already stay as many as they are.
        """
        if size != self._batch_size:
            self._batch_size = size
            if self._run is not None:
                self._run.resize(size)

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

    def leave(self) -> None:
        """Let go of the rows that the last layer reads: what it learned is used from now on."""
        self._place, self._run = len(self.machines), None
        self._train = self._test = self._train[:0]

    def _settled(self, place: int) -> bool:
        epochs = self._run.epoch if self._run is not None and place == self._place else 0
        return epochs >= self._layer(place).pretraining_epochs

    def _layer(self, place: int) -> RBM:
        layer = self._program.live[self.machines[place]]
        assert isinstance(layer, RBM)
        return layer

    def _next_place(self) -> int | None:
        """Return the place of the layer that the next step trains, or None."""
        places = range(self._place, len(self.machines))
        return next((place for place in places if not self._settled(place)), None)

    def _advance(self) -> bool:
        """Leave a layer that needs no more for the next; return whether there is one."""
        place = self._next_place()
        if place is None:
            return False
        if place != self._place:
            self._place, self._run = place, None
        return True

    def _step(self) -> None:
        progress, node = self.progress, self.machines[self._place]
        run = self._run = self._run or self._begin()
        ended = run.step(self._layer(self._place))
        if ended is None:
            raise DivergedError(self._program.graph[node].name, run.epoch + 1)
        progress.layer, progress.epoch = node, run.epoch
        progress.step += 1
        progress.ends_epoch = ended
        progress.ends_layer = ended and self._settled(self._place)
        if ended:
            self.figures.append(self._judge(run))

    def _begin(self) -> LayerRun:
        """Open the next layer and give it its first visible biases."""
        run, node = self._open(), self.machines[self._place]
        visible, rows = self._layer(self._place).visible, self._train
        if visible == "bernoulli" and not (rows.min() >= 0.0 and rows.max() <= 1.0):
            raise SpokenError(
                "{layer} has Bernoulli visible units and reads values outside 0 to 1. Choose "
                "Gaussian visible units, or scale the inputs to 0 to 1.",
                layer=self._program.graph[node].name,
            )
        weights_of(self._program, node).visible_bias[...] = first_visible_bias(rows, visible)
        self.figures.append(self._judge(run))
        return run

    def _open(self) -> LayerRun:
        node = self.machines[self._place]
        self._train = read_rows(self._program, node, self._dataset.x_train)
        self._test = read_rows(self._program, node, self._dataset.x_test[:JUDGED])
        seed = (self._seed, node)
        weights = weights_of(self._program, node)
        return LayerRun(self._layer(self._place), weights, self._train, self._batch_size, seed)

    def _judge(self, run: LayerRun) -> Figures:
        node = self.machines[self._place]
        return Figures.of(node, run.epoch, run.machine, self._train[:JUDGED], self._test)

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
            self.progress.layer = self.machines[self._place]
            self.progress.epoch = running.epoch

    def at(self, snapshot: PretrainingSnapshot | None, theta: Floats) -> Pretraining:
        """Return the pre-training as it was at ``snapshot``, to be looked at; None is its start.

        The program holds ``theta`` then, and this goes on where it stands.
        """
        past = copy.copy(self)
        if self.machines:
            before = snapshot or PretrainingSnapshot(theta=theta)
            past.restore(dataclasses.replace(before, theta=theta))
        return past

    def carried(self, old: Pretraining) -> PretrainingSnapshot:
        """Return where ``old`` stands, for this one, which a changed drawing has made.

        What it had trained in front of the first change stays trained; from there on layers are
        trained anew, beginning with the weights that this program holds.
        """
        same = self._dataset is old._dataset
        kept = 0
        for mine, its in zip(self.machines, old.machines, strict=False):
            if not (same and mine == its and self._program.computes_as(old._program, mine)):
                break
            kept += 1
        running = old._run if kept > old._place else None
        place = min(kept, old._place)
        known = self.machines[: place if running is None else place + 1]
        return PretrainingSnapshot(
            theta=self._program.theta.copy(),
            place=place,
            step=old.progress.step,
            figures=tuple(each for each in old.figures if each.layer in known),
            running=None if running is None else running.state(),
        )
