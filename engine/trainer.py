"""The training loop: a generator of steps that can be changed, saved and resumed between them.

Where it is wanted, the RBMs of the network are trained first, without labels.
"""

from __future__ import annotations

import dataclasses
import math
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from engine.batches import Batches
from engine.data.assignment import assign
from engine.examiner import Examiner
from engine.goodness import GoodWeights
from engine.message import SpokenError
from engine.optim import Adam, AnyOptimizer
from engine.optim.descent import Descent
from engine.optim.transforms import singles
from engine.places import places
from engine.progress import NotFiniteError, Step
from engine.regime import Course, Regime
from engine.snapshot import Snapshot
from engine.standing import Standing
from engine.unsupervised.figures import MachineExaminer, ends_in_machine
from engine.unsupervised.pretraining import Pretraining, PretrainingSnapshot
from engine.workers import Workers, lets_go

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

    from engine.classweights import AnyClassWeights
    from engine.data.dataset import Dataset
    from engine.data.preprocessing import Preprocessing
    from engine.examiner import LaidOut
    from engine.message import Message
    from engine.optim.transforms import Transforms
    from engine.program import Program
    from engine.record import Evaluation, Record
    from engine.schedules import Fall

    Floats = NDArray[np.floating[Any]]


class NextBatch(NamedTuple):
    """What a step reads.

    Attributes
    ----------
    x, y
        ``(width + 1, batch)`` and ``(outputs, batch)``, see `Plan`.
    rows
        Which of the training rows they are, ``(batch,)``.
    carried
        See `Plan`.
    """

    x: Floats
    y: Floats
    rows: NDArray[np.intp]
    carried: int | None


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
    regime
        The learning rate's schedule, an average of the weights, and what ends the run early.
    record
        Takes losses and evaluations; None keeps none.
    threshold, tolerance
        See `Scorer`.
    class_weights
        How much classes count in the loss. A batch's loss is ``Σ w l / Σ w``, as PyTorch's with
        weights of classes (Keras divides by the batch size), where ``w`` is the weight of the class
        times the row's own; so a batch of one sample is trained on as without weights.
    pretrains
        Whether a run from first weights begins with the pre-training of the RBMs. Where an RBM ends
        the network it does, and that is all of the run: targets are not read.
    labelled
        How many training rows are learned with their targets, the first ones; None for all. The
        others serve the pre-training alone.
    targets
        The target columns that an output of a network with several predicts, by the layer's name;
        the others take the next ones in order, see `share_out`.
    workers
        1, or 2 threads that share each batch; None chooses by its size, see `engine.workers`.
    laid_out
        That of a trainer of another network on the same data, see `Examiner`.

    Attributes
    ----------
    progress
        Where the run stands; the steps of pre-training are not counted in it.
    pretraining
        Where the pre-training stands.
    supervised
        Whether the network learns the targets: no RBM ends it.
    taught
        The data set with no other training rows than the labelled ones.
    shown
        The data set with the targets of the first output, which pictures show.
    shown_parts
        The same of each output, in their order; the data set alone where an RBM ends the network.
    parts
        The labelled rows for each output, with its own targets; none where an RBM ends the network.
    targets
        The columns that were chosen, by the id of the drawn layer.
    laid_out
        The samples with themselves as the program reads them, for a trainer of another network.
    began
        The step at which the run was taken up: 0, or that of what it was restored from.
    failure
        Why the last step could not be made, or None.
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
        regime: Regime | None = None,
        record: Record | None = None,
        threshold: float | None = None,
        tolerance: float = 0.1,
        class_weights: AnyClassWeights | None = None,
        pretrains: bool = False,
        labelled: int | None = None,
        targets: Mapping[str, Sequence[str]] | None = None,
        workers: int | None = None,
        laid_out: LaidOut = (),
    ) -> None:
        self.pretraining = Pretraining(program, dataset, batch_size, seed)
        self.program, self.dataset, self.record = program, dataset, record
        self.supervised = not ends_in_machine(program.graph)
        self.labelled, self.taught = labelled, dataset.with_first(labelled)
        self.parts: tuple[Dataset, ...] = ()
        self.laid_out: LaidOut = ()
        self.shown_parts: tuple[Dataset, ...] = (dataset,)
        self.failure: NotFiniteError | None
        self._examiner: Examiner | MachineExaminer
        if self.supervised:
            wanting = program.wanting(targets or {})
            self.parts = self.shown_parts = assign(self.taught, wanting)
            if self.taught is not dataset:
                self.shown_parts = assign(dataset, wanting)
            self._examiner = Examiner(
                program,
                self.parts,
                threshold,
                tolerance,
                class_weights,
                laid_out,
            )
            self.laid_out = self._examiner.laid_out
        else:
            self._examiner = MachineExaminer(program, dataset)
        self.shown = self.shown_parts[0]
        self.class_weights = class_weights
        names = targets or {}
        self.targets = {
            node.id: tuple(names[node.name]) for node in program.drawn.nodes if node.name in names
        }
        weighted = self.supervised and program.is_weighted(self._examiner.train[1])
        self._carries = self._can_carry()
        self._workers = Workers(program, workers, weighted=weighted, carried=self._carries)
        self._pretrains = pretrains
        self._descent = Descent(program, optimizer or Adam(), transforms)
        self._regime = regime or Regime()
        self._course = Course(self._regime, program.theta)
        self._batch_size = batch_size
        self._batches = Batches(
            *self._examiner.train, self._taken_at_once(), seed, ordered=dataset.ordered
        )
        self._forget()
        self._workers.choose(self._batches.size)
        self._position = 0
        self._batches_changed = False
        self.progress = Step()
        self.began, self.failure = 0, None
        self._good = GoodWeights(program.theta, self.snapshot)
        self._away: Standing | None = None
        self._settle()

    # -- what may change between two steps

    @property
    def optimizer(self) -> AnyOptimizer:
        return self._descent.optimizer

    def set_optimizer(self, optimizer: AnyOptimizer) -> None:
        """Use other hyperparameters; an optimizer of another kind starts with a fresh state.

        The weights that the old ones led to become the last good ones.
        """
        self._good.trust(self.progress.loss)
        self._descent.adopt(optimizer)
        self._resize()
        self._settle()

    def set_batch_size(self, size: int | None) -> None:
        """Use another size from the next batch on; samples keep their order within the epoch.

        Where they follow one another, the epoch begins anew.
        """
        self._batch_size = size
        self._resize()
        self.pretraining.set_batch_size(size)

    def set_pretrains(self, on: bool) -> None:
        """Pre-train or do not; off ends a pre-training that goes on, with the weights it has."""
        self._pretrains = on

    def _taken_at_once(self) -> int | None:
        return None if self.optimizer.full_batch else self._batch_size

    def _resize(self) -> None:
        size = self._taken_at_once()
        if min(size or self._batches.samples, self._batches.samples) != self._batches.wanted:
            self._batches.resize(size)
            self._workers.choose(self._batches.size)
            self._settle()
            self._batches_changed = True
            if self._batches.ordered:
                # Rows that go on from batch to batch are others now: the epoch begins anew.
                self._position = 0

    @property
    def workers(self) -> int:
        """Threads that share a batch."""
        return self._workers.number

    @property
    def lets_go(self) -> bool:
        """Whether each step leaves the interpreter to other threads, see `engine.workers`."""
        return lets_go(self.program, self._batches.size)

    def set_workers(self, wanted: int | None) -> None:
        """Use 1 or 2 threads from the next step on; None chooses by the size of the batches."""
        self._workers.want(wanted)
        self._workers.choose(self._batches.size)
        self._settle()
        self._batches_changed = True

    def set_transforms(self, transforms: Transforms) -> None:
        """Use other penalties, clipping, and settings of single layers from the next step on."""
        self._descent.set_transforms(transforms)
        self._settle()

    def set_weight(self, node: int, parameter: str, index: Sequence[int], value: float) -> None:
        """Let one weight have ``value`` and go on from there, with no momentum of its own.

        One that is turned off stays at zero.

        Parameters
        ----------
        node
            Id of the layer in `Program.graph`.
        parameter, index
            Its name, and the place within it.

        Raises
        ------
        KeyError
            Where the network has no such weight.
        """
        place = singles(places(self.program), {node: {parameter: (tuple(index),)}})
        if not place.size:
            raise KeyError(parameter, *index)
        if place[0] not in self._descent.off:
            self._good.trust(self.progress.loss)
            self._descent.set_values(place, value)
            self._course.set_average(place, value)

    def set_regime(self, regime: Regime) -> None:
        """Use another schedule, average, or reason to stop from the next step on."""
        self._regime = regime
        self._course.adopt(regime)
        self._descent.update.set_rate(self.optimizer.learning_rate)
        self._settle()

    def _settle(self) -> None:
        # A step that is but a call of the optimizer is by far the most frequent one.
        self._plain = self._descent.plain and not (self._course.each_step or self._carries)
        self._watched = self._course.watch
        self._width = 0
        self._course.switch_off(self._descent.off)

    def set_scoring(self, threshold: float | None, tolerance: float) -> None:
        """Use another threshold or tolerance for the metrics."""
        self._examiner.set_scoring(threshold, tolerance)

    # -- the loop

    def steps(self, epochs: int | None = None, *, to_end: bool = True) -> Iterator[Step]:
        """Make steps, one each time it is asked, until ``epochs`` more epochs are done.

        What is left of the pre-training comes first, and its epochs are not counted. It may end
        before, for what `stopped` tells; asked again it goes on. Yields `progress` each time.
        Between two steps the run may be changed, saved, or left. NumPy warns of overflows on
        the way to infinity as the caller's `numpy.errstate` says.

        Parameters
        ----------
        to_end
            Whether the run ends with them: where early stopping restores the best weights, they
            stand after the last of these epochs.

        Raises
        ------
        NotFiniteError
            Where the loss is not finite; the parameters are those from before the step. The random
            generators have moved on, so only a `restore` repeats what was.
        SpokenError
            As `Pretraining.steps`.
        """
        last = math.inf if epochs is None else self.progress.epoch + epochs
        if epochs != 0 and self.in_pretraining:
            yield from self._pretrain()
        if not self.supervised:
            return
        if self._pretrains:
            self.pretraining.leave()
        if self.record is not None and not self.record.evaluations:
            self.record.add_evaluation(self.evaluate())
        self._course.stopper.begin()
        self.failure = None
        try:
            yield from self._supervised_steps(last, to_end=to_end)
        finally:
            self._workers.rest()

    def rest_of_epoch(self) -> Iterator[Step]:
        """Make the steps to the end of the running epoch, be it one of the pre-training."""
        if not self.in_pretraining:
            yield from self.steps(1, to_end=False)
            return
        for _ in self._pretrain():
            yield self.progress
            if self.pretraining.progress.ends_epoch:
                return

    def _pretrain(self) -> Iterator[Step]:
        for _ in self.pretraining.steps():
            yield self.progress
            if not self.in_pretraining:
                return

    def _supervised_steps(self, last: float, *, to_end: bool) -> Iterator[Step]:
        """Make steps of the network's own training, until ``last`` epochs are done.

        At tiny sizes a step lasts as long as a dozen lines of Python: what need not be done at each
        of them is not done here.
        """
        while self.progress.epoch < last and self.stopped is None:
            progress, record, samples = self.progress, self.record, self._batches.samples
            position = self._position
            if not position:
                self._begin_epoch()
            self._batches_changed = False
            for x, y, stop in self._batches.batches(position):
                if stop - position != self._width:
                    self._take_width(stop - position)
                loss = self._make_step(x, y)
                if loss - loss != 0.0:
                    self.failure = self._failed()
                    raise self.failure
                progress.step += 1
                progress.loss = loss
                if record is not None:
                    record.add_loss(loss)
                self._position = position = stop
                if stop == samples:
                    progress.ends_epoch = True
                    self._end_epoch()
                    if to_end and progress.epoch >= last:
                        self._course.close(progress.epoch)
                else:
                    progress.ends_epoch = False
                yield progress
                if self._batches_changed:
                    break

    def _take_width(self, width: int) -> None:
        """Make steps of so many samples from now on."""
        leaves_unit = self._plain and self._descent.update.linear
        self._width, self._plan = width, self._workers.plan(width, leaves_unit=leaves_unit)
        self._before = self.progress.step, self.program.unit
        self.program.unit = self._plan.unit
        step = self._descent.whole(self._plan) if self._plain else self._guided_step
        self._make_step = self._workers.shared(step)

    def _failed(self) -> NotFiniteError:
        """Return what names the layer of a step whose loss was not finite."""
        self._good.distrust()
        step, unit = self._before
        if step == self.progress.step:
            # The gradient is still that of a step before the plan was another.
            self.program.unit = unit
        self._width = 0
        return NotFiniteError(self.program.first_bad_layer(self._plan), self.progress.step + 1)

    def _guided_step(self, x: Floats, y: Floats) -> float:
        """Make a step that is more than a call of the optimizer, and return its loss."""
        descent, plan = self._descent, self._plan
        if self._course.rates.move:
            descent.update.set_rate(self.rate)
        descent.begin(plan, x, y)
        loss = plan.step(x, y)
        if math.isfinite(loss):
            descent.finish(loss)
            self._course.end_step()
            plan.keep()
        return loss

    def _can_carry(self) -> bool:
        """Whether anything is carried from batch to batch.

        Raises
        ------
        SpokenError
            Where the batches are shuffled: then it would belong to other samples.
        """
        for node, _ in self.program.memories:
            if not self.dataset.ordered:
                raise SpokenError(
                    "{layer} carries its state from batch to batch, and the rows are shuffled. "
                    "Keep the rows in their order, or switch Stateful off.",
                    layer=self.program.graph[node].name,
                )
        return bool(self.program.memories)

    def _begin_epoch(self) -> None:
        self._good.begin_epoch(self.progress.step, self.progress.loss)
        self._batches.begin()
        self._forget()

    def _forget(self) -> None:
        """Let stateful layers begin at zero, as they do in each epoch."""
        for memory in self.program.memories.values():
            memory.forget(self._batches.size)

    def _end_epoch(self) -> None:
        self._good.end_epoch(self.progress.loss)
        self._position = 0
        self.progress.epoch += 1
        self._course.end_epoch(self.progress.epoch)
        due = self.record is not None and self.record.due(self.progress.epoch)
        if not (due or self._watched):
            return
        evaluation = self.evaluate()
        if self.record is not None and due:
            self.record.add_evaluation(evaluation)
        self._course.observe(evaluation)

    def evaluate(self) -> Evaluation:
        """Return losses and metrics of both parts with the weights as they are, dropout off.

        Where an average of the weights is used, they are those of the average.
        """
        with self.averaged():
            step = self.progress.step if self.supervised else self.steps_made
            return self._examiner.evaluate(step, self.epochs)

    def averaged(self) -> AbstractContextManager[None]:
        """Return a context in which the program has the weights to be shown and exported.

        Those are the average's where one is used, else the last ones. No step may be made within.
        """
        average = self._course.average
        return nullcontext() if average is None else average.in_place()

    @property
    def in_pretraining(self) -> bool:
        """Whether the next step is one of the pre-training."""
        wanted = self._pretrains or not self.supervised
        return wanted and not self.progress.step and not self.pretraining.done

    @property
    def ended(self) -> bool:
        """Whether the run makes no more steps as it is, whatever its epochs."""
        if self.supervised:
            return self.stopped is not None
        return self.pretraining.done

    @property
    def steps_made(self) -> int:
        """Steps since the first weights, those of the pre-training included."""
        return self.progress.step + self.pretraining.progress.step

    def planned(self, epochs: int) -> int:
        """Return the steps of a whole run of ``epochs``, those of the pre-training included."""
        own = epochs * self.steps_per_epoch if self.supervised else 0
        return own + (self.pretraining.planned if self._pretrains or not self.supervised else 0)

    @property
    def stopped(self) -> Message | None:
        """Why the run has ended before its epochs were done, or None."""
        return self._course.stopper.reason

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        per_epoch = self.steps_per_epoch
        # Counted from the epochs, so that another batch size does not shift the schedule.
        step = self.progress.epoch * per_epoch + self._batches.done(self._position)
        return self._course.rates.at(self.optimizer.learning_rate, step, per_epoch)

    @property
    def falls(self) -> tuple[Fall, ...]:
        """Reductions of the learning rate on plateaus so far, the latest of them."""
        return self._course.rates.state.falls

    @property
    def preprocessing(self) -> Preprocessing:
        """The way from raw rows to the outputs' predictions, in the order of the outputs."""
        if not self.supervised:
            return self.dataset.preprocessing
        first, *others = (part.preprocessing for part in self.parts)
        return first.with_further(others)

    @property
    def epochs(self) -> float:
        """Epochs done, with the fraction of the running one; of an RBM that ends the network."""
        if not self.supervised:
            return float(self.pretraining.progress.epoch)
        return self.progress.epoch + self._position / self._batches.samples

    @property
    def steps_per_epoch(self) -> int:
        return self._batches.count

    @property
    def batch_size(self) -> int:
        """Samples per step as it is set, at most all of them."""
        return self._batches.wanted

    @property
    def transforms(self) -> Transforms:
        """What stands around the optimizer."""
        return self._descent.transforms

    @property
    def regime(self) -> Regime:
        """How the run goes on over its epochs."""
        return self._course.regime

    @property
    def rows(self) -> tuple[Floats, Floats]:
        """Samples and targets of the training part, as the program reads them."""
        return self._examiner.train

    def next_batch(self) -> NextBatch:
        """Return what the next step reads.

        Draws the order of an epoch that begins: what follows is as it was after a `restore` alone,
        so this is for a `twin`.
        """
        start = self._position
        if not start:
            self._begin_epoch()
        batch = next(iter(self._batches.batches(start)))
        carried = 0 if self._carries else None
        return NextBatch(batch.x, batch.y, self._batches.rows(start, batch.stop), carried)

    def twin(self, *, anew: bool = False, on_course: bool = False) -> Trainer:
        """Return a trainer that stands where this one does and shares no weights with it.

        It keeps no record, and its learning rate is that of the next step and stays.

        Parameters
        ----------
        anew
            Whether it stands at the first weights instead.
        on_course
            Whether it has this one's regime instead: then its next step is this one's to the bit.
        """
        program = self.program
        own = program.fresh()
        optimizer = self.optimizer
        if not on_course:
            optimizer = msgspec.structs.replace(optimizer, learning_rate=self.rate)
        twin = Trainer(
            own,
            self.taught,
            optimizer,
            self._batch_size,
            transforms=self._descent.transforms,
            regime=self._regime if on_course else None,
            class_weights=self.class_weights,
            targets={program.drawn[node].name: each for node, each in self.targets.items()},
            workers=self._workers.wanted,
        )
        if not anew:
            twin.restore(dataclasses.replace(self.snapshot(), record=None, pretraining=None))
        return twin

    # -- snapshots

    @property
    def last_good(self) -> Snapshot | None:
        """Snapshot of the last moment at which all was well, or None."""
        return self._good.last

    @property
    def best(self) -> Snapshot | None:
        """The run as it stands with the weights of its best epoch, or None.

        The best is that with the least loss, or whatever early stopping watches, of the epochs that
        were evaluated: for the record, or each one where something watches.
        """
        best = self._course.stopper.best
        if best is None:
            return None
        snapshot = self.snapshot()
        average = None if snapshot.average is None else best
        return dataclasses.replace(snapshot, theta=best, average=average)

    @property
    def best_epoch(self) -> float | None:
        """The epoch of which the best weights are, or None; NaN of a file that does not tell it."""
        stopper = self._course.stopper
        epoch = stopper.state.epoch
        return None if stopper.best is None else math.nan if epoch is None else epoch

    def _remembered(self) -> dict[tuple[int, str], Floats]:
        return {key: each.values.copy() for key, each in self.program.memories.items()}

    def _recall(self, snapshot: Snapshot) -> None:
        """Let stateful layers go on with what they carried, where they are the same."""
        for key, memory in self.program.memories.items():
            values = snapshot.memory.get(key)
            if values is not None and values.shape == memory.values.shape:
                memory.values[...] = values

    def snapshot(self) -> Snapshot:
        """Return all that the run needs to go on from here; shares nothing with it."""
        running, update = self._position > 0, self._descent.update
        course, average = self._course, self._course.average
        theta = self.program.theta.copy()
        return Snapshot(
            theta=theta,
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
            plateau=course.rates.state,
            stopping=course.stopper.state,
            best=course.stopper.best,
            averaging=None if average is None else average.declaration,
            average=None if average is None else average.values.copy(),
            average_count=0 if average is None else average.count,
            memory=self._remembered() if running else {},
            pretraining=self._pretraining_snapshot(theta),
            workers=self.workers,
        )

    def _pretraining_snapshot(self, theta: Floats) -> PretrainingSnapshot | None:
        """Return where the pre-training stands, or None where it made no step."""
        if not self.pretraining.progress.step:
            return None
        return dataclasses.replace(self.pretraining.snapshot(), theta=theta)

    @property
    def is_away(self) -> bool:
        """Whether the run shows an earlier moment."""
        return self._away is not None

    def visit(self, snapshot: Snapshot) -> None:
        """Show the run as it was at ``snapshot``, one of its own, until it `leave` s.

        Weights, averages, record and place are those of then. What only a step reads stays as it
        is: none may be made, nor a snapshot be taken, before the run left or was restored.
        """
        if self._away is None:
            self._away = Standing(
                self.program.theta.copy(),
                self.progress,
                self._position,
                self.record,
                self._course,
                self.pretraining,
            )
        before = self._away
        self.program.theta[...] = snapshot.theta
        self.progress = Step(step=snapshot.step, epoch=snapshot.epoch)
        self._position = min(snapshot.position, self._batches.samples - 1)
        self.record = snapshot.record
        self._course = before.course.at(snapshot)
        self.pretraining = before.pretraining.at(snapshot.pretraining, snapshot.theta)

    @property
    def is_visiting(self) -> bool:
        """Whether the run is shown as it was at an earlier moment, see `visit`."""
        return self._away is not None

    def leave(self) -> None:
        """Stand again where the run was before the first visit."""
        if self._away is None:
            return
        before, self._away = self._away, None
        self.program.theta[...] = before.theta
        self.progress, self._position = before.progress, before.position
        self.record, self._course = before.record, before.course
        self.pretraining = before.pretraining

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
        self.leave()
        self.program.theta[...] = snapshot.theta
        first = PretrainingSnapshot(theta=snapshot.theta)
        before = snapshot.pretraining or first
        self.pretraining.restore(dataclasses.replace(before, theta=snapshot.theta))
        self._descent.resume(
            snapshot.optimizer,
            snapshot.optimizer_state,
            snapshot.optimizer_numbers,
            snapshot.optimizer_steps,
            now=self.optimizer,
        )
        self.program.noise.state = snapshot.dropout_state
        self.progress = Step(step=snapshot.step, epoch=snapshot.epoch)
        self.began, self.failure = snapshot.step, None
        self._position = snapshot.position
        if self._batches.ordered and not self._batches.starts_at(self._position):
            # The batches had another size: their rows went on elsewhere.
            self._position = 0
        self._forget()
        if self._position:
            self._recall(snapshot)
            self._batches.resume(snapshot.shuffle_state)
        else:
            self._batches.rewind(snapshot.shuffle_state)
        self.record = snapshot.record.copy() if snapshot.record is not None else None
        self._batches_changed = True
        self._course.restore(snapshot)
        self._workers.resume(self._batches.size, snapshot.workers)
        self._good.restart(snapshot)
        self._settle()
