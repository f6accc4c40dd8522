"""How long the doctor takes to say why XOR does not learn from weights that begin too small.

Run as ``python tests/benchmarks/doctor.py [--rounds N]``. The program's own window, off screen,
runs the example at each speed; the time is from the press of Run to the sentence in the banner. The
bar is two seconds.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from opening import until
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from dnngui.app.crash import CrashReporter
from dnngui.app.preferences import Preferences
from dnngui.app.window import MainWindow
from dnngui.document import examples

BAR = 2.0
"""Seconds."""


def named_after(window: MainWindow, tempo: str) -> float:
    """Run the example from its start; return the seconds until the fault is named."""
    window.start(examples.named("XOR (too-small start)").build())
    until(lambda: window.session.state == "idle" and not window.banner.isVisible())
    window.running.set_tempo(tempo)
    QTest.qWait(500)
    begin = time.perf_counter()
    window.actions_by_name["toggle_run"].trigger()
    until(window.banner.isVisible)
    assert "began at about 0.01" in window.banner.text()
    seconds = time.perf_counter() - begin
    window.session.pause()
    until(lambda: window.session.state != "running")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Preferences(Path(folder) / "preferences.ini"), CrashReporter())
        window.show()
        for tempo in ("full", "watch", "slow"):
            worst = max(named_after(window, tempo) for _ in range(rounds))
            met = "met" if worst <= BAR else "MISSED"
            print(f"{tempo:6s} named after {worst:.2f} s at most   ≤ {BAR:g} s {met}", flush=True)
        window.close_now()
    application.quit()


if __name__ == "__main__":
    main()
