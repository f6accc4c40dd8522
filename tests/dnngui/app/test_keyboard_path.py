"""From an empty window to a trained and exported network by keys alone."""

from __future__ import annotations

import numpy as np
import pytest
from keyboard import Keyboard
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from engine.graph import Edge


@pytest.fixture
def keyboard(window, qtbot):
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return Keyboard()


def find(keyboard, window, qtbot, text):
    """Type into what finds everything, and take the best."""
    keyboard.press("Ctrl+Shift+P")
    keyboard.type(text)
    keyboard.press("Return")
    qtbot.waitUntil(lambda: not window.finder.isVisible())
    # What is taken is done with the next event.
    qtbot.wait(1)


def choose(keyboard, text):
    """Open a list and type what is wanted, as a new word to a list that has been typed into."""
    keyboard.press("Alt+Down")
    QTest.qWait(QApplication.keyboardInputInterval() + 20)
    keyboard.type(text)
    keyboard.press("Return")


def answer_file_dialog(keyboard, path, seen):
    """Type ``path`` into the file dialog as soon as it has the keyboard."""

    def look():
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and keyboard.place == "fileNameEdit":
            seen.append(dialog.objectName())
            keyboard.press("Ctrl+A")
            keyboard.type(str(path))
            keyboard.press("Return")
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_network_is_drawn_trained_and_exported_by_keys_alone(window, keyboard, qtbot, tmp_path):
    def graph():
        return window.history.project.graph

    keyboard.press("Ctrl+N")
    qtbot.waitUntil(lambda: window.session.state == "blocked")
    assert not graph().nodes

    find(keyboard, window, qtbot, "data")
    assert keyboard.place == "data_circle"
    keyboard.press("Tab")
    assert keyboard.place == "data_xor"
    keyboard.press("Space")
    assert window.history.project.data.source.name == "xor"

    for layer in ("add input", "add dense", "add dense"):
        find(keyboard, window, qtbot, layer)
    assert [node.name for node in graph().nodes] == ["input_1", "dense_1", "dense_2"]
    assert keyboard.place == "canvas"

    # The last connection is chosen, removed and drawn anew.
    keyboard.press("Esc", "E", "E", "Del")
    assert graph().edges == (Edge(1, 2),)
    keyboard.press("Tab", "Tab", "C", "Return")
    assert graph().edges == (Edge(1, 2), Edge(2, 3))

    keyboard.press("Return")
    assert keyboard.place == "inspector_dense_units"
    keyboard.press("Ctrl+A")
    keyboard.type("8")
    keyboard.press("Tab")
    assert keyboard.place == "inspector_dense_activation"
    choose(keyboard, "tanh")
    keyboard.press("Esc", "Tab", "Return", "Ctrl+A")
    keyboard.type("1")
    keyboard.press("Tab")
    choose(keyboard, "sigmoid")
    dense, last = graph()[2].layer, graph()[3].layer
    assert (dense.units, dense.activation) == (8, "tanh")
    assert (last.units, last.activation) == (1, "sigmoid")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)

    keyboard.press("Esc", "Esc")
    find(keyboard, window, qtbot, "inspector")
    assert keyboard.place == "training_loss_kind"
    keyboard.press("Tab")
    choose(keyboard, "Adam")
    assert type(window.history.project.training.optimizer).__name__ == "Adam"

    losses = []
    window.display.shown.connect(
        lambda frame: losses.append(frame.evaluation.loss) if frame.evaluation else None
    )
    keyboard.press("F5")
    qtbot.waitUntil(lambda: window.session.state == "running")
    qtbot.waitUntil(lambda: bool(losses) and losses[-1] < 0.3, timeout=30_000)
    keyboard.press("F5")
    qtbot.waitUntil(lambda: window.session.state == "paused")

    path, dialogs = tmp_path / "xor.npz", []
    answer_file_dialog(keyboard, path, dialogs)
    keyboard.press("Ctrl+Shift+E")
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert dialogs == ["export_weights"]
    qtbot.waitUntil(lambda: path.name in window.banner.text(), timeout=20_000)
    with np.load(path) as arrays:
        assert arrays["dense_1/kernel"].shape == (2, 8)
