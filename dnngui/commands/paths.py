"""What a person writes as a path: wrong ones are misuse, before any work begins."""

from __future__ import annotations

from pathlib import Path

from dnngui.commands.errors import UsageError


def source(name: str) -> Path:
    """Return the path of a file to read; raise `UsageError` where there is none."""
    path = Path(name)
    if path.is_dir():
        raise UsageError(f"“{path}” is a folder. Write the name of a file.")
    if not path.exists():
        raise UsageError(f"There is no file “{path}”. Check its name.")
    return path


def destination(name: str) -> Path:
    """Return the path of a file to write; raise `UsageError` where none can be."""
    path = Path(name)
    if path.is_dir():
        raise UsageError(f"“{path}” is a folder. Write the name of a file.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder “{path.parent}” does not exist. Choose another.")
    return path
