"""The doctor in the window: one banner, a quiet list, and repairs that can be undone."""

from __future__ import annotations

import msgspec
import pytest
from driving import child, click, press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from dnngui.app.consulting import CONSULTATION
from dnngui.document import examples
from dnngui.panels.problems import ProblemRow
from dnngui.panels.words import WrappedButton
from dnngui.training.frames import Frame
from engine import optim
from engine.doctor import Finding
from engine.doctor.finding import setting
from engine.message import Message


def banner(window):
    return window.banner.text() if window.banner.isVisible() else ""


def offers(window):
    """Return the buttons of the banner that a person sees."""
    return [each for each in window.banner.findChildren(QPushButton) if each.isVisible()]


def findings(window):
    rows = window.docks.problems.findChildren(ProblemRow)
    shown = [row for row in rows if not row.isHidden()]
    return [row.accessibleName() for row in shown if row.objectName().startswith("finding")]


def start(window, qtbot, project):
    window.start(project)
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)


def xor(window, qtbot):
    start(window, qtbot, examples.named("XOR (too-small start)").build())


def with_training(project, **fields):
    training = msgspec.structs.replace(project.training, **fields)
    return msgspec.structs.replace(project, training=training)


def with_rate(project, rate):
    return with_training(project, optimizer=optim.SGD(learning_rate=rate))


@pytest.mark.parametrize("tempo", ["full", "watch", "slow"])
def test_weights_that_start_too_small_are_named_at_any_speed(window, qtbot, tempo):
    # How soon is measured in tests/benchmarks/doctor.py.
    xor(window, qtbot)
    window.running.set_tempo(tempo)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: "began at about 0.01" in banner(window), timeout=10_000)
    assert len(findings(window)) == 1
    window.session.pause()


def test_the_banner_repairs_in_one_step_that_can_be_undone_and_the_network_learns(window, qtbot):
    xor(window, qtbot)
    before, count = window.history.project, window.history.stack.count()
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: "began at about 0.01" in banner(window), timeout=10_000)
    QTest.mouseClick(child(window, QPushButton, "banner_action_0"), Qt.MouseButton.LeftButton)
    assert window.history.stack.count() == count + 1
    assert window.history.stack.undoText() == "Begin again with larger first weights"
    assert findings(window) == []
    assert banner(window) == ""
    qtbot.waitUntil(lambda: window.session.state in {"idle", "running"}, timeout=10_000)
    if window.session.state == "idle":
        press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=20_000)
    saved = window.session.snapshot()
    assert saved.snapshot.record.evaluations[-1].loss < 0.1
    assert banner(window) == ""
    window.history.stack.undo()
    assert window.history.project == before


def test_what_was_dismissed_stays_in_the_list_until_something_is_changed(window, qtbot):
    xor(window, qtbot)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: "began" in banner(window), timeout=10_000)
    click(window, "banner_close")
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=20_000)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "running", timeout=10_000)
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=20_000)
    assert banner(window) == ""
    assert len(findings(window)) == 1
    window.history.do("Set", with_training(window.history.project, seed=5))
    assert findings(window) == []
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=10_000)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: "began" in banner(window), timeout=10_000)


def test_a_rate_that_leads_to_infinity_is_repaired_beside_the_way_back(window, qtbot):
    start(window, qtbot, with_rate(examples.named("Linear regression y = 3 + 4x").build(), 5.0))
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "failed", timeout=10_000)
    qtbot.waitUntil(lambda: len(offers(window)) == 2, timeout=10_000)
    assert offers(window)[1].text() == "Go back to the last good weights"
    qtbot.waitUntil(lambda: offers(window)[0].text() == "Set the learning rate to 0.015")
    offers(window)[0].click()
    assert window.history.project.training.optimizer.learning_rate == 0.015


def test_quiet_findings_leave_the_banner_alone_and_offer_each_repair_in_the_list(window, qtbot):
    quiet = Finding(
        "class_imbalance",
        Message("It pays to leave them out."),
        loud=False,
        repairs=(setting(Message("Add L2"), l2=0.01), setting(Message("Add L1"), l1=0.01)),
    )
    frame = Frame(generation=99, step=100, epoch=1, loss=0.5, views={CONSULTATION: (quiet,)})
    window.display.shown.emit(frame)
    assert banner(window) == ""
    assert findings(window) == ["Network: It pays to leave them out."]
    heading = child(window, QLabel, "problems_doctor")
    assert not heading.isHidden()
    assert window.docks.by_name["problems"].windowTitle().endswith("(1)")
    child(window, WrappedButton, "finding_0_repair_1").click()
    assert window.history.project.training.l1 == 0.01
    assert findings(window) == []
    assert heading.isHidden()


def test_a_healthy_run_shows_neither_banner_nor_finding(window, qtbot):
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=20_000)
    qtbot.wait(400)
    assert findings(window) == []
    assert banner(window) == ""


def test_moving_a_card_keeps_what_the_doctor_said(window, qtbot):
    xor(window, qtbot)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: len(findings(window)) == 1, timeout=10_000)
    qtbot.waitUntil(lambda: window.session.state == "finished", timeout=10_000)
    project = window.history.project
    window.history.do("Move", msgspec.structs.replace(project, positions={}))
    assert len(findings(window)) == 1
    window.history.do("Set", with_training(window.history.project, seed=5))
    assert findings(window) == []
