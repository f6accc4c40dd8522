"""The session: states, orders, and how a run follows the edits of its project."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from watching import changed, circle

from dnngui.document.run import prepare
from dnngui.training.session import next_seed
from engine import Graph, layers, losses, optim
from engine.classweights import GivenWeights
from engine.data.settings import Builtin, DataSettings, Generated, Table
from engine.optim.transforms import Transforms


def edited(project, node, **fields):
    return project.with_graph(
        project.graph.replace(node, msgspec.structs.replace(project.graph[node].layer, **fields))
    )


def paused(watched, project, epochs=2):
    """Train some epochs of ``project`` and return what a file keeps of it."""
    watched.session.set_project(project)
    for number in range(epochs):
        watched.session.step_epoch()
        watched.frame(lambda frame, number=number: frame.epoch > number)
    watched.wait_for_state("paused")
    return watched.session.snapshot()


def weights(run, name):
    """Return one parameter out of a saved run."""
    start = 0
    for key, shape in run.shapes.items():
        stop = start + int(np.prod(shape))
        if key == name:
            return run.snapshot.theta[start:stop].reshape(shape)
        start = stop
    raise KeyError(name)


def test_a_project_is_loaded_compiled_and_trained_to_its_end(watched):
    run = watched.finish(circle(epochs=3))
    assert watched.states == ["idle", "running", "finished"]
    assert len(watched.datasets) == 1
    assert len(watched.datasets[0].x_train) == 30
    assert (run.snapshot.step, run.snapshot.epoch) == (9, 3)
    assert not watched.failures
    assert not watched.problems


def test_run_after_the_end_trains_as_many_epochs_again(watched):
    project = circle(epochs=3)
    watched.finish(project)
    watched.session.run()
    watched.wait_for(lambda: watched.states[-2:] == ["running", "finished"])
    watched.wait_for(lambda: watched.session.snapshot().snapshot.epoch == 6)


def test_more_epochs_let_a_finished_run_go_on(watched):
    project = circle(epochs=3)
    watched.finish(project)
    watched.session.set_project(changed(project, epochs=5))
    watched.wait_for_state("paused")
    watched.session.run()
    watched.wait_for_state("finished")
    assert watched.session.snapshot().snapshot.epoch == 5


def test_fewer_epochs_end_a_run_that_is_beyond_them(watched):
    project = circle(epochs=10_000_000)
    watched.session.set_project(project)
    watched.session.run()
    watched.frame(lambda frame: frame.epoch > 3)
    watched.session.set_project(changed(project, epochs=2))
    watched.wait_for_state("finished")


def test_pause_stops_and_run_goes_on(watched):
    watched.session.set_project(circle(epochs=10_000_000))
    watched.session.run()
    watched.frame(lambda frame: frame.step > 20)
    watched.session.pause()
    watched.wait_for_state("paused")
    before = watched.session.snapshot().snapshot.step
    assert watched.session.snapshot().snapshot.step == before
    watched.session.run()
    watched.frame(lambda frame: frame.step > before + 20)


def test_a_batch_and_an_epoch_are_made_one_at_a_time(watched):
    session = watched.session
    session.set_project(circle())
    session.step_batch()
    assert watched.frame(lambda frame: frame.step == 1).epoch == 0
    assert session.snapshot().snapshot.position == 10
    session.step_epoch()
    assert watched.frame(lambda frame: frame.epoch == 1).step == 3
    watched.wait_for_state("paused")
    session.step_epoch()
    assert watched.frame(lambda frame: frame.epoch == 2).step == 6


def test_reset_returns_to_the_same_first_weights(watched):
    project = circle(layers.Dense(units=4, activation="tanh"), layers.Dropout())
    first = watched.finish(project)
    watched.session.reset()
    watched.wait_for_state("idle")
    start = watched.session.snapshot().snapshot
    assert (start.step, start.epoch, start.record.losses) == (0, 0, [])
    assert np.array_equal(start.theta, prepare(project).program.theta)
    again = watched.finish(project)
    assert np.array_equal(first.snapshot.theta, again.snapshot.theta)


def test_another_seed_draws_new_weights(watched):
    project = circle()
    watched.finish(project)
    other = changed(project, seed=next_seed(project.training.seed))
    watched.session.set_project(other)
    watched.wait_for_state("idle")
    start = watched.session.snapshot().snapshot
    assert start.step == 0
    assert np.array_equal(start.theta, prepare(other).program.theta)


def test_new_weights_of_a_run_that_goes_on_are_trained_at_once(watched):
    project = circle(epochs=10_000_000)
    watched.session.set_project(project)
    watched.session.run()
    first = watched.frame(lambda frame: frame.step > 20)
    watched.session.set_project(changed(project, seed=1))
    watched.frame(lambda frame: frame.generation > first.generation and frame.step > 20)
    assert watched.session.state == "running"


def test_the_next_seed_stays_among_the_seeds_a_project_can_hold():
    assert next_seed(0) == 1
    assert next_seed(2**31 - 1) == 0


@pytest.mark.parametrize(
    "settings",
    [
        {"optimizer": optim.SGD(learning_rate=0.5)},
        {"optimizer": optim.Adam()},
        {"batch_size": 7},
        {"batch_size": None},
        {"l1": 0.01},
        {"l2": 0.01},
    ],
)
def test_a_setting_changes_between_two_batches_without_a_reset(watched, settings):
    project = circle()
    session = watched.session
    session.set_project(project)
    session.step_batch()
    session.set_project(changed(project, **settings))
    for _ in range(5):
        session.step_batch()
    run = session.snapshot()

    trainer = prepare(project).trainer
    steps = trainer.steps()
    next(steps)
    if "optimizer" in settings:
        trainer.set_optimizer(settings["optimizer"])
    elif "batch_size" in settings:
        trainer.set_batch_size(settings["batch_size"])
    else:
        trainer.set_transforms(Transforms(l1=settings.get("l1", 0.0), l2=settings.get("l2", 0.0)))
    for _ in range(5):
        next(steps)
    assert run.snapshot.step == 6
    assert np.array_equal(run.snapshot.theta, trainer.program.theta)


def test_a_dropout_rate_changes_without_a_new_network(watched):
    project = circle(layers.Dense(units=4, activation="tanh"), layers.Dropout(rate=0.2))
    watched.session.set_project(project)
    watched.session.step_batch()
    before = watched.frame(lambda frame: frame.step == 1).generation
    watched.session.set_project(edited(project, 3, rate=0.9))
    watched.session.step_batch()
    after = watched.frame(lambda frame: frame.step == 2)
    assert after.generation == before

    trainer = prepare(project).trainer
    steps = trainer.steps()
    next(steps)
    assert trainer.program.adopt(edited(project, 3, rate=0.9).graph)
    next(steps)
    assert np.array_equal(watched.session.snapshot().snapshot.theta, trainer.program.theta)


def test_a_threshold_counts_at_once_without_a_step(watched):
    project = circle()
    run = paused(watched, project)
    share = watched.datasets[0].y_train.mean()
    watched.session.set_project(changed(project, threshold=2.0))
    frame = watched.frame(lambda frame: frame.evaluation.metrics["accuracy"] == 1 - share)
    assert frame.step == run.snapshot.step


def test_an_edit_keeps_the_weights_that_fit_and_goes_on(watched):
    wide = layers.Dense(units=5, activation="tanh")
    project = circle(wide, wide)
    before = paused(watched, project)
    watched.session.set_project(edited(project, 3, units=6))
    frame = watched.frame()
    after = watched.session.snapshot()
    assert (frame.generation, frame.step) == (2, before.snapshot.step)
    assert after.snapshot.record.losses == before.snapshot.record.losses
    assert np.array_equal(weights(after, "dense_1/kernel"), weights(before, "dense_1/kernel"))
    assert weights(after, "dense_2/kernel").shape == (5, 6)
    assert watched.session.state == "paused"


def test_a_running_run_goes_on_over_an_edit(watched):
    project = circle(epochs=10_000_000)
    watched.session.set_project(project)
    watched.session.run()
    before = watched.frame(lambda frame: frame.step > 20)
    watched.session.set_project(edited(project, 2, units=9))
    after = watched.frame(lambda frame: frame.generation > before.generation)
    assert after.step >= before.step
    watched.frame(lambda frame: frame.step > after.step + 20)
    assert watched.states == ["idle", "running"]


def test_an_edit_before_the_first_step_leaves_no_trace(watched):
    project = circle()
    watched.session.set_project(project)
    watched.frame()
    relu = edited(project, 2, activation="relu")
    watched.session.set_project(relu)
    assert np.array_equal(watched.session.snapshot().snapshot.theta, prepare(relu).program.theta)


def test_another_loss_keeps_the_weights(watched):
    project = circle()
    before = paused(watched, project)
    watched.session.set_project(changed(project, loss=losses.MeanSquaredError()))
    watched.frame()
    after = watched.session.snapshot()
    assert np.array_equal(after.snapshot.theta, before.snapshot.theta)


def test_weights_of_classes_keep_what_was_learned_and_change_the_loss(watched):
    project = circle()
    before = paused(watched, project)
    weighted = changed(project, class_weights=GivenWeights(weights="1=9"))
    watched.session.set_project(weighted)
    trainer = prepare(weighted).trainer
    trainer.restore(before.snapshot)
    loss = trainer.evaluate().loss
    watched.frame(lambda frame: frame.evaluation is not None and frame.evaluation.loss == loss)
    after = watched.session.snapshot()
    assert np.array_equal(after.snapshot.theta, before.snapshot.theta)


def test_weights_of_classes_that_the_data_has_not_are_told(watched):
    project = circle()
    watched.session.set_project(changed(project, class_weights=GivenWeights(weights="fish=9")))
    watched.wait_for(lambda: watched.problems)
    assert "“fish”, which is no class" in str(watched.problems[0])


def test_other_data_keep_the_weights(watched):
    project = circle()
    before = paused(watched, project)
    data = DataSettings(source=Generated(name="xor", samples=40))
    watched.session.set_project(msgspec.structs.replace(project, data=data))
    watched.wait_for(lambda: len(watched.datasets) == 2)
    assert watched.datasets[1].name == "xor"
    after = watched.session.snapshot()
    assert np.array_equal(after.snapshot.theta, before.snapshot.theta)
    assert after.samples == 20
    watched.session.step_epoch()
    watched.frame(lambda frame: frame.epoch == 3)


def test_other_data_begin_with_a_new_epoch(watched):
    project = circle()
    session = watched.session
    session.set_project(project)
    for _ in range(5):
        session.step_batch()
    assert session.snapshot().snapshot.position == 20
    data = DataSettings(source=Generated(name="xor", samples=20))
    session.set_project(msgspec.structs.replace(project, data=data))
    snapshot = session.snapshot().snapshot
    assert (snapshot.step, snapshot.epoch, snapshot.position) == (5, 1, 0)
    assert not watched.problems


def test_metrics_of_another_task_are_not_mixed_with_those_before(watched):
    project = changed(circle(), loss=losses.MeanSquaredError())
    paused(watched, project)
    data = DataSettings(source=Generated(name="regression plane", samples=60))
    watched.session.set_project(msgspec.structs.replace(project, data=data))
    watched.session.step_epoch()
    watched.frame(lambda frame: frame.epoch == 3)
    evaluations = watched.session.snapshot().snapshot.record.evaluations
    assert evaluations
    assert all("r2" in each.metrics for each in evaluations)


def test_moving_a_node_disturbs_nothing(watched, monkeypatch):
    project = circle()
    watched.session.set_project(project)
    watched.settle()
    monkeypatch.setattr(watched.session._worker, "send", None)
    watched.session.set_project(msgspec.structs.replace(project, positions={}))


def test_a_graph_with_errors_blocks_and_a_mended_one_goes_on_with_its_weights(watched):
    project = circle()
    before = paused(watched, project)
    edge = project.graph.edges[1]
    watched.session.set_project(project.with_graph(project.graph.disconnect([edge])))
    watched.wait_for_state("blocked")
    watched.session.run()
    watched.session.step_epoch()
    assert watched.session.snapshot() is None
    assert watched.session.drain() is None
    watched.session.set_project(project)
    watched.wait_for_state("paused")
    after = watched.session.snapshot()
    assert np.array_equal(after.snapshot.theta, before.snapshot.theta)
    assert after.snapshot.step == before.snapshot.step


def test_an_empty_project_is_blocked(watched):
    project = circle()
    watched.session.set_project(msgspec.structs.replace(project, graph=Graph()))
    watched.wait_for_state("blocked")


def test_data_that_cannot_be_read_are_a_problem_told_once(watched):
    project = circle()
    run = paused(watched, project)
    missing = DataSettings(source=Table(attachment="lost", file_name="lost.csv"))
    broken = msgspec.structs.replace(project, data=missing)
    watched.session.set_project(broken)
    watched.wait_for_state("blocked")
    assert watched.datasets[-1] is None
    watched.session.set_project(changed(broken, l2=0.1))
    watched.settle()
    assert len(watched.problems) == 1
    watched.session.set_project(project)
    watched.wait_for_state("paused")
    assert np.array_equal(watched.session.snapshot().snapshot.theta, run.snapshot.theta)


def test_of_edits_in_quick_succession_the_last_one_holds(watched):
    project = circle()
    for units in range(1, 30):
        watched.session.set_project(edited(project, 2, units=units))
    frame = watched.frame()
    assert weights(watched.session.snapshot(), "dense_1/bias").shape == (29,)
    assert frame.generation < 29


def test_a_run_of_other_data_is_refused_in_words(watched):
    run = watched.finish(circle())
    other = msgspec.structs.replace(circle(), data=DataSettings(source=Generated(samples=80)))
    watched.session.set_project(other)
    watched.session.restore(run)
    watched.wait_for(lambda: len(watched.problems) == 1)
    assert "other data" in str(watched.problems[0])
    watched.wait_for_state("idle")


def test_the_trained_network_is_taken_away_as_a_copy(watched):
    watched.finish(circle())
    trained = watched.session.trained()
    run = watched.session.snapshot()
    assert np.array_equal(trained.parameters["dense_1/kernel"], weights(run, "dense_1/kernel"))
    rows = watched.datasets[0].raw_test
    before = trained.predict(rows)
    watched.session.step_epoch()
    watched.wait_for(lambda: watched.session.snapshot().snapshot.epoch == 6)
    assert np.array_equal(trained.predict(rows), before)
    assert trained.sample.shape[1] == 2


def test_rows_that_take_their_time_are_announced(watched):
    project = circle(layers.Dense(units=3), samples=40)
    graph = project.graph.replace(1, layers.Input(shape=(30,)))
    data = DataSettings(source=Builtin(name="breast cancer"))
    watched.session.set_project(msgspec.structs.replace(project.with_graph(graph), data=data))
    watched.wait_for_state("idle")
    assert watched.states == ["loading", "idle"]
