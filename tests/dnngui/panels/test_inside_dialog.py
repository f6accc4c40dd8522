"""One step gone through page by page, with the keyboard and the mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSpinBox

from dnngui.panels.inside.dialog import InsideDialog
from dnngui.panels.inside.pages import Stage, pages
from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.inside import look


@pytest.fixture(scope="module")
def trainer():
    graph = Graph.sequential(
        layers.Input(shape=(3,)),
        layers.Dense(units=4, activation="tanh"),
        layers.Dense(units=1, activation="sigmoid"),
    )
    x = np.random.default_rng(1).standard_normal((20, 3))
    data = Dataset.from_arrays(x, (x[:, 0] > 0).astype(int))
    return Trainer(compile(graph), data, optim.SGD(), 5)


@pytest.fixture
def dialog(show, trainer):
    found = InsideDialog()
    found.show_step(look(trainer))
    return show(found, 980, 720)


def lines(dialog):
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_pages_go_forward_to_the_loss_and_back_to_the_update(dialog):
    assert lines(dialog) == [
        "Batch",
        "→ dense_1",
        "→ dense_2",
        "Loss",
        "← dense_2",
        "← dense_1",
        "Δ dense_1",
        "Δ dense_2",
    ]


def test_keys_and_buttons_turn_pages_and_stop_at_the_ends(dialog):
    QTest.keyClick(dialog, Qt.Key.Key_PageUp)
    assert dialog.list.currentRow() == 0
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    QTest.keyClick(dialog, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert dialog.list.currentRow() == 2
    QTest.keyClick(dialog, Qt.Key.Key_PageUp)
    assert dialog.list.currentRow() == 1
    forward = dialog.findChild(QPushButton, "inside_next")
    for _ in range(20):
        QTest.mouseClick(forward, Qt.MouseButton.LeftButton)
    assert dialog.list.currentRow() == 7
    assert not forward.isEnabled()
    assert dialog.findChild(QLabel, "inside_place").text() == "Page 8 of 8"


def test_a_page_shows_formulas_shapes_and_the_steps_numbers(dialog, trainer):
    dialog.list.setCurrentRow(1)
    assert dialog.page.formulas.sources[0] == r"z_j = \sum_i x_i w_{ij} + b_j"
    symbols = [each.symbol for each in dialog.shown.numbers]
    assert symbols == ["x", "w", "b", "z", "a"]
    kernel = dialog.page.tensors[1].table.numbers.values
    np.testing.assert_array_equal(kernel, trainer.program.parameters["dense_1/kernel"])
    shapes = [
        label.text()
        for tensor in dialog.page.tensors
        for label in tensor.findChildren(QLabel)
        if label.property("role") == "muted"
    ]
    assert shapes == ["5 samples of 3", "3 × 4", "4", "5 samples of 4", "5 samples of 4"]


def test_a_sample_and_a_neuron_are_followed_through_the_pages(dialog):
    dialog.list.setCurrentRow(1)
    dialog.findChild(QSpinBox, "inside_sample").setValue(3)
    dialog.findChild(QSpinBox, "inside_unit").setValue(2)
    assert dialog.page.worked.sources[0].startswith("z_{2} = ")
    QTest.keyClick(dialog, Qt.Key.Key_PageDown)
    assert dialog.findChild(QSpinBox, "inside_unit").value() == 1
    assert dialog.page.worked.sources[0].startswith("z_{1} = ")
    dialog.list.setCurrentRow(6)
    assert (dialog.followed.sample, dialog.followed.unit) == (2, 1)
    assert dialog.page.worked.sources[0].startswith("w_{1,2} ← ")


def test_a_click_on_a_number_follows_it(dialog):
    dialog.list.setCurrentRow(1)
    table = dialog.page.tensors[1].table
    place = table.visualRect(table.numbers.index(2, 3)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (dialog.followed.source, dialog.followed.unit) == (2, 3)
    assert dialog.findChild(QSpinBox, "inside_unit").value() == 4
    bold = table.numbers.data(table.numbers.index(2, 3), Qt.ItemDataRole.FontRole)
    assert bold.bold()
    assert table.numbers.data(table.numbers.index(0, 0), Qt.ItemDataRole.FontRole) is None


def test_what_changes_is_the_difference_between_before_and_after(trainer):
    step = look(trainer)
    page = next(each for each in pages(step) if each.stage is Stage.UPDATE)
    gradient, before, change, after = (each.values for each in page.numbers[:4])
    np.testing.assert_array_equal(after - before, change)
    np.testing.assert_allclose(change, -0.03 * gradient, rtol=1e-3, atol=1e-7)


def test_the_step_is_wanted_once_until_the_next_one_is_shown(dialog, trainer, qtbot):
    wanted = []
    dialog.step_wanted.connect(lambda: wanted.append(True))
    make = dialog.findChild(QPushButton, "inside_make")
    for _ in range(2):
        QTest.mouseClick(make, Qt.MouseButton.LeftButton)
    assert len(wanted) == 1
    dialog.show_step(look(trainer))
    assert make.isEnabled()


def test_pictures_are_shown_channel_by_channel_of_the_sample_that_is_followed(show):
    graph = Graph.sequential(
        layers.Input(shape=(4, 4, 1)),
        layers.Conv2D(filters=2, activation="relu"),
        layers.Flatten(),
        layers.Dense(units=1, activation="sigmoid"),
    )
    x = np.random.default_rng(1).standard_normal((6, 4, 4, 1))
    data = Dataset.from_arrays(x, np.arange(6) % 2)
    step = look(Trainer(compile(graph), data, optim.Adam(), 6))
    dialog = InsideDialog()
    dialog.show_step(step)
    show(dialog, 980, 720)
    dialog.list.setCurrentRow(1)
    convolved, view = step.layers[1].output, dialog.page.tensors[-1]
    np.testing.assert_array_equal(view.table.numbers.values, convolved[0, :, :, 0])
    view.findChild(QSpinBox).setValue(2)
    dialog.findChild(QSpinBox, "inside_sample").setValue(4)
    np.testing.assert_array_equal(view.table.numbers.values, convolved[3, :, :, 1])


def test_every_control_has_a_name_of_its_own(dialog):
    controls = [*dialog.findChildren(QPushButton), *dialog.findChildren(QSpinBox)]
    names = [each.objectName() for each in controls]
    assert len(set(names)) == len(names)
    assert all(each.accessibleName() for each in controls)
