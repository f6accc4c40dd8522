"""``dnngui film``: a project learns, as an animated picture or a film."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np

from dnngui.app.filmfile import require
from dnngui.commands import console, settings
from dnngui.commands.errors import UsageError
from dnngui.commands.paths import destination
from dnngui.commands.projects import opened
from dnngui.commands.training import INTERRUPTED, listening, ready
from dnngui.document.run import saved_run
from engine.formats.errors import ExportError

if TYPE_CHECKING:
    import argparse

    from dnngui.document.run import SavedRun
    from engine.trainer import Trainer


def run(arguments: argparse.Namespace) -> int:
    """Train the project from its first weights, and write the film."""
    path = destination(arguments.output)
    try:
        require(path)
    except ExportError as error:
        raise UsageError(str(error)) from error
    project = settings.apply(opened(arguments.file).project, arguments.set)
    trainer = ready(project, arguments.file)
    count = arguments.seconds * arguments.rate + 1
    runs = _moments(trainer, arguments.epochs or project.training.epochs, count)
    if not runs:
        return INTERRUPTED
    # Where no display is, Qt would end the program at once on any other platform.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from dnngui.app.filmdialog import Wishes
    from dnngui.app.filmroll import film
    from dnngui.app.subjects import Subject

    wishes = Wishes(Subject(arguments.show), arguments.seconds, arguments.rate, arguments.width)
    with console.Progress(len(runs), "picture") as progress:

        def told(done: int) -> None:
            if progress.due(done):
                progress.show(done)

        film(project, runs, path, wishes, appearance=arguments.appearance, told=told)
    console.say(f"{path}: {len(runs)} pictures, {path.stat().st_size / 1e6:.1f} MB")
    return 0


def _moments(trainer: Trainer, epochs: int, count: int) -> list[SavedRun]:
    """Train, and return the run at moments that are even over its steps; none where stopped."""
    planned = trainer.planned(epochs)
    wanted = set(np.linspace(0, planned, count).round().astype(int).tolist())
    found = [saved_run(trainer)]
    with listening() as stop, console.Progress(planned, "step") as progress:
        for _ in trainer.steps(epochs):
            made = trainer.steps_made
            if made in wanted:
                found.append(saved_run(trainer))
            if progress.due(made):
                progress.show(made)
            if stop.asked:
                return []
    return [each for each in found if each is not None]
