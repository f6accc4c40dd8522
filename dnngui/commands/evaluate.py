"""``dnngui evaluate``: loss and metrics of a trained project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dnngui.commands import console, numbers, treebank
from dnngui.commands.cells import read_cells
from dnngui.commands.projects import opened, trained_run
from dnngui.document.run import prepare, restore, trained_program
from engine.data.cells import shorten
from engine.data.dataset import Dataset, task_of
from engine.reports import confusion
from engine.trainer import Trainer
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun
    from engine.data.preprocessing import Preprocessing


_MOST_CLASSES = 16
"""Classes of which a confusion matrix is written: more do not fit a line."""
_LONGEST = 16
"""Characters of a class's name there."""


def run(arguments: argparse.Namespace) -> int:
    """Write losses, metrics and confusion matrices, on the project's own rows or on a table's."""
    saved = opened(arguments.file)
    trained = trained_run(saved, arguments.file, best=arguments.best)
    if arguments.data is None:
        trainer = prepare(saved.project).trainer
        restore(trainer, trained)
        found = numbers.parts(trainer.evaluate())
    else:
        trainer = _on_table(saved.project, trained, arguments.data)
        found = {"data": numbers.parts(trainer.evaluate())["training"]}
    with trainer.averaged():
        mixed = _confusions(trainer, found, saved.project.training.threshold)
    if arguments.json:
        parts = {name: {**values, **mixed.get(name, {})} for name, values in found.items()}
        console.say(msgspec.json.encode(parts).decode())
    else:
        console.table(numbers.rows(found), right=(1, 2))
        for name, matrices in mixed.items():
            for key, matrix in matrices.items():
                output, _, _ = key.rpartition("/")
                _write_confusion(f"{name}, {output}" if output else name, matrix)
    return 0


class _Confusion(msgspec.Struct, frozen=True):
    """How often each class was taken for each: a row for each true class."""

    classes: tuple[str, ...]
    counts: list[list[int]]


def _confusions(
    trainer: Trainer, parts: Iterable[str], threshold: float | None
) -> dict[str, dict[str, _Confusion]]:
    """Return the confusion matrices of each part by name, of outputs that have classes."""
    found: dict[str, dict[str, _Confusion]] = {}
    for name in parts if trainer.supervised else ():
        for place, (output, part) in enumerate(_outputs(trainer)):
            counts = confusion(
                trainer.program, part, test=name == "test", threshold=threshold, output=place
            )
            if counts is not None:
                matrix = _Confusion(part.classes, counts.tolist())
                found.setdefault(name, {})[f"{output}confusion_matrix"] = matrix
    return found


def _outputs(trainer: Trainer) -> list[tuple[str, Dataset]]:
    """Return each output's data set, with what its metrics' names begin with."""
    if len(trainer.parts) == 1:
        return [("", trainer.parts[0])]
    names = [f"{name}/" for name in trainer.program.goal_names]
    return list(zip(names, trainer.parts, strict=True))


def _write_confusion(part: str, matrix: _Confusion) -> None:
    console.say("")
    count = len(matrix.classes)
    if count > _MOST_CLASSES:
        console.say(f"{part}: --json has the confusion matrix of the {count} classes")
        return
    names = [shorten(label, _LONGEST) for label in matrix.classes]
    rows = [[name, *map(str, counts)] for name, counts in zip(names, matrix.counts, strict=True)]
    head = [f"{part}: true \\ predicted", *names]
    console.table([head, *rows], right=range(1, len(head)))


def _on_table(project: Project, run: SavedRun, name: str) -> Trainer:
    """Return a trainer over a table's rows, which are prepared as those of the training were."""
    settings, program = project.training, trained_program(project, run)
    return Trainer(
        program,
        replace(
            _dataset(run.preprocessing, name, targets=not ends_in_machine(program.graph)),
            reconstructs=project.data.reconstruct,
        ),
        threshold=settings.threshold,
        tolerance=settings.tolerance,
    )


def _dataset(preprocessing: Preprocessing, name: str, *, targets: bool) -> Dataset:
    if preprocessing.words:
        raw, y = treebank.rows(preprocessing, name)
        return _part(name, preprocessing, raw, y)
    cells = read_cells(name)
    raw = preprocessing.encode_table(cells.columns, decimal=cells.decimal, rows=cells.rows)
    if not targets:
        return _part(name, preprocessing, raw, raw[:, :0])
    first, *others = (
        _part(
            name,
            own,
            raw,
            own.encode_targets(cells.columns, decimal=cells.decimal, rows=cells.rows),
        )
        for own in preprocessing.outputs
    )
    return first.with_further(others)


def _part(
    name: str, preprocessing: Preprocessing, raw: NDArray[np.float64], y: NDArray[Any]
) -> Dataset:
    """Return rows with the targets of one output, all to be evaluated on."""
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
        ordered=True,
    )
