"""What the window does around drawing and training: files, tables, failures, looks, the end."""

from __future__ import annotations

import sys
import threading
import time

import msgspec
import numpy as np
import pytest
from driving import child, click, press, type_into
from PySide6.QtCore import QLocale, QMimeData, QPoint, QPointF, QRect, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDockWidget,
    QLabel,
    QMessageBox,
    QScrollArea,
    QWidget,
)

from dnngui.app.crash import CrashReporter
from dnngui.app.window import MainWindow
from dnngui.document import file
from dnngui.document.examples import EXAMPLES
from dnngui.document.tables import with_source
from dnngui.panels.table_dialog import TableDialog
from dnngui.training.events import Failure
from engine.data.settings import Sequences, Text
from engine.data.table import suggest
from engine.graph import Graph
from engine.layers import Dense, Input
from engine.message import Message
from engine.optim import SGD
from engine.problems import Severity
from engine.stopping import Target

CSV = b"length;width;kind\n" + b"".join(
    f"{i % 7},5;{i % 5};{'abc'[i % 3]}\n".encode() for i in range(60)
)


def training_threads():
    return [each for each in threading.enumerate() if each.name == "training"]


def epochs(run):
    """Return the epochs of a run, or those of the machine that learns before it."""
    before = run.snapshot.pretraining
    return before.figures[-1].epoch if before is not None else run.snapshot.epoch


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_every_example_opens_and_trains_a_little(window, qtbot, example):
    frames = []
    window.display.shown.connect(frames.append)
    window.start_example(example.name)
    qtbot.waitUntil(lambda: window.history.project.name == example.name)
    facts = window.checker
    qtbot.waitUntil(lambda: facts.knows_data and window.session.state == "idle", timeout=20_000)
    assert [p for p in window.checker.problems if p.severity is Severity.ERROR] == []
    first = window.session.snapshot().snapshot.theta
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: epochs(window.session.snapshot()) == 1, timeout=20_000)
    assert not np.array_equal(window.session.snapshot().snapshot.theta, first)
    steps = window.session.snapshot().snapshot.steps_made
    qtbot.waitUntil(lambda: bool(frames) and frames[-1].steps_made == steps)


def test_quitting_while_training_takes_less_than_two_seconds(make_window, qtbot):
    window = make_window()
    qtbot.waitUntil(lambda: window.session.state == "idle")
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "running")
    begin = time.monotonic()
    window.close_now()
    assert time.monotonic() - begin < 2.0
    assert not window.isVisible()
    assert training_threads() == []


@pytest.mark.parametrize(
    ("answer", "closed"),
    [(QMessageBox.StandardButton.Cancel, False), (QMessageBox.StandardButton.Discard, True)],
)
def test_unsaved_changes_are_asked_about(window, hand, answers, qtbot, answer, closed):
    answers["question"] = answer
    hand.drop(Dense(), QPoint(100, 60))
    assert window.isWindowModified()
    window.close()
    qtbot.wait(50)
    assert window.isVisible() is not closed


def test_closing_with_save_writes_the_file_first(window, hand, answers, qtbot, tmp_path):
    path = tmp_path / "kept.dnn"
    answers |= {"question": QMessageBox.StandardButton.Save, "file": str(path)}
    hand.drop(Dense(), QPoint(100, 60))
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert path.exists()


def test_training_alone_makes_the_window_modified_and_saving_settles_it(
    window, answers, qtbot, tmp_path
):
    assert not window.isWindowModified()
    press(window, "step_batch")
    qtbot.waitUntil(window.isWindowModified)
    answers["file"] = str(tmp_path / "trained")
    press(window, "save")
    qtbot.waitUntil(lambda: not window.isWindowModified())
    assert (tmp_path / "trained.dnn").exists()
    assert window.windowTitle().startswith("trained")


def test_a_file_that_cannot_be_read_is_refused_in_words_and_nothing_is_lost(
    window, qtbot, tmp_path
):
    before = window.history.project
    bad = tmp_path / "bad.dnn"
    bad.write_bytes(b"not a project")
    window.open_path(bad)
    qtbot.waitUntil(window.banner.isVisible)
    assert "bad.dnn" in window.banner.text()
    assert window.history.project is before


def test_a_file_that_is_gone_leaves_the_recent_ones(window, preferences, qtbot, tmp_path):
    gone = tmp_path / "gone.dnn"
    preferences.remember(gone)
    window.open_path(gone)
    qtbot.waitUntil(window.banner.isVisible)
    assert gone not in preferences.recent


def drop_file(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    enter = QDragEnterEvent(QPoint(5, 5), *arguments, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        drop = QDropEvent(QPointF(5, 5), *arguments, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, drop)
    return enter.isAccepted()


def test_a_table_dropped_on_the_window_is_read_fitted_and_one_step_to_undo(
    window, qtbot, monkeypatch, tmp_path
):
    monkeypatch.setattr(TableDialog, "exec", lambda _: True)
    monkeypatch.setattr(TableDialog, "table", lambda self: suggest(CSV, self._file_name))
    before = window.history.project
    path = tmp_path / "mine.csv"
    path.write_bytes(CSV)
    assert drop_file(window, path)
    qtbot.waitUntil(lambda: window.history.project.graph.nodes[-1].layer.units == 3)
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    graph = window.history.project.graph
    assert graph.nodes[-1].layer.activation == "softmax"
    assert graph.nodes[0].layer.shape == (2,)
    assert window.history.stack.undoText() == "Open table"
    window.history.stack.undo()
    assert window.history.project == before


def test_a_treebank_dropped_on_the_window_is_read_without_a_question(window, qtbot, tmp_path):
    path = tmp_path / "mine.txt"
    path.write_bytes(b"(3 (2 not) (1 (1 bad) (2 day)))\n(1 (2 a) (1 bad))\n(2 day)\n(1 bad)")
    assert drop_file(window, path)
    kinds = ["input", "recursive_tree"]
    qtbot.waitUntil(
        lambda: (
            [
                window.history.project.graph[node].layer.kind()
                for node in window.history.project.graph.order[:2]
            ]
            == kinds
        )
    )
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    assert window.history.project.graph.nodes[-2].layer.units == 3
    assert window.history.project.data.source.file_name == "mine.txt"


def test_a_treebank_that_cannot_be_read_is_refused_with_its_place(window, qtbot, tmp_path):
    before = window.history.project
    path = tmp_path / "mine.trees"
    path.write_bytes(b"(3 (2 not) (1 bad) (2 day))")
    assert drop_file(window, path)
    qtbot.waitUntil(window.banner.isVisible)
    assert "Line 1, column 20: a node has one word or two parts" in window.banner.text()
    assert window.history.project == before


def test_a_text_that_is_dropped_is_learned_where_letters_are(window, qtbot, tmp_path):
    window.start_example("Text, letter by letter")
    qtbot.waitUntil(lambda: window.checker.knows_data, timeout=20_000)
    path = tmp_path / "verse.txt"
    path.write_text("Über den Wipfeln ist Ruh, in allen Gipfeln spürest du. " * 20, "utf-8")
    assert drop_file(window, path)
    qtbot.waitUntil(lambda: isinstance(window.history.project.data.source, Text), timeout=10_000)
    letters = len(set(path.read_text("utf-8"))) + 1

    def fits():
        graph = window.history.project.graph
        return window.session.state == "idle" and graph.nodes[-1].layer.units == letters

    qtbot.waitUntil(fits, timeout=20_000)
    window.history.stack.undo()
    assert window.history.project.data.source == Sequences(name="text", samples=2000, steps=32)


def test_a_text_that_is_too_short_is_refused(window, qtbot, tmp_path):
    window.start_example("Text, letter by letter")
    before = window.history.project
    path = tmp_path / "verse.txt"
    path.write_bytes(b"short")
    assert drop_file(window, path)
    qtbot.waitUntil(window.banner.isVisible)
    assert "“verse.txt” has 5 characters" in window.banner.text()
    assert window.history.project == before


def test_other_files_are_not_taken(window, tmp_path):
    assert not drop_file(window, tmp_path / "picture.png")


def test_data_that_do_not_fit_offer_to_fit_the_network(window, qtbot):
    project = window.history.project
    content = CSV
    window.history.do("Use table", with_source(project, suggest(content, "mine.csv"), content))
    qtbot.waitUntil(window.banner.isVisible)
    assert window.session.state == "blocked"
    click(window, "banner_action_0")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    assert window.history.stack.undoText() == "Fit network to data"
    assert not window.banner.isVisible()


def test_a_shape_error_is_mended_by_its_button(window, hand, qtbot):
    graph = Graph.sequential(Input(shape=(2, 1)), Dense(units=1, activation="sigmoid"))
    window.history.do("Draw", window.history.project.with_graph(graph))
    qtbot.waitUntil(lambda: window.session.state == "blocked")
    assert "Add a Flatten" in window.checker.first_error()
    window.docks.by_name["problems"].raise_()
    buttons = [
        each
        for each in window.docks.problems.findChildren(QWidget)
        if each.objectName().endswith("_repair") and each.isVisibleTo(window.docks.problems)
    ]
    buttons[0].click()
    qtbot.waitUntil(lambda: window.session.state == "idle")
    assert [node.layer.kind() for node in hand.graph.nodes] == ["input", "dense", "flatten"]


def diverge(window):
    """Set a learning rate and a penalty at which no run stays finite."""
    project = window.history.project
    optimizer = SGD(learning_rate=1000.0)
    training = msgspec.structs.replace(project.training, optimizer=optimizer, l2=100.0)
    window.history.do("Diverge", msgspec.structs.replace(project, training=training))


def test_a_loss_that_is_not_finite_names_the_layer_and_goes_back(window, qtbot):
    window.start_example("Diabetes regression")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.state == "paused", timeout=10_000)
    good = window.session.snapshot().snapshot.theta
    diverge(window)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "failed", timeout=10_000)
    qtbot.waitUntil(window.banner.isVisible)
    assert "not a finite number" in window.banner.text()
    assert "is the first layer whose values went bad" in window.banner.text()
    click(window, "banner_action_0")
    qtbot.waitUntil(lambda: window.session.state in {"paused", "idle"})
    theta = window.session.snapshot().snapshot.theta
    assert np.isfinite(theta).all()
    assert np.abs(theta).max() < 10 * np.abs(good).max()


@pytest.mark.parametrize("way", ["transport_run", "transport_step_batch"])
def test_a_failed_run_goes_on_with_a_lower_rate_after_its_banner_was_closed(window, qtbot, way):
    window.start_example("Linear regression y = 3 + 4x")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    type_into(window.transport.rate.lineEdit(), "9")
    click(window, "transport_run")
    qtbot.waitUntil(lambda: window.session.state == "failed", timeout=10_000)
    qtbot.waitUntil(window.banner.isVisible)
    click(window, "banner_close")
    type_into(window.transport.rate.lineEdit(), "0.1")
    tip = child(window, QAbstractButton, way).toolTip()
    assert tip.startswith("Go back to the last good weights and")
    click(window, way)
    qtbot.waitUntil(lambda: window.session.state in {"paused", "finished"}, timeout=10_000)
    assert not window.banner.isVisible()
    assert np.abs(window.session.snapshot().snapshot.theta).max() < 10.0


def test_an_exception_is_logged_shown_once_and_can_be_copied(make_window, qtbot, caplog):
    window = make_window()
    qtbot.waitUntil(lambda: window.session.state == "idle")
    reporter = CrashReporter()
    reporter.reported.connect(window.notices.show_crash, Qt.ConnectionType.QueuedConnection)

    def fail():
        raise ValueError("the cause")

    def report():
        import sys

        try:
            fail()
        except ValueError:
            reporter.report(*sys.exc_info())

    report()
    qtbot.waitUntil(window.banner.isVisible)
    assert "ValueError: the cause" in window.banner.text()
    click(window, "banner_copy")
    assert "in fail" in QGuiApplication.clipboard().text()
    click(window, "banner_close")
    report()
    assert not window.banner.isVisible()
    assert sum("the cause" in record.getMessage() for record in caplog.records) == 2
    assert window.session.snapshot() is not None


@pytest.fixture
def hooked(window, monkeypatch):
    """A window to which every uncaught exception is told, as in the program."""
    reporter = CrashReporter()
    reporter.reported.connect(window.notices.show_crash, Qt.ConnectionType.QueuedConnection)
    for owner, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    reporter.install()
    return window


def test_an_exception_in_a_slot_is_shown_and_the_window_goes_on(hooked, qtbot):
    def fail():
        raise ZeroDivisionError("in a slot")

    QTimer.singleShot(0, fail)
    qtbot.waitUntil(hooked.banner.isVisible)
    assert "ZeroDivisionError: in a slot). You can go on" in hooked.banner.text()
    press(hooked, "step_epoch")
    qtbot.waitUntil(lambda: hooked.session.state == "paused")


def test_an_exception_before_it_is_known_what_is_lost_keeps_the_window(hooked, hand, qtbot):
    hand.drop(Dense(), QPoint(100, 60))
    asked, hooked.files.ask_then = hooked.files.ask_then, None
    press(hooked, "quit")
    qtbot.waitUntil(hooked.banner.isVisible)
    assert hooked.isVisible()
    hooked.files.ask_then = asked


def test_an_exception_at_the_end_does_not_keep_the_window_open(hooked, qtbot, caplog):
    def fail(_):
        raise ValueError("at the end")

    suit, hooked.docks.suit = hooked.docks.suit, fail
    hooked.close_now()
    assert not hooked.isVisible()
    assert any("at the end" in record.getMessage() for record in caplog.records)
    hooked.docks.suit = suit
    hooked._end()


def test_an_exception_while_painting_is_shown_once(hooked, qtbot, monkeypatch, caplog):
    from dnngui.canvas.items.node import NodeItem

    def fail(*_):
        raise ValueError("in paint")

    # PySide has looked `paint` itself up already.
    monkeypatch.setattr(NodeItem, "_paint_near", fail)
    hooked.canvas.viewport().update()
    qtbot.waitUntil(hooked.banner.isVisible)
    assert "in paint" in hooked.banner.text()
    assert "Error calling Python override" not in hooked.banner.text()
    click(hooked, "banner_close")
    hooked.canvas.viewport().update()
    qtbot.wait(50)
    assert not hooked.banner.isVisible()
    assert any("in paint" in record.getMessage() for record in caplog.records)
    monkeypatch.undo()


def test_a_failed_save_is_heard_over_a_failure_which_then_comes_back(
    window, answers, qtbot, tmp_path
):
    window.notices.show_failure(Failure(Message("The loss is not finite.")), None)
    answers["file"] = str(tmp_path / "missing" / "a.dnn")
    name = window.history.project.name
    press(window, "save")
    qtbot.waitUntil(lambda: "missing" in window.banner.text())
    assert window.history.project.name == name
    click(window, "banner_close")
    assert window.banner.text() == "The loss is not finite."


def test_a_good_word_does_not_cover_a_crash_for_long(window, monkeypatch, qtbot):
    monkeypatch.setattr("dnngui.app.notices._GOOD_NEWS", 50)
    window.notices.show_crash("ValueError: broken")
    window.notices.inform("Saved.")
    assert window.banner.text() == "Saved."
    qtbot.waitUntil(lambda: "broken" in window.banner.text())


def test_saving_does_not_wait_for_the_training(window, answers, qtbot, tmp_path):
    window.start_example("Digits")
    answers["file"] = str(tmp_path / "digits.dnn")
    begin = time.monotonic()
    press(window, "save")
    assert time.monotonic() - begin < 0.5
    qtbot.waitUntil((tmp_path / "digits.dnn").exists, timeout=20_000)


def test_of_two_saves_the_later_one_stands(window, hand, answers, qtbot, tmp_path):
    answers["file"] = str(tmp_path / "twice.dnn")
    press(window, "save")
    hand.drop(Dense(), QPoint(100, 60))
    window.files.save_as()
    qtbot.waitUntil(lambda: not window.files.unsaved)
    saved = file.load(tmp_path / "twice.dnn").project
    assert saved.graph == hand.graph


def test_a_long_job_says_what_it_is_and_can_be_dropped(window, qtbot):
    release, results = threading.Event(), []
    window.jobs.start("Reading a.csv…", release.wait, results.append, results.append)
    qtbot.waitUntil(window.job_bar.isVisible)
    click(window, "job_cancel")
    assert not window.job_bar.isVisible()
    release.set()
    qtbot.wait(50)
    assert results == []


def test_the_system_s_appearance_is_followed(window, preferences, monkeypatch):
    asked = []
    monkeypatch.setattr(window, "apply_appearance", asked.append)
    window._follow_system()
    preferences.appearance = "system"
    window._follow_system()
    assert asked == ["system"]


def test_an_exception_of_a_python_thread_reaches_the_window(window, qtbot, monkeypatch):
    reporter = CrashReporter()
    reporter.reported.connect(window.notices.show_crash, Qt.ConnectionType.QueuedConnection)
    monkeypatch.setattr(threading, "excepthook", reporter._report_from_thread)

    def fail():
        raise KeyError("elsewhere")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(window.banner.isVisible)
    assert "elsewhere" in window.banner.text()


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_appearance_changes_at_once(window, appearance):
    window.apply_appearance(appearance)
    shade = window.grab().toImage().pixelColor(5, 300).lightness()
    assert (shade < 128) is (appearance == "dark")


def test_the_layout_is_remembered(make_window, qtbot):
    first = make_window()
    first.docks.by_name["loss"].close()
    first.close_now()
    second = make_window()
    assert not second.docks.by_name["loss"].isVisible()
    second.reset_layout()
    assert second.docks.by_name["loss"].isVisible()


def test_hidden_panels_are_asked_for_nothing(window):
    window.docks.by_name["boundary"].close()
    assert window.docks.boundary.needs().boundary is None
    window.docks.by_name["boundary"].show()
    assert window.docks.boundary.needs().boundary is not None


SMALL_SCREEN = QRect(0, 0, 1280, 720)
"""A large one at scale 2."""


def test_the_first_window_fits_on_a_small_screen_with_its_frame(qtbot, preferences, monkeypatch):
    monkeypatch.setattr(QScreen, "availableSize", lambda _: SMALL_SCREEN.size())
    window = MainWindow(preferences, CrashReporter())
    qtbot.addWidget(window, before_close_func=MainWindow.close_now)
    window.show()
    qtbot.waitExposed(window)
    assert window.height() <= 720 - 40
    assert window.width() <= 1280


@pytest.mark.parametrize("screen", [SMALL_SCREEN.size(), QSize(640, 400)])
def test_the_sheet_of_shortcuts_fits_on_a_small_screen(window, monkeypatch, screen):
    monkeypatch.setattr(QScreen, "availableSize", lambda _: screen)
    sizes, hidden = [], []

    def look():
        box = QApplication.activeModalWidget()
        area = box.findChild(QScrollArea)
        sizes.append(box.size())
        hidden.append(area.verticalScrollBar().maximum())
        area.verticalScrollBar().setValue(hidden[0])
        box.accept()

    QTimer.singleShot(0, look)
    press(window, "shortcuts")
    assert sizes[0].height() <= screen.height() - 40
    assert sizes[0].width() <= screen.width()
    assert screen.height() > 400 or hidden[0] > 0


@pytest.fixture
def english():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English))
    yield
    QLocale.setDefault(before)


def test_the_card_and_the_inspector_count_the_same_parameters(english, window):
    graph = Graph.sequential(Input(shape=(200,)), Dense(units=50))
    window.history.do("Draw", window.history.project.with_graph(graph))
    window.canvas.select([2])
    facts = window.docks.inspector
    assert facts.findChild(QLabel, "inspector_dense_parameters").text() == "10,050"
    assert ", 10,050 parameters." in window.canvas._drawing.nodes[2].description


def test_the_boundary_is_called_predictions_where_numbers_are_predicted(window, qtbot):
    dock = window.findChild(QDockWidget, "dock_boundary")
    window.start_example("Linear regression y = 3 + 4x")
    qtbot.waitUntil(lambda: dock.windowTitle() == "Predictions", timeout=10_000)
    window.start_example("XOR")
    qtbot.waitUntil(lambda: dock.windowTitle() == "Decision boundary", timeout=10_000)


def test_a_failed_run_is_told_though_an_error_of_the_program_stands(window, qtbot):
    window.notices.show_crash("Traceback\nValueError: something")
    assert "ValueError" in window.banner.text()
    window.start_example("Linear regression y = 3 + 4x")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    diverge(window)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: "not a finite number" in window.banner.text(), timeout=10_000)
    click(window, "banner_close")
    assert "ValueError" in window.banner.text()


def test_a_run_that_reaches_its_target_says_so(window, qtbot):
    project = window.history.project
    training = msgspec.structs.replace(project.training, target=Target(watch="loss", value=5.0))
    window.history.do("Set target", msgspec.structs.replace(project, training=training))
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=10_000)
    qtbot.waitUntil(lambda: "The target is reached" in window.banner.text(), timeout=5_000)
