"""How long it takes from the start of the process until the window can be seen.

Run as ``python tests/benchmarks/start.py [--rounds N]``. Warm: the first start, in which Python
compiles and the disk is read, does not count. Beside it stands a window that has nothing but a
chart of pyqtgraph in it. Rounds in which the host gave its processors to others are left out.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from host import Quiet

BAR = 1.5
"""Seconds."""

HOMES = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA")

SHOWN = """
import time

def shown(*_):
    app = QApplication.instance()
    while not any(each.isVisible() for each in app.topLevelWidgets()):
        app.processEvents()
    app.processEvents()
    print("shown", flush=True)
    os._exit(0)

QApplication.exec = shown
"""
"""In place of the loop of events: tell that the window is there and painted, and end."""

OURS = f"""
import gc, os
gc.disable()  # as the command does, before it imports anything
from PySide6.QtWidgets import QApplication
{SHOWN}
from dnngui.cli import main
main([])
"""

BARE = f"""
import os
from PySide6.QtWidgets import QApplication, QMainWindow
{SHOWN}
import pyqtgraph
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
window.show()
app.exec()
"""


def seconds(program: str, home: str) -> float | None:
    """Start a program with ``home`` as its home; None where the machine was not ours."""
    around = os.environ | dict.fromkeys(HOMES, home) | {"QT_QPA_PLATFORM": "offscreen"}
    # Warm is with compiled modules, whatever this shell wants of Python.
    around["PYTHONPYCACHEPREFIX"] = f"{home}/compiled"
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    quiet, begin = Quiet(), time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=around,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - begin
    assert line.startswith(b"shown"), "The window was not shown."
    return took if quiet.holds else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    found: dict[str, list[float]] = {"dnngui": [], "a bare chart": []}
    with tempfile.TemporaryDirectory() as home:
        for _ in range(rounds + 1):
            for name, program in zip(found, (OURS, BARE), strict=True):
                took = seconds(program, home)
                if took is not None:
                    found[name].append(took)
    print(f"{'':14s} {'median':>8s} {'least':>8s} {'most':>8s}")
    for name, times in found.items():
        if len(times) < 2:
            print(f"{name:14s} the host's other guests left no round undisturbed")
            continue
        counted = times[1:]
        median = statistics.median(counted)
        bar = ""
        if name == "dnngui":
            bar = f"≤ {BAR:.1f} s " + ("met" if median <= BAR else "MISSED")
        print(f"{name:14s} {median:6.2f} s {min(counted):6.2f} s {max(counted):6.2f} s   {bar}")


if __name__ == "__main__":
    main()
