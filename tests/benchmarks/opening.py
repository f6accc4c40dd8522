"""How long the window takes to open a project of 1,000 layers.

Run as ``python tests/benchmarks/opening.py [--rounds N]``. The program's own window, off screen,
opens a file from the disk as a person does. Two times are told: until the drawing is shown, with
its shapes and problems, and until the network can be trained and its first boundary is shown. The
bar is a second for the first; the longest time in which the window answers to nothing stands
beside.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.training.frames import Frame

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.document import examples, file
from dnngui.document.project import Project
from engine import layers
from engine.graph import Graph

BAR = 1000.0
"""Milliseconds."""

LAYERS = 1000
BLOCK = 4
"""Layers of a residual block: three in a row and what adds their result to their input."""


def chain(count: int) -> Graph:
    middle = [layers.Dense(units=8, activation="tanh") for _ in range(count - 2)]
    return Graph.sequential(layers.Input(), *middle, layers.Dense(units=1, activation="tanh"))


def residual(count: int) -> Graph:
    """Return blocks one behind the other, each with a skip connection past it."""
    graph = Graph.sequential(layers.Input(), layers.Dense(units=8, activation="relu"))
    last = graph.next_id - 1
    while graph.next_id + BLOCK <= count:
        skipped = last
        for _ in range(BLOCK - 1):
            graph, node = graph.add(layers.Dense(units=8, activation="relu"))
            graph, last = graph.connect(last, node), node
        graph, merge = graph.add(layers.Add())
        graph, last = graph.connect(last, merge).connect(skipped, merge), merge
    graph, node = graph.add(layers.Dense(units=1, activation="tanh"))
    return graph.connect(last, node)


class Longest(QObject):
    """The longest time in which the window answered to nothing, in ms."""

    def __init__(self) -> None:
        super().__init__()
        self.late = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late, self._last = max(self.late, 1000.0 * (now - self._last)), now


class Opening:
    """The program's window, and the milliseconds that it took to open files.

    Attributes
    ----------
    shown, done, blocked
        Until the drawing was shown, until the network was ready, and the longest time without an
        answer; one for each file that was opened.
    """

    def __init__(self, folder: Path) -> None:
        from dnngui.app.crash import CrashReporter
        from dnngui.app.preferences import Preferences
        from dnngui.app.window import MainWindow

        self._window = MainWindow(Preferences(folder / "preferences.ini"), CrashReporter())
        self._window.display.shown.connect(self._note)
        self._window.resize(1280, 800)
        self._window.show()
        self._newest: Frame | None = None
        self._old = 0
        self.shown: list[float] = []
        self.done: list[float] = []
        self.blocked: list[float] = []

    def _note(self, frame: Frame) -> None:
        self._newest = frame

    def open(self, path: Path, count: int) -> None:
        """Open a file with so many layers, after another project."""
        self._window.start(examples.named("Playground circle").build())
        QTest.qWait(500)
        self._old = 0 if self._newest is None else self._newest.generation
        longest, begin = Longest(), time.perf_counter()
        self._window.open_path(path)
        until(lambda: len(self._window.canvas.drawing.nodes) == count)
        self.shown.append(1000.0 * (time.perf_counter() - begin))
        until(self._is_ready)
        self.done.append(1000.0 * (time.perf_counter() - begin))
        self.blocked.append(longest.late)
        longest.deleteLater()

    def _is_ready(self) -> bool:
        newest = self._newest
        return newest is not None and newest.generation != self._old and newest.boundary is not None

    def end(self) -> None:
        self._window.close_now()


def measure(graph: Graph, rounds: int) -> Opening:
    """Open a file with ``graph`` so many times."""
    circle = examples.named("Playground circle").build()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.dnn"
        project = Project(graph=graph, training=circle.training, data=circle.data)
        file.save(path, file.SavedProject(project))
        opening = Opening(Path(folder))
        for _ in range(rounds):
            opening.open(path, len(graph.nodes))
        opening.end()
    return opening


def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window do its work, and paint, until something is so."""
    end = time.perf_counter() + seconds
    while not true() and time.perf_counter() < end:
        QTest.qWait(1)
    QApplication.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    for name, made in (("chain", chain), ("residual", residual)):
        graph = made(LAYERS)
        opening = measure(graph, rounds)
        times = (opening.shown, opening.done, opening.blocked)
        shown, done, blocked = map(statistics.median, times)
        met = "met" if max(opening.shown) <= BAR else "MISSED"
        print(
            f"{name}, {len(graph.nodes)} layers: shown {shown:.0f} ms, ready {done:.0f}, "
            f"longest without an answer {blocked:.0f}   all ≤ {BAR:.0f} ms {met}",
            flush=True,
        )
    application.quit()


if __name__ == "__main__":
    main()
