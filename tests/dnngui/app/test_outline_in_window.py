"""The outline beside the drawing, in step with it both ways, by keys alone."""

from __future__ import annotations

import msgspec
import pytest
from driving import child
from keyboard import Keyboard
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit

from dnngui.document.notes import Comment, Frame, Notes
from dnngui.document.project import Project
from dnngui.panels.outlinetree import NODE
from engine.graph import Edge, Graph
from engine.layers import Dense, Group, Input
from engine.nodes import Node


@pytest.fixture
def keyboard(window, qtbot):
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return Keyboard()


@pytest.fixture
def tree(window, keyboard):
    """The outline's tree with the keyboard, over the layers input_1, block (inner) and dense_1."""
    inner = (Node(1, "input_1", Input(shape=(2,))), Node(2, "inner", Dense(units=3)))
    graph, first = Graph().add(Input(shape=(2,)))
    graph, middle = graph.add(Group(nodes=inner, edges=(Edge(1, 2),)), "block")
    graph, last = graph.add(Dense(units=1, activation="sigmoid"))
    window.start(Project(graph=graph.connect(first, middle).connect(middle, last)))
    window.panes.go_to_panel("outline")
    assert keyboard.place == "outline_tree"
    return window.docks.outline.tree


def names(window):
    """Names of the layers that are selected in the drawing that is shown."""
    graph = window.scope.project.graph
    return sorted(graph[node].name for node in window.canvas.selected())


def marked(tree):
    return sorted(item.text(0) for item in tree.selectedItems())


def test_arrows_select_layers_in_the_drawing(window, tree, keyboard):
    keyboard.press("Down")
    assert names(window) == marked(tree) == ["block"]
    keyboard.press("Shift+Down")
    assert names(window) == marked(tree) == ["block", "dense_1"]
    assert keyboard.place == "outline_tree"


def test_what_is_selected_in_the_drawing_is_marked_in_the_outline(window, tree, keyboard):
    keyboard.press("Alt+Home", "Tab", "Tab")
    assert marked(tree) == names(window) == ["block"]
    assert tree.currentItem().text(0) == "block"
    keyboard.press("Esc")
    assert marked(tree) == []


def test_arrows_lead_into_groups_and_out_and_the_drawing_follows(window, tree, keyboard):
    keyboard.press("Down", "Right", "Right", "Down")
    assert [window.history.project.graph[each].name for each in window.scope.path] == ["block"]
    assert names(window) == marked(tree) == ["inner"]
    keyboard.press("Left", "Up")
    assert window.scope.path == ()
    assert names(window) == marked(tree) == ["input_1"]


def test_layers_of_two_drawings_cannot_be_selected_together(window, tree, keyboard):
    keyboard.press("Down", "Right", "Down", "Shift+Up")
    assert names(window) == marked(tree) == ["block"]


def test_f2_renames_and_the_drawing_shows_it(window, tree, keyboard, qtbot):
    keyboard.press("Down", "F2", "Ctrl+A")
    keyboard.type("trunk")
    keyboard.press("Return")
    qtbot.waitUntil(lambda: keyboard.place == "outline_tree")
    assert window.history.project.graph.nodes[1].name == "trunk"
    assert names(window) == marked(tree) == ["trunk"]
    keyboard.press("Ctrl+Z")
    assert marked(tree) == ["block"]


def test_delete_and_other_keys_of_the_drawing_work_on_the_rows(window, tree, keyboard):
    keyboard.press("Down", "Down", "Down", "Del")
    assert [node.name for node in window.history.project.graph.nodes] == ["input_1", "block"]
    assert tree.topLevelItemCount() == 2
    keyboard.press("Ctrl+Z", "Home", "Down", "Backspace")
    assert window.history.project.graph.edges == (Edge(1, 5),)
    keyboard.press("Ctrl+Z", "Down", "Down", "Ctrl+D")
    assert marked(tree) == ["dense_2"]


def test_enter_leads_to_the_fields_and_into_groups(window, tree, keyboard):
    keyboard.press("End", "Return")
    assert keyboard.place == "inspector_dense_units"
    window.panes.go_to_panel("outline")
    keyboard.press("Up", "Return")
    assert len(window.scope.path) == 1


def test_a_refused_name_is_told_in_the_status_bar(window, tree, keyboard, qtbot):
    keyboard.press("Down", "F2", "Ctrl+A")
    keyboard.type("dense_1")
    keyboard.press("Return")
    told = "Another layer is called dense_1. Choose another name."
    qtbot.waitUntil(lambda: window.statusBar().currentMessage() == told)


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_the_right_button_offers_the_drawings_menu(window, tree, keyboard):
    keyboard.press("Down")
    menu = child(window, QMenu, "menu_drawing")
    tree.customContextMenuRequested.emit(QPoint(20, 20))
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


def test_keys_act_on_the_layer_that_was_chosen_after_an_edit_while_the_outline_was_hidden(
    window, tree, keyboard
):
    window.panes.go_to_panel("palette")
    keyboard.press("Alt+Home", "Tab", "Tab", "Down", "Tab")
    window.panes.go_to_panel("outline")
    assert names(window) == marked(tree) == ["dense_1"]
    keyboard.press("F2", "Ctrl+A")
    keyboard.type("head")
    keyboard.press("Return")
    called = [node.name for node in window.history.project.graph.nodes]
    assert called == ["input_1", "block", "head"]


def test_keys_act_on_one_of_several_layers_that_were_chosen_in_the_drawing(window, tree, keyboard):
    keyboard.press("Home")
    _, block, last = window.history.project.graph.order
    window.canvas.select([block, last])
    assert tree.currentItem().data(0, NODE) in {block, last}


@pytest.fixture
def annotated(window, tree, keyboard):
    """The same tree with a comment far from the layers, a frame, and a comment within the block."""
    project = window.history.project
    block = project.graph.named("block").id
    notes, _ = Notes().added(
        [
            Comment(left=4000.0, top=3000.0, width=200.0, height=60.0, text="Try\n16 units"),
            Frame(left=-300.0, top=-300.0, width=300.0, height=300.0, text="Encoder"),
            Comment(left=0.0, top=-200.0, width=200.0, height=60.0, text="Inner", group=block),
        ]
    )
    window.history.do("Write", msgspec.structs.replace(project, notes=notes))
    keyboard.press("Home")
    return tree


def in_sight(window, note):
    view = window.canvas
    box = view.drawing.notes.items[note].sceneBoundingRect()
    return view.viewport().rect().contains(view.mapFromScene(box).boundingRect())


def test_a_comment_that_is_chosen_in_the_outline_is_selected_and_brought_into_sight(
    window, annotated, keyboard
):
    window.canvas.reset_zoom()
    assert not in_sight(window, 1)
    keyboard.press("End", "Up")
    assert annotated.currentItem().text(0) == "Try 16 units"
    assert window.canvas.selected_notes() == {1}
    assert window.canvas.selected() == set()
    assert in_sight(window, 1)
    keyboard.press("Shift+Up")
    assert window.canvas.selected_notes() == {1, 2}
    keyboard.press("Delete")
    assert list(window.history.project.notes.by_id) == [3]
    window.history.stack.undo()
    assert marked(annotated) == ["Encoder", "Try 16 units"]


def test_a_comment_within_a_group_opens_the_groups_drawing(window, annotated, keyboard):
    keyboard.press("End")
    assert window.scope.path == (window.history.project.graph.named("block").id,)
    assert window.canvas.selected_notes() == {3}
    keyboard.press("Up")
    assert window.scope.path == ()
    assert window.canvas.selected_notes() == {1}


def test_a_comment_that_is_selected_in_the_drawing_is_marked_in_the_outline(
    window, annotated, hand
):
    window.canvas.reveal(notes=[1])
    window.canvas.select(())
    assert marked(annotated) == []
    item = window.canvas.drawing.notes.items[1]
    hand.click(window.canvas.mapFromScene(item.sceneBoundingRect().center()))
    assert window.canvas.selected_notes() == {1}
    assert marked(annotated) == ["Try 16 units"]
    window.canvas.select_all()
    assert marked(annotated) == ["Encoder", "Try 16 units", "block", "dense_1", "input_1"]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
@pytest.mark.parametrize("key", ["Return", "F2"])
def test_enter_writes_into_a_comment_of_any_drawing(window, annotated, keyboard, key):
    keyboard.press("End", key)
    assert keyboard.place == "note_field"
    field = child(window, QPlainTextEdit, "note_field")
    field.selectAll()
    QTest.keyClicks(field, "Deep within")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.history.project.notes[3].text == "Deep within"
    assert annotated.topLevelItem(3).child(2).text(0) == "Deep within"


def test_the_heading_of_the_comments_selects_nothing(window, annotated, keyboard):
    keyboard.press("End", "Up", "Up", "Up")
    assert annotated.currentItem().text(0) == "Comments and frames"
    assert not window.canvas.selected() | window.canvas.selected_notes()
    keyboard.press("Left", "F2", "Return")
    assert keyboard.place == "outline_tree"
    assert not annotated.currentItem().isExpanded()
    keyboard.press("Up")
    assert names(window) == ["dense_1"]
