"""Forms made from declarations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from dnngui.document.project import TrainingSettings
from dnngui.panels.forms import Form, apply
from dnngui.panels.forms.lengthsedit import LengthsEdit, parse_lengths
from engine import initializers, losses, optim
from engine.layers import Dense, Dropout, Features, Input, MaxPool2D, Reshape
from engine.message import Message
from engine.problems import Problem, Repair, Severity


@pytest.fixture
def form(show):
    """Show a form of one declaration or several; ``values`` holds them as edited."""

    def build(*declarations):
        form = show(Form(type(declarations[0]), "form"))
        form.values = list(declarations)
        form.edits = []

        def edit(change):
            form.edits.append(change)
            form.values = [apply(value, change) for value in form.values]
            form.show_declarations(form.values)

        form.edited.connect(edit)
        form.show_declarations(form.values)
        return form

    return build


def find(form: QWidget, name: str) -> QWidget:
    widget = form.findChild(QWidget, name)
    assert widget is not None, name
    return widget


def retype(widget: QWidget, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        # As an input method does it.
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def choose(box: QWidget, title: str) -> None:
    """Choose a line of a list with the keyboard."""
    box.setFocus()
    wanted = box.findText(title)
    assert wanted >= 0, title
    while box.currentIndex() != wanted:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down if before < wanted else Qt.Key.Key_Up)
        assert box.currentIndex() != before


def test_typing_edits_the_declaration(form):
    dense = form(Dense(units=4))
    retype(find(dense, "form_units"), "16")
    assert dense.values == [Dense(units=16)]
    assert [edit.value for edit in dense.edits] == [16]
    assert all(edit.continuous for edit in dense.edits)
    assert dense.edits[0].title == "Units"


def test_an_activation_is_chosen_by_its_title_and_explained_by_its_formula(form):
    dense = form(Dense(activation="relu"))
    box = find(dense, "form_activation")
    assert box.currentText() == "ReLU"
    row = box.findText("Leaky ReLU")
    assert box.itemData(row, Qt.ItemDataRole.ToolTipRole) == "z if z > 0 else 0.01 z"
    assert not box.itemIcon(row).isNull()
    choose(box, "Softplus")
    assert dense.values == [Dense(activation="softplus")]
    assert not dense.edits[-1].continuous


def test_a_check_box_edits_yes_and_no(form):
    dense = form(Dense())
    box = find(dense, "form_use_bias")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    assert dense.values == [Dense(use_bias=False)]


def test_a_text_is_taken_with_enter_and_given_back_with_escape(form):
    features = form(Features(formulas="x1"))
    line = find(features, "form_formulas")
    assert line.text() == "x1"
    retype(line, "x1^2; sin(x2)")
    assert features.values == [Features(formulas="x1^2; sin(x2)")]
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "nonsense")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "x1^2; sin(x2)"
    assert features.values == [Features(formulas="x1^2; sin(x2)")]


def test_another_optimizer_brings_its_own_fields(form):
    training = form(TrainingSettings(optimizer=optim.SGD()))
    assert training.findChild(QWidget, "form_optimizer_beta_1") is None
    choose(find(training, "form_optimizer_kind"), "Adam")
    assert training.values[0].optimizer == optim.Adam()
    retype(find(training, "form_optimizer_beta_1"), "0.8")
    assert training.values[0].optimizer == optim.Adam(beta_1=0.8)
    assert training.edits[-1].path == ("optimizer", "beta_1")


def test_automatic_is_one_of_the_initializers(form):
    dense = form(Dense())
    box = find(dense, "form_kernel_initializer_kind")
    assert box.currentText() == "Automatic"
    choose(box, "Normal")
    retype(find(dense, "form_kernel_initializer_standard_deviation"), "0.01")
    assert dense.values[0].kernel_initializer == initializers.Normal(standard_deviation=0.01)
    choose(box, "Automatic")
    assert dense.values == [Dense()]


def test_the_rules_of_a_declaration_itself_are_said_at_the_field(form):
    training = form(TrainingSettings(batch_size=10))
    box = find(training, "form_batch_size")
    retype(box, "0")
    assert training.values == [TrainingSettings(batch_size=10)]
    assert box.property("invalid") is True
    assert training.notes("batch_size").sentences() == [
        "The batch size is between 1 and 1000000, or empty for all samples."
    ]
    retype(box, "20")
    assert training.values == [TrainingSettings(batch_size=20)]
    assert not training.notes("batch_size").isVisible()


def test_a_refusal_is_shown_beneath_its_field_and_goes_when_mended(form):
    dropout = form(Dropout(rate=0.2))
    box = find(dropout, "form_rate")
    retype(box, "1.5")
    notes = dropout.notes("rate")
    assert notes.isVisible()
    assert notes.sentences() == ["Enter a number of at least 0 and less than 1."]
    assert notes.y() >= box.geometry().bottom()
    retype(box, "0.5")
    assert not notes.isVisible()
    assert dropout.values == [Dropout(rate=0.5)]


def test_values_that_differ_are_edited_together(form):
    both = form(
        Dense(units=4, activation="tanh", kernel_initializer=initializers.Normal()),
        Dense(
            units=8,
            activation="relu",
            use_bias=False,
            kernel_initializer=initializers.Normal(standard_deviation=1.0),
        ),
    )
    units, deviation = (
        find(both, "form_units"),
        find(both, "form_kernel_initializer_standard_deviation"),
    )
    assert units.lineEdit().text() == deviation.lineEdit().text() == ""
    assert find(both, "form_activation").currentIndex() == -1
    assert find(both, "form_use_bias").checkState() == Qt.CheckState.PartiallyChecked
    retype(units, "3")
    retype(deviation, "2")
    assert [value.units for value in both.values] == [3, 3]
    assert [value.activation for value in both.values] == ["tanh", "relu"]
    assert {value.kernel_initializer.standard_deviation for value in both.values} == {2.0}
    assert units.lineEdit().text() == "3"


def test_kinds_that_differ_show_no_fields(form):
    both = form(TrainingSettings(loss=losses.Huber()), TrainingSettings(loss=losses.Hinge()))
    assert find(both, "form_loss_kind").currentIndex() == -1
    assert both.findChild(QWidget, "form_loss_delta") is None


def test_the_wheel_over_a_list_without_the_keyboard_changes_nothing(form, wheel):
    dense = form(Dense(activation="tanh"))
    find(dense, "form_units").setFocus()
    assert not wheel(find(dense, "form_activation"), -1)
    assert dense.values == [Dense(activation="tanh")]


def test_a_problem_is_shown_at_its_field_with_its_repair(form, qtbot):
    dense = form(Dense())
    repair = Repair(Message("Set units to 3"))
    problem = Problem(Severity.ERROR, "outputs", Message("Too few."), 1, "units", repair)
    dense.show_problems([problem])
    button = dense.notes("units").findChild(QPushButton)
    assert button.accessibleName() == "Set units to 3"
    with qtbot.waitSignal(dense.repair_requested) as asked:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == [problem]
    dense.show_problems([])
    assert not dense.notes("units").isVisible()


@pytest.mark.parametrize("text", ["8 × 8", "8x8", "8, 8", "(8, 8)", "8 8", "８，８", "[8;8]"])
def test_a_shape_is_read_however_it_is_written(form, text):
    layer = form(Input(shape=(2,)))
    retype(find(layer, "form_shape"), text)
    assert layer.values == [Input(shape=(8, 8))]


def test_a_shape_with_a_length_of_nought_is_refused(form):
    layer = form(Input(shape=(2,)))
    edit = find(layer, "form_shape")
    retype(edit, "8x0")
    assert layer.values == [Input(shape=(2,))]
    assert layer.notes("shape").sentences() == [
        "Enter up to 4 whole numbers of at least 1, such as 8 × 8."
    ]
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == "2"


def test_a_shape_may_hold_minus_one_where_the_layer_allows_it(form):
    layer = form(Reshape())
    edit = find(layer, "form_target")
    assert isinstance(edit, LengthsEdit)
    assert edit.text() == "-1"
    retype(edit, "4 × −1")
    assert layer.values == [Reshape(target=(4, -1))]


def test_an_emptied_field_of_lengths_is_automatic_where_the_layer_allows_it(form):
    layer = form(MaxPool2D(stride=(3, 3)))
    edit = find(layer, "form_stride")
    assert edit.text() == "3 × 3"
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert layer.values == [MaxPool2D(stride=None)]
    assert (edit.text(), edit.placeholderText()) == ("", "automatic")
    assert layer.notes("stride").sentences() == []
    retype(edit, "2")
    assert layer.values == [MaxPool2D(stride=(2,))]


def test_lengths_that_differ_are_told_from_automatic_ones(form):
    edit = find(form(MaxPool2D(), MaxPool2D(stride=(3, 3))), "form_stride")
    assert (edit.text(), edit.placeholderText()) == ("", "several")
    form_of_two = form(MaxPool2D(), MaxPool2D())
    assert find(form_of_two, "form_stride").placeholderText() == "automatic"


def test_an_emptied_shape_stays_as_it_was(form):
    layer = form(Input(shape=(2,)))
    edit = find(layer, "form_shape")
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert layer.values == [Input(shape=(2,))]


def test_too_many_lengths_are_no_shape(form):
    kind = find(form(Input()), "form_shape")._kind
    assert parse_lengths("1 2 3 4", kind) == (1, 2, 3, 4)
    assert parse_lengths("1 2 3 4 5", kind) is None
    assert parse_lengths("", kind) is None


def test_every_editor_has_a_name_and_a_tooltip(form):
    training = form(TrainingSettings())
    for name in ("form_batch_size", "form_optimizer_learning_rate", "form_loss_kind"):
        assert find(training, name).accessibleName()
    assert find(training, "form_seed").toolTip() == (
        "Decides the first weights, shuffling and dropout."
    )
