"""The end of a session: quick, whatever the worker is at, and without a crash."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import QObject
from watching import circle

from dnngui.training.frames import Grid, Needs
from dnngui.training.session import BusyError, TrainingSession
from engine import layers
from engine.trainer import Trainer

WIDE = (layers.Dense(units=1500, activation="tanh"),) * 2

QUIT = """
import sys, time
from PySide6.QtCore import QCoreApplication, QTimer
from watching import circle
from dnngui.training.session import TrainingSession
from engine.trainer import Trainer

slow = sys.argv[1] == "stuck"
if slow:
    evaluate = Trainer.evaluate
    Trainer.evaluate = lambda self: (time.sleep(300), evaluate(self))[1]
app = QCoreApplication([])
session = TrainingSession()
session.set_project(circle(epochs=10_000_000))
session.run()
QTimer.singleShot(300, app.quit)
app.exec()
begin = time.perf_counter()
ended = session.close(0.5)
print(ended, time.perf_counter() - begin < 1.0, flush=True)
"""


def test_a_run_ends_in_the_midst_of_training(qtbot):
    session = TrainingSession()
    session.set_needs(Needs(Grid(0, 1, (-6, 6), (-6, 6)), previews=True))
    session.set_project(circle(*WIDE, samples=500, epochs=10_000_000))
    session.run()
    qtbot.waitUntil(lambda: session.state == "running")
    qtbot.wait(100)
    begin = time.perf_counter()
    assert session.close()
    assert time.perf_counter() - begin < 1.5


def test_a_session_that_never_began_ends_too(qtbot):
    assert TrainingSession().close()


def test_closing_twice_does_no_harm(qtbot):
    session = TrainingSession()
    assert session.close()
    assert session.close()


def test_a_session_that_dies_with_its_parent_takes_its_thread_along(qtbot):
    parent = QObject()
    session = TrainingSession(parent)
    session.set_project(circle(epochs=10_000_000))
    session.run()
    qtbot.waitUntil(lambda: session.state == "running")
    parent.deleteLater()
    del parent
    qtbot.waitUntil(lambda: "training" not in {each.name for each in threading.enumerate()})


def test_a_closed_session_tells_nothing_more(qtbot):
    session = TrainingSession()
    told = []
    session.state_changed.connect(told.append)
    session.set_project(circle())
    session.close()
    qtbot.wait(20)
    assert not told


@pytest.mark.parametrize(("worker", "ended"), [("training", "True"), ("stuck", "False")])
def test_the_program_quits_while_training_without_a_crash(worker, ended, request):
    result = subprocess.run(
        [sys.executable, "-c", QUIT, worker],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=request.path.parent,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.split() == [ended, "True"]


def test_a_worker_that_is_busy_keeps_nobody_waiting(watched, monkeypatch):
    evaluate = Trainer.evaluate

    def slow(self):
        time.sleep(0.5)
        return evaluate(self)

    watched.session.set_project(circle())
    watched.settle()
    with monkeypatch.context() as patched:
        patched.setattr(Trainer, "evaluate", slow)
        watched.session.run()
        time.sleep(0.1)
        begin = time.perf_counter()
        with pytest.raises(BusyError, match="busy"):
            watched.session.snapshot(0.05)
        assert time.perf_counter() - begin < 0.4
        asked = []
        patched.setattr("dnngui.document.run.saved_run", asked.append)
        watched.wait_for_state("finished")
    assert not asked


def test_the_worker_answers_while_the_window_makes_a_frame(watched):
    watched.session.set_project(circle(epochs=10_000_000))
    watched.session.run()
    watched.wait_for_state("running")
    with watched.session.frame_gate():
        time.sleep(0.02)
        assert watched.session.snapshot(5).snapshot.step > 0
