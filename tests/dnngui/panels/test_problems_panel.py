"""The list of problems."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from dnngui.panels.problems import ProblemRow, ProblemsPanel
from engine.check import check
from engine.graph import Graph
from engine.layers import Dense, Input
from engine.losses import BinaryCrossentropy

GRAPH = Graph.sequential(Input(shape=(4, 4, 1)), Dense(units=1, activation="sigmoid"))
PROBLEMS = check(GRAPH, BinaryCrossentropy(), None)


@pytest.fixture
def panel(show):
    panel = show(ProblemsPanel(), 420, 200)
    panel.show_problems(PROBLEMS, GRAPH)
    return panel


def rows(panel: ProblemsPanel) -> list[ProblemRow]:
    return [row for row in panel.findChildren(ProblemRow) if not row.isHidden()]


def test_a_problem_has_a_sign_the_layers_name_and_a_sentence(panel):
    (row,) = rows(panel)
    words = [label.text() for label in row.findChildren(QLabel) if label.text()]
    assert words[0] == "dense_1"
    assert words[1].endswith("several dimensions per sample. Add a Flatten.")
    signs = [label for label in row.findChildren(QLabel) if label.accessibleName() == "Error"]
    assert len(signs) == 1


def test_a_repair_is_asked_for_by_its_button(panel, qtbot):
    (row,) = rows(panel)
    button = row.findChild(QPushButton)
    assert button.accessibleName() == "Add a Flatten"
    with (
        qtbot.waitSignal(panel.repair_requested) as asked,
        qtbot.assertNotEmitted(panel.reveal_requested),
    ):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [PROBLEMS[0]]


def test_a_click_or_enter_reveals_the_layer(panel, qtbot):
    (row,) = rows(panel)
    with qtbot.waitSignal(panel.reveal_requested) as revealed:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert revealed.args == [2]
    row.setFocus()
    with qtbot.waitSignal(panel.reveal_requested):
        QTest.keyClick(row, Qt.Key.Key_Return)


def test_a_problem_of_the_whole_network_is_called_so_and_reveals_nothing(panel, qtbot):
    panel.show_problems(check(Graph(), BinaryCrossentropy(), None), Graph())
    (row,) = rows(panel)
    assert row.accessibleName() == "Network: The network has no input. Add an Input layer."
    with qtbot.assertNotEmitted(panel.reveal_requested):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))


def test_without_problems_it_says_so(panel):
    nothing = panel.findChild(QWidget, "problems_none")
    assert not nothing.isVisible()
    panel.show_problems([], GRAPH)
    assert nothing.isVisible()
    assert nothing.text() == "No problems"
    assert rows(panel) == []


def test_the_same_problems_keep_their_rows(panel):
    before = rows(panel)
    panel.show_problems(PROBLEMS, GRAPH)
    assert rows(panel) == before


def test_a_rename_renames_the_row(panel):
    renamed = GRAPH.rename(2, "hidden")
    panel.show_problems(check(renamed, BinaryCrossentropy(), None), renamed)
    (row,) = rows(panel)
    assert row.accessibleName().startswith("hidden: ")
