"""How soon an edit of the architecture is in effect while a network trains at full speed.

Run as ``python tests/benchmarks/edits.py [--rounds N]``. A person clicks the plus over a layer of
the program's own window, and undoes it. Two times are told, both from the press of the button on:
until the worker has said that it trains the new network, and until the window has shown a frame of
it, in milliseconds. The loss is compared in the same run without a window, where nothing is learned
between both.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import engine  # first: it asks BLAS for one thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from dnngui.training.frames import Frame

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.canvas.items.handles import HandlesItem
from dnngui.canvas.surgery import Cut
from dnngui.document import examples
from dnngui.document.project import Project, TrainingSettings
from dnngui.surgery import has_units
from dnngui.training.live import LiveRun
from engine import layers, losses, optim
from engine.data.settings import DataSettings, Generated
from engine.surgery import deepen, grow

BAR = 50.0
"""Milliseconds."""
ENDLESS = 10_000_000


def spiral() -> Project:
    hidden = [layers.Dense(units=8, activation="tanh") for _ in range(6)]
    graph = engine.Graph.sequential(layers.Input(), *hidden, layers.Dense(units=1))
    settings = TrainingSettings(
        loss=losses.MeanSquaredError(), optimizer=optim.Adam(), batch_size=10, epochs=ENDLESS
    )
    data = DataSettings(source=Generated(name="spiral", samples=500))
    return Project(name="2-8x6-1 on the spiral", graph=graph, training=settings, data=data)


def example(name: str) -> Callable[[], Project]:
    def build() -> Project:
        project = examples.named(name).build()
        return replace(project, training=replace(project.training, epochs=ENDLESS))

    return build


CASES = (example("Playground circle"), spiral, example("Digits, convolutional"))


@dataclass
class Edits(QObject):
    """Clicks in a window and the milliseconds that they took."""

    told: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._begin = 0.0
        self._waiting = self._wants_frame = False
        self._generation = 0

    @property
    def waiting(self) -> bool:
        return self._waiting or self._wants_frame

    def begin(self) -> None:
        self._waiting = self._wants_frame = True
        self._begin = time.perf_counter()

    def wait(self, seconds: float = 5.0) -> None:
        """Let the window do its work until the edit is in effect and shown."""
        end = time.perf_counter() + seconds
        while self.waiting and time.perf_counter() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 5)

    @Slot(object)
    def take_word(self, _: object) -> None:
        if self._waiting:
            self.told.append((time.perf_counter() - self._begin) * 1000.0)
            self._waiting = False

    @Slot(object)
    def take_frame(self, frame: Frame) -> None:
        if self._wants_frame and frame.generation != self._generation:
            self.shown.append((time.perf_counter() - self._begin) * 1000.0)
            self._wants_frame = False
        self._generation = frame.generation


def widened(project: Project) -> int:
    """Return the layer whose units change."""
    graph = project.graph
    return next(node.id for node in graph.nodes if has_units(graph, node.id))


def measure(project: Project, rounds: int) -> Edits:
    """Click plus and undo it, so many times each, while the window trains."""
    from dnngui.app.crash import CrashReporter
    from dnngui.app.preferences import Preferences
    from dnngui.app.window import MainWindow

    with tempfile.TemporaryDirectory() as folder:
        preferences = Preferences(Path(folder) / "preferences.ini")
        preferences.tempo = "full"
        window = MainWindow(preferences, CrashReporter())
        window.resize(1280, 800)
        window.show()
        window.start(project)
        edits = Edits()
        window.session.edited.connect(edits.take_word)
        window.display.shown.connect(edits.take_frame)
        node = widened(project)
        window.canvas.select([node])
        window.canvas.reset_zoom()
        window.canvas.reveal(node)
        QTest.qWait(1500)
        window.session.run()
        # The first set of scikit-learn's takes seconds to be read.
        while window.session.state != "running":
            QTest.qWait(50)
        QTest.qWait(700)
        viewport = window.canvas.viewport()
        signs = next(each for each in window.canvas.items() if isinstance(each, HandlesItem))
        for _ in range(rounds):
            at = window.canvas.mapFromScene(signs.place_of(Cut.ADD_UNIT))
            edits.begin()
            QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
            edits.wait()
            QTest.qWait(60)
            edits.begin()
            window.history.stack.undo()
            edits.wait()
            QTest.qWait(60)
        window.close_now()
    return edits


def loss_moves(project: Project) -> float:
    """Return by how much of itself the loss differs after a neuron and a layer were put in."""
    run = LiveRun()
    run.load(project)
    run.follow(project)
    assert run.trainer is not None
    deque(islice(run.trainer.steps(), 200), maxlen=0)
    before = run.trainer.evaluate().loss
    node = widened(project)
    deep, _ = deepen(project.graph, node)
    run.follow(project.with_graph(deep))
    run.follow(project.with_graph(grow(deep, node)))
    after = run.trainer.evaluate().loss
    return abs(after - before) / before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    print(f"{'':24s}   in effect: p50   p95   max   shown: p50   p95   max   loss moves by")
    for build in CASES:
        project = build()
        edits, moved = measure(project, rounds), loss_moves(project)
        told, shown = _percentiles(edits.told), _percentiles(edits.shown)
        soon = "met" if told[1] <= BAR else "MISSED"
        same = "met" if moved <= 1e-6 else "MISSED"
        print(
            f"{project.name:24s} {_row(told):>29s} {_row(shown):>24s} {moved:15.1e}"
            f"   p95 ≤ {BAR:.0f} ms {soon}, ≤ 1e-6 {same}",
            flush=True,
        )
    application.quit()


def _percentiles(times: list[float]) -> list[float]:
    return [float(each) for each in np.percentile(times, [50, 95, 100])]


def _row(times: list[float]) -> str:
    return " ".join(f"{each:5.1f}" for each in times)


if __name__ == "__main__":
    main()
