"""The command line: the window, and the same work without one."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import TYPE_CHECKING

from dnngui.commands import console
from dnngui.commands.arguments import COMMANDS, HIDDEN, command_parser, window_parser
from dnngui.commands.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

FAILURE, MISUSE, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code.

    0 for success, 1 for failure, 2 for misuse, 130 where Ctrl-C ended it. An error is one line on
    the standard error; ``--debug`` adds where it arose.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    console.prepare()
    try:
        return _run(words)
    except SystemExit as end:
        # The parser's way to end after --help.
        code = end.code if isinstance(end.code, int) else 0
        return code if _is_read() else FAILURE
    except KeyboardInterrupt:
        console.note("Stopped.")
        return INTERRUPTED
    except BrokenPipeError:
        _is_read()
        return FAILURE
    except Exception as error:  # noqa: BLE001 - the last resort: every failure is one plain line
        if "--debug" in words:
            console.note(traceback.format_exc().rstrip())
        console.note(_sentence(error))
        return MISUSE if isinstance(error, UsageError) else FAILURE


def _is_read() -> bool:
    """Write out what is to be read; whether there is still someone who reads it.

    Where there is nobody, Python would fail once more when it flushes at the end.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _run(words: list[str]) -> int:
    name = next((word for word in words if word != "--debug"), "")
    known = COMMANDS | HIDDEN
    if name not in known:
        arguments = window_parser().parse_args(words)
        from dnngui.commands import window

        return window.run(arguments)
    words = list(words)
    words.remove(name)
    arguments = command_parser(name).parse_args(words)
    import numpy as np

    module = importlib.import_module(f"dnngui.commands.{known[name].module}")
    # A run that overflows says so by itself; NumPy's warnings name lines that nobody can read.
    with np.errstate(all="ignore"):
        code: int = getattr(module, known[name].function)(arguments)
    sys.stdout.flush()
    return code


def _sentence(error: Exception) -> str:
    """Return one line for a person."""
    from engine.message import SpokenError

    if isinstance(error, UsageError | SpokenError):
        return " ".join(str(error).split())
    if isinstance(error, MemoryError):
        return "There is not enough memory. Make the network or the batch smaller."
    if isinstance(error, OSError) and error.strerror:
        where = f"“{error.filename}”: " if error.filename else ""
        return f"{where}{error.strerror}."
    kind = type(error).__name__
    return f"Something went wrong inside the program ({kind}: {error}). --debug shows where."
