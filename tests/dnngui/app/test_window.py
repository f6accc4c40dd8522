"""What the window does around drawing and training: files, tables, failures, looks, the end."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
from driving import click, press
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from dnngui.app.crash import CrashReporter
from dnngui.document.examples import EXAMPLES
from dnngui.document.tables import with_source
from dnngui.panels.table_dialog import TableDialog
from engine.data.table import suggest
from engine.layers import Dense
from engine.problems import Severity

CSV = b"length;width;kind\n" + b"".join(
    f"{i % 7},5;{i % 5};{'abc'[i % 3]}\n".encode() for i in range(60)
)


def training_threads():
    return [each for each in threading.enumerate() if each.name == "training"]


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
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.epoch == 1, timeout=20_000)
    assert not np.array_equal(window.session.snapshot().snapshot.theta, first)
    steps = window.session.snapshot().snapshot.step
    qtbot.waitUntil(lambda: bool(frames) and frames[-1].step == steps)


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
    qtbot.waitUntil(lambda: bool(window.history.project.attachments))
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    graph = window.history.project.graph
    assert graph.nodes[-1].layer.units == 3
    assert graph.nodes[-1].layer.activation == "softmax"
    assert graph.nodes[0].layer.shape == (2,)
    assert window.history.stack.undoText() == "Open table"
    window.history.stack.undo()
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
    from engine.graph import Graph
    from engine.layers import Input

    graph = Graph.sequential(Input(shape=(2, 1)), Dense(units=1, activation="sigmoid"))
    window.history.do("Draw", window.history.project.with_graph(graph))
    qtbot.waitUntil(lambda: window.session.state == "blocked")
    assert "Insert a Flatten" in window.checker.first_error()
    window.docks.by_name["problems"].raise_()
    buttons = [
        each
        for each in window.docks.problems.findChildren(QWidget)
        if each.objectName().endswith("_repair") and each.isVisibleTo(window.docks.problems)
    ]
    buttons[0].click()
    qtbot.waitUntil(lambda: window.session.state == "idle")
    assert [node.layer.kind() for node in hand.graph.nodes] == ["input", "dense", "flatten"]


def test_a_loss_that_is_not_finite_names_the_layer_and_goes_back(window, qtbot):
    window.start_example("Diabetes regression")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.state == "paused")
    good = window.session.snapshot().snapshot.theta
    rate = 1000.0
    project = window.history.project
    import msgspec

    from engine.optim import SGD

    training = msgspec.structs.replace(
        project.training, optimizer=SGD(learning_rate=rate), l2=100.0
    )
    window.history.do("Diverge", msgspec.structs.replace(project, training=training))
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


def test_an_exception_is_logged_shown_once_and_can_be_copied(make_window, qtbot, caplog):
    window = make_window()
    qtbot.waitUntil(lambda: window.session.state == "idle")
    reporter = CrashReporter()
    reporter.reported.connect(window.notices.show_crash)

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


def test_an_exception_of_a_python_thread_reaches_the_window(window, qtbot, monkeypatch):
    reporter = CrashReporter()
    reporter.reported.connect(window.notices.show_crash)
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


def test_every_control_has_a_name_of_its_own(window):
    from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar

    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)
    controls = [
        each
        for each in window.findChildren(QWidget)
        if isinstance(each, kinds)
        and not each.objectName().startswith("qt_")
        # Qt's own parts of a title bar, a tab bar, a spin box or a combo box.
        and not isinstance(each.parent(), QAbstractSpinBox | QComboBox | QLineEdit | QTabBar)
        and "QDockWidgetTitleButton" not in each.metaObject().className()
    ]
    unnamed = [each for each in controls if not each.objectName()]
    assert unnamed == []
    names = [each.objectName() for each in controls]
    assert sorted(names) == sorted(set(names))
    silent = [each.objectName() for each in controls if not (each.accessibleName() or each.text())]
    assert silent == []
