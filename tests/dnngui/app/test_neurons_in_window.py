"""Neurons and single weights in the window, with a run behind them."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from driving import child, click, press, type_into
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from dnngui.canvas.targets import Weight
from engine import Graph, layers

TWO = layers.Dense(units=2, activation="tanh")
NOTHING = Qt.MouseButton.NoButton


def kernel(window, name="dense_1"):
    """Return a kernel as the worker has it."""
    snapshot = window.session.snapshot(10.0)
    start = 0
    for each, shape in snapshot.shapes.items():
        size = int(np.prod(shape))
        if each == f"{name}/kernel":
            return snapshot.snapshot.theta[start : start + size].reshape(shape)
        start += size
    raise KeyError(name)


@pytest.fixture
def opened(window, hand, qtbot):
    """The first example with its neurons and weights in sight."""
    press(window, "neurons")
    qtbot.waitUntil(lambda: window.canvas.neurons.value(Weight(2, "kernel", (0, 0))) is not None)
    return hand


def tile(hand, node, unit):
    column = hand.view.neurons.columns[node]
    middle = column.tile(unit).center()
    return hand.spot(column.x + middle.x(), column.y + middle.y())


def on_line(hand, row, unit):
    a, b = (hand.view.neurons.columns[node] for node in (1, 2))
    start = QPointF(a.x + a.side / 2.0, a.heights()[row])
    end = QPointF(b.x - b.side / 2.0, b.heights()[unit])
    at = start + (end - start) * 0.85
    return hand.spot(at.x(), at.y())


def test_what_is_shown_is_what_the_run_has(window, opened):
    values = [
        [window.canvas.neurons.value(Weight(2, "kernel", (i, j))) for j in range(4)] for i in (0, 1)
    ]
    assert np.array_equal(np.array(values, np.float32), kernel(window))


def test_a_value_typed_at_a_line_is_the_runs_and_undo_brings_back_the_one_before(
    window, opened, qtbot
):
    before = kernel(window)
    opened.click(on_line(opened, 1, 2))
    box = window.weights.box
    assert box.isVisible()
    assert box.title.text() == "Weight from input_1 · x2 to dense_1 · 3"
    assert float(box.field.lineEdit().text()) == pytest.approx(before[1, 2], rel=1e-4)
    type_into(box.field.lineEdit(), "-1.75")
    assert not box.isVisible()
    changed = before.copy()
    changed[1, 2] = -1.75
    assert np.array_equal(kernel(window), changed)
    qtbot.waitUntil(lambda: window.canvas.neurons.value(Weight(2, "kernel", (1, 2))) == -1.75)
    assert window.history.stack.undoText() == "Set a weight of dense_1"
    assert window.isWindowModified()
    window.history.stack.undo()
    assert np.array_equal(kernel(window), before)
    window.history.stack.redo()
    assert np.array_equal(kernel(window), changed)


def test_escape_leaves_the_weight_as_it_is(window, opened):
    before = kernel(window)
    opened.click(on_line(opened, 0, 1))
    QTest.keyClicks(window.weights.box.field.lineEdit(), "7")
    QTest.keyClick(window.weights.box.field.lineEdit(), Qt.Key.Key_Escape)
    QTest.keyClick(window.weights.box, Qt.Key.Key_Escape)
    assert not window.weights.box.isVisible()
    assert np.array_equal(kernel(window), before)
    assert window.history.stack.undoText() == "Show all neurons"


@pytest.mark.parametrize("text", ["abc", "1e30", ""])
def test_a_value_that_no_weight_can_have_is_refused_in_words(window, opened, text):
    before, box = kernel(window), window.weights.box
    opened.click(on_line(opened, 0, 1))
    type_into(box.field.lineEdit(), text or " ")
    assert box.isVisible()
    assert box.refusal.isVisible()
    assert box.refusal.text().endswith(".")
    assert np.array_equal(kernel(window), before)
    type_into(box.field.lineEdit(), "0.5")
    assert not box.isVisible()
    assert kernel(window)[0, 1] == 0.5
    opened.click(on_line(opened, 0, 1))
    assert not box.refusal.isVisible()
    box.close()


def test_a_weight_is_turned_off_in_training_and_on_again_as_it_was(window, opened, qtbot):
    before = kernel(window)
    opened.click(on_line(opened, 0, 3))
    click(window.weights.box, "weight_off")
    assert not window.weights.box.field.isEnabled()
    assert not window.weights.box.held.isEnabled()
    assert kernel(window)[0, 3] == 0.0
    qtbot.waitUntil(lambda: window.canvas.neurons.value(Weight(2, "kernel", (0, 3))) == 0.0)
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.epoch == 1)
    trained = kernel(window)
    assert trained[0, 3] == 0.0
    assert np.count_nonzero(trained != before) == 8
    click(window.weights.box, "weight_off")
    assert kernel(window)[0, 3] == before[0, 3]
    window.weights.box.close()


def test_a_held_weight_keeps_its_value_through_training(window, opened, qtbot):
    before = kernel(window)
    opened.click(on_line(opened, 0, 3))
    click(window.weights.box, "weight_held")
    window.weights.box.close()
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.epoch == 1)
    after = kernel(window)
    assert after[0, 3] == before[0, 3]
    assert np.count_nonzero(after != before) == 7
    child(window.weights.box, type(window.weights.box.held), "weight_held")


def test_the_value_in_the_small_window_follows_the_run_until_one_is_typed(window, opened, qtbot):
    opened.click(on_line(opened, 0, 3))
    line = window.weights.box.field.lineEdit()
    first = line.text()
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: line.text() != first)
    QTest.keyClicks(line, "2")
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.snapshot().snapshot.epoch == 2)
    qtbot.wait(150)
    assert line.text() == "2"
    window.weights.box.close()


def test_the_small_window_closes_where_its_layer_goes(window, opened):
    opened.click(on_line(opened, 0, 3))
    window.canvas.select([2])
    window.canvas.heal_selection()
    assert not window.weights.box.isVisible()


def test_the_neuron_under_the_pointer_fills_the_boundary_panel(window, opened, qtbot):
    panel = window.docks.boundary
    assert not panel.neuron.image.isVisible()
    opened.move(tile(opened, 2, 1), NOTHING)
    qtbot.waitUntil(lambda: panel.neuron.image.isVisible())
    assert panel.neuron.caption.text() == "dense_1 · 2"
    assert panel.neuron.caption.isVisible()
    # Plain colours, from full orange to full blue across the plane.
    shown = panel.neuron.image.picture
    assert shown.width() == 100
    opened.move(opened.spot(-4000.0, 0.0), NOTHING)
    qtbot.waitUntil(lambda: not panel.neuron.image.isVisible())
    assert not panel.neuron.caption.isVisible()


def test_neurons_flow_while_the_network_trains_and_stay_when_it_rests(window, opened, qtbot):
    neurons, project = window.canvas.neurons, window.history.project
    training = msgspec.structs.replace(project.training, epochs=10_000_000)
    window.history.do("Set epochs", msgspec.structs.replace(project, training=training))
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: neurons._flow > 0.0, timeout=10_000)
    press(window, "toggle_run")
    qtbot.waitUntil(lambda: window.session.state == "paused")
    qtbot.wait(100)
    rest = neurons._flow
    qtbot.wait(100)
    assert neurons._flow == rest


def test_another_project_shows_nothing_of_the_one_before(window, opened, answers, qtbot):
    press(window, "new_project")
    qtbot.waitUntil(lambda: not window.canvas.neurons.columns)
    assert window.canvas.requests() == ()


def test_every_weight_can_be_typed_by_keys_alone(window, opened, qtbot):
    control, box = Qt.KeyboardModifier.ControlModifier, window.weights.box
    before = kernel(window)
    window.canvas.setFocus()
    window.canvas.select([2])
    opened.key(Qt.Key.Key_W)
    line = box.field.lineEdit()
    assert box.title.text() == "Weight from input_1 · x1 to dense_1 · 1"
    QTest.keyClick(line, Qt.Key.Key_Right, control)
    QTest.keyClick(line, Qt.Key.Key_Up, control)
    assert box.title.text() == "Weight from input_1 · x2 to dense_1 · 4"
    QTest.keyClicks(line, "0.5")
    QTest.keyClick(line, Qt.Key.Key_Right, control)
    assert box.title.text() == "Bias of dense_1 · 4"
    qtbot.waitUntil(lambda: window.canvas.neurons.value(Weight(2, "kernel", (1, 3))) == 0.5)
    QTest.keyClick(line, Qt.Key.Key_Right, control)
    assert box.title.text() == "Weight from input_1 · x1 to dense_1 · 4"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not box.isVisible()
    changed = before.copy()
    changed[1, 3] = 0.5
    assert np.array_equal(kernel(window), changed)


@pytest.fixture
def thrice(window, hand, qtbot):
    """A layer of two neurons in a group that is repeated, with its neurons in sight."""
    graph = Graph.sequential(
        layers.Input(shape=(2,)),
        layers.Group.of(Graph.sequential(layers.Input(shape=(2,)), TWO), repeat=3),
        layers.Dense(units=1, activation="sigmoid"),
    )
    window.history.do("Draw", window.history.project.with_graph(graph))
    window.scope.enter(2)
    press(window, "neurons")
    (node,) = (node.id for node in window.scope.project.graph.nodes if node.layer == TWO)
    weight = Weight(node, "kernel", (1, 0))
    qtbot.waitUntil(lambda: window.canvas.neurons.value(weight) is not None)
    window.canvas.setFocus()
    window.canvas.select([node])
    hand.key(Qt.Key.Key_W)
    return weight


def kernels(window):
    return [kernel(window, f"group_1/{number}/dense_1") for number in (1, 2, 3)]


def test_a_weight_of_a_repeated_group_is_said_to_be_the_first_copys_and_set_there(window, thrice):
    box, before = window.weights.box, kernels(window)
    note = child(box, QLabel, "weight_copies")
    assert note.isVisible()
    assert note.text() == "The value is that of copy 1 of 3. Off and held go for all copies."
    assert window.canvas.neurons.value(thrice) == before[0][1, 0]
    assert window.canvas.neurons.describe(thrice).endswith("(copy 1 of 3)")
    type_into(box.field.lineEdit(), "-1.75")
    changed = before[0].copy()
    changed[0, 0] = -1.75
    assert all(map(np.array_equal, kernels(window), [changed, *before[1:]]))


def test_a_weight_of_a_repeated_group_that_is_off_is_so_in_all_copies(window, thrice):
    before = kernels(window)
    click(window.weights.box, "weight_off")
    for now, each in zip(kernels(window), before, strict=True):
        each[0, 0] = 0.0
        assert np.array_equal(now, each)
    window.weights.box.close()


def test_a_weight_of_a_single_layer_is_said_to_be_no_copys(window, opened):
    opened.click(on_line(opened, 0, 3))
    assert not child(window.weights.box, QLabel, "weight_copies").isVisible()
    assert "copy" not in window.canvas.neurons.describe(Weight(2, "kernel", (0, 3)))
    window.weights.box.close()
