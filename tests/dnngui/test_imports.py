"""Who may import what of Qt, where import-linter sees whole packages only."""

import ast
from pathlib import Path

import pytest

import dnngui

TRAINING = sorted((Path(dnngui.__file__).parent / "training").glob("**/*.py"))


def of_qt(source: Path) -> set[str]:
    """Return the modules of Qt that a file imports, wherever in it."""
    found = set()
    for statement in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom) and statement.module == "PySide6":
            found |= {f"PySide6.{alias.name}" for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            found.add(statement.module or "")
    return {name for name in found if name.partition(".")[0] in {"PySide6", "shiboken6"}}


@pytest.mark.parametrize("source", TRAINING, ids=lambda source: source.name)
def test_training_imports_the_core_of_qt_alone(source):
    assert of_qt(source) <= {"PySide6.QtCore"}


def test_training_is_looked_at():
    assert any(of_qt(source) for source in TRAINING)
