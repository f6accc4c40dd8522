"""How close the window follows a hand on the timeline, and what the kept moments cost a run.

Run as ``python tests/benchmarks/timeline.py [--steps N] [--moves N]``. The program's own window,
off screen, trains a spiral for 100,000 steps at full speed; then a hand drags the strip's mark,
sixty places a second and at random. What is measured is the time from the hand's event until the
moment under it is shown, everything painted: boundary, maps of all neurons, curves. The bar is 50
ms at the 99th percentile and at worst twice that.

The cost is the speed of a run that keeps moments beside one that keeps none, in turns within one
process, as the median of the rounds' ratios; from first weights, where most are kept.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QEventLoop, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.document import examples
from dnngui.training.session import TrainingSession
from dnngui.training.timeline import MEMORY

BAR = 50.0
"""Milliseconds from the hand to the picture."""

FRAME = 1.0 / 60.0
ENDLESS = 10_000_000


def work(seconds: float) -> None:
    """Let the event loop go on for so long."""
    loop = QEventLoop()
    QTimer.singleShot(max(0, round(1000.0 * seconds)), loop.quit)
    loop.exec()


class Dragged(QObject):
    """The program's window after a long run, with a hand on its strip."""

    noted = Signal()

    def __init__(self, steps: int) -> None:
        super().__init__()
        from dnngui.app.crash import CrashReporter
        from dnngui.app.preferences import Preferences
        from dnngui.app.window import MainWindow

        self._folder = tempfile.TemporaryDirectory()
        preferences = Preferences(Path(self._folder.name) / "preferences.ini")
        preferences.tempo = "full"
        self.window = MainWindow(preferences, CrashReporter())
        self.window.resize(1280, 800)
        self.window.show()
        project = examples.named("Spiral 8-8-8").build()
        self.window.start(replace(project, training=replace(project.training, epochs=steps)))
        self.strip = self.window.timeline.strip
        self._newest: int | None = None
        self.busy = 0.0
        self.window.display.shown.connect(self._note)

    def _note(self, frame: object) -> None:
        self._newest = frame.track.shown if frame.track is not None else None
        self.noted.emit()

    def train(self) -> None:
        work(0.5)
        self.window.session.run()
        while self.window.session.state != "running":
            work(0.01)
        while self.window.session.state == "running":
            work(0.1)
        work(1.0)

    def end(self) -> None:
        self.window.close_now()
        self._folder.cleanup()

    def places(self, moves: int) -> list[int]:
        """Return pixels of the strip at which a hand stands: along a wave, and at random."""
        random = np.random.default_rng(0)
        wave = 0.5 + 0.48 * np.sin(np.linspace(0.0, 6.0, moves // 2))
        jumps = random.random(moves - moves // 2)
        width = self.strip.width() - 20
        return (10 + width * np.concatenate([wave, jumps])).astype(int).tolist()

    def drag(self, moves: int) -> list[float]:
        """Return the milliseconds from each move of the hand to its picture.

        ``busy`` are those of the processor, per move.
        """
        late = []
        middle = self.strip.height() // 2
        QTest.mousePress(self.strip, Qt.MouseButton.LeftButton, pos=QPoint(12, middle))
        work(0.2)
        spent = time.process_time()
        for x in self.places(moves):
            begin = time.perf_counter()
            QTest.mouseMove(self.strip, QPoint(x, middle))
            wanted = self.strip.nearest(self.strip._at(x))
            while self._newest != wanted and time.perf_counter() - begin < 2.0:
                # It returns when the tick that shows the frame has painted it.
                loop = QEventLoop()
                self.noted.connect(loop.quit)
                loop.exec()
            late.append(1000.0 * (time.perf_counter() - begin))
            work(max(0.0, FRAME - (time.perf_counter() - begin)))
        self.busy = 1000.0 * (time.process_time() - spent) / moves
        QTest.mouseRelease(self.strip, Qt.MouseButton.LeftButton, pos=QPoint(12, middle))
        return late


def speed(session: TrainingSession, memory: int, seconds: float) -> float:
    """Return the steps a second of a run from first weights that may keep so many bytes."""
    session.set_memory(memory)
    session.reset()
    session.snapshot(10)
    session.run()
    begin = time.perf_counter()
    while time.perf_counter() - begin < seconds:
        session.drain()
        work(0.016)
    session.pause()
    run = session.snapshot(10)
    return run.snapshot.step / (time.perf_counter() - begin)


def cost(name: str, seconds: float, rounds: int) -> str:
    session = TrainingSession()
    project = examples.named(name).build()
    session.set_project(replace(project, training=replace(project.training, epochs=ENDLESS)))
    session.snapshot(30)
    shares = []
    for _ in range(rounds):
        none = speed(session, 1, seconds)
        shares.append(speed(session, MEMORY, seconds) / none)
    session.close()
    return f"{name:22s} {statistics.median(shares):6.1%} of the speed without moments"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--moves", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    application = QApplication(sys.argv[:1])
    dragged = Dragged(arguments.steps)
    dragged.train()
    track = dragged.window.look_back.track
    print(f"{track.present} steps, {len(track.steps)} moments kept")
    late = np.array(dragged.drag(arguments.moves))
    busy = dragged.busy
    dragged.end()
    p50, p95, p99 = np.percentile(late, [50, 95, 99])
    met = "met" if p99 <= BAR and late.max() <= 2.0 * BAR else "MISSED"
    print(f"hand to picture: p50 {p50:.1f} p95 {p95:.1f} p99 {p99:.1f} max {late.max():.1f} ms")
    print(f"processor time of a move, all threads: {busy:.1f} ms")
    print(f"p99 ≤ {BAR:.0f} ms {met}")
    for name in ("Playground circle", "Spiral 8-8-8"):
        print(cost(name, arguments.seconds, arguments.rounds), flush=True)
    application.quit()


if __name__ == "__main__":
    main()
