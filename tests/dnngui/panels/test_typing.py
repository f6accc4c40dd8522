"""Typing in fields: when it is taken, whose Undo it is, and when it is forgotten."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QWidget

from dnngui.document.project import Project
from dnngui.panels.data import DataPanel
from dnngui.panels.forms import commit_typing
from dnngui.panels.inspector import InspectorPanel
from dnngui.panels.transport import TransportBar
from engine.data.settings import Builtin, DataSettings
from engine.graph import Graph
from engine.layers import Dense, Input

CONTROL = Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(history, show):
    """All panels in a window whose own actions undo and redo."""
    window, middle = QMainWindow(), QWidget()
    row = QHBoxLayout(middle)
    inspector = InspectorPanel(history)
    for panel in (DataPanel(history), inspector, TransportBar(history)):
        row.addWidget(panel)
    window.select = inspector.show_selection
    window.setCentralWidget(middle)
    undo = history.stack.createUndoAction(window)
    redo = history.stack.createRedoAction(window)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
    window.addActions([undo, redo])
    return show(window, 1500, 700)


def find(window: QWidget, name: str) -> QWidget:
    visible = [each for each in window.findChildren(QWidget, name) if each.isVisible()]
    assert len(visible) == 1, name
    return visible[0]


def begin(window: QWidget, name: str, text: str) -> QWidget:
    """Type over what stands in a field, as keys that come to the window."""
    field = find(window, name)
    field.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), text)
    return field


def press(key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def shown(field: QWidget) -> str:
    return (field.lineEdit() if hasattr(field, "lineEdit") else field).text()


FIELDS = [
    (set(), "training_batch_size", "32"),
    (set(), "training_optimizer_learning_rate", "0.5"),
    (set(), "transport_learning_rate", "0.5"),
    (set(), "data_seed", "77"),
    ({2}, "inspector_dense_units", "32"),
    ({2}, "inspector_dense_name", "hidden"),
    ({1}, "inspector_input_shape", "3"),
]


@pytest.mark.parametrize(("selection", "name", "text"), FIELDS)
@pytest.mark.parametrize("redo", [(Qt.Key.Key_Z, BOTH), (Qt.Key.Key_Y, CONTROL)])
def test_after_an_edit_undo_and_redo_are_the_windows(window, history, selection, name, text, redo):
    window.select(selection)
    before, old = history.project, shown(find(window, name))
    field = begin(window, name, text)
    assert history.project == before, "taken while it was typed"
    press(Qt.Key.Key_Return)
    after = history.project
    assert after != before
    assert history.stack.count() == 1
    press(Qt.Key.Key_Z, CONTROL)
    assert history.project == before
    assert shown(field) == old
    press(*redo)
    assert history.project == after
    assert shown(field) == text


@pytest.mark.parametrize(("selection", "name", "text"), FIELDS)
def test_while_text_waits_undo_is_the_fields(window, history, selection, name, text):
    window.select(selection)
    history.do("Rename project", msgspec.structs.replace(history.project, name="other"))
    before = history.project
    field = begin(window, name, text)
    press(Qt.Key.Key_Z, CONTROL)
    assert history.project == before
    assert shown(field) != text


@pytest.mark.parametrize(("selection", "name", "text"), FIELDS)
def test_another_project_forgets_what_is_typed(window, history, selection, name, text):
    window.select(selection)
    old = shown(find(window, name))
    field = begin(window, name, "dense_2" if text == "hidden" else f"{text}x")
    press(Qt.Key.Key_Return)
    assert field.property("invalid") is True
    project = msgspec.structs.replace(history.project)
    history.open(project)
    assert (shown(field), field.property("invalid")) == (old, False)
    assert history.project is project


def test_a_step_and_typing_are_two_edits(window, history):
    field = find(window, "training_epochs")
    before = history.project
    field.setFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    stepped = history.project
    begin(window, "training_epochs", "7")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Z, CONTROL)
    assert history.project == stepped
    press(Qt.Key.Key_Z, CONTROL)
    assert history.project == before


def test_a_shortcut_can_take_what_is_typed_first(window, history):
    begin(window, "training_epochs", "7")
    commit_typing()
    assert history.project.training.epochs == 7
    window.setFocus()
    commit_typing()
    assert history.stack.count() == 1


def test_a_button_of_the_transport_takes_what_is_typed_first(window, history):
    begin(window, "training_epochs", "7")
    seen = []
    find(window, "transport").run_requested.connect(
        lambda: seen.append(history.project.training.epochs)
    )
    QTest.mouseClick(find(window, "transport_run"), Qt.MouseButton.LeftButton)
    assert seen == [7]


def test_what_waits_for_a_layer_that_is_gone_is_forgotten(window, history):
    window.select({2})
    begin(window, "inspector_dense_units", "32")
    history.do("Delete", history.project.with_graph(history.project.graph.remove({2})))
    assert history.stack.count() == 1


def test_what_waits_for_points_that_are_gone_is_forgotten(window, history):
    begin(window, "data_samples", "320")
    wine = DataSettings(source=Builtin(name="wine"))
    history.do("Use wine", msgspec.structs.replace(history.project, data=wine))
    assert history.project.data == wine
    assert history.stack.count() == 1


def test_a_form_of_another_project_shows_its_values(window, history):
    begin(window, "training_epochs", "abc")
    history.open(Project(graph=Graph.sequential(Input(shape=(3,)), Dense())))
    field = find(window, "training_epochs")
    assert shown(field) == str(history.project.training.epochs)
