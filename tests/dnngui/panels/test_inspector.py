"""The inspector, driven by keys and the mouse."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from dnngui.panels.forms.note import Notes
from dnngui.panels.inspector import InspectorPanel
from engine.check import check
from engine.data.dataset import Task
from engine.facts import DataFacts
from engine.graph import Graph
from engine.inference import infer
from engine.layers import Activation, Add, Dense, Dropout, Flatten, Input
from engine.losses import BinaryCrossentropy, Huber, MeanSquaredError
from engine.optim import SGD
from engine.outputs import OutputTraining


@pytest.fixture
def inspector(history, show):
    return show(InspectorPanel(history))


def find(panel: QWidget, name: str) -> QWidget:
    visible = [each for each in panel.findChildren(QWidget, name) if each.isVisible()]
    assert len(visible) == 1, name
    return visible[0]


def begin(widget: QWidget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    QTest.keyClicks(widget, text)


def retype(widget: QWidget, text: str) -> None:
    begin(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def fact(panel: QWidget, name: str) -> str:
    return find(panel, name).text()


def test_without_a_selection_the_training_is_edited(inspector, history):
    retype(find(inspector, "training_epochs"), "50")
    assert history.project.training.epochs == 50
    assert history.stack.undoText() == "Set epochs"
    retype(find(inspector, "training_optimizer_learning_rate"), "0.5")
    assert history.project.training.optimizer == SGD(learning_rate=0.5)
    assert history.stack.undoText() == "Set learning rate"


def test_the_loss_is_chosen_with_its_own_fields(inspector, history):
    box = find(inspector, "training_loss_kind")
    box.setFocus()
    while box.currentText() != "Huber":
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert history.project.training.loss == Huber()
    retype(find(inspector, "training_loss_delta"), "2")
    assert history.project.training.loss == Huber(delta=2.0)


def test_an_empty_batch_size_is_the_full_batch(inspector, history):
    box = find(inspector, "training_batch_size")
    retype(box, "7")
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert history.project.training.batch_size == 7
    box.clearFocus()
    assert history.project.training.batch_size is None
    assert box.lineEdit().placeholderText() == "all samples"


def test_the_network_is_summed_up(inspector):
    assert fact(inspector, "network_layers") == "4"
    # 2 × 4 + 4 and 4 × 1 + 1
    assert fact(inspector, "network_parameters") == "17"
    assert fact(inspector, "network_output") == "1"


def test_a_selected_layer_shows_its_form_and_facts(inspector):
    inspector.show_selection(frozenset({2}))
    assert find(inspector, "inspector_dense_name").text() == "dense_1"
    assert find(inspector, "inspector_dense_units").lineEdit().text() == "4"
    assert fact(inspector, "inspector_dense_output") == "4"
    assert fact(inspector, "inspector_dense_parameters") == "12"
    assert fact(inspector, "inspector_dense_inputs") == "input_1  2"
    assert not inspector.findChild(QWidget, "training_epochs").isVisible()


def test_typing_is_one_step_with_a_name_and_is_undone_at_once(inspector, history):
    inspector.show_selection({2})
    units = find(inspector, "inspector_dense_units")
    retype(units, "128")
    assert history.project.graph[2].layer.units == 128
    assert history.stack.count() == 1
    assert history.stack.undoText() == "Set units of dense_1"
    retype(units, "3")
    assert history.stack.count() == 2
    history.stack.undo()
    history.stack.undo()
    assert units.lineEdit().text() == "4"


def test_several_layers_of_a_kind_are_edited_together(inspector, history):
    inspector.show_selection({2, 4})
    units = find(inspector, "inspector_dense_units")
    assert units.lineEdit().placeholderText() == "several"
    assert not inspector.findChild(QWidget, "inspector_dense_name").isVisible()
    retype(units, "6")
    graph = history.project.graph
    assert (graph[2].layer.units, graph[4].layer.units) == (6, 6)
    assert (graph[2].layer.activation, graph[4].layer.activation) == ("tanh", "linear")
    assert history.stack.undoText() == "Set units of 2 layers"


def test_layers_of_two_kinds_have_a_form_each(inspector, history):
    inspector.show_selection({2, 3, 4})
    retype(find(inspector, "inspector_dropout_rate"), "0.5")
    retype(find(inspector, "inspector_dense_units"), "5")
    graph = history.project.graph
    assert graph[3].layer == Dropout(rate=0.5)
    assert graph[2].layer.units == graph[4].layer.units == 5


def test_a_layer_is_renamed(inspector, history):
    inspector.show_selection({2})
    name = find(inspector, "inspector_dense_name")
    retype(name, "hidden")
    assert history.project.graph[2].name == "hidden"
    assert history.stack.count() == 1
    history.stack.undo()
    assert name.text() == "dense_1"


def test_a_name_that_is_taken_stays_typed_with_the_reason(inspector, history):
    inspector.show_selection({2})
    name = find(inspector, "inspector_dense_name")
    retype(name, "dense_2")
    assert name.text() == "dense_2"
    assert name.property("invalid") is True
    assert history.project.graph[2].name == "dense_1"
    said = find(inspector, "inspector_dense_name_notes").findChild(QLabel, "")
    assert said is not None
    inspector.show_selection({4})
    assert find(inspector, "inspector_dense_name").text() == "dense_2"
    assert not find(inspector, "inspector_dense_name").property("invalid")


def test_changes_elsewhere_leave_focus_cursor_and_half_typed_text(inspector, history):
    inspector.show_selection({2})
    units = find(inspector, "inspector_dense_units")
    begin(units, "1x")
    units.lineEdit().setCursorPosition(1)
    moved = history.project.graph.replace(4, Dense(units=9))
    history.do("Elsewhere", history.project.with_graph(moved))
    assert find(inspector, "inspector_dense_units") is units
    assert units.hasFocus()
    assert units.lineEdit().text() == "1x"
    assert units.lineEdit().cursorPosition() == 1
    assert units.property("invalid") is True


def test_what_was_half_typed_does_not_follow_to_another_layer_of_the_same_size(inspector, history):
    same = history.project.graph.replace(4, Dense(units=4))
    history.do("Elsewhere", history.project.with_graph(same))
    inspector.show_selection({2})
    units = find(inspector, "inspector_dense_units")
    retype(units, "x")
    assert units.property("invalid") is True
    inspector.show_selection({4})
    assert units.lineEdit().text() == "4"
    assert not units.property("invalid")
    assert not visible_notes(inspector)


def visible_notes(inspector) -> list[str]:
    return [
        sentence
        for notes in inspector.findChildren(Notes)
        if notes.isVisible()
        for sentence in notes.sentences()
    ]


def test_the_form_stays_when_another_layer_of_its_kind_is_selected(inspector):
    inspector.show_selection({2})
    units = find(inspector, "inspector_dense_units")
    inspector.show_selection({4})
    assert find(inspector, "inspector_dense_units") is units


def test_a_deleted_layer_leaves_the_training(inspector, history):
    inspector.show_selection({2})
    history.do("Delete", history.project.with_graph(history.project.graph.remove({2})))
    assert find(inspector, "training_epochs").isVisible()
    history.stack.undo()
    assert find(inspector, "inspector_dense_units").isVisible()


def test_the_bend_of_celu_is_asked_for_where_celu_is_chosen_alone(history, show):
    graph = Graph.sequential(Input(), Dense(units=2), Activation(function="relu"), Dense())
    history.open(msgspec.structs.replace(history.project, graph=graph))
    inspector = show(InspectorPanel(history))
    inspector.show_selection({3})
    assert find(inspector, "inspector_activation_function")
    alpha = inspector.findChild(QWidget, "inspector_activation_alpha")
    assert not alpha.isVisible()
    graph = graph.replace(3, Activation(function="celu"))
    history.do("Use CELU", history.project.with_graph(graph))
    assert alpha.isVisible()
    history.stack.undo()
    assert not alpha.isVisible()


def test_problems_stand_at_their_field_or_at_the_top_with_their_repair(history, show, qtbot):
    graph = Graph.sequential(Input(shape=(4, 4, 1)), Dense(units=1, activation="sigmoid"))
    history.open(msgspec.structs.replace(history.project, graph=graph))
    inspector = show(InspectorPanel(history))
    problems = check(graph, BinaryCrossentropy(), None)
    inspector.show_selection({2})
    inspector.show_problems(problems)
    notes = find(inspector, "inspector_dense_notes")
    assert "Add a Flatten" in notes.sentences()[0]
    button = notes.findChild(QPushButton)
    with qtbot.waitSignal(inspector.repair_requested) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    repaired = asked.args[0].repair.graph
    assert infer(repaired).problems == ()
    history.do("Repair", history.project.with_graph(repaired))
    inspector.show_problems(check(repaired, BinaryCrossentropy(), None))
    assert not inspector.findChild(QWidget, "inspector_dense_notes").sentences()


def test_problems_of_the_whole_network_stand_with_the_training(history, show):
    history.open(msgspec.structs.replace(history.project, graph=Graph()))
    inspector = show(InspectorPanel(history))
    inspector.show_problems(check(Graph(), BinaryCrossentropy(), None))
    assert find(inspector, "training_notes").sentences() == [
        "The network has no input. Add an Input layer."
    ]


def test_a_layer_without_hyperparameters_still_has_its_name(history, show):
    graph, _ = history.project.graph.add(Flatten())
    graph, merge = graph.add(Add())
    graph = graph.connect(2, merge).connect(3, merge)
    history.do("Add", history.project.with_graph(graph))
    inspector = show(InspectorPanel(history))
    inspector.show_selection({merge})
    assert find(inspector, "inspector_add_name").text() == "add_1"
    assert fact(inspector, "inspector_add_inputs") == "dense_1  4\ndropout_1  4"
    inspector.edit_first_field()
    assert find(inspector, "inspector_add_name").hasFocus()


def test_editing_begins_in_the_first_field(inspector):
    inspector.show_selection({2})
    inspector.edit_first_field()
    assert find(inspector, "inspector_dense_units").hasFocus()
    assert isinstance(find(inspector, "inspector_dense_name"), QLineEdit)


def two_ends(history):
    """Give the network a second output and return its id."""
    graph, added = history.project.graph.add(Dense(units=2))
    history.open(history.project.with_graph(graph.connect(3, added)))
    return added


def test_what_each_of_several_outputs_learns_is_edited_with_it(inspector, history):
    added = two_ends(history)
    inspector.show_selection(frozenset({added}))
    box = find(inspector, "inspector_dense_output_loss_kind")
    assert box.currentText() == "As the training"
    box.setFocus()
    while box.currentText() != "Huber":
        QTest.keyClick(box, Qt.Key.Key_Down)
    retype(find(inspector, "inspector_dense_output_loss_delta"), "2")
    retype(find(inspector, "inspector_dense_output_loss_weight"), "0.25")
    retype(find(inspector, "inspector_dense_output_targets"), "height")
    wanted = OutputTraining(loss=Huber(delta=2.0), loss_weight=0.25, targets="height")
    assert history.project.training.outputs == {added: wanted}
    assert history.stack.undoText() == "Set targets of dense_3"
    history.stack.undo()
    assert history.project.training.outputs[added].targets == ""


def test_the_only_output_learns_by_the_trainings_loss(inspector, history):
    inspector.show_selection(frozenset({4}))
    (fold,) = inspector.findChildren(QWidget, "inspector_dense_goal")
    assert not fold.isVisible()
    two_ends(history)
    inspector.show_selection(frozenset({2}))
    assert not fold.isVisible()


def test_a_problem_with_the_targets_of_an_output_stands_at_their_field(inspector, history):
    added = two_ends(history)
    facts = DataFacts(Task.REGRESSION, (2,), 3, names=("a", "b", "c"))
    outputs = {added: OutputTraining(targets="size")}
    problems = check(history.project.graph, MeanSquaredError(), facts, outputs)
    inspector.show_selection(frozenset({added}))
    inspector.show_problems(problems)
    (notes,) = inspector.findChildren(Notes, "inspector_dense_output_targets_notes")
    assert "“size”, which is no target of the data" in notes.sentences()[0]
