"""The whole window, as a person has it, with preferences of its own."""

from __future__ import annotations

import threading

import pytest
from hand import Hand
from PySide6.QtWidgets import QFileDialog, QMessageBox

from dnngui.app.crash import CrashReporter
from dnngui.app.preferences import Preferences
from dnngui.app.window import MainWindow


@pytest.fixture
def preferences(tmp_path):
    found = Preferences(tmp_path / "preferences.ini")
    found.appearance = "light"
    found.tempo = "full"
    return found


@pytest.fixture
def make_window(qtbot, preferences):
    """Open windows; all are closed at the end, and their threads with them."""
    windows = []

    def make() -> MainWindow:
        window = MainWindow(preferences, CrashReporter())
        windows.append(window)
        qtbot.addWidget(window, before_close_func=MainWindow.close_now)
        # The screen that is none is smaller than a person's.
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in windows:
        window.close_now()
    assert not [each for each in threading.enumerate() if each.name == "training"]


@pytest.fixture
def window(make_window, qtbot):
    """A window with the first example in it, its data read."""
    opened = make_window()
    qtbot.waitUntil(lambda: opened.session.state == "idle", timeout=10_000)
    return opened


@pytest.fixture
def hand(window):
    """A hand over the window's drawing."""
    return Hand(window.canvas, window.history)


@pytest.fixture
def answers(monkeypatch):
    """What the file dialogs and questions answer."""
    given = {"file": "", "question": QMessageBox.StandardButton.Discard}
    monkeypatch.setattr(QFileDialog, "exec", lambda _: bool(given["file"]))
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _: [given["file"]])
    monkeypatch.setattr(QMessageBox, "exec", lambda _: given["question"])
    return given
