"""The network as a tree of words."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from dnngui.document.notes import Comment, Frame, Notes
from dnngui.document.project import Project
from dnngui.history import History
from dnngui.panels.outline import OutlinePanel
from engine.graph import Graph
from engine.inference import infer
from engine.layers import Add, Dense, Group, Input
from engine.nodes import Edge, Node

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def grouped() -> Graph:
    """Input, a group that holds a Dense layer, and Dense."""
    inner = (Node(1, "input_1", Input(shape=(2,))), Node(2, "inner", Dense(units=3)))
    group = Group(nodes=inner, edges=(Edge(1, 2),))
    graph, first = Graph().add(Input(shape=(2,)))
    graph, middle = graph.add(group, "block")
    graph, last = graph.add(Dense(units=1, activation="sigmoid"))
    return graph.connect(first, middle).connect(middle, last)


@pytest.fixture
def open_outline(qtbot):
    def open_it(graph: Graph) -> OutlinePanel:
        panel = OutlinePanel(History(Project(graph=graph)))
        qtbot.addWidget(panel)
        panel.resize(500, 400)
        panel.show()
        panel.set_uncovered(True)
        qtbot.waitExposed(panel)
        panel.history = panel._history
        return panel

    return open_it


@pytest.fixture
def outline(open_outline):
    return open_outline(
        Graph.sequential(
            Input(shape=(2,)), Dense(units=8, activation="tanh"), Dense(units=1, activation="tanh")
        )
    )


def rows(panel):
    tree = panel.tree
    return [
        [tree.topLevelItem(row).text(column) for column in range(4)]
        for row in range(tree.topLevelItemCount())
    ]


def spoken(panel):
    tree = panel.tree
    return [tree.topLevelItem(row).data(0, SPOKEN) for row in range(tree.topLevelItemCount())]


def test_layers_stand_in_the_order_in_which_they_compute(open_outline):
    graph, last = Graph().add(Dense(units=1))
    graph, first = graph.add(Input(shape=(3,)))
    panel = open_outline(graph.connect(first, last))
    assert rows(panel) == [["input_1", "3", "", "Input"], ["dense_1", "1", "4", "Dense"]]


def test_a_row_is_read_as_one_sentence_about_the_layer(outline):
    assert spoken(outline) == [
        "input_1, Input, output 2",
        "dense_1, Dense, 8 units, tanh, receives from input_1, output 8, 24 parameters",
        "dense_2, Dense, 1 unit, tanh, receives from dense_1, output 1, 9 parameters",
    ]


def test_a_screen_reader_is_given_these_sentences(outline):
    reader = QAccessible.queryAccessibleInterface(outline.tree)
    assert reader.role() is QAccessible.Role.Tree
    read = [reader.child(place).text(QAccessible.Text.Name) for place in range(reader.childCount())]
    assert set(spoken(outline)) <= set(read)


def test_a_merge_names_all_it_receives_from(open_outline):
    graph, one = Graph().add(Input(shape=(2,)))
    graph, two = graph.add(Dense(units=2))
    graph, both = graph.add(Add())
    panel = open_outline(graph.connect(one, two).connect(two, both).connect(one, both))
    assert "receives from dense_1, input_1" in spoken(panel)[2]


def test_groups_are_branches_with_what_they_hold(open_outline):
    panel = open_outline(grouped())
    block = panel.tree.topLevelItem(1)
    assert [block.child(row).text(0) for row in range(block.childCount())] == ["input_1", "inner"]
    assert block.child(1).text(1) == "3"
    assert not block.isExpanded()
    panel.tree.setFocus()
    panel.tree.setCurrentItem(block)
    QTest.keyClick(panel.tree, Qt.Key.Key_Right)
    assert block.isExpanded()
    QTest.keyClick(panel.tree, Qt.Key.Key_Left)
    assert not block.isExpanded()


def test_problems_are_signs_and_are_read(open_outline):
    graph = Graph.sequential(Input(shape=(2,)), Dense(units=1))
    panel = open_outline(graph)
    plain = panel.tree.topLevelItem(1).icon(0).cacheKey()
    graph = graph.disconnect(graph.edges)
    panel.history.do("x", Project(graph=graph))
    panel.show_problems(infer(graph).problems)
    assert spoken(panel)[1].endswith("dense_1 has no input. Connect a layer to it.")
    assert panel.tree.topLevelItem(1).icon(0).cacheKey() != plain


def test_another_project_is_listed_and_open_groups_stay_open(open_outline):
    panel = open_outline(grouped())
    panel.tree.topLevelItem(1).setExpanded(True)
    graph, _ = panel.history.project.graph.add(Dense(units=5))
    panel.history.do("x", panel.history.project.with_graph(graph))
    assert len(rows(panel)) == 4
    block = next(panel.tree.topLevelItem(row) for row in range(4) if rows(panel)[row][0] == "block")
    assert block.isExpanded()


def test_a_changed_field_leaves_the_rows_in_place(outline):
    item = outline.tree.topLevelItem(1)
    graph = outline.history.project.graph.replace(2, Dense(units=3))
    outline.history.do("x", outline.history.project.with_graph(graph))
    assert outline.tree.topLevelItem(1) is item
    assert item.text(1) == "3"
    assert rows(outline)[2][2] == "4"


def test_nothing_is_listed_while_it_cannot_be_seen(open_outline):
    panel = open_outline(Graph())
    panel.set_uncovered(False)
    panel.history.do("x", Project(graph=grouped()))
    assert rows(panel) == []
    panel.show_selection({panel.history.project.graph.named("dense_1").id})
    panel.set_uncovered(True)
    assert len(rows(panel)) == 3
    assert [item.text(0) for item in panel.tree.selectedItems()] == ["dense_1"]


def rename(panel, row, name):
    """Type a name into a row."""
    panel.tree.setFocus()
    panel.tree.setCurrentItem(row)
    QTest.keyClick(panel.tree, Qt.Key.Key_F2)
    field = panel.tree.findChild(QLineEdit, "outline_name")
    assert field.text() == row.text(0)
    field.selectAll()
    QTest.keyClicks(field, name)
    QTest.keyClick(field, Qt.Key.Key_Return)
    # A view takes what was typed with the next event.
    QApplication.processEvents()


def test_f2_renames_a_layer(outline):
    rename(outline, outline.tree.topLevelItem(1), "hidden")
    assert outline.history.project.graph[2].name == "hidden"
    assert outline.history.stack.undoText() == "Rename dense_1"
    assert rows(outline)[1][0] == "hidden"
    assert "receives from hidden" in spoken(outline)[2]


def test_f2_renames_a_layer_within_a_group(open_outline):
    panel = open_outline(grouped())
    block = panel.tree.topLevelItem(1)
    block.setExpanded(True)
    rename(panel, block.child(1), "deep")
    held = panel.history.project.graph.named("block").layer
    assert [node.name for node in held.drawing.nodes][-1] == "deep"
    assert block.child(1).text(0) == "deep"


@pytest.mark.parametrize("name", ["dense_2", "two words", ""])
def test_a_name_that_cannot_be_is_refused_with_the_reason(outline, qtbot, name):
    before = outline.history.project
    with qtbot.waitSignal(outline.message) as told:
        rename(outline, outline.tree.topLevelItem(1), name or " ")
    assert "name" in told.args[0]
    assert outline.history.project is before
    assert rows(outline)[1][0] == "dense_1"


def test_columns_that_have_no_room_are_left_out(outline):
    tree = outline.tree
    assert not any(tree.isColumnHidden(column) for column in range(4))
    widths = [tree.columnWidth(column) for column in range(1, 4)]
    assert all(
        width >= tree.header().sectionSizeHint(column) for column, width in enumerate(widths, 1)
    )
    outline.resize(200, 400)
    assert [tree.isColumnHidden(column) for column in range(4)] == [False, False, True, True]
    assert tree.columnWidth(0) > 100
    outline.resize(500, 400)
    assert [tree.columnWidth(column) for column in range(1, 4)] == widths


def test_formulas_follow_a_name_that_is_typed_here(open_outline):
    graph = Graph.sequential(Input(shape=(2,)), Dense(units=3), Dense(units=6))
    panel = open_outline(graph)
    project = msgspec.structs.replace(
        panel.history.project, formulas={3: {"units": "2*units(dense_1)"}}
    )
    panel.history.do("x", project)
    rename(panel, panel.tree.topLevelItem(1), "wide")
    assert panel.history.project.formulas == {3: {"units": "2*units(wide)"}}


def with_notes(panel, *written):
    notes, _ = Notes().added(written)
    project = msgspec.structs.replace(panel.history.project, notes=notes)
    panel.history.do("Write", project)


def comment(text, top=0.0, group=None):
    return Comment(left=0.0, top=top, width=200.0, height=60.0, text=text, group=group)


def frame(text, top=0.0):
    return Frame(left=0.0, top=top, width=200.0, height=60.0, text=text)


def test_comments_and_frames_stand_behind_the_layers_under_one_heading(outline):
    assert len(rows(outline)) == 3
    with_notes(outline, comment("Below", top=300.0), frame("The\n encoder"), comment("", top=100.0))
    heading = outline.tree.topLevelItem(3)
    assert heading.text(0) == "Comments and frames"
    assert heading.isExpanded()
    found = [heading.child(row) for row in range(heading.childCount())]
    assert [each.text(0) for each in found] == ["The encoder", "…", "Below"]
    assert [each.data(0, SPOKEN) for each in found] == [
        "Frame: The\n encoder",
        "Comment: …",
        "Comment: Below",
    ]
    outline.history.stack.undo()
    assert len(rows(outline)) == 3


def test_a_screen_reader_is_given_kind_words_and_group_of_a_comment(open_outline):
    panel = open_outline(grouped())
    block = panel.history.project.graph.named("block").id
    with_notes(panel, comment("Why three?", group=block), frame("All"))
    reader = QAccessible.queryAccessibleInterface(panel.tree)
    read = [reader.child(place).text(QAccessible.Text.Name) for place in range(reader.childCount())]
    assert {"Comments and frames", "Frame: All", "Comment: Why three?, in block"} <= set(read)


def test_other_words_of_a_comment_leave_its_row_in_place(outline):
    with_notes(outline, comment("Before"), comment("Other", top=100.0))
    heading = outline.tree.topLevelItem(3)
    heading.setExpanded(False)
    with_notes(outline, comment("After"), comment("Other", top=100.0))
    assert outline.tree.topLevelItem(3) is heading
    assert heading.child(0).text(0) == "After"
    with_notes(outline, comment("After"))
    assert outline.tree.topLevelItem(3).childCount() == 1
    assert not outline.tree.topLevelItem(3).isExpanded()


def test_a_comment_of_a_group_that_is_not_there_is_not_listed(outline):
    with_notes(outline, comment("Lost", group=77), comment("In no group", group=2))
    assert len(rows(outline)) == 3


def test_a_long_comment_has_the_room_of_all_columns_and_takes_none_from_them(outline):
    tree = outline.tree
    widths = [tree.columnWidth(column) for column in range(4)]
    with_notes(outline, comment("What is written here is longer than any name of a layer " * 3))
    assert [tree.columnWidth(column) for column in range(4)] == widths
    row = tree.visualItemRect(tree.topLevelItem(3).child(0))
    assert row.width() > tree.viewport().width() - 3 * tree.indentation()
    tip = tree.indexAt(QPoint(tree.viewport().width() - 5, row.center().y()))
    assert tip.data(Qt.ItemDataRole.ToolTipRole).startswith("Comment: What is written here")
