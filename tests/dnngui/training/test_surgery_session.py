"""Edits of the architecture while a session trains, and what undo brings back."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from watching import changed, circle

from dnngui.training.past import Past
from engine import Graph, layers, optim
from engine.surgery import deepen, grow

DENSE = layers.Dense(units=4, activation="tanh")


@pytest.fixture
def told(session):
    found = []
    session.edited.connect(lambda message: found.append(str(message)))
    return found


def half_trained(watched, project):
    """Train some steps of ``project`` and return what a file keeps of it."""
    watched.session.set_project(project)
    for _ in range(2):
        snapshot = an_epoch(watched)
    return snapshot


def an_epoch(watched):
    """Train to the end of the epoch and return what a file keeps of the run."""
    begun = watched.session.snapshot().snapshot.epoch
    watched.session.step_epoch()
    watched.wait_for(lambda: watched.session.snapshot().snapshot.epoch > begun)
    return watched.session.snapshot().snapshot


def test_a_unit_more_keeps_the_loss_and_says_so(watched, told):
    project = circle(optimizer=optim.Adam())
    half_trained(watched, project)
    before = watched.frame(lambda frame: frame.evaluation is not None).evaluation
    wider = project.with_graph(grow(project.graph, 2))
    watched.session.set_project(wider)
    watched.settle()
    after = watched.frame(lambda frame: frame.evaluation is not None).evaluation
    assert after.loss == pytest.approx(before.loss, rel=1e-6)
    assert told == ["The network computes what it computed before the edit."]
    assert an_epoch(watched).epoch == 3


def test_the_run_goes_on_while_units_and_layers_come(watched, told):
    project = circle(optimizer=optim.Adam(), epochs=100_000)
    watched.session.set_project(project)
    watched.session.run()
    watched.frame(lambda frame: frame.step > 50)
    graph = project.graph
    for _ in range(3):
        graph = grow(deepen(graph, 2)[0], 2)
        watched.session.set_project(project.with_graph(graph))
        step = watched.session.snapshot().snapshot.step
        watched.frame(lambda frame, step=step: frame.step > step)
    assert watched.session.state == "running"
    assert set(told) == {"The network computes what it computed before the edit."}


def test_an_edit_that_changes_the_function_says_how_many_weights_stay(watched, told):
    project = circle()
    half_trained(watched, project)
    watched.session.set_project(project.with_graph(grow(project.graph, 2, -1)))
    watched.settle()
    # Of 2 x 3 + 3 and 3 x 1 + 1 weights all were there.
    (said,) = told
    assert "something else now; 13 of its 13 weights were kept" in said


def test_what_is_no_edit_of_a_run_says_nothing(watched, told):
    project = circle()
    watched.session.set_project(project)
    watched.session.set_project(project.with_graph(grow(project.graph, 2)))
    watched.settle()
    half_trained(watched, project)
    watched.session.set_project(changed(project, batch_size=7))
    watched.session.set_project(project.with_graph(project.graph.rename(2, "hidden")))
    watched.settle()
    assert told == []


@pytest.mark.parametrize("optimizer", [optim.SGD(), optim.Adam(), optim.Momentum()])
def test_undo_brings_back_the_weights_of_the_moment_of_the_edit(watched, told, optimizer):
    project = circle(optimizer=optimizer)
    old = half_trained(watched, project)
    other = half_trained(watched, project.with_graph(grow(project.graph, 2, -2)))
    watched.session.set_project(project)
    watched.settle()
    back = watched.session.snapshot().snapshot
    assert np.array_equal(back.theta, old.theta)
    assert back.optimizer_steps == old.optimizer_steps
    for name, values in old.optimizer_state.items():
        assert np.array_equal(back.optimizer_state[name], values)
    # Steps, epochs and curves go on: undo is no way back in time.
    assert (back.step, back.epoch) == (other.step, other.epoch)
    assert back.record == other.record
    assert told[-1] == "The network is back with the weights that it had before the edit."


def test_redo_brings_back_what_was_trained_since(watched):
    project = circle()
    half_trained(watched, project)
    wider = project.with_graph(grow(project.graph, 2))
    trained = half_trained(watched, wider)
    half_trained(watched, project)
    watched.session.set_project(wider)
    watched.settle()
    assert np.array_equal(watched.session.snapshot().snapshot.theta, trained.theta)


def test_undo_of_several_edits_brings_back_each_network(watched):
    project = circle()
    graphs = [project.graph]
    for _ in range(3):
        graphs.append(grow(graphs[-1], 2))
    projects = [project.with_graph(graph) for graph in graphs]
    left = [half_trained(watched, each).theta for each in projects]
    for each, theta in reversed(list(zip(projects, left, strict=True))):
        watched.session.set_project(each)
        watched.settle()
        assert np.array_equal(watched.session.snapshot().snapshot.theta, theta)


def test_an_edit_by_hand_back_to_the_same_drawing_keeps_what_is_learned_now(watched):
    project = circle()
    half_trained(watched, project)
    wider = project.with_graph(grow(project.graph, 2))
    trained = half_trained(watched, wider)
    narrow = wider.with_graph(grow(wider.graph, 2, -1))
    assert narrow.graph == project.graph
    watched.session.set_project(narrow)
    watched.settle()
    kernel = trained.theta[:10].reshape(2, 5)[:, :4]
    assert np.array_equal(watched.session.snapshot().snapshot.theta[:8].reshape(2, 4), kernel)


def test_undo_after_a_reset_brings_no_weights_back(watched):
    project = circle()
    watched.session.set_project(project)
    first = watched.session.snapshot().snapshot
    half_trained(watched, project)
    watched.session.set_project(project.with_graph(grow(project.graph, 2)))
    watched.session.reset()
    watched.session.set_project(project)
    watched.settle()
    back = watched.session.snapshot().snapshot
    assert back.step == 0
    assert np.array_equal(back.theta, first.theta)


def test_other_settings_between_an_edit_and_its_undo_stay(watched):
    project = circle(optimizer=optim.Adam())
    old = half_trained(watched, project)
    wider = project.with_graph(grow(project.graph, 2))
    half_trained(watched, wider)
    slower = {"optimizer": optim.SGD(learning_rate=0.001), "batch_size": 6}
    watched.session.set_project(changed(wider, **slower))
    watched.session.set_project(changed(project, **slower))
    watched.settle()
    back = watched.session.snapshot().snapshot
    assert np.array_equal(back.theta, old.theta)
    assert an_epoch(watched).optimizer == slower["optimizer"]


# -- memory


def a_drawing(units=3):
    return Graph.sequential(layers.Input(), layers.Dense(units=units))


def a_snapshot(watched):
    return half_trained(watched, circle())


def test_what_is_kept_stays_under_its_bound_and_the_last_is_kept_always(watched):
    snapshot = a_snapshot(watched)
    drawings = [a_drawing(units) for units in range(1, 7)]
    tiny, small = Past(room=1), Past(room=3 * snapshot.theta.nbytes)
    for past, many in ((tiny, 1), (small, 3)):
        for each in drawings:
            past.keep(each, 0, snapshot)
        found = [past.recalled(each, 0, snapshot) is not None for each in drawings]
        assert found == [False] * (6 - many) + [True] * many


def test_a_network_is_known_by_its_drawing_and_seed_and_forgotten_with_it(watched):
    snapshot = a_snapshot(watched)
    past, drawing = Past(), a_drawing()
    past.keep(drawing, 0, snapshot)
    assert past.recalled(drawing, 0, snapshot) is not None
    assert past.recalled(drawing, 1, snapshot) is None
    assert past.recalled(a_drawing(), 0, snapshot) is None
    past.forget()
    assert past.recalled(drawing, 0, snapshot) is None


def test_what_no_step_of_the_history_holds_any_more_is_let_go(watched):
    snapshot = a_snapshot(watched)
    past, drawings = Past(room=2 * snapshot.theta.nbytes), [a_drawing(1), a_drawing(2)]
    past.keep(drawings[0], 0, snapshot)
    past.keep(drawings.pop(), 0, snapshot)
    gc.collect()
    last = a_drawing(3)
    past.keep(last, 0, snapshot)
    # Room for two: the one that is gone made way, not the oldest.
    assert past.recalled(drawings[0], 0, snapshot) is not None
    assert past.recalled(last, 0, snapshot) is not None
