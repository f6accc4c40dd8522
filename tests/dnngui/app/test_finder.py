"""Finding commands, layers and panels by typing."""

from __future__ import annotations

import msgspec
import pytest
from driving import press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dnngui.app.entries import Entry, matching
from dnngui.document.notes import Comment, Frame, Notes


def entries(*texts, other=""):
    return [Entry(text, "Somewhere", lambda: None, other=other) for text in texts]


def found(text, offered):
    return [entry.text for entry in matching(text, offered)]


def test_names_that_begin_with_the_words_come_first():
    offered = entries("Reset layout", "Set", "Actual settings", "Nothing")
    assert found("set", offered) == ["Set", "Actual settings", "Reset layout"]


def test_each_word_must_be_found_wherever_it_stands():
    offered = entries("Add Dense", other="fully connected 全连接")
    for text in ("dense add", "ADD fully", "全连接", "somewhere dense", ""):
        assert found(text, offered) == ["Add Dense"]
    assert found("add conv", offered) == []


@pytest.fixture
def finder(window, qtbot):
    press(window, "find_anything")
    qtbot.waitUntil(window.finder.isVisible)
    yield window.finder
    window.finder.hide()


def rows(finder):
    return [finder.list.item(row).text() for row in range(finder.list.count())]


def type_and_take(finder, text):
    QTest.keyClicks(finder.field, text)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)


def test_a_command_is_done_by_its_name(window, finder, qtbot):
    type_and_take(finder, "step one epoch")
    qtbot.waitUntil(lambda: window.session.state == "paused", timeout=10_000)
    assert not finder.isVisible()


def test_a_layer_is_added_by_another_name(window, finder, qtbot):
    before = len(window.history.project.graph.nodes)
    type_and_take(finder, "fully connected")
    qtbot.waitUntil(lambda: len(window.history.project.graph.nodes) == before + 1)
    assert window.history.project.graph.nodes[-1].layer.kind() == "dense"


def test_examples_are_found_where_they_stand_in_the_menus(window, finder, qtbot):
    type_and_take(finder, "iris")
    qtbot.waitUntil(lambda: window.history.project.name == "Iris")
    qtbot.waitUntil(lambda: window.session.state == "idle", timeout=20_000)


def test_every_command_that_can_be_given_is_found(window, finder):
    offered = {entry.act for entry in finder._entries}
    for action in window.actions_by_name.values():
        assert (action.trigger in offered) is action.isEnabled()


def test_up_and_down_mark_another_and_escape_leaves(finder):
    assert finder.list.currentRow() == 0
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    QTest.keyClick(finder.field, Qt.Key.Key_Up)
    assert finder.list.currentRow() == 1
    QTest.keyClick(finder.field, Qt.Key.Key_PageUp)
    assert finder.list.currentRow() == 0
    QTest.keyClick(finder.field, Qt.Key.Key_Escape)
    assert not finder.isVisible()


def test_what_is_not_there_is_said_and_cannot_be_taken(finder):
    type_and_take(finder, "xyzzy")
    assert rows(finder) == ["Nothing is called that."]
    assert finder.isVisible()


def test_a_layer_of_the_drawing_is_shown_also_within_a_group(window, qtbot):
    window.start_example("Digits, residual")
    press(window, "find_in_drawing")
    finder = window.finder
    graph = window.history.project.graph
    names = {node.name for node in graph.nodes}
    assert names < set(rows(finder))
    group = next(node for node in graph.nodes if node.layer.kind() == "group")
    inner = next(node for node in group.layer.drawing.nodes if node.name not in names)
    type_and_take(finder, inner.name)
    qtbot.waitUntil(lambda: window.canvas.selected() == {inner.id})
    assert window.scope.path == (group.id,)


def annotate(window, *written):
    notes, _ = Notes().added(written)
    project = msgspec.structs.replace(window.history.project, notes=notes)
    window.history.do("Write", project)


@pytest.mark.parametrize("command", ["find_in_drawing", "find_anything"])
def test_a_comment_is_found_by_its_words_selected_and_brought_into_sight(window, qtbot, command):
    annotate(
        window,
        Frame(left=0.0, top=0.0, width=300.0, height=300.0, text="Encoder"),
        Comment(left=5e3, top=4e3, width=200.0, height=60.0, text="Try fewer\nneurons here"),
    )
    window.canvas.reset_zoom()
    press(window, command)
    QTest.keyClicks(window.finder.field, "here fewer")
    assert rows(window.finder) == ["Try fewer neurons here"]
    found = window.finder.list.item(0)
    assert found.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Try fewer neurons here, Comment, Drawing"
    )
    QTest.keyClick(window.finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.canvas.selected_notes() == {2})
    assert window.canvas.selected() == set()
    view = window.canvas
    box = view.mapFromScene(view.drawing.notes.items[2].sceneBoundingRect()).boundingRect()
    assert view.viewport().rect().contains(box)


def test_a_frame_within_a_group_is_found_and_its_drawing_shown(window, qtbot):
    window.start_example("Digits, residual")
    graph = window.history.project.graph
    group = next(node for node in graph.nodes if node.layer.kind() == "group")
    place = {"left": 0.0, "top": 0.0, "width": 200.0, "height": 200.0}
    annotate(window, Frame(**place, text="Shortcut", group=group.id), Frame(**place, group=9999))
    press(window, "find_in_drawing")
    type_and_take(window.finder, "frame shortcut")
    qtbot.waitUntil(lambda: window.canvas.selected_notes() == {1})
    assert window.scope.path == (group.id,)


def test_comments_alone_can_be_looked_for(window, answers):
    window.start_empty()
    assert not window.actions_by_name["find_in_drawing"].isEnabled()
    annotate(window, Comment(left=0.0, top=0.0, width=200.0, height=60.0, text="To do"))
    press(window, "find_in_drawing")
    assert rows(window.finder) == ["To do"]
    window.finder.hide()
