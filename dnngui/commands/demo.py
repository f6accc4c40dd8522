"""``dnngui demo``: what the program does, shown where there is no display.

Trains an example in the terminal, and writes the project, the exported weights and a picture of
the window as the training ended.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from dnngui.commands import console, numbers
from dnngui.commands.errors import UsageError
from dnngui.commands.portrait import portrait
from dnngui.commands.taking import taken
from dnngui.commands.training import INTERRUPTED, train
from dnngui.document import examples, file
from dnngui.document.file import SavedProject
from dnngui.document.run import prepare, saved_run
from engine import formats

if TYPE_CHECKING:
    import argparse

EXAMPLE = "Spiral 8-8-8"
STEM = "spiral"


def run(arguments: argparse.Namespace) -> int:
    """Train the example and write everything into the folder ``--output``."""
    folder = _folder(Path(arguments.output))
    project = examples.named(EXAMPLE).build()
    console.note(f"Training the example “{EXAMPLE}”.")
    trainer = prepare(project).trainer
    if not train(trainer, project.training.epochs):
        return INTERRUPTED
    console.table(numbers.rows(numbers.parts(trainer.evaluate())), right=(1, 2))
    run = saved_run(trainer)
    assert run is not None
    file.save(folder / f"{STEM}.dnn", SavedProject(project, run, portrait(project)))
    trained = taken(project, run, trainer.dataset.raw_train)
    for ending in (".npz", ".onnx"):
        formats.export(folder / f"{STEM}{ending}", trained)
    # Where no display is, Qt would end the program at once on any other platform.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from dnngui.app.demo import render

    render(project, run, folder / f"{STEM}.png")
    console.say(f"The picture of the window, the project and the exported weights are in {folder}")
    return 0


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            f"The folder “{path}” cannot be made: {reason}. Choose another."
        ) from error
    return path.resolve()
