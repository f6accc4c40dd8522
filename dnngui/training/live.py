"""The run that is alive: data, network and trainer, and how they follow the project."""

from __future__ import annotations

import dataclasses
from contextlib import nullcontext, suppress
from typing import TYPE_CHECKING

import numpy as np

from dnngui.document import run as running
from dnngui.training.past import Past
from engine.data.settings import OwnFile
from engine.inference import infer
from engine.message import Message
from engine.morph import carried, carry
from engine.outputs import loss_of, targets_by_name, weights_by_name
from engine.program import CompileError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dnngui.document.project import Project, TrainingSettings
    from dnngui.document.run import SavedRun
    from dnngui.training.commands import SetWeight
    from engine.data.dataset import Dataset
    from engine.formats.trained import Trained
    from engine.graph import Graph
    from engine.snapshot import Snapshot
    from engine.trainer import Trainer

_BACK = "The network is back with the weights that it had before the edit."

_SAMPLE = 1000
"""Training rows that tell an export the range in which to check itself."""


class LiveRun:
    """What the worker trains; lives in the worker's thread alone.

    Attributes
    ----------
    project
        The value that is followed, or None before the first.
    dataset
        Its rows, or None where they could not be loaded.
    trainer
        None where the network and its data cannot be trained.
    generation
        Number of the network; each compilation counts.
    diverged
        Whether the loss was not finite: then an edit carries the last good weights.
    edited
        What the last edit of the drawing left of a run, until another follows; else None.
    """

    def __init__(self) -> None:
        self.project: Project | None = None
        self.dataset: Dataset | None = None
        self.trainer: Trainer | None = None
        self.generation = 0
        self.diverged = False
        self.edited: Message | None = None
        self._loaded: tuple[object, ...] | None = None
        self._shelf: Trainer | None = None
        self._drawn: Graph | None = None
        self._past = Past()
        self._last: tuple[Trainer, Snapshot] | None = None

    # -- following the project

    def wants_data(self, project: Project) -> bool:
        """Whether ``project`` names other rows than those in place."""
        return self._loaded != _source(project)

    def load(self, project: Project) -> None:
        """Load the rows; raise `DataError` where that cannot be, with none in place."""
        self.dataset = None
        self._shelve()
        self._loaded = _source(project)
        self.dataset = running.load_data(project)

    def follow(self, project: Project) -> bool:
        """Take up ``project``; return whether its metrics count otherwise than before.

        A run that made steps goes on with what `engine.morph.carry` keeps, or, where undo brings a
        network back, with the weights that it had when it was left; one that made no step begins as
        if it had never been another. Where the graph has errors nothing can be trained,
        and the weights wait for a graph without.

        Raises
        ------
        SpokenError
            Where the data cannot be used though the drawing is right.
        """
        before, self.project = self.project, project
        self.edited = None
        if before and self.trainer and self._was_built_for(self.trainer, project):
            self._drawn = project.graph
            return self._tune(self.trainer, before.training, project.training)
        self._shelve()
        if self.dataset is not None:
            self._build(project, self.dataset)
        return False

    def _was_built_for(self, trainer: Trainer, project: Project) -> bool:
        program, settings = trainer.program, project.training
        return (
            trainer.dataset is self.dataset
            and trainer.labelled == settings.labelled
            and _goals(trainer) == _wanted_goals(project)
            and trainer.class_weights == settings.class_weights
            and program.seed == settings.seed
            and (program.drawn == project.graph or program.adopt(project.graph))
        )

    def _tune(self, trainer: Trainer, before: TrainingSettings, now: TrainingSettings) -> bool:
        """Set what may change between two batches; return whether the metrics count otherwise."""
        if now.optimizer != before.optimizer:
            trainer.set_optimizer(now.optimizer)
        if now.batch_size != before.batch_size:
            trainer.set_batch_size(now.batch_size)
        trainer.set_pretrains(now.pretraining)
        if now.workers != before.workers:
            trainer.set_workers(now.workers)
        trainer.set_transforms(now.transforms())
        if now.regime() != before.regime():
            trainer.set_regime(now.regime())
        scoring = (now.threshold, now.tolerance)
        if scoring == (before.threshold, before.tolerance):
            return False
        trainer.set_scoring(*scoring)
        return True

    def _shelve(self) -> None:
        """Keep the weights for a graph that can be trained."""
        if self.trainer is not None:
            self._shelf, self.trainer = self.trainer, None

    def _build(self, project: Project, dataset: Dataset) -> None:
        laid_out = () if self._shelf is None else self._shelf.laid_out
        try:
            trainer = running.prepare_with(project, dataset, laid_out).trainer
        except CompileError:
            # The drawing's own problems: whoever shows them has checked it too.
            return
        old, self._shelf = self._shelf, None
        self.trainer = trainer
        self.generation += 1
        left, self._drawn = self._drawn, project.graph
        if old is not None and old.steps_made and old.program.seed == project.training.seed:
            self._carry(old, trainer, left)
        self.diverged = False

    def _carry(self, old: Trainer, new: Trainer, left: Graph | None) -> None:
        snapshot = old.last_good if self.diverged else None
        snapshot = snapshot or old.snapshot()
        moved = self._edited(snapshot, old, new, left)
        if moved is None:
            moved = carry(snapshot, old.program, new.program)
        moved = dataclasses.replace(moved, workers=new.workers)
        if old.dataset is not new.dataset or old.labelled != new.labelled:
            moved = dataclasses.replace(moved, position=0)
        if moved.record is not None and old.dataset.task is not new.dataset.task:
            moved.record.evaluations.clear()
        if not moved.step and new.in_pretraining:
            before = new.pretraining.carried(old.pretraining)
            moved = dataclasses.replace(moved, pretraining=before)
        else:
            moved = dataclasses.replace(moved, pretraining=None)
        new.restore(moved)

    def _edited(
        self, snapshot: Snapshot, old: Trainer, new: Trainer, left: Graph | None
    ) -> Snapshot | None:
        """Keep the network that an edit replaces; return the run with the one it brings back."""
        assert self._drawn is not None
        if left is None or left is self._drawn:
            return None
        back = None
        if not (old.in_pretraining or new.in_pretraining):
            self._past.keep(left, old.program.seed, snapshot)
            back = self._past.recalled(self._drawn, new.program.seed, snapshot)
        if back is not None and back.theta.shape == new.program.theta.shape:
            self.edited = Message(_BACK)
            return back
        self.edited = carried(old.program, new.program).report
        return None

    # -- orders

    def start_over(self) -> None:
        """Begin again with the same first weights."""
        self.trainer = self._shelf = self.edited = self._last = None
        self._past.forget()
        self.diverged = False
        if self.project is not None and self.dataset is not None:
            self._build(self.project, self.dataset)

    def restore(self, run: SavedRun) -> None:
        """Go on from ``run``; raise `RunError` where it belongs to another network or data."""
        self.start_over()
        if self.trainer is not None:
            running.restore(self.trainer, run)

    def go_back(self) -> None:
        """Return to the last moment at which all was well, where there is one."""
        if self.trainer is not None and self.trainer.last_good is not None:
            self.trainer.restore(self.trainer.last_good)
            self.diverged = False

    def go_to_best(self) -> bool:
        """Let the best weights stand, the run going on with them; return whether others did.

        The run must have best weights.
        """
        trainer = self.trainer
        assert trainer is not None
        best = trainer.best
        assert best is not None
        self.diverged = False
        if np.array_equal(best.theta, trainer.program.theta):
            return False
        self._last = trainer, trainer.snapshot()
        trainer.restore(best)
        return True

    def leave_best(self) -> None:
        """Go on from the weights that stood before `go_to_best`, where no step was made since."""
        last, self._last = self._last, None
        if last is not None and last[0] is self.trainer:
            trainer, snapshot = last
            if snapshot.steps_made == trainer.steps_made:
                trainer.restore(snapshot)

    def keep_for_undo(self, trainer: Trainer) -> None:
        """Keep the network of the drawing, whose place that of an earlier moment takes."""
        if self.project is not None and not trainer.in_pretraining:
            self._past.keep(self.project.graph, trainer.program.seed, trainer.snapshot())

    def stand_in(self, trainer: Trainer) -> None:
        """Let another trainer stand in the run's place: its network is another one."""
        self.trainer = trainer
        self.generation += 1

    def set_weight(self, wanted: SetWeight) -> None:
        """Let one weight have a value; nothing where an edit took it away meanwhile."""
        if self.trainer is not None:
            with suppress(KeyError):
                self.trainer.set_weight(wanted.node, wanted.parameter, wanted.index, wanted.value)

    # -- taking away

    def shown(self) -> AbstractContextManager[None]:
        """Return a context in which the network has the weights to be seen, not to be trained."""
        return nullcontext() if self.trainer is None else self.trainer.averaged()

    def saved(self) -> SavedRun | None:
        """Return what a file keeps of the run."""
        return running.saved_run(self.trainer) if self.trainer is not None else None

    def taken(self) -> Trained | None:
        """Return the trained network at rest; it shares nothing with the run."""
        from engine.formats.trained import Trained

        if self.trainer is None or self.project is None:
            return None
        dataset = self.trainer.dataset
        with self.trainer.averaged():
            return Trained.of(
                self.trainer.program,
                self.trainer.preprocessing,
                sample=dataset.raw_train[:_SAMPLE],
                name=self.project.name,
                threshold=self.project.training.threshold,
            )


def _goals(trainer: Trainer) -> tuple[object, ...]:
    """Return what each output is trained for, by the layer's id, as a run was built."""
    program = trainer.program
    losses = {
        node: (each.loss, each.weight)
        for node, each in zip(program.goals, program.objectives, strict=True)
    }
    return losses, trainer.targets


def _wanted_goals(project: Project) -> tuple[object, ...]:
    """Return the same as a project has it."""
    graph, training = project.graph, project.training
    nodes = infer(graph).outputs
    weights = weights_by_name(graph, training.outputs)
    losses = {
        node: (
            loss_of(graph, training.loss, training.outputs, node),
            weights.get(graph[node].name, 1.0),
        )
        for node in nodes
    }
    columns = targets_by_name(graph, training.outputs)
    return losses, {
        node: columns[graph[node].name] for node in nodes if graph[node].name in columns
    }


def _source(project: Project) -> tuple[object, ...]:
    source = project.data.source
    table = project.attachments.get(source.attachment) if isinstance(source, OwnFile) else None
    return project.data, table
