"""``dnngui [PROJECT]``: the window."""

from __future__ import annotations

import difflib
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dnngui.commands.arguments import COMMANDS
from dnngui.commands.errors import UsageError
from dnngui.commands.paths import source

if TYPE_CHECKING:
    import argparse


def run(arguments: argparse.Namespace) -> int:
    """Open the window, and in it a project, a table or an example."""
    names = arguments.project
    if names and not Path(names[0]).exists():
        raise UsageError(_no_such_file(names[0]))
    paths = [source(name) for name in names]
    if len(paths) > 1 or (paths and arguments.new is not None):
        raise UsageError("The window opens with one project, or with --new NAME: not with both.")
    example = _example(arguments.new) if arguments.new is not None else None
    if sys.platform == "linux" and not _has_display():
        raise UsageError(
            "There is no display to open the window on. These commands work without: "
            f"{', '.join(COMMANDS)}."
        )
    # `GarbageCollector` takes over: to search all that a start makes takes a twentieth of its time.
    gc.disable()
    try:
        from dnngui.app.main import run_window
    except ImportError as error:
        raise UsageError(f"The window cannot be opened, something is missing: {error}.") from error
    return run_window(paths[0] if paths else None, example)


def _no_such_file(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    if near:
        return f"There is no command “{name}”. Did you mean “{near[0]}”?"
    return f"There is no file “{name}”, and no such command. Commands: {', '.join(COMMANDS)}."


def _example(name: str) -> str:
    """Return the name of an example as it is written in the list."""
    from dnngui.document.examples import ExampleError, named

    try:
        return named(name).name
    except ExampleError as error:
        raise UsageError(str(error)) from error


def _has_display() -> bool:
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(variable) for variable in variables)
