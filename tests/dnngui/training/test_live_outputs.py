"""A run of several outputs follows the edits of what they learn."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from watching import changed

from dnngui.document.project import Project
from dnngui.training.boundary import Plane
from dnngui.training.frames import Grid
from dnngui.training.live import LiveRun
from engine import Graph, compile, layers, losses
from engine.data.dataset import Dataset
from engine.data.settings import ColumnChoice, DataSettings, Table
from engine.outputs import OutputTraining

CSV = b"a,size,kind\n" + b"".join(b"%d,%d,%c\n" % (i * 7 % 20, i, b"xy"[i % 2]) for i in range(20))


@pytest.fixture
def project():
    graph = Graph.sequential(
        layers.Input(shape=(1,)), layers.Dense(units=4, activation="tanh"), layers.Dense(units=1)
    )
    graph, kind = graph.add(layers.Dense(units=2, activation="softmax"))
    columns = (
        ColumnChoice(name="a"),
        ColumnChoice(name="size", role="target"),
        ColumnChoice(name="kind", role="target", kind="category"),
    )
    made = Project(
        graph=graph.connect(2, kind),
        data=DataSettings(source=Table(attachment="t", file_name="t.csv", columns=columns)),
        attachments={"t": CSV},
    )
    outputs = {
        3: OutputTraining(targets="size"),
        4: OutputTraining(loss=losses.SparseCategoricalCrossentropy()),
    }
    return changed(made, loss=losses.MeanSquaredError(), outputs=outputs)


@pytest.fixture
def run(project):
    """A run that made some steps."""
    live = LiveRun()
    live.load(project)
    live.follow(project)
    for _ in zip(range(5), live.trainer.steps(), strict=False):
        pass
    return live


def with_outputs(project, **fields):
    outputs = dict(project.training.outputs)
    outputs[3] = msgspec.structs.replace(outputs[3], **fields)
    return changed(project, outputs=outputs)


def test_another_loss_or_weight_of_an_output_keeps_what_was_learned(run, project):
    theta, generation = run.trainer.program.theta.copy(), run.generation
    for number, fields in enumerate(({"loss_weight": 0.5}, {"loss": losses.Huber()}), 1):
        run.follow(with_outputs(project, **fields))
        assert run.generation == generation + number
        np.testing.assert_array_equal(run.trainer.program.theta, theta)
    assert run.trainer.program.objectives[0].loss == losses.Huber()


def test_what_changes_no_output_goes_on_with_the_same_trainer(run, project):
    trainer = run.trainer
    renamed = project.with_graph(project.graph.rename(3, "size_of_it"))
    run.follow(renamed)
    run.follow(changed(renamed, epochs=7))
    assert run.trainer is trainer
    assert "size_of_it/loss" in trainer.evaluate().metrics
    assert trainer.twin().parts[0].target_names == ("size",)


def test_what_is_taken_away_tells_all_outputs(run):
    taken = run.taken()
    assert [each.name for each in taken.outputs] == ["dense_2", "dense_3"]
    assert taken.outputs[1].classes == ("x", "y")
    assert taken.predict(np.zeros((2, 1))).shape == (2, 3)


def test_pictures_are_of_the_first_output_in_its_own_units(run, project):
    assert run.dataset.target_names == ("size",)
    columns = (project.data.source.columns[0], *project.data.source.columns[:0:-1])
    source = msgspec.structs.replace(project.data.source, columns=columns)
    other = msgspec.structs.replace(project, data=DataSettings(source=source))
    run.load(other)
    run.follow(other)
    assert run.dataset.target_names == ("kind",)
    assert run.trainer.shown.target_names == ("size",)
    middle = run.dataset.median_row()
    shown, program = run.trainer.shown, run.trainer.program
    grid = Grid(0, None, (0.0, 19.0), resolution=20)
    line = Plane(grid, shown, middle, program).boundary(lambda: None).values
    x = shown.preprocessing.transform(np.linspace(0.0, 19.0, 20)[:, None])
    expected = shown.preprocessing.inverse_target(program.predict(x))
    np.testing.assert_allclose(line.reshape(-1), expected.reshape(-1), rtol=1e-4)


def test_a_plane_through_many_columns_is_of_the_output_that_is_wanted():
    random = np.random.default_rng(0)
    x = random.normal(size=(40, 12))
    data = Dataset.for_outputs(x, {"dense_2": x[:, 0] + x[:, 1], "dense_3": x[:, 1] * x[:, 2]})
    graph = Graph.sequential(
        layers.Input(shape=(12,)), layers.Dense(units=5, activation="tanh"), layers.Dense(units=1)
    )
    graph, second = graph.add(layers.Dense(units=1))
    program = compile(graph.connect(2, second), loss="mean_squared_error", seed=1)
    grid = Grid(1, 2, (-2.0, 2.0), (-1.0, 1.0), resolution=9)
    middle = data.median_row()
    across, up = np.meshgrid(np.linspace(-2.0, 2.0, 9), np.linspace(-1.0, 1.0, 9))
    rows = np.tile(middle, (81, 1))
    rows[:, 1], rows[:, 2] = across.reshape(-1), up.reshape(-1)
    expected = program.predict_all(data.preprocessing.transform(rows))
    for name, objective in zip(program.goal_names, program.objectives, strict=True):
        plane = Plane(grid, data, middle, program, objective.node)
        assert plane.stands_apart
        found = plane.boundary(lambda: None).values
        np.testing.assert_allclose(found.reshape(81, 1), expected[name], atol=1e-5)
