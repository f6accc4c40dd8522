"""Schedules, averages, frozen layers and early ends, in the session of the window."""

from __future__ import annotations

import numpy as np
import pytest
from watching import changed, circle

from dnngui.document.run import prepare
from engine import layers, optim
from engine.averaging import MovingAverage
from engine.optim.clipping import ClipValue
from engine.optim.layers import LayerTraining
from engine.schedules import Cosine
from engine.stopping import EarlyStopping, Target


@pytest.mark.parametrize(
    "settings",
    [
        {"schedule": Cosine(period=2)},
        {"averaging": MovingAverage(decay=0.9)},
        {"clipping": ClipValue(limit=0.01)},
        {"weight_decay": 0.1},
        {"max_norm": 0.5},
        {"layers": {2: LayerTraining(frozen=True)}},
        {"layers": {3: LayerTraining(rate_factor=3.0, l1=0.1)}},
        {"optimizer": optim.LBFGS()},
        {"workers": 2},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_a_setting_changes_between_two_batches_without_a_reset(watched, settings):
    project = circle()
    session = watched.session
    session.set_project(project)
    session.step_batch()
    session.set_project(changed(project, **settings))
    for _ in range(9):
        session.step_batch()
    found = session.snapshot().snapshot

    trainer = prepare(project).trainer
    steps = trainer.steps()
    next(steps)
    training = changed(project, **settings).training
    trainer.set_optimizer(training.optimizer)
    trainer.set_transforms(training.transforms())
    trainer.set_regime(training.regime())
    trainer.set_workers(training.workers)
    for _ in range(9):
        next(steps)
    expected = trainer.snapshot()
    assert found.step == 10
    assert np.array_equal(found.theta, expected.theta)
    if expected.average is not None:
        assert np.array_equal(found.average, expected.average)


def test_a_frame_tells_the_number_of_workers(watched):
    watched.session.set_project(circle(workers=2))
    watched.session.step_batch()
    assert watched.frame(lambda frame: frame.step == 1).workers == 2


def test_another_network_gets_the_number_that_fits_it(watched):
    watched.session.set_project(circle(workers=2))
    watched.session.step_batch()
    watched.session.set_project(circle(layers.Dense(units=9)))
    watched.settle()
    assert watched.session.snapshot().snapshot.workers == 1


def test_a_run_that_stops_early_is_finished_and_goes_on_when_asked(watched):
    stopping = EarlyStopping(patience=2, minimum_change=9.0)
    watched.session.set_project(circle(epochs=100, stopping=stopping))
    watched.session.run()
    watched.wait_for_state("finished")
    assert watched.session.snapshot(10).snapshot.epoch == 3
    watched.session.run()
    watched.wait_for(lambda: watched.states.count("finished") == 2)
    assert watched.session.snapshot(10).snapshot.epoch == 5


def test_a_reached_target_finishes_the_run(watched):
    target = Target(watch="loss", value=100.0)
    watched.session.set_project(circle(epochs=100, target=target))
    watched.session.run()
    watched.wait_for_state("finished")
    assert watched.session.snapshot(10).snapshot.epoch == 1


@pytest.mark.parametrize("used", [True, False])
def test_an_average_is_exported_where_it_is_used(watched, used):
    project = circle(averaging=MovingAverage(decay=0.9, used=used), epochs=5)
    watched.session.set_project(project)
    watched.session.run()
    watched.wait_for_state("finished")
    snapshot = watched.session.snapshot(10).snapshot
    taken = watched.session.trained(10)
    flat = np.concatenate([array.ravel() for array in taken.parameters.values()])
    assert not np.array_equal(snapshot.average, snapshot.theta)
    assert np.array_equal(flat, snapshot.average if used else snapshot.theta)


def test_the_layers_settings_outlive_an_edit_of_the_architecture(watched):
    from engine import layers

    project = circle(layers={2: LayerTraining(frozen=True)})
    session = watched.session
    session.set_project(project)
    for _ in range(4):
        session.step_batch()
    before = session.snapshot(10).snapshot.theta[:12]
    graph, _ = project.graph.insert(project.graph.edges[1], layers.Dense(units=4))
    session.set_project(project.with_graph(graph))
    for _ in range(4):
        session.step_batch()
    assert np.array_equal(session.snapshot(10).snapshot.theta[:12], before)
    assert np.array_equal(before, prepare(project).program.theta[:12])
