"""Without pytest-qt the tests run as where Qt is not installed, even if it is.

``pytest -p no:pytest-qt`` so shows that the engine, the documents and the commands need no Qt.
"""

import importlib.util
import sys

import pytest

import engine  # noqa: F401  # before NumPy, so that BLAS takes one thread

NEED_QT = [
    "dnngui/app",
    "dnngui/canvas",
    "dnngui/panels",
    "dnngui/plots",
    "dnngui/training",
    "dnngui/test_icons.py",
    "dnngui/test_theme.py",
    "dnngui/test_translations.py",
]
collect_ignore: list[str] = []


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    if pluginmanager.hasplugin("pytest-qt"):
        if importlib.util.find_spec("PySide6") is not None:
            return
        pluginmanager.unregister(name="pytest-qt")
    else:
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "Read by pytest-qt.", type="linelist")
    for name in ("PySide6", "pyqtgraph"):
        # Python's own way to say that a module cannot be imported.
        sys.modules[name] = None  # type: ignore[assignment]  # the stubs do not know it
    collect_ignore.extend(NEED_QT)
