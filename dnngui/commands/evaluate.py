"""``dnngui evaluate``: loss and metrics of a trained project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dnngui.commands import console, numbers
from dnngui.commands.cells import read_cells
from dnngui.commands.projects import opened, trained_run
from dnngui.document.run import prepare, restore, trained_program
from engine.data.dataset import Dataset, task_of
from engine.reports import report
from engine.trainer import Trainer

if TYPE_CHECKING:
    import argparse

    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun
    from engine.data.preprocessing import Preprocessing


def run(arguments: argparse.Namespace) -> int:
    """Write the loss and metrics, on the project's own rows or on those of a table."""
    saved = opened(arguments.file)
    trained = trained_run(saved, arguments.file)
    if arguments.data is None:
        trainer = prepare(saved.project).trainer
        restore(trainer, trained)
        found = _reported(trainer, saved.project)
    else:
        trainer = _on_table(saved.project, trained, arguments.data)
        found = {"data": _reported(trainer, saved.project)["training"]}
    if arguments.json:
        console.say(msgspec.json.encode(found).decode())
    else:
        console.table(numbers.rows(found), right=(1, 2))
    return 0


def _reported(trainer: Trainer, project: Project) -> dict[str, dict[str, float]]:
    """Return loss and metrics of each part, those that are counted at the end alone included."""
    found = numbers.parts(trainer.evaluate())
    for name, values in found.items():
        values |= report(
            trainer.program,
            trainer.dataset,
            test=name == "test",
            threshold=project.training.threshold,
        )
    return found


def _on_table(project: Project, run: SavedRun, name: str) -> Trainer:
    """Return a trainer over a table's rows, which are prepared as those of the training were."""
    settings = project.training
    return Trainer(
        trained_program(project, run),
        _dataset(run.preprocessing, name),
        threshold=settings.threshold,
        tolerance=settings.tolerance,
    )


def _dataset(preprocessing: Preprocessing, name: str) -> Dataset:
    cells = read_cells(name)
    raw = preprocessing.encode_table(cells.columns, decimal=cells.decimal, rows=cells.rows)
    y = preprocessing.encode_targets(cells.columns, decimal=cells.decimal, rows=cells.rows)
    x = preprocessing.transform(raw)
    return Dataset(
        name=Path(name).name,
        task=task_of(preprocessing.classes),
        columns=(),
        target_names=preprocessing.target_names,
        classes=preprocessing.classes,
        raw_train=raw,
        raw_test=raw[:0],
        x_train=x,
        x_test=x[:0],
        y_train=y,
        y_test=y[:0],
        preprocessing=preprocessing,
        feature_shape=(preprocessing.width,),
    )
