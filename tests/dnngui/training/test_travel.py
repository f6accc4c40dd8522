"""A session looks back at its run, and goes on from an earlier moment where that is wanted."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest
from watching import changed, circle

from dnngui.document.run import prepare
from dnngui.training.frames import Grid, Needs
from engine import Graph, layers, losses, optim
from engine.data.settings import Builtin, DataSettings
from engine.losses import SparseCategoricalCrossentropy

GRID = Grid(0, 1, (-6.0, 6.0), (-6.0, 6.0), 8)


def trained(watched, project=None, steps=7):
    """Make some single steps, each of which is kept."""
    project = project or circle(epochs=20)
    watched.session.set_needs(Needs(GRID, previews=True))
    watched.session.set_project(project)
    for _ in range(steps):
        watched.session.step_batch()
    watched.frame(lambda frame: frame.step == steps and frame.settled)
    return project


def straight(project, steps):
    """Return a trainer of the same project that nobody interrupts, after ``steps``."""
    trainer = prepare(project).trainer
    for _, _ in zip(range(steps), trainer.steps(), strict=False):
        pass
    return trainer


def shown(watched, step):
    """Go to a kept step and return what its frames show together."""
    watched.session.travel(step)
    parts = {}

    def whole(frame):
        if frame.track.shown == step:
            found = {name: getattr(frame, name) for name in ("curves", "boundary", "previews")}
            parts.update({name: part for name, part in found.items() if part is not None})
        return frame.settled and frame.track.shown == step

    return dataclasses.replace(watched.frame(whole), **parts)


def outputs(trainer):
    side = np.linspace(-6.0, 6.0, GRID.resolution)
    x, y = np.meshgrid(side, side)
    rows = trainer.dataset.preprocessing.transform(np.stack([x.ravel(), y.ravel()], axis=1))
    return trainer.program.predict(rows).reshape(*x.shape, 1)


def same_weights(run, trainer):
    return np.array_equal(run.snapshot.theta, trainer.program.theta)


def test_each_step_of_a_short_run_can_be_gone_back_to(watched):
    trained(watched)
    frame = shown(watched, 3)
    assert frame.track.steps.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert (frame.track.present, frame.track.shown) == (7, 3)
    assert frame.step == 3


def test_a_frame_for_a_hand_that_waits_is_told_at_once_and_no_other(watched, qtbot):
    trained(watched)
    with qtbot.assertNotEmitted(watched.session.awaited, wait=50):
        watched.session.look_again()
    watched.session.drain()
    with qtbot.waitSignal(watched.session.awaited):
        watched.session.travel(2)
    assert watched.session.drain().track.shown == 2


@pytest.mark.parametrize("step", [0, 3, 6])
def test_boundary_and_metrics_are_as_they_were(watched, step):
    project = trained(watched)
    frame, then = shown(watched, step), straight(project, step)
    np.testing.assert_allclose(frame.boundary.values, outputs(then), rtol=1e-5, atol=1e-6)
    assert frame.evaluation == then.evaluate()
    assert len(frame.curves.losses) == step
    assert frame.position == pytest.approx(then.epochs)


def test_neurons_maps_are_as_they_were(watched):
    project = trained(watched)
    now = shown(watched, 2).previews
    watched.session.reset()
    for _ in range(2):
        watched.session.step_batch()
    then = watched.frame(lambda frame: frame.step == 2 and frame.settled).previews
    assert now.keys() == then.keys() == set(project.graph.ids)
    for node, picture in then.items():
        np.testing.assert_array_equal(now[node].maps, picture.maps)


def test_what_came_after_stays_faint_in_the_curves(watched):
    trained(watched)
    frame = shown(watched, 3)
    assert frame.curves.ahead.epochs[-1] == pytest.approx(7 / 3)
    assert frame.curves.since == pytest.approx(1.0)
    assert shown(watched, None).curves.ahead is None


def test_back_at_the_present_all_is_as_before(watched):
    project = trained(watched)
    shown(watched, 2)
    frame = shown(watched, None)
    assert (frame.step, frame.track.shown) == (7, None)
    assert len(frame.curves.losses) == 7
    for _ in range(3):
        watched.session.step_batch()
    assert same_weights(watched.session.snapshot(), straight(project, 10))


def test_a_step_beyond_the_last_moment_is_the_present(watched):
    trained(watched)
    shown(watched, 2)
    watched.session.travel(1000)
    watched.frame(lambda frame: frame.settled and frame.track.shown is None)


def test_looking_back_pauses_a_run(watched):
    watched.session.set_project(circle(epochs=10_000_000))
    watched.session.run()
    watched.frame(lambda frame: frame.epoch > 5)
    watched.session.travel(0)
    watched.wait_for_state("paused")
    assert watched.frame(lambda frame: frame.track.shown == 0).step == 0


def test_training_goes_on_from_the_present_unless_asked_otherwise(watched):
    project = trained(watched)
    shown(watched, 2)
    watched.session.step_batch()
    run = watched.session.snapshot()
    assert run.snapshot.step == 8
    assert same_weights(run, straight(project, 8))


def test_the_present_is_saved_and_what_is_shown_exported(watched):
    project = trained(watched)
    shown(watched, 2)
    assert same_weights(watched.session.snapshot(), straight(project, 7))
    kernels = watched.session.trained().parameters
    then = straight(project, 2).program.parameters
    assert kernels.keys() == then.keys()
    assert all(np.array_equal(kernels[name], then[name]) for name in then)
    watched.session.set_memory(2**20)
    assert watched.frame(lambda frame: frame.track is not None).track.shown == 2


def test_a_run_goes_on_from_an_earlier_moment_bit_for_bit(watched):
    project = trained(watched, circle(epochs=20, optimizer=optim.Adam(learning_rate=0.01)))
    shown(watched, 4)
    watched.session.go_on_from_here()
    watched.wait_for_state("finished")
    run = watched.session.snapshot()
    assert run.snapshot.epoch == 20
    assert same_weights(run, straight(project, run.snapshot.step))


def test_other_settings_before_going_on_make_another_branch(watched):
    project = trained(watched)
    shown(watched, 4)
    faster = changed(project, optimizer=optim.SGD(learning_rate=0.5))
    watched.session.set_project(faster)
    assert watched.frame(lambda frame: frame.rate == 0.5).track.shown == 4
    watched.session.go_on_from_here()
    watched.wait_for_state("finished")
    expected = straight(project, 4)
    expected.set_optimizer(faster.training.optimizer)
    run = watched.session.snapshot()
    for step in expected.steps():
        if step.step == run.snapshot.step:
            break
    assert same_weights(run, expected)


def test_the_branch_that_was_left_stays_faint(watched):
    trained(watched)
    shown(watched, 4)
    watched.session.go_on_from_here()
    watched.wait_for_state("finished")
    frame = watched.frame(lambda frame: frame.settled)
    (left,) = frame.curves.branches
    assert left.epochs[-1] == pytest.approx(7 / 3)
    assert frame.track.steps.tolist()[:5] == [0, 1, 2, 3, 4]
    watched.session.reset()
    assert not watched.frame(lambda frame: frame.curves is not None).curves.branches


def wider(project):
    node = project.graph.nodes[1]
    layer = msgspec.structs.replace(node.layer, units=6)
    return project.with_graph(project.graph.replace(node.id, layer))


def test_moments_of_another_network_are_shown_by_that_network(watched):
    project = trained(watched, steps=3)
    node = project.graph.nodes[1].id
    watched.session.set_project(wider(project))
    watched.session.step_batch()
    watched.frame(lambda frame: frame.step == 4 and frame.settled)
    then = shown(watched, 1)
    assert then.previews[node].maps.shape[0] == 4
    assert then.evaluation == straight(project, 1).evaluate()
    now = shown(watched, None)
    assert now.previews[node].maps.shape[0] == 6
    assert (now.step, now.track.shown) == (4, None)
    assert now.generation > then.generation


def test_going_on_with_another_network_tells_its_project(watched):
    branched = []
    watched.session.branched.connect(branched.append)
    project = trained(watched, steps=3)
    watched.session.set_project(wider(project))
    watched.session.step_batch()
    watched.frame(lambda frame: frame.step == 4 and frame.settled)
    shown(watched, 1)
    watched.session.go_on_from_here()
    watched.wait_for(lambda: branched)
    assert branched[0].graph == project.graph
    watched.session.set_project(branched[0])
    watched.wait_for_state("finished")
    run = watched.session.snapshot()
    assert same_weights(run, straight(project, run.snapshot.step))


def test_an_edit_of_the_network_comes_back_to_the_present(watched):
    project = trained(watched)
    shown(watched, 2)
    watched.session.set_project(wider(project))
    assert watched.frame(lambda frame: frame.settled).track.shown is None
    assert watched.session.snapshot().snapshot.step == 7


def test_moments_that_do_not_suit_the_data_of_today_are_let_go_of(watched):
    project = trained(watched, steps=3)
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.Dense(units=3, activation="softmax"))
    other = project.with_graph(graph)
    other = msgspec.structs.replace(other, data=DataSettings(source=Builtin(name="iris")))
    watched.session.set_project(changed(other, loss=SparseCategoricalCrossentropy()))
    watched.session.step_batch()
    watched.frame(lambda frame: frame.step == 4)
    watched.session.travel(1)
    watched.wait_for(lambda: watched.problems)
    frame = watched.frame(lambda frame: frame.track is not None)
    assert frame.track.shown is None
    assert 1 not in frame.track.steps


def test_after_a_failure_one_can_look_back_and_still_go_to_the_last_good_weights(watched):
    linear = (layers.Dense(units=8, activation="linear"),) * 2
    project = circle(*linear, epochs=1000, loss=losses.MeanAbsoluteError())
    layer = msgspec.structs.replace(project.graph[4].layer, activation="linear")
    project = project.with_graph(project.graph.replace(4, layer))
    trained(watched, changed(project, optimizer=optim.SGD(learning_rate=1e-3)))
    watched.session.set_project(changed(project, optimizer=optim.SGD(learning_rate=5.0)))
    watched.session.run()
    watched.wait_for(lambda: watched.failures)
    assert shown(watched, 2).step == 2
    assert watched.session.state == "failed"
    watched.session.go_back()
    frame = watched.frame(lambda frame: frame.settled and frame.track.shown is None)
    assert np.isfinite(frame.evaluation.loss)


def test_a_smaller_memory_keeps_fewer_moments(watched):
    trained(watched)
    watched.session.set_memory(20_000)
    track = watched.frame(lambda frame: frame.track is not None).track
    assert len(track.steps) < 7
    assert not track.too_large


def test_a_network_too_large_for_the_memory_is_told(watched):
    watched.session.set_memory(100)
    trained(watched)
    watched.session.step_batch()
    frame = watched.frame(lambda frame: frame.step == 8)
    assert frame.track.too_large
    assert not len(frame.track.steps)
