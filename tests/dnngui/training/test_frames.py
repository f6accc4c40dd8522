"""What frames show, compared with what the network computes when asked directly."""

from __future__ import annotations

import dataclasses
import time

import msgspec
import numpy as np
import pytest
from watching import changed, circle

from dnngui.document.project import Project, TrainingSettings
from dnngui.document.run import load_data, prepare
from dnngui.training.boundary import Plane
from dnngui.training.breath import Breath
from dnngui.training.frames import Grid, Needs
from dnngui.training.gate import FrameGate
from dnngui.training.live import LiveRun
from dnngui.training.observer import Observer
from dnngui.training.previews import SAMPLES, Previews
from engine import Graph, compile, layers, losses, optim
from engine.data.settings import Builtin, ColumnChoice, DataSettings, Generated, Table

PLANE = Grid(0, 1, (-6.0, 6.0), (-3.0, 3.0), 30)


def iris():
    graph = Graph.sequential(
        layers.Input(shape=(4,)),
        layers.Dense(units=5, activation="tanh"),
        layers.Dense(units=3, activation="softmax"),
    )
    loss = losses.SparseCategoricalCrossentropy()
    return Project(
        graph=graph,
        data=DataSettings(source=Builtin(name="iris")),
        training=TrainingSettings(loss=loss, epochs=3),
    )


def line():
    graph = Graph.sequential(layers.Input(shape=(1,)), layers.Dense(units=1))
    return Project(
        graph=graph,
        data=DataSettings(source=Generated(name="line", samples=40)),
        training=TrainingSettings(loss=losses.MeanSquaredError(), epochs=3),
    )


def table():
    """Return a project on a table with a column of categories, and a scaled target."""
    rows = [f"{i},{'abc'[i % 3]},{100 + 7 * i}" for i in range(24)]
    columns = (
        ColumnChoice(name="x"),
        ColumnChoice(name="kind", kind="category"),
        ColumnChoice(name="y", role="target"),
    )
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.Dense(units=1))
    return Project(
        graph=graph,
        data=DataSettings(source=Table(attachment="t", file_name="t.csv", columns=columns)),
        training=TrainingSettings(loss=losses.MeanSquaredError(), epochs=3),
        attachments={"t": "\n".join(["x,kind,y", *rows]).encode()},
    )


def boundary(watched, grid):
    watched.session.set_needs(Needs(boundary=grid))
    return watched.frame(lambda frame: frame.boundary and frame.boundary.grid == grid).boundary


def direct(project, run, raw):
    """Return predictions of the saved weights for raw rows, in raw units."""
    dataset, program, _ = prepare(project)
    program.theta[...] = run.snapshot.theta
    outputs = program.predict(dataset.preprocessing.transform(raw))
    if dataset.classes:
        return outputs
    return dataset.preprocessing.inverse_target(outputs)


def test_the_boundary_of_untrained_weights_is_there_before_the_first_step(watched):
    project = circle()
    watched.session.set_project(project)
    found = boundary(watched, PLANE)
    x, y = np.linspace(-6, 6, 30), np.linspace(-3, 3, 30)
    raw = np.array([[across, up] for up in y for across in x])
    wanted = direct(project, watched.session.snapshot(), raw).reshape(30, 30, 1)
    assert found.values.dtype == np.float32
    assert np.allclose(found.values, wanted, atol=1e-6)


def test_the_boundary_of_many_points_and_features_holds_the_others_at_their_middle(watched):
    project = iris()
    run = watched.finish(project)
    grid = Grid(2, 0, (1.0, 7.0), (4.0, 8.0), 50)
    found = boundary(watched, grid)
    raw = np.tile(watched.datasets[0].median_row(), (2500, 1))
    across, up = np.meshgrid(np.linspace(1, 7, 50), np.linspace(4, 8, 50))
    raw[:, 2], raw[:, 0] = across.ravel(), up.ravel()
    wanted = direct(project, run, raw).reshape(50, 50, 3)
    assert np.allclose(found.values, wanted, atol=1e-6)


def test_a_plane_of_columns_that_never_change_is_flat(watched):
    rows = [f"5,7,{row % 2}" for row in range(20)]
    columns = (
        ColumnChoice(name="a"),
        ColumnChoice(name="b"),
        ColumnChoice(name="y", role="target"),
    )
    project = line()
    project = msgspec.structs.replace(
        project,
        graph=Graph.sequential(layers.Input(), layers.Dense(units=1)),
        data=DataSettings(source=Table(attachment="t", file_name="t.csv", columns=columns)),
        attachments={"t": "\n".join(["a,b,y", *rows]).encode()},
    )
    watched.finish(project)
    found = boundary(watched, Grid(0, 1, (5.0, 5.0), (7.0, 7.0), 12)).values
    assert found.shape == (12, 12, 1)
    assert np.ptp(found) == 0.0


def test_another_plane_is_shown_as_soon_as_it_is_wanted(watched):
    watched.session.set_project(circle())
    assert boundary(watched, PLANE).values.shape == (30, 30, 1)
    other = dataclasses.replace(PLANE, resolution=20)
    assert boundary(watched, other).values.shape == (20, 20, 1)


def test_a_large_plane_lets_the_window_in_between():
    dataset, program, _ = prepare(circle())
    program.chunk, breaths = 500, []
    plane = Plane(dataclasses.replace(PLANE, resolution=50), dataset, dataset.median_row(), program)
    plane.boundary(lambda: breaths.append(True))
    assert len(breaths) == 5


def test_an_evaluation_of_steps_that_were_taken_back_is_not_shown():
    run, observer = LiveRun(), Observer(Breath(FrameGate()))
    run.load(circle())
    run.follow(circle())
    start = run.trainer.snapshot()
    for _ in run.trainer.steps(1):
        pass
    observer.weights_changed()
    while observer.stale:
        frame = observer.next_frame(run)
    assert frame.evaluation.step == 3
    run.trainer.restore(start)
    evaluation = observer.due_frame(run, 0.0).evaluation
    assert evaluation is None or evaluation.step == 0


def test_a_fitted_line_is_in_the_units_of_the_target(watched):
    project = line()
    run = watched.finish(project)
    found = boundary(watched, Grid(0, None, (-6.0, 6.0)))
    wanted = direct(project, run, np.linspace(-6, 6, 100)[:, None])
    assert found.values.shape == (100, 1)
    assert np.allclose(found.values, wanted, atol=1e-5)


def test_an_axis_of_categories_has_nothing_between_them(watched):
    project = table()
    run = watched.finish(project)
    found = boundary(watched, Grid(1, 0, (-0.5, 2.5), (0.0, 23.0), 7))
    kinds = np.clip(np.rint(np.linspace(-0.5, 2.5, 7)), 0, 2)
    across, up = np.meshgrid(kinds, np.linspace(0.0, 23.0, 7))
    raw = np.column_stack([up.ravel(), across.ravel()])
    wanted = direct(project, run, raw).reshape(7, 7, 1)
    assert np.allclose(found.values, wanted, rtol=1e-5)


def test_a_grid_over_columns_that_are_no_more_is_left_out(watched):
    watched.session.set_needs(Needs(boundary=Grid(3, 1, (0.0, 1.0), (0.0, 1.0))))
    watched.session.set_project(circle())
    assert watched.frame(lambda frame: frame.evaluation).boundary is None
    assert not watched.failures


def test_nothing_is_computed_that_nobody_needs(watched):
    watched.session.set_project(circle())
    frame = watched.frame(lambda frame: frame.evaluation)
    assert frame.boundary is None
    assert frame.previews is None


def test_maps_show_each_unit_over_the_range_of_the_data(watched):
    project = circle()
    watched.session.set_needs(Needs(previews=True))
    run = watched.finish(project)
    previews = watched.frame(lambda frame: frame.previews and frame.epoch == 5).previews
    dataset, program, _ = prepare(project)
    program.theta[...] = run.snapshot.theta
    rows = np.concatenate([dataset.raw_train, dataset.raw_test])
    low, high = rows.min(axis=0), rows.max(axis=0)
    across, up = np.meshgrid(*np.linspace(low, high, 24).T)
    inputs = np.column_stack([across.ravel(), up.ravel()]).astype(np.float32)
    assert set(previews) == {1, 2, 3}
    assert np.array_equal(previews[1].maps[0], across.astype(np.float32))
    hidden = program.activations(inputs, [2])[2].T.reshape(4, 24, 24)
    assert np.allclose(previews[2].maps, hidden, atol=1e-6)
    assert previews[2].limits == (previews[2].maps.min(), previews[2].maps.max())


def test_more_than_two_features_give_histograms_of_training_samples(watched):
    project = iris()
    watched.session.set_needs(Needs(previews=True))
    run = watched.finish(project)
    preview = watched.frame(lambda frame: frame.previews and frame.epoch == 3).previews[2]
    dataset, program, _ = prepare(project)
    program.theta[...] = run.snapshot.theta
    values = program.activations(dataset.x_train[:SAMPLES], [2])[2]
    counts, edges = np.histogram(values, 24)
    assert preview.maps is None
    assert np.array_equal(preview.histogram, counts)
    assert preview.limits == pytest.approx((edges[0], edges[-1]))


def health_of(kernel, activation, bias=0.0):
    """Return what is said of a hidden layer with such weights."""
    project = circle(layers.Dense(units=4, activation=activation))
    program = compile(project.graph, seed=0)
    program.parameters["dense_1/kernel"][...] = kernel
    program.parameters["dense_1/bias"][...] = bias
    with np.errstate(all="ignore"):
        return Previews(load_data(project), program).pictures(lambda: None)[2].health


@pytest.mark.parametrize(
    ("kernel", "activation", "bias", "health"),
    [
        (0.1, "tanh", 0.0, "ok"),
        (0.1, "relu", 0.0, "ok"),
        (0.1, "relu", -50.0, "dead"),
        (0.1, "relu", [-50.0, -50.0, -50.0, 0.0], "dead"),
        (0.1, "relu", [-50.0, 0.0, 0.0, 0.0], "ok"),
        (0.1, "tanh", -50.0, "saturated"),
        (90.0, "sigmoid", 0.0, "saturated"),
        (1e6, "linear", 0.0, "exploding"),
        (np.inf, "linear", 0.0, "exploding"),
        (np.nan, "tanh", 0.0, "exploding"),
    ],
)
def test_the_health_of_a_layer_is_judged_by_its_outputs(kernel, activation, bias, health):
    assert health_of(kernel, activation, bias) == health


def test_outputs_of_a_classifier_may_be_at_their_limits_each_of_several():
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=2, activation="tanh"))
    ends = []
    for _ in range(2):
        graph, end = graph.add(layers.Dense(units=1, activation="sigmoid"))
        graph, ends = graph.connect(2, end), [*ends, end]
    program = compile(graph, seed=0)
    for node in (2, *ends):
        program.parameters[f"{graph[node].name}/bias"][...] = -50.0
    pictures = Previews(load_data(circle()), program).pictures(lambda: None)
    assert [pictures[node].health for node in (2, *ends)] == ["saturated", "ok", "ok"]


def test_layers_whose_values_are_not_finite_still_have_a_picture():
    project = iris()
    program = compile(project.graph, project.training.loss)
    program.theta[...] = np.nan
    with np.errstate(all="ignore"):
        pictures = Previews(load_data(project), program).pictures(lambda: None)
    assert pictures[2].health == "exploding"
    assert pictures[2].histogram.sum() == 0
    assert np.isfinite(pictures[2].limits).all()


def test_curves_stand_at_the_epochs_at_which_the_losses_were_made(watched):
    project = circle(epochs=4)
    watched.finish(project)
    frame = watched.frame(lambda frame: frame.curves and frame.epoch == 4)
    record = watched.session.snapshot().snapshot.record
    assert np.array_equal(frame.curves.losses, record.losses)
    assert np.allclose(frame.curves.epochs, np.arange(1, 13) / 3)
    assert frame.curves.evaluations == tuple(record.evaluations)


def test_curves_follow_a_change_of_the_batch_size(watched):
    project = circle(epochs=2)
    watched.finish(project)
    watched.session.set_project(changed(project, batch_size=None, epochs=4))
    watched.session.run()
    frame = watched.frame(lambda frame: frame.curves and frame.epoch == 4)
    assert np.allclose(frame.curves.epochs, [1 / 3, 2 / 3, 1, 4 / 3, 5 / 3, 2, 3, 4])


def test_the_last_frame_of_a_run_is_complete_when_its_end_is_told(watched, monkeypatch):
    pictures, taken = Previews.pictures, []

    def slow(self, breathe):
        time.sleep(0.05)
        return pictures(self, breathe)

    def take(state):
        if state == "finished":
            taken.append(watched.session.drain())

    monkeypatch.setattr(Previews, "pictures", slow)
    watched.session.state_changed.connect(take)
    watched.session.set_needs(Needs(PLANE, previews=True))
    watched.session.set_project(circle(epochs=3))
    watched.session.run()
    watched.wait_for(lambda: taken)
    frame = taken[0]
    assert (frame.step, frame.evaluation.step) == (9, 9)
    assert len(frame.curves.losses) == 9
    dataset, program, _ = prepare(circle())
    program.theta[...] = watched.session.snapshot().snapshot.theta
    wanted = Plane(PLANE, dataset, dataset.median_row(), program).boundary(lambda: None)
    assert np.array_equal(frame.boundary.values, wanted.values)
    maps = pictures(Previews(dataset, program), lambda: None)[2].maps
    assert np.array_equal(frame.previews[2].maps, maps)


def test_a_fresh_evaluation_is_shown_and_not_recorded(watched):
    watched.session.set_project(circle())
    watched.session.step_batch()
    watched.frame(lambda frame: frame.evaluation and frame.evaluation.step == 1)
    record = watched.session.snapshot().snapshot.record
    assert [evaluation.step for evaluation in record.evaluations] == [0]


def test_the_curves_end_with_the_figures_of_the_present_weights(watched):
    watched.session.set_project(circle())
    watched.session.step_batch()
    watched.session.step_batch()
    watched.settle()
    frame = watched.frame(lambda f: f.curves and f.evaluation and f.evaluation.step == 2)
    assert [each.step for each in frame.curves.evaluations] == [0, 2]
    assert frame.curves.evaluations[-1] == frame.evaluation
    watched.session.set_project(changed(circle(), threshold=0.9))
    frame = watched.frame(lambda f: f.curves and f.evaluation.metrics != frame.evaluation.metrics)
    assert frame.curves.evaluations[-1] == frame.evaluation


def test_numbers_arrive_and_the_speed_is_measured(watched):
    watched.session.set_project(circle(epochs=10_000_000, optimizer=optim.SGD()))
    watched.session.run()
    frame = watched.frame(lambda frame: frame.steps_per_second > 0)
    assert frame.steps_per_second > 100
    assert np.isfinite(frame.loss)
    watched.session.pause()
    watched.frame(lambda frame: frame.steps_per_second == 0)


def test_a_frame_of_a_graph_that_is_no_more_is_held_back(watched, monkeypatch):
    project = circle()
    watched.session.set_needs(Needs(previews=True))
    watched.session.set_project(project)
    watched.settle()
    graph, _ = project.graph.insert(project.graph.edges[0], layers.Dense(units=3))
    other = project.with_graph(graph.remove([2], heal=True))
    held = []
    with monkeypatch.context() as patched:
        patched.setattr(watched.session._worker, "send", held.append)
        watched.session.set_project(other)
    assert watched.session.drain() is None
    watched.session._worker.send(held[0])
    frame = watched.frame()
    assert frame.generation == 2
    assert set(frame.previews or watched.frame(lambda f: f.previews).previews) == {1, 3, 4}


def test_events_come_before_the_frames_that_follow_them(watched):
    seen = []
    watched.session.dataset_changed.connect(lambda dataset: seen.append(dataset.name))
    project = circle()
    for name in ("circle", "xor", "gauss") * 5:
        data = DataSettings(source=Generated(name=name, samples=40))
        watched.session.set_project(msgspec.structs.replace(project, data=data))
        while (frame := watched.session.drain()) is None:
            pass
        assert seen[-1] == name
        assert frame.generation == len(seen)
