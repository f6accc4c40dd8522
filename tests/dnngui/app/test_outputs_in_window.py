"""A network with several outputs in the window: its panels show the one that is chosen."""

from __future__ import annotations

import csv
import io

import msgspec
import numpy as np
import pytest
from driving import press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sklearn.metrics import confusion_matrix, roc_auc_score

from dnngui.document.project import Project
from dnngui.document.run import prepare
from engine import Graph, layers, losses
from engine.data.settings import ColumnChoice, DataSettings, Table
from engine.outputs import OutputTraining


def table():
    x = np.random.default_rng(1).normal(size=(80, 2))
    kinds = np.array(["low", "middle", "high"])[np.digitize(x.sum(axis=1), (-0.7, 0.7))]
    signs = np.where(x[:, 1] > 0.2, "yes", "no")
    lines = [
        f"{a:.4f},{b:.4f},{3 * a:.4f},{kind},{sign}"
        for (a, b), kind, sign in zip(x, kinds, signs, strict=True)
    ]
    return "\n".join(["a,b,size,kind,sign", *lines]).encode()


def project():
    """Return a network that learns a number, then three classes, then two."""
    graph = Graph.sequential(
        layers.Input(shape=(2,)), layers.Dense(units=6, activation="tanh"), layers.Dense(units=1)
    )
    graph, kind = graph.add(layers.Dense(units=3, activation="softmax"))
    graph, sign = graph.add(layers.Dense(units=1, activation="sigmoid"))
    columns = (
        ColumnChoice(name="a"),
        ColumnChoice(name="b"),
        ColumnChoice(name="size", role="target"),
        ColumnChoice(name="kind", role="target", kind="category"),
        ColumnChoice(name="sign", role="target", kind="category"),
    )
    made = Project(
        graph=graph.connect(2, kind).connect(2, sign),
        data=DataSettings(source=Table(attachment="t", file_name="t.csv", columns=columns)),
        attachments={"t": table()},
    )
    outputs = {
        kind: OutputTraining(loss=losses.SparseCategoricalCrossentropy()),
        sign: OutputTraining(loss=losses.BinaryCrossentropy()),
    }
    training = msgspec.structs.replace(
        made.training, loss=losses.MeanSquaredError(), outputs=outputs
    )
    return msgspec.structs.replace(made, training=training)


@pytest.fixture
def opened(window, qtbot):
    """A window in which the network has made an epoch and rests."""
    window.history.do("Open", project())
    qtbot.waitUntil(lambda: window.checker.knows_data and window.session.state == "idle")
    press(window, "step_epoch")
    qtbot.waitUntil(lambda: window.session.snapshot(5).snapshot.epoch == 1)
    return window


def float_panel(window, name):
    dock = window.docks.by_name[name]
    dock.show()
    dock.setFloating(True)
    return window.docks.panel(name)


def predicted(window, place):
    """Return what an output says of the test rows, and the truth."""
    found = prepare(window.history.project)
    found.program.theta[...] = window.session.snapshot(5).snapshot.theta
    part = found.trainer.parts[place]
    name = found.program.goal_names[place]
    return found.program.predict_all(part.x_test)[name], part.y_test


def turn(panel, key):
    panel.output.setFocus()
    QTest.keyClick(panel.output, key)


def saved(panel):
    return list(csv.reader(io.StringIO(panel.csv())))


def test_the_matrix_is_that_of_the_output_that_is_chosen(opened, qtbot):
    panel = float_panel(opened, "confusion")
    qtbot.waitUntil(panel.matrix.isVisible)
    said, truth = predicted(opened, 1)
    counts = np.array([[int(each) for each in row[1:]] for row in saved(panel)[1:]])
    names = list(panel.dataset.classes)
    assert saved(panel)[0] == ["true", *names]
    assert sorted(names) == ["high", "low", "middle"]
    assert np.array_equal(counts, confusion_matrix(truth, said.argmax(axis=1), labels=range(3)))
    before = panel.grab().toImage()
    turn(panel, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(saved(panel)) == 3)
    said, truth = predicted(opened, 2)
    counts = np.array([[int(each) for each in row[1:]] for row in saved(panel)[1:]])
    assert np.array_equal(counts, confusion_matrix(truth, said[:, 0] > 0.5, labels=[0, 1]))
    assert panel.grab().toImage() != before


def test_the_boundary_is_that_of_the_output_that_is_chosen(opened, qtbot):
    panel = opened.docks.boundary
    qtbot.waitUntil(lambda: panel._boundary is not None)
    assert panel.title == "Predictions"
    panel.layer.setFocus()
    assert panel.layer.isVisible()
    for place, name in ((1, "kind → dense_3"), (2, "sign → dense_4")):
        QTest.keyClick(panel.layer, Qt.Key.Key_Down)
        assert panel.layer.currentText() == name
        qtbot.waitUntil(lambda: panel._boundary is not None)
        assert panel.title == "Decision boundary"
        grid = panel.needs().boundary
        found = prepare(opened.history.project)
        found.program.theta[...] = opened.session.snapshot(5).snapshot.theta
        points = np.stack(
            np.meshgrid(
                np.linspace(*grid.x_limits, grid.resolution),
                np.linspace(*grid.y_limits, grid.resolution),
            ),
            axis=-1,
        ).reshape(-1, 2)
        inputs = found.dataset.preprocessing.transform(points)
        said = found.program.predict_all(inputs)[found.program.goal_names[place]]
        table = np.array(saved(panel)[1:], float)
        np.testing.assert_allclose(table[:, :2], points, atol=1e-9)
        np.testing.assert_allclose(table[:, 2:], said, atol=2e-6)


def test_the_curve_is_that_of_the_output_that_is_chosen(opened, qtbot):
    panel = float_panel(opened, "separation")
    qtbot.waitUntil(lambda: panel._view is not None)
    said, truth = predicted(opened, 1)
    expected = roc_auc_score(truth[:, None] == np.arange(3), said, average="micro")
    assert panel._view.area == pytest.approx(expected)
    turn(panel, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel._view is not None)
    said, truth = predicted(opened, 2)
    assert panel._view.area == pytest.approx(roc_auc_score(truth, said[:, 0]))
    shown = [float(row[0]) for row in saved(panel)[1:]]
    assert shown == pytest.approx(sorted(said[:, 0], reverse=True))


def test_the_table_is_that_of_the_output_that_is_chosen(opened, qtbot):
    panel = float_panel(opened, "worst")
    qtbot.waitUntil(lambda: panel._view is not None)
    assert panel.output.count() == 3
    turn(panel, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel._view is not None)
    said, truth = predicted(opened, 1)
    errors = 1.0 - said[np.arange(len(truth)), truth].astype(np.float64)
    rows = saved(panel)[1:]
    assert [float(row[3]) for row in rows] == pytest.approx(sorted(errors, reverse=True))
    worst = int(errors.argmax())
    assert rows[0][:3] == [
        str(worst + 1),
        panel.dataset.classes[truth[worst]],
        panel.dataset.classes[said[worst].argmax()],
    ]


def test_the_choice_goes_with_its_output_and_its_name(opened, qtbot):
    panel = float_panel(opened, "confusion")
    qtbot.waitUntil(panel.output.isVisible)
    turn(panel, Qt.Key.Key_Down)
    drawn = opened.history.project
    opened.history.do("Rename", drawn.with_graph(drawn.graph.rename(5, "answer")))
    assert panel.output.currentText() == "sign → answer"
    opened.history.do("Cut", drawn.with_graph(drawn.graph.remove([4])))
    assert not panel.output.isVisible()
    opened.history.stack.undo()
    assert panel.output.currentText() == "sign → answer"
