"""Plus and minus of the inspector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget

from dnngui.document.project import Project
from dnngui.history import History
from dnngui.panels.inspector import InspectorPanel
from engine import layers
from engine.graph import Graph


@pytest.fixture
def inspector(history, show):
    return show(InspectorPanel(history))


def press(panel, name):
    QTest.mouseClick(panel.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def tool_tip(button):
    """Ask for the tooltip as a pointer that rests there does."""
    at = button.rect().center()
    event = QHelpEvent(QEvent.Type.ToolTip, at, button.mapToGlobal(at))
    QApplication.sendEvent(button, event)
    return button.toolTip()


def units(history, node):
    return history.project.graph[node].layer.units


def test_plus_and_minus_change_the_selected_layer_by_a_neuron_each(inspector, history):
    inspector.show_selection([2])
    press(inspector, "inspector_dense_add_unit")
    press(inspector, "inspector_dense_add_unit")
    assert units(history, 2) == 6
    assert history.stack.undoText() == "Add a neuron to dense_1"
    press(inspector, "inspector_dense_remove_unit")
    assert units(history, 2) == 5
    assert history.stack.undoText() == "Remove a neuron from dense_1"
    history.stack.undo()
    history.stack.undo()
    assert units(history, 2) == 5


def test_before_the_edit_they_say_whether_the_function_or_only_weights_stay(inspector, history):
    inspector.show_selection([2])
    more = inspector.findChild(QPushButton, "inspector_dense_add_unit")
    less = inspector.findChild(QPushButton, "inspector_dense_remove_unit")
    assert tool_tip(more) == "Add a neuron to dense_1\nKeeps what the network computes."
    # 2 x 3 + 3 and 3 x 1 + 1 weights are left.
    assert "Changes what the network computes; 13 of its 13 weights stay." in tool_tip(less)
    QToolTip.hideText()


def test_the_end_of_the_network_and_layers_without_units_have_none(inspector):
    for node in (1, 3, 4):
        inspector.show_selection([node])
        for button in inspector.findChildren(QPushButton):
            if button.objectName().endswith("_unit"):
                assert not button.isVisible()


def test_the_last_neuron_stays_and_that_is_said(inspector, history):
    inspector.show_selection([2])
    for _ in range(5):
        press(inspector, "inspector_dense_remove_unit")
    assert units(history, 2) == 1
    assert QToolTip.text() == "dense_1 has only one unit left."
    QToolTip.hideText()
    QTest.mouseMove(inspector, QPoint(1, 1))


def test_several_layers_change_together_and_those_that_are_added_once(show):
    graph = Graph.sequential(
        layers.Input(), layers.Dense(units=3), layers.Dense(units=3), layers.Dense(units=1)
    )
    graph, total = graph.insert(graph.edges[2], layers.Add())
    history = History(Project(graph=graph.connect(2, total)))
    inspector = show(InspectorPanel(history))
    inspector.show_selection([2, 3])
    press(inspector, "inspector_dense_add_unit")
    assert (units(history, 2), units(history, 3)) == (4, 4)
    assert history.stack.undoText() == "Add a neuron to 2 layers"


def test_filters_are_called_filters(show):
    graph = Graph.sequential(
        layers.Input(shape=(8, 8, 1)), layers.Conv2D(), layers.Flatten(), layers.Dense(units=1)
    )
    history = History(Project(graph=graph))
    inspector = show(InspectorPanel(history))
    inspector.show_selection([2])
    button = inspector.findChild(QPushButton, "inspector_conv2d_add_unit")
    assert button.text() == "+ Filter"
    press(inspector, "inspector_conv2d_add_unit")
    assert history.project.graph[2].layer.filters == 9
    assert history.stack.undoText() == "Add a filter to conv2d_1"


def test_the_tips_of_fields_say_what_a_change_keeps(inspector):
    inspector.show_selection([2])
    tips = {
        field: inspector.findChild(QWidget, f"inspector_dense_{field}").toolTip()
        for field in ("units", "activation", "kernel_initializer")
    }
    assert "More keep what the network computes" in tips["units"]
    assert "keeps every weight that still fits" in tips["activation"]
    assert "keep" not in tips["kernel_initializer"]
