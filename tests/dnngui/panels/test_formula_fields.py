"""Formulas typed in the inspector, and fields that layers of several kinds share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from dnngui.app.checking import Checker
from dnngui.document.formulas import problems
from dnngui.panels.forms.note import Notes
from dnngui.panels.inspector import InspectorPanel
from dnngui.scope import Scope
from engine.graph import Graph
from engine.layers import LSTM, Conv2D, Dense, Dropout, Group, Input, SpatialDropout

UNITS = "inspector_dense_units"


@pytest.fixture
def inspector(history, show):
    return show(InspectorPanel(history))


def find(panel: QWidget, name: str) -> QWidget:
    visible = [each for each in panel.findChildren(QWidget, name) if each.isVisible()]
    assert len(visible) == 1, name
    return visible[0]


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def shown(panel: QWidget, name: str = UNITS) -> tuple[str, str]:
    """Return the text of a field and the value beside it, empty where none is shown."""
    values = [each for each in panel.findChildren(QWidget, f"{name}_value") if each.isVisible()]
    return find(panel, name).lineEdit().text(), values[0].text() if values else ""


def refusal(panel: QWidget, name: str = UNITS) -> list[str]:
    (notes,) = panel.findChildren(Notes, f"{name}_notes")
    return notes.sentences()


def units(history, node):
    return history.project.graph[node].layer.units


def test_a_formula_gives_the_number_and_stands_with_its_value(inspector, history):
    inspector.show_selection({4})
    assert shown(inspector) == ("1", "")
    retype(find(inspector, UNITS), "=2*units(dense_1)")
    assert units(history, 4) == 8
    assert shown(inspector) == ("=2*units(dense_1)", "8")
    assert history.stack.undoText() == "Set units of dense_2"
    assert history.stack.count() == 1
    history.stack.undo()
    assert shown(inspector) == ("1", "")
    history.stack.redo()
    assert shown(inspector) == ("=2*units(dense_1)", "8")


def test_a_formula_has_the_whole_width_as_soon_as_it_is_begun(inspector):
    inspector.show_selection({4})
    box = find(inspector, UNITS)
    narrow = box.width()
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "=")
    QTest.qWait(1)
    assert box.hasFocus()
    assert box.width() > 1.8 * narrow
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QTest.qWait(1)
    assert shown(inspector) == ("1", "")
    assert box.width() == narrow


def test_the_value_follows_what_the_formula_reads_in_one_undo_step(inspector, history):
    inspector.show_selection({4})
    retype(find(inspector, UNITS), "=2*units(dense_1)")
    inspector.show_selection({2})
    retype(find(inspector, UNITS), "7")
    assert (units(history, 2), units(history, 4)) == (7, 14)
    inspector.show_selection({4})
    assert shown(inspector) == ("=2*units(dense_1)", "14")
    history.stack.undo()
    assert (units(history, 2), units(history, 4)) == (4, 8)
    assert shown(inspector) == ("=2*units(dense_1)", "8")


def test_a_renamed_layer_is_renamed_in_the_field(inspector, history):
    inspector.show_selection({4})
    retype(find(inspector, UNITS), "=2*units(dense_1)")
    inspector.show_selection({2})
    retype(find(inspector, "inspector_dense_name"), "hidden")
    inspector.show_selection({4})
    assert shown(inspector) == ("=2*units(hidden)", "8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("=2*units(dense_9)", "“dense_9” and there is no such layer"),
        ("=units(dense_2)+1", "reads its own value"),
        ("=units(dense_1)/3", "takes a whole number"),
        ("=2*", "ends too early"),
    ],
)
def test_a_formula_that_gives_nothing_stays_typed_with_the_reason(inspector, history, text, said):
    inspector.show_selection({4})
    box = find(inspector, UNITS)
    retype(box, text)
    (sentence,) = refusal(inspector)
    assert said in sentence
    assert box.lineEdit().text() == text
    assert box.property("invalid")
    assert history.stack.count() == 0
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert shown(inspector) == ("1", "")
    assert refusal(inspector) == []


def test_while_a_formula_is_typed_nothing_is_wrong_yet(inspector):
    inspector.show_selection({4})
    box = find(inspector, UNITS)
    box.setFocus()
    box.selectAll()
    for letter in "=2*units(dense_1":
        QTest.keyClicks(box, letter)
        assert refusal(inspector) == []


@pytest.mark.parametrize("number", ["5", "8"])
def test_a_typed_number_takes_the_place_of_the_formula(inspector, history, number):
    inspector.show_selection({4})
    box = find(inspector, UNITS)
    retype(box, "=2*units(dense_1)")
    retype(box, number)
    assert history.project.formulas == {}
    assert units(history, 4) == int(number)
    assert shown(inspector) == (number, "")
    history.stack.undo()
    assert shown(inspector) == ("=2*units(dense_1)", "8")


def test_keys_and_wheel_do_not_take_a_formula_away(inspector, history, wheel):
    inspector.show_selection({4})
    box = find(inspector, UNITS)
    retype(box, "=2*units(dense_1)")
    QTest.keyClick(box, Qt.Key.Key_Up)
    QTest.keyClick(box, Qt.Key.Key_PageDown)
    wheel(box, 1)
    assert shown(inspector) == ("=2*units(dense_1)", "8")
    assert history.stack.count() == 1


def test_a_broken_formula_is_told_of_at_its_field_with_a_repair(inspector, history, qapp):
    checker = Checker(history, qapp)
    checker.checked.connect(inspector.show_problems)
    inspector.repair_requested.connect(checker.repair)
    history.changed.connect(checker.check)
    inspector.show_selection({4})
    retype(find(inspector, UNITS), "=2*units(dense_1)")
    project = history.project
    history.do("", project.with_graph(project.graph.remove([2], heal=True)))
    (sentence,) = refusal(inspector)
    assert sentence.startswith("units of dense_2: The formula reads “dense_1” and there is no such")
    button = find(inspector, f"{UNITS}_notes_0_repair")
    assert isinstance(button, QPushButton)
    assert button.text().replace("\n", " ") == "Keep 8, without the formula"
    button.click()
    assert shown(inspector) == ("8", "")
    assert history.stack.undoText() == "Keep 8, without the formula"
    assert problems(history.project) == ()
    history.stack.undo()
    assert shown(inspector) == ("=2*units(dense_1)", "8")
    checker.deleteLater()


def test_several_layers_take_one_formula(inspector, history):
    graph = Graph.sequential(Input(), Dense(units=3), Dense(units=1), Dense(units=2))
    history.open(history.project.with_graph(graph))
    inspector.show_selection({3, 4})
    retype(find(inspector, UNITS), "=2*units(dense_1)")
    assert (units(history, 3), units(history, 4)) == (6, 6)
    assert history.stack.undoText() == "Set units of 2 layers"
    assert shown(inspector) == ("=2*units(dense_1)", "6")
    inspector.show_selection({2, 3})
    assert shown(inspector) == ("", "")
    assert find(inspector, UNITS).lineEdit().placeholderText() == "several"


@pytest.fixture
def scope(history):
    """Input 1, wide 2, group_1 with input_1 and dense_1, and dense_2."""
    inner = Graph.sequential(Input(), Dense(units=2))
    graph = Graph.sequential(Input(), Dense(units=3), Group.of(inner), Dense(units=1))
    history.open(history.project.with_graph(graph.rename(2, "wide")))
    return Scope(history)


@pytest.fixture
def scoped(scope, show):
    return show(InspectorPanel(scope))


def test_a_layer_within_a_group_takes_a_formula_of_one_outside(scoped, scope, history):
    group = history.project.graph.named("group_1").id
    scope.enter(group)
    dense = scope.project.graph.named("dense_1").id
    scoped.show_selection({dense})
    retype(find(scoped, UNITS), "=2*units(wide)")
    assert scope.project.graph[dense].layer.units == 6
    assert shown(scoped) == ("=2*units(wide)", "6")
    retype(find(scoped, UNITS), "5")
    assert scope.project.graph[dense].layer.units == 5
    assert history.project.formulas == {}
    history.stack.undo()
    assert shown(scoped) == ("=2*units(wide)", "6")
    retype(find(scoped, "inspector_dense_name"), "deep")
    assert shown(scoped) == ("=2*units(wide)", "6")


# -- what several kinds share


@pytest.fixture
def mixed(history, show):
    """Input 1, Dense 2, Dropout 3, LSTM 4, Conv2D 5, SpatialDropout 6."""
    graph = Graph()
    for layer in (
        Input(shape=(2,)),
        Dense(units=4, activation="tanh"),
        Dropout(rate=0.1),
        LSTM(units=9),
        Conv2D(filters=3),
        SpatialDropout(rate=0.3),
    ):
        graph, _ = graph.add(layer)
    history.open(history.project.with_graph(graph.connect(1, 2)))
    return show(InspectorPanel(history))


def test_layers_of_two_kinds_share_the_fields_that_both_have(mixed, history):
    mixed.show_selection({2, 5})
    box = find(mixed, "inspector_shared_activation")
    assert box.currentIndex() == -1
    assert not mixed.findChildren(QWidget, "inspector_shared_units")
    box.setFocus()
    while box.currentText() != "ReLU":
        QTest.keyClick(box, Qt.Key.Key_Down)
    graph = history.project.graph
    assert graph[2].layer.activation == graph[5].layer.activation == "relu"
    assert history.stack.undoText() == "Set activation of 2 layers"
    # Each kind has its own part beneath.
    assert find(mixed, "inspector_dense_activation").currentText() == "ReLU"


def test_one_edit_of_a_shared_field_is_one_undo_step(mixed, history):
    mixed.show_selection({2, 4})
    box = find(mixed, "inspector_shared_units")
    assert box.lineEdit().text() == ""
    assert box.lineEdit().placeholderText() == "several"
    retype(box, "7")
    assert (units(history, 2), units(history, 4)) == (7, 7)
    assert find(mixed, UNITS).lineEdit().text() == "7"
    assert history.stack.count() == 1
    history.stack.undo()
    assert (units(history, 2), units(history, 4)) == (4, 9)
    retype(box, "=3*features(input_1)")
    assert (units(history, 2), units(history, 4)) == (6, 6)
    assert shown(mixed, "inspector_shared_units") == ("=3*features(input_1)", "6")


def test_the_rates_of_two_kinds_of_dropout_are_set_together(mixed, history):
    mixed.show_selection({3, 6})
    retype(find(mixed, "inspector_shared_rate"), "0.5")
    assert history.project.graph[3].layer == Dropout(rate=0.5)
    assert history.project.graph[6].layer == SpatialDropout(rate=0.5)


def test_layers_with_nothing_in_common_have_their_own_parts_alone(mixed):
    mixed.show_selection({1, 3})
    assert find(mixed, "inspector_dropout_rate")
    assert not [
        each
        for each in mixed.findChildren(QWidget)
        if each.objectName().startswith("inspector_shared") and each.isVisible()
    ]


def test_the_training_of_layers_of_two_kinds_is_set_together(inspector, history):
    graph = Graph.sequential(Input(shape=(6, 6, 1)), Conv2D(filters=3), Dropout(), Dense(units=1))
    history.open(history.project.with_graph(graph))
    inspector.show_selection({2, 3, 4})
    QTest.mouseClick(find(inspector, "inspector_shared_more"), Qt.MouseButton.LeftButton)
    retype(find(inspector, "inspector_shared_training_l2"), "0.25")
    layers = history.project.training.layers
    # Dropout has no weights to keep small.
    assert {node: own.l2 for node, own in layers.items()} == {2: 0.25, 4: 0.25}
    assert history.stack.count() == 1
