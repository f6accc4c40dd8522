"""Opening and saving projects from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dnngui.commands import console
from dnngui.commands.errors import UsageError
from dnngui.commands.paths import destination, source
from dnngui.commands.portrait import portrait
from dnngui.document import examples, file
from dnngui.document.file import ENDING, SavedProject
from dnngui.document.run import at_best
from dnngui.document.tables import with_table
from engine.data.errors import DataError
from engine.data.settings import Table

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from dnngui.document.project import Project
    from dnngui.document.run import SavedRun


def opened(name: str) -> SavedProject:
    """Return a project, having said what of its file could not be used."""
    saved = file.load(source(name))
    for warning in saved.warnings:
        console.note(f"Warning: {warning}")
    return saved


def trained_run(saved: SavedProject, path: str, *, best: bool = False) -> SavedRun:
    """Return the run of a project, with its ``best`` weights or the last ones.

    Raises
    ------
    UsageError
        Where it was never trained.
    RunError
        Where it holds no best weights.
    """
    if saved.run is None:
        raise UsageError(
            f"“{path}” holds no trained weights. Train it first: dnngui train {path} --save {path}"
        )
    return at_best(saved.run) if best else saved.run


def with_own_table(project: Project, name: str) -> Project:
    """Return the project with a file's table as its data, having said how it was read."""
    path = source(name)
    changed = with_table(project, path.name, read_table(path))
    table = changed.data.source
    if isinstance(table, Table):
        for role, title in _ROLES:
            names = [column.name for column in table.columns if column.role == role]
            if names:
                console.note(f"{title}: {', '.join(names)}")
    return changed


_ROLES = (
    ("target", "Target"),
    ("feature", "Features"),
    ("weight", "Weight"),
    ("ignored", "Ignored"),
)


def read_table(path: Path) -> bytes:
    """Return a table's bytes; raise `DataError` where they cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(
            "The table “{path}” cannot be read: {reason}.", path=str(path), reason=reason
        ) from error


def target(name: str) -> Path:
    """Return where to save a project, with an ending; raise `UsageError` where that cannot be."""
    path = destination(name)
    if path.suffix.lower() not in ("", ENDING):
        name = path.with_suffix(ENDING).name
        raise UsageError(f"A project is saved in a file that ends with {ENDING}: {name}.")
    return path if path.suffix else path.with_suffix(ENDING)


def list_examples(_arguments: argparse.Namespace) -> int:
    """Write one line for each example."""
    console.table([(each.name, str(each.task), each.data) for each in examples.EXAMPLES])
    return 0


def new(arguments: argparse.Namespace) -> int:
    """Write an example as a project of its own."""
    path = target(arguments.file)
    if path.exists():
        raise UsageError(f"“{path}” exists already. Choose another name, or delete it first.")
    try:
        project = examples.named(arguments.name).build()
    except examples.ExampleError as error:
        raise UsageError(str(error)) from error
    project = msgspec.structs.replace(project, name=path.stem)
    if arguments.data is not None:
        project = with_own_table(project, arguments.data)
    file.save(path, SavedProject(project, picture=portrait(project)))
    console.say(str(path))
    return 0
