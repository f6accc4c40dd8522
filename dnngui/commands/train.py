"""``dnngui train``."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dnngui.commands import console, diagnosis, numbers, settings
from dnngui.commands.errors import UsageError
from dnngui.commands.log import Log
from dnngui.commands.paths import destination
from dnngui.commands.portrait import portrait
from dnngui.commands.projects import opened, target, with_own_table
from dnngui.commands.training import INTERRUPTED, ready, train
from dnngui.document import file
from dnngui.document.file import SavedProject
from dnngui.document.run import RunError, restore, saved_run
from dnngui.document.tables import fitted
from engine.progress import NotFiniteError
from engine.unsupervised.advance import DivergedError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from dnngui.document.project import Project
    from engine.record import Evaluation
    from engine.trainer import Trainer


def run(arguments: argparse.Namespace) -> int:
    """Train a project, from where it stands or from first weights."""
    save = target(arguments.save) if arguments.save is not None else None
    log = destination(arguments.log) if arguments.log is not None else None
    saved = opened(arguments.file)
    goes_on = saved.run is not None and not arguments.restart
    project = _changed(saved.project, arguments, goes_on=goes_on)
    trainer = ready(project, arguments.file)
    if saved.run is not None and goes_on:
        try:
            restore(trainer, saved.run)
        except RunError as error:
            raise UsageError(f"{error} Add --restart for that.") from error
    if arguments.epochs is not None and not trainer.supervised:
        raise UsageError(
            "An RBM at the end learns for its own pre-training epochs. Set them in the drawing, "
            "and leave out --epochs."
        )
    epochs = _epochs(project, trainer, arguments.epochs)
    same = saved.picture is not None and project.graph == saved.project.graph
    picture = saved.picture if same or save is None else portrait(project)
    keeper = _Keeper(save, project, trainer, picture)
    with ExitStack() as stack:
        lines = stack.enter_context(Log(log)) if log is not None else None
        return _train(keeper, epochs, lines)


@dataclass(frozen=True)
class _Keeper:
    """Saves a run where the person said, if at all."""

    path: Path | None
    project: Project
    trainer: Trainer
    picture: bytes | None

    def keep(self) -> bool:
        """Save the run as it stands; return whether it was to be saved."""
        if self.path is None:
            return False
        run = saved_run(self.trainer)
        file.save(self.path, SavedProject(self.project, run, self.picture))
        return True


def _changed(project: Project, arguments: argparse.Namespace, *, goes_on: bool) -> Project:
    """Return the project with what the command line says about it."""
    assignments = list(arguments.set)
    if arguments.seed is not None:
        if goes_on:
            raise UsageError(
                "The file holds a run that goes on with its own seed. Add --restart to begin "
                "with another, or leave out --seed."
            )
        assignments.insert(0, f"seed={arguments.seed}")
    if arguments.data is not None:
        project = with_own_table(project, arguments.data)
    changed = settings.apply(project, assignments)
    # Other rows can have other categories or classes than those the network was drawn for.
    return fitted(changed) if changed.data != project.data else changed


def _epochs(project: Project, trainer: Trainer, wanted: int | None) -> int:
    """Return how many epochs to train: as many as asked for, or what is left of the project's."""
    if wanted is not None:
        return wanted
    return max(project.training.epochs - trainer.progress.epoch, 0)


def _train(keeper: _Keeper, epochs: int, log: Log | None) -> int:
    trainer = keeper.trainer
    if not epochs:
        console.note(
            f"The run has done its {trainer.progress.epoch} epochs. "
            "Train on with --epochs N, or begin anew with --restart."
        )
    try:
        finished = train(trainer, epochs, log)
    except NotFiniteError as error:
        return _diverged(error, keeper)
    except DivergedError as error:
        kept = f" The weights of before were saved to {keeper.path}." if keeper.keep() else ""
        console.note(f"{error}{kept}")
        return 1
    last = trainer.evaluate()
    if log is not None:
        log.write(last)
    _write_result(trainer, last)
    if finished and epochs:
        diagnosis.tell(trainer)
    if keeper.keep():
        console.note(f"Saved to {keeper.path}.")
    elif epochs:
        console.note("The weights were not kept. Add --save FILE.dnn to keep them.")
    return 0 if finished else INTERRUPTED


def _diverged(error: NotFiniteError, keeper: _Keeper) -> int:
    """Keep the weights of the last moment at which all was well."""
    kept, trainer = "", keeper.trainer
    diagnosis.tell(trainer)
    if trainer.last_good is not None:
        trainer.restore(trainer.last_good)
        if keeper.keep():
            epoch, path = trainer.progress.epoch, keeper.path
            kept = f" The last good weights, of epoch {epoch}, were saved to {path}."
    console.note(f"{error}{kept}")
    return 1


def _write_result(trainer: Trainer, last: Evaluation) -> None:
    before = trainer.pretraining.progress.step
    after = f", after {before} of pre-training" if before and trainer.supervised else ""
    step = trainer.progress.step if trainer.supervised else before
    cores = f", on {trainer.workers} cores" if trainer.workers > 1 else ""
    console.say(f"epoch {trainer.epochs:g}, step {step}{after}{cores}")
    console.table(numbers.rows(numbers.parts(last)), right=(1, 2))
