"""Training with a progress bar, until it is done or the person stops it."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dnngui.commands import console, numbers
from dnngui.document.run import RunError, prepare
from engine.program import CompileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from dnngui.commands.log import Log
    from dnngui.document.project import Project
    from engine.record import Evaluation
    from engine.trainer import Trainer


INTERRUPTED = 130
"""Exit code of a program that Ctrl-C ended."""


class Stop:
    """Whether the person has pressed Ctrl-C; a second time ends the program at once."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True


@contextmanager
def listening() -> Iterator[Stop]:
    """Let Ctrl-C end a loop between two steps, where every array is whole."""
    stop = Stop()
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def ready(project: Project, path: str) -> Trainer:
    """Return a trainer of the project in the file at ``path``.

    Raises
    ------
    SpokenError
        Where it cannot be trained.
    """
    try:
        return prepare(project).trainer
    except CompileError as error:
        raise RunError(
            "{problem} “dnngui check {path}” lists the problems and their repairs.",
            problem=str(error),
            path=path,
        ) from error


def train(trainer: Trainer, epochs: int, log: Log | None = None) -> bool:
    """Train for ``epochs`` more epochs; return whether it came to the end, or to an early one.

    What is left of the pre-training comes first.

    Raises
    ------
    NotFiniteError, SpokenError
        As `Trainer.steps`.
    """
    with listening() as stop:
        if epochs and trainer.in_pretraining:
            _pretrain(trainer, stop, log)
        if not trainer.supervised:
            return trainer.pretraining.done
        return False if stop.asked else _learn(trainer, epochs, stop, log)


def _pretrain(trainer: Trainer, stop: Stop, log: Log | None) -> None:
    pretraining = trainer.pretraining
    with console.Progress(pretraining.planned, "pre-training, step") as progress:
        for step in pretraining.steps():
            latest = pretraining.figures[-1].evaluation(step.step)
            if step.ends_epoch and log is not None and not trainer.supervised:
                log.write(latest)
            if progress.due(step.step):
                place = pretraining.place
                progress.show(step.step, str(place), *_errors(latest))
            if stop.asked:
                return


def _errors(latest: Evaluation) -> list[str]:
    values = numbers.parts(latest)["training"].items()
    texts = [numbers.text(name, value) for name, value in values]
    return [f"{title} {text}" for title, text in zip(("error", "free energy"), texts, strict=True)]


def _learn(trainer: Trainer, epochs: int, stop: Stop, log: Log | None) -> bool:
    record = trainer.record
    end = trainer.progress.epoch + epochs
    with console.Progress(end, "epoch") as progress:
        for step in trainer.steps(epochs):
            latest = record.evaluations[-1] if record is not None and record.evaluations else None
            if step.ends_epoch and log is not None and latest is not None:
                log.write(latest)
            if progress.due(step.epoch):
                progress.show(step.epoch, *_texts(step.loss, latest))
            if stop.asked:
                break
    if trainer.stopped is not None:
        console.note(str(trainer.stopped))
    return trainer.progress.epoch >= end or trainer.stopped is not None


def _texts(loss: float, latest: Evaluation | None) -> list[str]:
    if latest is None:
        return numbers.brief(loss, {})
    if latest.test_loss is None:
        return numbers.brief(loss, latest.metrics)
    tested, *metric = numbers.brief(latest.test_loss, latest.test_metrics)
    return [*numbers.brief(loss, {}), f"test {tested}", *metric]
