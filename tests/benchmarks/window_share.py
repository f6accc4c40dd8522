"""What a window costs a run, and how late a run makes the window.

Run as ``python tests/benchmarks/window_share.py [--seconds S] [--rounds N]`` on an idle machine
with two cores or more: a busy one hides how a worker starves the window. Each round trains without
a window and then with one, in one process, while the other rests; the share is the median of the
rounds' ratios. Rounds are short, as the speed of a shared machine wanders.

The window is painted sixty times a second: two curves, 24 small maps and the boundary on 100 × 100
points, which it wants thirty times a second; with ``--window`` it is the program's own, which also
paints the neurons and weights of the network that has them in sight, and with ``--panels`` that
with all its panels open beside each other, each in a window of its own. A tick is late by what its
distance from the one before exceeds the timer's interval.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import engine  # first: it asks BLAS for one thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dnngui.training.frames import Frame

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QEventLoop, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget

from dnngui.app import extras
from dnngui.document import run as running
from dnngui.document.project import Project, TrainingSettings
from dnngui.training.events import State
from dnngui.training.frames import Grid, Needs
from dnngui.training.neurons import NeuronsRequest
from dnngui.training.session import TrainingSession
from engine import layers, losses, optim
from engine.data.settings import DataSettings, Generated

TICK = 16
"""Milliseconds between two ticks of the window."""

WARM_UP = 0.3
"""Seconds from a round's first boundary on that are not counted."""

NEEDS = Needs(Grid(0, 1, (-6.0, 6.0), (-6.0, 6.0), 100), previews=True)
ENDLESS = 10_000_000


class Window(QWidget):
    """Paints what a session shows, as the program's window does: whole frames at its gate."""

    def __init__(self, project: Project, *, gated: bool) -> None:
        super().__init__()
        self._gated = gated
        self.session = TrainingSession()
        self.session.set_needs(needs_of(project))
        self.session.set_project(project)
        self._boundary: QImage | None = None
        self._maps: list[QImage] = []
        self._curve = QPolygonF()
        self.marks: list[tuple[float, int]] = []
        self.ticks: list[float] = []
        self.boundaries = 0
        self._timer = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self.resize(1200, 800)
        self.show()
        self._timer.start()

    def end(self) -> None:
        self.session.close()
        self.close()

    def tick(self) -> None:
        self.ticks.append(time.perf_counter())
        if self._gated:
            with self.session.frame_gate():
                self._make_frame()
        else:
            self._make_frame()

    def _make_frame(self) -> None:
        frame = self.session.drain()
        if frame is not None:
            self.take(frame)
            if frame.boundary is not None:
                self._boundary = picture(frame.boundary.values[..., 0])
            if frame.previews is not None:
                maps = [p.maps for p in frame.previews.values() if p.maps is not None]
                self._maps = [picture(each) for each in np.concatenate(maps)] if maps else []
            if frame.curves is not None:
                losses_ = frame.curves.losses[-500:]
                points = enumerate(losses_.tolist())
                # As the window does: a list would be taken apart at each painting.
                self._curve = QPolygonF([QPointF(i, 700 - 100 * v) for i, v in points])
        self.repaint()

    def take(self, frame: Frame) -> None:
        """Count what a frame brings."""
        self.marks.append((time.perf_counter(), frame.step))
        self.boundaries += frame.boundary is not None

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        for index in range(24 if self._maps else 0):
            place = QRect(40 + 60 * (index % 8), 40 + 60 * (index // 8), 48, 48)
            painter.drawImage(place, self._maps[index % len(self._maps)])
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._boundary is not None:
            painter.drawImage(QRect(700, 40, 400, 400), self._boundary)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for _ in range(2):
            painter.drawPolyline(self._curve)
            painter.translate(0, 20)
        painter.end()


class RealWindow(Window):
    """The program's own window; this one only counts, and is not shown."""

    def __init__(self, project: Project, *, gated: bool) -> None:
        from dnngui.app.crash import CrashReporter
        from dnngui.app.garbage import GarbageCollector
        from dnngui.app.preferences import Preferences
        from dnngui.app.window import MainWindow

        QWidget.__init__(self)
        self._folder = tempfile.TemporaryDirectory()
        preferences = Preferences(Path(self._folder.name) / "preferences.ini")
        self._window = MainWindow(preferences, CrashReporter())
        self.session = self._window.session
        self.marks, self.ticks, self.boundaries = [], [], 0
        self._window.display.shown.connect(self.take)
        self._window.resize(1280, 800)
        self._window.show()
        GarbageCollector(self._window)
        self._window.start(project)
        self._timer = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def tick(self) -> None:
        self.ticks.append(time.perf_counter())

    def end(self) -> None:
        self._window.close_now()
        self._folder.cleanup()


class AllPanels(RealWindow):
    """The program's own window with every panel that there is in sight."""

    def __init__(self, project: Project, *, gated: bool) -> None:
        super().__init__(project, gated=gated)
        for place, dock in enumerate(self._window.docks.by_name.values()):
            dock.setFloating(True)
            dock.setGeometry(20 + 380 * (place % 5), 40 + 300 * (place // 5), 360, 260)
            dock.show()
        spend(1.0)
        assert len(self._window.docks.live) == len(extras.titles()) + 3


def needs_of(project: Project) -> Needs:
    """Return what the window asks for: where neurons are in sight, the maps of all, 50 × 50."""
    if not project.view.neurons:
        return NEEDS
    return dataclasses.replace(NEEDS, views=(NeuronsRequest(tuple(project.graph.by_id)),))


def picture(values: np.ndarray) -> QImage:
    """Return values as a picture from orange to blue."""
    share = np.clip((values + 1.0) / 2.0, 0.0, 1.0)[::-1, :, None]
    ends = np.array([[34, 147, 245, 255], [189, 119, 8, 255]], np.float32)
    pixels = np.ascontiguousarray(ends[0] + share * (ends[1] - ends[0]), dtype=np.uint8)
    height, width = values.shape
    # In the format that is painted as it is; the copy owns its pixels.
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def tiny() -> Project:
    graph = engine.Graph.sequential(
        layers.Input(),
        layers.Dense(units=4, activation="tanh"),
        layers.Dense(units=2, activation="tanh"),
        layers.Dense(units=1, activation="tanh"),
    )
    settings = TrainingSettings(
        loss=losses.MeanSquaredError(), optimizer=optim.SGD(), batch_size=10, epochs=ENDLESS
    )
    data = DataSettings(source=Generated(name="circle", samples=500))
    return Project(name="2-4-2-1", graph=graph, training=settings, data=data)


def deep() -> Project:
    """Return the largest network of the playground, all its neurons and weights in sight."""
    hidden = [layers.Dense(units=8, activation="tanh") for _ in range(6)]
    graph = engine.Graph.sequential(
        layers.Input(), *hidden, layers.Dense(units=1, activation="tanh")
    )
    return replace(tiny(), name="2-8x6-1", graph=graph, view=replace(Project().view, neurons=True))


def wide() -> Project:
    graph = engine.Graph.sequential(
        layers.Input(shape=(784,)),
        layers.Dense(units=128, activation="relu"),
        layers.Dropout(rate=0.2),
        layers.Dense(units=10, activation="softmax"),
    )
    settings = TrainingSettings(
        loss=losses.SparseCategoricalCrossentropy(),
        optimizer=optim.Adam(),
        batch_size=32,
        epochs=ENDLESS,
    )
    return Project(name="784-128-10", graph=graph, training=settings)


def wide_data(project: Project) -> engine.Dataset:
    random = np.random.default_rng(0)
    # Short epochs where steps are long: each round has to hold several evaluations, or none.
    rows = 16_000 if project.graph.nodes[0].layer.shape == (784,) else 1024
    # Standardised, and classes that can be learned: see `steps.wide_data`.
    x = random.standard_normal((rows, 784), np.float32)
    classes = (x @ random.standard_normal((784, 10), np.float32)).argmax(axis=1)
    return engine.Dataset.from_arrays(x, classes)


def pictures(workers: int) -> Project:
    graph = engine.Graph.sequential(
        layers.Input(shape=(28, 28, 1)),
        layers.Conv2D(filters=16, activation="relu"),
        layers.MaxPool2D(),
        layers.Conv2D(filters=32, activation="relu"),
        layers.MaxPool2D(),
        layers.Flatten(),
        layers.Dense(units=64, activation="relu"),
        layers.Dense(units=10, activation="softmax"),
    )
    settings = TrainingSettings(
        loss=losses.SparseCategoricalCrossentropy(),
        optimizer=optim.Adam(),
        batch_size=64,
        epochs=ENDLESS,
        workers=workers,
    )
    return Project(name="pictures", graph=graph, training=settings)


def bad_steps(self: engine.Trainer, epochs: int | None = None) -> Iterator[object]:
    """Make no progress in pure Python, letting go of the interpreter for moments alone."""
    a, out = np.ones((8, 8), np.float32), np.empty((8, 8), np.float32)
    while True:
        end = time.perf_counter() + 1e-4
        while time.perf_counter() < end:
            pass
        a.dot(a, out)
        self.progress.step += 1
        yield self.progress


class Alone:
    """The same run as on the command line."""

    def __init__(self, project: Project) -> None:
        self._trainer = running.prepare(project).trainer
        self._steps = self._trainer.steps()
        deque(itertools.islice(self._steps, 20), maxlen=0)

    def speed(self, seconds: float) -> float:
        """Train for so long; return steps per second."""
        begin, before = time.perf_counter(), self._trainer.progress.step
        while time.perf_counter() - begin < seconds:
            deque(itertools.islice(self._steps, 20), maxlen=0)
        return (self._trainer.progress.step - before) / (time.perf_counter() - begin)


@dataclass(frozen=True)
class Watching:
    """What one round with a window gave: steps and boundaries a second, late ticks in ms."""

    speed: float
    boundaries: float
    late: np.ndarray


def watch(window: Window, seconds: float) -> Watching:
    """Run with the window for so long, and pause."""
    window.session.run()
    window.boundaries = 0
    while not window.boundaries:
        spend(0.1)
    spend(WARM_UP)
    window.marks.clear()
    window.ticks.clear()
    window.boundaries = 0
    spend(seconds)
    (begin, first), (end, last) = window.marks[0], window.marks[-1]
    late = np.maximum(np.diff(window.ticks) * 1000.0 - TICK, 0.0)
    window.session.pause()
    while window.session.state == State.RUNNING:
        spend(0.02)
    spend(0.1)
    return Watching((last - first) / (end - begin), window.boundaries / seconds, late)


def spend(seconds: float) -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


@dataclass(frozen=True)
class Case:
    """One row of the table.

    Attributes
    ----------
    share
        The bar for the speed, None where there is none. It is compared with that of one core
        without a window, however many the run has.
    """

    name: str
    project: Callable[[], Project]
    share: float | None
    bad: bool = False
    gated: bool = True


CASES = (
    Case("2-4-2-1", tiny, 0.70),
    Case("2-8x6-1 neurons", deep, 0.70),
    Case("784-128-10", wide, 0.85),
    Case("convolutions", lambda: pictures(1), None),
    Case("convolutions on 2", lambda: pictures(2), 1.0),
    Case("bad loop", tiny, None, bad=True),
    Case("2-4-2-1 without gate", tiny, None, gated=False),
)


def measure(case: Case, seconds: float, rounds: int, kind: type[Window]) -> str:
    steps, load = engine.Trainer.steps, running.load_data
    if case.bad:
        engine.Trainer.steps = bad_steps  # type: ignore[method-assign,assignment]  # a stand-in
    project, shares, seen = case.project(), [], []
    if project.graph.nodes[0].layer.shape != (2,):
        running.load_data = wide_data
    one = replace(project, training=replace(project.training, workers=1))
    alone, window = Alone(one), kind(project, gated=case.gated)
    for _ in range(rounds):
        speed = alone.speed(seconds)
        seen.append(watch(window, seconds))
        shares.append(seen[-1].speed / speed)
    window.end()
    engine.Trainer.steps, running.load_data = steps, load
    late = np.concatenate([each.late for each in seen])
    share = statistics.median(shares)
    p50, p95, p99 = np.percentile(late, [50, 95, 99])
    boundaries = statistics.median(each.boundaries for each in seen)
    verdicts = []
    if case.share is not None:
        verdicts.append(f"≥ {case.share:.0%} " + ("met" if share >= case.share else "MISSED"))
    if case.gated:
        verdicts.append("≤ 16/50 ms " + ("met" if p99 <= 16 and late.max() <= 50 else "MISSED"))
    return (
        f"{case.name:22s} {share:6.0%} {boundaries:6.1f}   {p50:6.1f} {p95:6.1f} {p99:6.1f} "
        f"{late.max():7.1f}   {', '.join(verdicts)}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--case", help="only cases whose name contains this")
    parser.add_argument("--window", action="store_true", help="the program's own window")
    parser.add_argument("--panels", action="store_true", help="the same with all panels open")
    arguments = parser.parse_args()
    application = QApplication(sys.argv[:1])
    print(f"{'':22s} {'speed':>6s} {'maps/s':>6s}   late ms:  p50    p95    p99     max")
    kind = AllPanels if arguments.panels else RealWindow if arguments.window else Window
    for case in CASES:
        wanted = arguments.case is None or arguments.case in case.name
        if wanted and (case.gated or kind is Window):
            print(measure(case, arguments.seconds, arguments.rounds, kind), flush=True)
    application.quit()


if __name__ == "__main__":
    main()
