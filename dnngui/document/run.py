"""From a project to a run that trains, and from a run to what a project's file keeps of it."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np

from engine.check import check
from engine.data import load as loading
from engine.facts import DataFacts
from engine.message import SpokenError
from engine.optim.transforms import off_places
from engine.outputs import losses_by_name, targets_by_name, weights_by_name
from engine.problems import Severity
from engine.program import CompileError, Program, compile
from engine.record import Record
from engine.trainer import Trainer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dnngui.document.project import Project
    from engine.data.dataset import Dataset
    from engine.data.preprocessing import Preprocessing
    from engine.examiner import LaidOut
    from engine.shapes import Shape
    from engine.snapshot import Snapshot

_SAME = 1e-9
"""Relative difference up to which two fits of the same data count as equal: processors add up in
different orders."""


class RunError(SpokenError):
    """A run that cannot be gone on with, said in one sentence."""


class Prepared(NamedTuple):
    """A project ready to train."""

    dataset: Dataset
    program: Program
    trainer: Trainer


@dataclass(frozen=True, eq=False)
class SavedRun:
    """What a project's file keeps of a run.

    Attributes
    ----------
    shapes
        Shape of each parameter by name, in the order in which they lie in ``snapshot.theta``.
    samples
        Number of training samples.
    preprocessing
        What the data set fitted: the way from raw rows to the network's inputs.
    """

    snapshot: Snapshot
    shapes: Mapping[str, Shape]
    samples: int
    preprocessing: Preprocessing


def load_data(project: Project) -> Dataset:
    """Return the rows that the project names; raise `DataError` where they cannot be used."""
    return loading.load(project.data, project.attachments)


def prepare(project: Project) -> Prepared:
    """Return the project's data and its network with first weights, ready to train.

    Raises
    ------
    SpokenError
        Where the data cannot be read or the network cannot learn from them.
    """
    return prepare_with(project, load_data(project))


def prepare_with(project: Project, dataset: Dataset, laid_out: LaidOut = ()) -> Prepared:
    """Return what `prepare` does, for rows that are loaded already.

    Parameters
    ----------
    laid_out
        See `Trainer`.

    Raises
    ------
    CompileError
        Where the network, its loss and the data do not fit each other.
    """
    settings = project.training
    problems = check(project.graph, settings.loss, DataFacts.of(dataset), settings.outputs)
    errors = tuple(each for each in problems if each.severity is Severity.ERROR)
    if errors:
        raise CompileError(errors)
    program = _program(project)
    trainer = Trainer(
        program,
        dataset,
        optimizer=settings.optimizer,
        batch_size=settings.batch_size,
        seed=settings.seed,
        transforms=settings.transforms(),
        regime=settings.regime(),
        record=Record(),
        threshold=settings.threshold,
        tolerance=settings.tolerance,
        class_weights=settings.class_weights,
        pretrains=settings.pretraining,
        labelled=settings.labelled,
        targets=targets_by_name(project.graph, settings.outputs),
        workers=settings.workers,
        laid_out=laid_out,
    )
    return Prepared(dataset, program, trainer)


def _program(project: Project) -> Program:
    """Return the network with first weights and the loss of each output."""
    graph, settings = project.graph, project.training
    return compile(
        graph,
        losses_by_name(graph, settings.loss, settings.outputs),
        loss_weights=weights_by_name(graph, settings.outputs),
        seed=settings.seed,
    )


def saved_run(trainer: Trainer) -> SavedRun | None:
    """Return what to keep of a run as it stands.

    Where its weights are not finite, it is kept as it was when all was well; None where it never
    was.
    """
    snapshot: Snapshot | None = trainer.snapshot()
    if snapshot is not None and not np.isfinite(snapshot.theta).all():
        snapshot = trainer.last_good
    if snapshot is None:
        return None
    return SavedRun(
        snapshot=snapshot,
        shapes=_shapes(trainer.program),
        samples=len(trainer.dataset.x_train),
        preprocessing=trainer.preprocessing,
    )


def restore(trainer: Trainer, run: SavedRun) -> None:
    """Go on from ``run``; what follows is bit for bit what would have followed there.

    Raises
    ------
    RunError
        Where it belongs to another network or to other data.
    """
    fit_weights(trainer.program, run)
    same_data = run.samples == len(trainer.dataset.x_train)
    if not same_data or not _alike(run.preprocessing, trainer.preprocessing):
        raise RunError(
            "The saved weights were trained on other data. Start again from first weights."
        )
    trainer.restore(run.snapshot)


def trained_program(project: Project, run: SavedRun) -> Program:
    """Return the project's network with the weights of ``run``, without loading any data.

    Raises
    ------
    SpokenError
        Where the network cannot be compiled, or the weights belong to another.
    """
    program = _program(project)
    fit_weights(program, run)
    averaging, snapshot = project.training.averaging, run.snapshot
    if averaging is not None and averaging.used and snapshot.average_count:
        program.theta[...] = snapshot.average
    program.theta[off_places(program, project.training.transforms())] = 0.0
    return program


def at_best(run: SavedRun) -> SavedRun:
    """Return ``run`` with its best weights in place of the last ones.

    Raises
    ------
    RunError
        Where it holds none.
    """
    best = run.snapshot.best
    if best is None:
        raise RunError(
            "The file holds no best weights: the run was not evaluated since it began. Train on, "
            "or leave out --best."
        )
    average = None if run.snapshot.average is None else best
    return dataclasses.replace(
        run, snapshot=dataclasses.replace(run.snapshot, theta=best, average=average)
    )


def fit_weights(program: Program, run: SavedRun) -> None:
    """Put the weights of ``run`` into ``program``, to predict with them.

    Raises
    ------
    RunError
        Where they belong to another network.
    """
    theta = run.snapshot.theta
    if tuple(run.shapes.items()) != tuple(_shapes(program).items()) or theta.dtype != program.dtype:
        raise RunError(
            "The saved weights belong to another network. Start again from first weights."
        )
    program.theta[...] = theta


def _shapes(program: Program) -> dict[str, Shape]:
    return {name: view.shape for name, view in program.parameters.items()}


def _alike(one: Preprocessing, other: Preprocessing) -> bool:
    """Whether two preparations were fitted on the same rows."""
    return _equal(msgspec.to_builtins(one), msgspec.to_builtins(other))


def _equal(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_SAME, abs_tol=_SAME)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_equal, one, other))
    return one == other
