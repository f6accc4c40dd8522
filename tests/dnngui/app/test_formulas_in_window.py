"""Formulas in the whole window: while it trains, in the Problems panel, and saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def visible(window, kind, name):
    (found,) = (each for each in window.findChildren(kind, name) if each.isVisible())
    return found


def enter(window, text):
    box = visible(window, QWidget, "inspector_dense_units")
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def dense(window):
    """Return the ids of the first example's Dense layers."""
    nodes = window.history.project.graph.nodes
    return [node.id for node in nodes if node.layer.kind() == "dense"]


def units(window, node):
    return window.history.project.graph[node].layer.units


def kernel_shape(window, name):
    """Return the shape of a kernel as the run has it."""
    return window.session.snapshot().shapes[name]


def test_a_formula_follows_a_neuron_that_is_added_while_it_trains(window, qtbot):
    first, second, *_ = dense(window)
    window.canvas.select([second])
    enter(window, f"=2*units({window.history.project.graph[first].name})")
    width = units(window, first)
    assert units(window, second) == 2 * width
    window.session.run()
    qtbot.waitUntil(lambda: window.session.state == "running")
    window.canvas.select([first])
    visible(window, QAbstractButton, "inspector_dense_add_unit").click()
    assert (units(window, first), units(window, second)) == (width + 1, 2 * width + 2)
    kernel = f"{window.history.project.graph[second].name}/kernel"
    shape = (width + 1, 2 * width + 2)
    qtbot.waitUntil(lambda: kernel_shape(window, kernel) == shape, timeout=10_000)
    assert window.session.state == "running"
    assert window.history.stack.undoText().startswith("Add a neuron")


def test_a_formula_whose_layer_is_deleted_is_a_problem_with_a_repair(window):
    first, second, *_ = dense(window)
    window.canvas.select([second])
    name = window.history.project.graph[first].name
    enter(window, f"=2*units({name})")
    kept = units(window, second)
    window.canvas.select([first])
    window.canvas.heal_selection()
    problems = window.docks.problems
    (row,) = (
        each
        for each in problems.findChildren(QLabel)
        if f"The formula reads “{name}” and there is no such layer" in each.text()
    )
    assert row.text().startswith("units of ")
    (button,) = (
        each
        for each in problems.findChildren(QAbstractButton)
        if each.accessibleName() == f"Keep {kept}, without the formula"
    )
    button.click()
    assert window.history.project.formulas == {}
    assert units(window, second) == kept
    assert window.checker.problems == ()
