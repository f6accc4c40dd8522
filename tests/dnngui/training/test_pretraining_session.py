"""The pre-training of a run in the window: followed, paused, saved, edited, reset."""

from __future__ import annotations

import msgspec
import numpy as np
from test_same_bits import assert_same
from test_same_bits import on_the_command_line as trained
from watching import changed

from dnngui.document import file
from dnngui.document.file import SavedProject
from dnngui.document.project import Project, TrainingSettings
from dnngui.training.session import TrainingSession
from engine import Graph, layers, losses, optim
from engine.data.settings import Builtin, DataSettings


def machine(**fields):
    usual = {"units": 6, "visible": "gaussian", "pretraining_rate": 0.01, "pretraining_epochs": 4}
    return layers.RBM(**{**usual, **fields})


def belief(*middle, **settings):
    """Return a small deep belief network on iris."""
    middle = middle or (machine(), machine(units=4, visible="bernoulli", persistent=True))
    graph = Graph.sequential(
        layers.Input(shape=(4,)), *middle, layers.Dense(units=3, activation="softmax")
    )
    given = {
        "loss": losses.SparseCategoricalCrossentropy(),
        "optimizer": optim.Adam(learning_rate=0.01),
        "batch_size": 20,
        "epochs": 5,
        "pretraining": True,
    }
    return Project(
        graph=graph,
        data=DataSettings(source=Builtin(name="iris"), test_share=0.3),
        training=TrainingSettings(**{**given, **settings}),
    )


def alone(**fields):
    """Return an RBM and nothing else."""
    project = belief(pretraining=False)
    graph = Graph.sequential(layers.Input(shape=(4,)), machine(**fields))
    return msgspec.structs.replace(project, graph=graph)


def on_the_command_line(project):
    # As there: small products of BLAS may warn of what lies beside their arrays.
    with np.errstate(all="ignore"):
        return trained(project)


def with_layer(project, node, **fields):
    layer = msgspec.structs.replace(project.graph[node].layer, **fields)
    return msgspec.structs.replace(project, graph=project.graph.replace(node, layer))


def test_it_ends_with_the_bits_of_a_run_without_a_window(watched):
    given = belief()
    found = watched.finish(given)
    assert found.snapshot.pretraining.step == 2 * 4 * 6
    assert_same(found, on_the_command_line(given))


def test_a_run_saved_in_the_midst_of_it_goes_on_bit_for_bit_from_its_file(watched, tmp_path):
    given, path = belief(), tmp_path / "belief.dnn"
    wanted = on_the_command_line(given)
    first = TrainingSession()
    try:
        first.set_project(given)
        for _ in range(4 * 6 + 7):
            first.step_batch()
        run = first.snapshot(10)
    finally:
        assert first.close(5)
    assert run.snapshot.pretraining.running.particles is not None
    file.save(path, SavedProject(given, run))
    opened = file.load(path)
    assert opened.warnings == ()
    watched.session.set_project(opened.project)
    watched.session.restore(opened.run)
    watched.wait_for_state("paused")
    watched.session.run()
    watched.wait_for_state("finished")
    assert_same(watched.session.snapshot(), wanted)


def test_frames_tell_which_layer_is_trained_and_how_well(watched):
    given = belief()
    session = watched.session
    session.set_project(given)
    session.step_epoch()
    watched.wait_for(lambda: session.snapshot().snapshot.steps_made == 6)
    session.step_batch()
    frame = watched.frame(lambda frame: frame.steps_made == 7 and frame.curves is not None)
    place = frame.pretraining
    assert (place.layer, place.place, place.layers) == ("rbm_1", 1, 2)
    assert (place.epoch, place.epochs, frame.epoch, frame.step) == (2, 4, 1, 0)
    assert frame.curves.machine == "rbm_1"
    assert [each.epoch for each in frame.curves.evaluations] == [0.0, 1.0]
    assert frame.evaluation is not None
    assert frame.evaluation.test_metrics.keys() == {"free_energy"}
    session.run()
    watched.wait_for_state("finished")
    frame = watched.frame(lambda frame: frame.step == 5 * 6 and frame.curves is not None)
    assert frame.pretraining is None
    assert frame.curves.machine == ""
    assert frame.curves.evaluations[0].metrics.keys() >= {"accuracy"}


def test_an_epoch_is_one_of_the_layer_in_training(watched):
    session = watched.session
    session.set_project(belief())
    session.step_batch()
    session.step_epoch()
    watched.wait_for(lambda: session.snapshot().snapshot.steps_made == 6)
    watched.wait_for_state("paused")


def test_reset_goes_back_to_the_weights_from_before_it(watched):
    session = watched.session
    session.set_project(belief())
    before = session.snapshot(10).snapshot.theta
    session.step_epoch()
    watched.wait_for(lambda: session.snapshot().snapshot.steps_made == 6)
    session.reset()
    run = session.snapshot(10).snapshot
    assert (run.steps_made, run.pretraining) == (0, None)
    np.testing.assert_array_equal(run.theta, before)
    watched.wait_for_state("idle")


def test_an_edit_behind_the_layer_in_training_leaves_it_in_peace(watched):
    given, session = belief(), watched.session
    session.set_project(given)
    for _ in range(10):
        session.step_batch()
    before = session.snapshot(10).snapshot
    _, _, second, _ = given.graph.order
    session.set_project(with_layer(given, second, units=7))
    after = session.snapshot(10).snapshot
    assert after.pretraining.step == 10
    assert after.pretraining.running.epoch == before.pretraining.running.epoch == 1
    np.testing.assert_array_equal(
        after.pretraining.running.velocity.kernel, before.pretraining.running.velocity.kernel
    )
    np.testing.assert_array_equal(after.theta[:24], before.theta[:24])


def test_switched_off_while_it_runs_the_network_learns_at_once(watched):
    given, session = belief(), watched.session
    session.set_project(given)
    session.step_batch()
    session.set_project(changed(given, pretraining=False))
    session.step_batch()
    run = session.snapshot(10).snapshot
    assert (run.pretraining.step, run.step) == (1, 1)


def test_a_layer_that_runs_away_is_told_of_and_goes_on_with_a_lower_rate(watched):
    given, session = belief(machine(pretraining_rate=10.0, pretraining_epochs=500)), watched.session
    session.set_project(given)
    session.run()
    watched.wait_for_state("failed")
    watched.wait_for(lambda: watched.failures)
    (failure,) = watched.failures
    assert str(failure.message).startswith("Pre-training rbm_1 ran away")
    assert failure.traceback == ""
    assert np.isfinite(session.snapshot().snapshot.theta).all()
    session.reset()
    session.set_project(with_layer(given, 2, pretraining_rate=0.01, pretraining_epochs=2))
    session.run()
    watched.wait_for_state("finished")


def test_a_machine_alone_learns_for_its_own_epochs_and_says_so_when_asked_for_more(watched):
    told = []
    watched.session.ended_early.connect(told.append)
    given = alone()
    run = watched.finish(given)
    assert (run.snapshot.step, run.snapshot.pretraining.step) == (0, 24)
    frame = watched.frame(lambda frame: frame.curves is not None)
    assert (frame.epoch, frame.machine, len(frame.curves.evaluations)) == (4, True, 5)
    assert told == []
    watched.session.run()
    watched.wait_for(lambda: told)
    assert "Give it more" in told[0].template
    watched.session.set_project(with_layer(given, given.graph.order[-1], pretraining_epochs=5))
    watched.session.run()
    watched.wait_for(lambda: watched.session.snapshot().snapshot.pretraining.step == 30)
    watched.wait_for_state("finished")


def test_layers_put_behind_a_machine_that_learned_keep_what_it_knows(watched):
    given = alone()
    before = watched.finish(given).snapshot.theta
    graph, added = given.graph.add(layers.Dense(units=3, activation="softmax"))
    graph = graph.connect(given.graph.order[-1], added)
    watched.session.set_project(msgspec.structs.replace(given, graph=graph))
    run = watched.session.snapshot(10)
    assert run.shapes["dense_1/kernel"] == (6, 3)
    np.testing.assert_array_equal(run.snapshot.theta[: len(before)], before)
