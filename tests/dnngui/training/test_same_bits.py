"""A run in the window has the bits of one on the command line, whatever is looked at meanwhile."""

from __future__ import annotations

import random

import pytest
from watching import changed, circle

from dnngui.document.run import prepare, saved_run
from dnngui.training.frames import Grid, Needs
from dnngui.training.session import TrainingSession
from engine import layers, optim

EVERYTHING = Needs(boundary=Grid(0, 1, (-6.0, 6.0), (-6.0, 6.0), 40), previews=True)


def project(epochs=40, **settings):
    """Return a network with dropout, trained by Adam in uneven batches."""
    return circle(
        layers.Dense(units=8, activation="relu"),
        layers.Dropout(rate=0.3),
        layers.Dense(units=6, activation="tanh"),
        **{
            "optimizer": optim.Adam(learning_rate=0.01),
            "batch_size": 7,
            "l2": 1e-3,
            "seed": 5,
            "epochs": epochs,
            **settings,
        },
    )


def on_the_command_line(given):
    """Return what a run without a window leaves behind."""
    trainer = prepare(given).trainer
    for _ in trainer.steps(given.training.epochs):
        pass
    return saved_run(trainer)


def assert_same(one, other):
    one, other = one.snapshot, other.snapshot
    assert (one.step, one.epoch, one.position) == (other.step, other.epoch, other.position)
    assert one.theta.tobytes() == other.theta.tobytes()
    for name, values in other.optimizer_state.items():
        assert one.optimizer_state[name].tobytes() == values.tobytes()
    assert one.shuffle_state == other.shuffle_state
    assert one.dropout_state == other.dropout_state
    assert one.record == other.record


@pytest.mark.parametrize("settings", [{}, {"batch_size": None}, {"optimizer": optim.Nesterov()}])
def test_a_run_that_nobody_watches(watched, settings):
    given = project(**settings)
    assert_same(watched.finish(given), on_the_command_line(given))


def test_a_run_with_all_pictures(watched):
    given = project(epochs=300)
    watched.session.set_needs(EVERYTHING)
    watched.session.set_project(given)
    watched.session.run()
    seen = []

    def ended():
        seen.append(watched.session.drain())
        return watched.session.state == "finished"

    watched.wait_for(ended)
    assert any(frame and frame.boundary for frame in seen)
    assert any(frame and frame.previews for frame in seen)
    assert_same(watched.session.snapshot(), on_the_command_line(given))


def test_a_run_that_is_paused_stepped_and_looked_at_without_order(watched, qtbot):
    given = project(epochs=150)
    session, chance = watched.session, random.Random(3)
    actions = [
        session.pause,
        session.step_batch,
        session.step_epoch,
        session.run,
        session.snapshot,
        session.trained,
        session.drain,
        lambda: session.set_needs(EVERYTHING),
        lambda: session.set_needs(Needs()),
        lambda: session.set_project(changed(given, threshold=chance.random())),
    ]
    session.set_project(given)
    for _ in range(60):
        chance.choice(actions)()
        qtbot.wait(chance.choice([0, 0, 3]))
    session.set_project(given)
    # An epoch that was asked for at the end may lead beyond it: then it stops there.
    session.pause()
    epochs = session.snapshot(10).snapshot.epoch
    session.set_project(changed(given, epochs=max(150, epochs + 1)))
    session.run()
    watched.wait_for_state("finished")
    found = session.snapshot()
    wanted = on_the_command_line(changed(given, epochs=found.snapshot.epoch))
    assert found.snapshot.theta.tobytes() == wanted.snapshot.theta.tobytes()
    assert found.snapshot.record.losses == wanted.snapshot.record.losses
    assert [e.loss for e in found.snapshot.record.evaluations] == [
        e.loss for e in wanted.snapshot.record.evaluations
    ]


def test_a_run_that_is_saved_within_an_epoch_and_reopened(watched, qtbot):
    given = project()
    first = TrainingSession()
    try:
        first.set_project(given)
        for _ in range(17):
            first.step_batch()
        run = first.snapshot(10)
    finally:
        assert first.close(5)
    assert run.snapshot.position > 0

    watched.session.set_project(given)
    watched.session.restore(run)
    watched.wait_for_state("paused")
    watched.session.run()
    watched.wait_for_state("finished")
    assert_same(watched.session.snapshot(), on_the_command_line(given))


def test_a_run_opened_over_another_keeps_nothing_of_it(watched):
    given = project()
    run = watched.finish(given)
    watched.session.set_project(project(seed=6, epochs=50))
    watched.session.step_epoch()
    watched.session.set_project(given)
    watched.session.restore(run)
    watched.wait_for_state("finished")
    assert_same(watched.session.snapshot(), run)
