"""Draw, train, watch, take away: the whole path with mouse and keys."""

from __future__ import annotations

import numpy as np
import pytest
from driving import child, click, press, type_into
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolButton

from dnngui.panels.forms.numberbox import NumberBox
from engine.layers import Dense, Input


def draw_network(hand):
    """Drag Input, Dense and Dense in and connect their ports."""
    for number, layer in enumerate(
        (Input(shape=(2,)), Dense(units=8, activation="tanh"), Dense(units=1, activation="sigmoid"))
    ):
        hand.drop(layer, QPoint(150 + 240 * number, 160))
    hand.view.fit()
    hand.drag(hand.out_port(1), hand.in_port(2))
    hand.drag(hand.out_port(2), hand.in_port(3))


def boundary_picture(window):
    return window.docks.boundary.grab().toImage()


onnxruntime = pytest.importorskip("onnxruntime", reason="not made for this Python and machine")


def test_draw_train_watch_pause_undo_save_reopen_export(window, hand, qtbot, answers, tmp_path):
    press(window, "new_project")
    qtbot.waitUntil(lambda: window.session.state == "blocked")
    assert not child(window, QToolButton, "transport_run").isEnabled()

    draw_network(hand)
    assert [(edge.source, edge.target) for edge in hand.graph.edges] == [(1, 2), (2, 3)]
    qtbot.waitUntil(lambda: window.session.state == "idle")

    hand.click(hand.at(2))
    type_into(child(window, NumberBox, "inspector_dense_units").lineEdit(), "6")
    assert hand.graph[2].layer.units == 6

    frames = []
    window.display.shown.connect(frames.append)
    qtbot.waitUntil(lambda: any(frame.boundary is not None for frame in frames))
    before = boundary_picture(window)
    click(window, "transport_run")
    qtbot.waitUntil(lambda: window.session.state == "running")
    first = next(frame.evaluation.loss for frame in frames if frame.evaluation)
    qtbot.waitUntil(
        lambda: frames[-1].evaluation is not None and frames[-1].evaluation.loss < first / 2,
        timeout=20_000,
    )
    click(window, "transport_run")
    qtbot.waitUntil(lambda: window.session.state in {"paused", "finished"})
    qtbot.waitUntil(lambda: boundary_picture(window) != before)

    steps = window.session.snapshot().snapshot.step
    hand.drag(hand.at(3), hand.at(3, 40.0, 60.0))
    assert window.history.stack.undoText().startswith("Move")
    window.history.stack.undo()
    assert window.session.snapshot().snapshot.step == steps

    path = tmp_path / "drawn.dnn"
    answers["file"] = str(path)
    press(window, "save")
    qtbot.waitUntil(lambda: not window.files.unsaved)
    saved = window.session.snapshot().snapshot

    press(window, "new_project")
    qtbot.waitUntil(lambda: not hand.graph.nodes)
    answers["file"] = str(path)
    press(window, "open_project")
    qtbot.waitUntil(lambda: len(hand.graph.nodes) == 3)
    qtbot.waitUntil(lambda: window.session.state in {"paused", "finished"})
    again = window.session.snapshot().snapshot
    assert np.array_equal(saved.theta, again.theta)
    assert again.step == saved.step

    model = tmp_path / "drawn.onnx"
    answers["file"] = str(model)
    press(window, "export")
    qtbot.waitUntil(model.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "Saved and" in window.banner.text(), timeout=20_000)
    rows = np.random.default_rng(0).uniform(-6, 6, (50, 2))
    theirs = onnxruntime.InferenceSession(model).run(["output"], {"input": rows.astype(np.float32)})
    ours = window.session.trained().predict(rows)
    np.testing.assert_allclose(theirs[0], ours, atol=1e-5)


def test_every_change_while_it_runs_goes_on_without_a_reset(window, qtbot):
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "running")
    field = window.transport.rate
    type_into(field.lineEdit(), "0.001")
    qtbot.waitUntil(lambda: window.history.project.training.optimizer.learning_rate == 0.001)
    steps = window.session.snapshot().snapshot.step
    assert steps > 0
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state != "running")
    assert window.session.snapshot().snapshot.step >= steps


def test_new_weights_are_an_undoable_step_and_reset_gives_the_same_ones(window, qtbot):
    first = window.session.snapshot().snapshot.theta
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.epoch == 1)
    press(window, "reset")
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.step == 0)
    assert np.array_equal(window.session.snapshot().snapshot.theta, first)
    press(window, "redraw")
    qtbot.waitUntil(lambda: not np.array_equal(window.session.snapshot().snapshot.theta, first))
    assert window.history.stack.undoText() == "Draw new weights"
    window.history.stack.undo()
    qtbot.waitUntil(lambda: np.array_equal(window.session.snapshot().snapshot.theta, first))
