"""What the window shows of a run: figures, pictures of the layers, and what goes with them."""

from __future__ import annotations

import time

import msgspec
from driving import child, press
from PySide6.QtWidgets import QLabel

from dnngui.app import running
from dnngui.plots.accuracy import AccuracyPanel
from dnngui.training.events import State, StateChanged
from dnngui.training.mailbox import Mailbox


def figure(window, name):
    return child(window, QLabel, f"transport_{name}").text()


def change_training(window, **values):
    project = window.history.project
    training = msgspec.structs.replace(project.training, **values)
    window.history.do("Set", msgspec.structs.replace(project, training=training))


def test_the_figures_at_the_end_of_a_run_are_those_of_its_last_step(window, qtbot, monkeypatch):
    # The window takes the last frame before it hears of the end, and within the time for which
    # the figures before it stand.
    monkeypatch.setattr(running, "_READABLE", 1e9)
    tell = Mailbox.tell

    def tell_late(mailbox, event):
        time.sleep(0.3 if event == StateChanged(State.FINISHED) else 0.0)
        tell(mailbox, event)

    monkeypatch.setattr(Mailbox, "tell", tell_late)
    change_training(window, epochs=40)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=20_000)
    qtbot.waitUntil(lambda: figure(window, "epoch") == "40")
    last = window.session.snapshot().snapshot.record.evaluations[-1]
    assert figure(window, "accuracy") == f"{100.0 * last.test_metrics['accuracy']:.1f}%"


def test_after_some_batches_the_panel_and_the_figures_say_the_same(window, qtbot):
    metrics = window.findChild(AccuracyPanel)
    for _ in range(3):
        press(window, "step_batch")
    steps = window.session.snapshot().snapshot.step
    qtbot.waitUntil(lambda: figure(window, "epoch") == f"{steps / 25:.2f}")
    assert figure(window, "accuracy") in metrics.legend.text()
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: figure(window, "epoch") == "1")
    qtbot.waitUntil(lambda: figure(window, "accuracy") in metrics.legend.text())
