"""Groups as a person uses them: made, opened, drawn in, left."""

from __future__ import annotations

import numpy as np
import pytest
from driving import child, click, press, type_into
from hand import Hand
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QLineEdit, QMenu

from dnngui.panels.forms.numberbox import NumberBox
from dnngui.panels.problems import ProblemRow
from engine.layers import Add, Dense, Dropout, Group, Input
from engine.problems import Severity

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def inside(window):
    """A hand over the drawing that is shown, whichever it is."""
    return Hand(window.canvas, window.scope)


@pytest.fixture
def hidden(window):
    """Ids of the hidden layers of the first example, in order."""
    graph = window.history.project.graph
    return [node for node in graph.order if isinstance(graph[node].layer, Dense)][:-1]


@pytest.fixture
def group(window, hand, hidden):
    """The id of a group of the hidden layers, made by keys."""
    window.canvas.setFocus()
    hand.click(hand.at(hidden[0]))
    for node in hidden[1:]:
        hand.click(hand.at(node), CTRL)
    hand.key(Qt.Key.Key_G, CTRL)
    (node,) = window.canvas.selected()
    return node


def said(window):
    return window.statusBar().currentMessage()


def trail(window):
    """Return the words of the bar over the drawing, nothing where it is hidden."""
    bar = child(window, QFrame, "group_trail")
    parts = bar.findChildren(QAbstractButton) + bar.findChildren(QLabel)
    shown = [part for part in parts if part.isVisible()]
    return [part.text() for part in sorted(shown, key=lambda part: part.x())]


def test_keys_group_and_ungroup(window, hand, hidden, group):
    graph = window.history.project.graph
    assert isinstance(graph[group].layer, Group)
    assert set(hidden) <= graph[group].layer.ids
    hand.key(Qt.Key.Key_G, CTRL | SHIFT)
    assert set(hidden) <= set(window.history.project.graph.by_id)
    window.history.stack.undo()
    assert window.history.project.graph == graph


def test_commands_are_offered_where_they_can_be_used(window, hand, group):
    actions = window.actions_by_name
    names = ("group", "ungroup", "open_group", "leave_group")
    assert [actions[name].isEnabled() for name in names] == [True, True, True, False]
    window.canvas.select(())
    assert [actions[name].isEnabled() for name in names] == [False, False, False, False]
    window.scope.enter(group)
    assert actions["leave_group"].isEnabled()


def test_the_right_button_offers_what_can_be_done_with_the_drawing(window, hand, group):
    view = window.canvas.viewport()
    at = hand.at(group)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(view, QContextMenuEvent(reason, at, view.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.objectName() == "menu_drawing"
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert {"action_group", "action_ungroup", "action_open_group"} <= set(names)
    menu.close()


def test_a_double_click_opens_a_group_and_the_trail_leads_back(window, hand, group):
    assert trail(window) == []
    QTest.mouseDClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=hand.at(group))
    assert window.scope.path == (group,)
    assert trail(window)[:3] == ["Network", "›", "group_1"]
    assert set(window.canvas._drawing.nodes) == window.history.project.graph[group].layer.ids
    click(window, "group_trail_0")
    assert window.scope.path == ()
    assert trail(window) == []
    assert group in window.canvas._drawing.nodes


def test_enter_opens_and_escape_leaves_with_the_group_selected(window, hand, group, hidden):
    hand.key(Qt.Key.Key_Return)
    assert window.scope.path == (group,)
    window.canvas.select([hidden[0]])
    hand.key(Qt.Key.Key_Escape)
    assert window.scope.path == (group,)
    hand.key(Qt.Key.Key_Escape)
    assert window.scope.path == ()
    assert window.canvas.selected() == {group}


def test_what_is_drawn_inside_changes_the_group_through_the_history(window, inside, group):
    window.scope.enter(group)
    before = window.history.project
    inside.drop(Dropout(rate=0.25), inside.spot(0.0, 300.0))
    held = window.history.project.graph[group].layer
    assert "dropout_1" in [node.name for node in held.nodes]
    (added,) = window.canvas.selected()
    assert window.history.project.positions[added] == inside.place(added)
    assert window.history.stack.undoText() == "Add Dropout"
    window.history.stack.undo()
    assert window.history.project == before
    assert added not in window.canvas._drawing.nodes
    window.history.stack.redo()
    assert added in window.canvas._drawing.nodes
    assert window.canvas.selected() == {added}


def test_layers_are_connected_moved_and_deleted_inside_as_anywhere(window, inside, group, hidden):
    window.scope.enter(group)
    start = inside.place(hidden[0])
    inside.drag(inside.at(hidden[0]), inside.at(hidden[0], 0.0, 120.0))
    assert window.history.project.positions[hidden[0]].y > start.y
    inside.click(inside.at(hidden[0]))
    inside.key(Qt.Key.Key_Delete)
    held = window.history.project.graph[group].layer
    assert hidden[0] not in held.ids
    (entrance,) = held.entrances
    inside.drag(inside.out_port(entrance), inside.in_port(hidden[1]))
    assert window.history.project.graph[group].layer.drawing.sources(hidden[1]) == (entrance,)


def test_a_new_layer_inside_gets_a_number_that_nothing_has(window, inside, group):
    window.scope.enter(group)
    window.canvas.add_layer(Dense())
    (added,) = window.canvas.selected()
    window.scope.leave()
    window.canvas.add_layer(Dense())
    assert added not in window.canvas.selected()
    graph = window.history.project.graph
    assert max(graph.ids) < graph.next_id


def test_undo_that_takes_the_group_away_leads_out_of_it(window, group, hidden):
    window.scope.enter(group)
    window.history.stack.undo()
    assert window.scope.path == ()
    assert trail(window) == []
    assert set(hidden) <= set(window.canvas._drawing.nodes)


def test_the_inspector_repeats_a_group_and_renames_it(window, group, qtbot):
    repeat = child(window, NumberBox, "inspector_group_repeat").lineEdit()
    type_into(repeat, "3")
    type_into(child(window, QLineEdit, "inspector_group_name"), "block")
    node = window.history.project.graph[group]
    assert (node.layer.repeat, node.name) == (3, "block")
    window.scope.enter(group)
    assert trail(window)[2] == "block"
    assert trail(window)[3].startswith("× 3")


def test_fields_of_a_layer_inside_are_edited_in_the_inspector(window, group, hidden):
    window.scope.enter(group)
    window.canvas.select([hidden[0]])
    type_into(child(window, NumberBox, "inspector_dense_units").lineEdit(), "7")
    held = window.history.project.graph[group].layer.drawing
    assert held[hidden[0]].layer.units == 7


def test_with_nothing_selected_the_inspector_shows_the_whole_network(window, group):
    window.canvas.select(())
    shown = child(window, QLabel, "network_parameters").text()
    window.scope.enter(group)
    assert child(window, QLabel, "network_parameters").text() == shown


def test_the_input_of_a_group_has_the_shape_of_what_the_group_reads(window, group):
    window.scope.enter(group)
    entrance = window.scope.project.graph.named("input_1").id
    before, steps = window.history.project, window.history.stack.count()
    window.canvas.select([entrance])
    field = child(window, QLineEdit, "inspector_input_shape")
    assert field.text() == "2"
    type_into(field, "5")
    assert window.history.project == before
    assert window.history.stack.count() == steps
    assert said(window) == "A group's input has the shape of what the group reads."
    assert field.text() == "2"


def test_a_problem_inside_is_shown_on_the_group_and_on_the_layer(window, inside, group, hidden):
    window.scope.enter(group)
    window.canvas.select([hidden[0]])
    window.canvas.add_layer(Add())
    (merge,) = window.canvas.selected()
    said_of_it = "group_1: add_1 joins at least 2 inputs and has 1. Connect another one."
    assert said_of_it in window.canvas._drawing.nodes[merge].toolTip()
    window.scope.leave()
    assert str(window.checker.problems[0].message) == said_of_it
    assert window.checker.problems[0].severity is Severity.ERROR
    assert said_of_it in window.canvas._drawing.nodes[group].toolTip()
    window.canvas.select([group])
    shown = [label.text() for label in window.docks.inspector.findChildren(QLabel)]
    assert said_of_it in shown


def test_the_list_of_problems_leads_into_the_group(window, group, hidden, qtbot):
    window.scope.enter(group)
    graph = window.scope.project.graph
    window.scope.do("x", window.scope.project.with_graph(graph.disconnect(graph.edges[:1])))
    window.scope.leave()
    rows = window.docks.problems.findChildren(ProblemRow)
    row = next(row for row in rows if "›" in row.accessibleName())
    assert row.accessibleName().startswith("group_1 › ")
    row.revealed.emit()
    assert window.scope.path == (group,)
    assert window.canvas.selected() <= window.history.project.graph[group].layer.ids


def test_layers_inside_and_the_group_show_pictures_while_it_trains(window, group, qtbot):
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.canvas._drawing.nodes[group].has_preview, timeout=20_000)
    window.scope.enter(group)
    qtbot.waitUntil(
        lambda: all(item.has_preview for item in window.canvas._drawing.nodes.values()),
        timeout=20_000,
    )


def test_grouping_while_it_trains_keeps_what_was_learned(window, hand, hidden, qtbot):
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.epoch == 1, timeout=20_000)
    before = window.session.snapshot().snapshot
    window.canvas.select(hidden)
    press(window, "group")
    after = window.session.snapshot().snapshot
    assert after.step == before.step
    np.testing.assert_array_equal(np.sort(after.theta), np.sort(before.theta))
    press(window, "ungroup")
    again = window.session.snapshot().snapshot
    np.testing.assert_array_equal(again.theta, before.theta)


def test_another_project_is_shown_from_outside(window, group, answers):
    window.scope.enter(group)
    window.start_empty()
    assert window.scope.path == ()
    assert trail(window) == []


def test_the_picture_in_the_file_is_of_the_whole_network(window, group):
    whole = window.canvas.picture(0.5)
    window.scope.enter(group)
    assert window.canvas.picture(0.5) == whole


def test_groups_within_groups_are_opened_one_after_the_other(window, hand, group, hidden):
    window.scope.enter(group)
    window.canvas.select([hidden[0]])
    press(window, "group")
    (inner,) = window.canvas.selected()
    press(window, "open_group")
    assert window.scope.path == (group, inner)
    assert trail(window) == ["Network", "›", "group_1", "›", "group_1"]
    window.canvas.select([hidden[0]])
    type_into(child(window, NumberBox, "inspector_dense_units").lineEdit(), "6")
    click(window, "group_trail_1")
    assert window.scope.path == (group,)
    inner_layer = window.history.project.graph[group].layer.drawing[inner].layer
    assert inner_layer.drawing[hidden[0]].layer.units == 6
    assert isinstance(inner_layer.drawing[inner_layer.entrances[0]].layer, Input)
