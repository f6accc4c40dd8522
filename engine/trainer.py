"""The training loop: a generator of steps that can be changed, saved and resumed between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from engine.batches import Batches
from engine.message import SpokenError
from engine.optim import Adam, AnyOptimizer
from engine.optim.descent import Descent
from engine.record import Evaluation, Record
from engine.scores import Scorer
from engine.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engine.data.dataset import Dataset
    from engine.optim.transforms import Transforms
    from engine.program import Program

    Floats = NDArray[np.floating[Any]]

_GOOD_EVERY = 200
"""Least number of steps between two snapshots that are kept to go back to."""


class NotFiniteError(SpokenError):
    """The loss is not a finite number; the step was not made.

    Attributes
    ----------
    layer
        Name of the first layer whose weights or values are not finite, or None where all are and
        the loss itself overflowed.
    """

    def __init__(self, layer: str | None, step: int) -> None:
        self.layer, self.step = layer, step
        if layer is None:
            super().__init__(
                "The loss is not a finite number at step {step}. Lower the learning rate.",
                step=step,
            )
        else:
            super().__init__(
                "The loss is not a finite number at step {step}: {layer} is the first layer "
                "whose values went bad. Lower the learning rate.",
                step=step,
                layer=layer,
            )


@dataclass(slots=True)
class Step:
    """Where a run stands; one object, brought up to date at each step.

    Attributes
    ----------
    step
        Steps made since the first weights.
    epoch
        Whole epochs done.
    loss
        Batch loss before the step, regularisation not counted.
    ends_epoch
        Whether this step was the last of its epoch.
    """

    step: int = 0
    epoch: int = 0
    loss: float = math.nan
    ends_epoch: bool = False


class Trainer:
    """Trains a program on a data set.

    Parameters
    ----------
    batch_size
        Samples per step; None for all of them.
    seed
        Decides the order of samples.
    transforms
        What stands around the optimizer, such as penalties and clipping.
    record
        Takes losses and evaluations; None keeps none.
    threshold, tolerance
        See `Scorer`.

    Attributes
    ----------
    progress
        Where the run stands.
    last_good
        Snapshot of the last moment at which all was well, or None.
    """

    def __init__(
        self,
        program: Program,
        dataset: Dataset,
        optimizer: AnyOptimizer | None = None,
        batch_size: int | None = 32,
        seed: int = 0,
        *,
        transforms: Transforms | None = None,
        record: Record | None = None,
        threshold: float | None = None,
        tolerance: float = 0.1,
    ) -> None:
        if not len(dataset.x_train):
            raise SpokenError("The training part has no rows. Hold out fewer rows for the test.")
        self.program, self.dataset, self.record = program, dataset, record
        self._train = program.augmented(dataset.x_train), program.encode(dataset.y_train)
        self._test = program.augmented(dataset.x_test), program.encode(dataset.y_test)
        self._descent = Descent(program, optimizer or Adam(), transforms)
        self.set_scoring(threshold, tolerance)
        self._batch_size = batch_size
        self._batches = Batches(*self._train, self._taken_at_once(), seed)
        self._position = 0
        self._batches_changed = False
        self._best_loss = math.inf
        self.progress = Step()
        self.last_good: Snapshot | None = None
        self._candidate: Snapshot | None = None

    # -- what may change between two steps

    @property
    def optimizer(self) -> AnyOptimizer:
        return self._descent.optimizer

    def set_optimizer(self, optimizer: AnyOptimizer) -> None:
        """Use other hyperparameters; an optimizer of another kind starts with a fresh state.

        The weights that the old ones led to become the last good ones.
        """
        if math.isfinite(self._best_loss) and self._is_calm():
            self.last_good = self._candidate = self.snapshot()
        self._descent.adopt(optimizer)
        self._resize()

    def set_batch_size(self, size: int | None) -> None:
        """Use another size from the next batch on; samples keep their order within the epoch."""
        self._batch_size = size
        self._resize()

    def _taken_at_once(self) -> int | None:
        return None if self.optimizer.full_batch else self._batch_size

    def _resize(self) -> None:
        size = self._taken_at_once()
        if min(size or self._batches.samples, self._batches.samples) != self._batches.size:
            self._batches.resize(size)
            self._batches_changed = True

    def set_transforms(self, transforms: Transforms) -> None:
        """Use other penalties, clipping, and settings of single layers from the next step on."""
        self._descent.set_transforms(transforms)

    def set_scoring(self, threshold: float | None, tolerance: float) -> None:
        """Use another threshold or tolerance for the metrics."""
        low = self.program.low_target
        self._scorer = Scorer(self.dataset, low, threshold=threshold, tolerance=tolerance)

    # -- the loop

    def steps(self, epochs: int | None = None) -> Iterator[Step]:
        """Make steps, one each time it is asked, until ``epochs`` more epochs are done.

        Yields `progress` each time. Between two steps the run may be changed, saved, or left. NumPy
        warns of overflows on the way to infinity as the caller's `numpy.errstate` says.

        Raises
        ------
        NotFiniteError
            Where the loss is not finite; the parameters are those from before the step. The random
            generators have moved on, so only a `restore` repeats what was.
        """
        last = math.inf if epochs is None else self.progress.epoch + epochs
        if self.record is not None and not self.record.evaluations:
            self.record.add_evaluation(self.evaluate())
        while self.progress.epoch < last:
            yield from self._rest_of_epoch()

    def _rest_of_epoch(self) -> Iterator[Step]:
        """Make the steps to the end of the epoch, or until the batches change."""
        progress, program, record = self.progress, self.program, self.record
        if not self._position:
            self._keep_good()
            self._batches.begin()
        self._batches_changed = False
        samples, width, descent = self._batches.samples, 0, self._descent
        for x, y, stop in self._batches.batches(self._position):
            if x.shape[1] != width:
                width = x.shape[1]
                plan = program.plan(width, training=True, loss=True)
            plain = descent.plain
            if not plain:
                descent.begin(plan, x, y)
            loss = plan.step(x, y)
            if not math.isfinite(loss):
                raise NotFiniteError(program.first_bad_layer(plan), progress.step + 1)
            if plain:
                descent.update()
            else:
                descent.finish(loss)
            progress.step += 1
            progress.loss = loss
            if record is not None:
                record.add_loss(loss)
            progress.ends_epoch = stop == samples
            self._position = stop
            if progress.ends_epoch:
                self._end_epoch()
            yield progress
            if self._batches_changed:
                return

    def _end_epoch(self) -> None:
        self._best_loss = min(self._best_loss, self.progress.loss)
        self._position = 0
        self.progress.epoch += 1
        if self.record is not None and self.record.due(self.progress.epoch):
            self.record.add_evaluation(self.evaluate())

    def _keep_good(self) -> None:
        """Keep a snapshot to go back to once the run has gone on well from there."""
        step = self.progress.step
        if self._candidate is not None and step - self._candidate.step < _GOOD_EVERY:
            return
        if self._is_calm():
            # The loss is that before the last update, so the newest weights are yet to be tried.
            self.last_good = self._candidate or self.last_good or self.snapshot()
            self._candidate = self.snapshot()
        else:
            self._candidate = None

    def _is_calm(self) -> bool:
        """Whether nothing points to infinity."""
        far = self.progress.loss > 2.0 * self._best_loss + 1.0
        return not far and bool(np.isfinite(self.program.theta).all())

    def evaluate(self) -> Evaluation:
        """Return losses and metrics of both parts with the weights as they are, dropout off."""
        loss, predictions = self.program.evaluate(*self._train)
        found = Evaluation(
            step=self.progress.step,
            epoch=self.epochs,
            loss=loss,
            metrics=self._scorer(predictions, self._train[1]),
        )
        if not len(self._test[0]):
            return found
        test_loss, test_predictions = self.program.evaluate(*self._test)
        scores = self._scorer(test_predictions, self._test[1])
        return msgspec.structs.replace(found, test_loss=test_loss, test_metrics=scores)

    @property
    def epochs(self) -> float:
        """Epochs done, with the fraction of the running one."""
        return self.progress.epoch + self._position / self._batches.samples

    @property
    def steps_per_epoch(self) -> int:
        return -(-self._batches.samples // self._batches.size)

    # -- snapshots

    def snapshot(self) -> Snapshot:
        """Return all that the run needs to go on from here; shares nothing with it."""
        running, update = self._position > 0, self._descent.update
        return Snapshot(
            theta=self.program.theta.copy(),
            optimizer=self.optimizer,
            optimizer_state={name: v.copy() for name, v in update.state.items()},
            optimizer_numbers=update.numbers.copy(),
            optimizer_steps=update.steps,
            step=self.progress.step,
            epoch=self.progress.epoch,
            position=self._position,
            shuffle_state=self._batches.state_before if running else self._batches.state,
            dropout_state=self.program.noise.state,
            record=self.record.copy() if self.record is not None else None,
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Go on from ``snapshot``; what follows is bit for bit what followed there.

        Raises
        ------
        SpokenError
            Where it belongs to a network of another size.
        """
        if snapshot.theta.shape != self.program.theta.shape:
            raise SpokenError("The saved weights belong to another network.")
        if snapshot.position >= self._batches.samples:
            raise SpokenError("The saved run belongs to more training samples than there are.")
        self.program.theta[...] = snapshot.theta
        self._descent.resume(
            snapshot.optimizer,
            snapshot.optimizer_state,
            snapshot.optimizer_numbers,
            snapshot.optimizer_steps,
            now=self.optimizer,
        )
        self.program.noise.state = snapshot.dropout_state
        self.progress = Step(step=snapshot.step, epoch=snapshot.epoch)
        self._position = snapshot.position
        if self._position:
            self._batches.resume(snapshot.shuffle_state)
        else:
            self._batches.rewind(snapshot.shuffle_state)
        self.record = snapshot.record.copy() if snapshot.record is not None else None
        self._batches_changed = True
        healthy = bool(np.isfinite(snapshot.theta).all())
        self.last_good = self._candidate = snapshot if healthy else None
        self._best_loss = math.inf
