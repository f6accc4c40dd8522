"""What stops a run, what is told about it, and how one goes on from there."""

from __future__ import annotations

import logging

import msgspec
import numpy as np
import pytest
from watching import changed, circle

from dnngui.document.run import prepare
from dnngui.training.frames import Grid, Needs
from engine import layers, losses, optim
from engine.progress import NotFiniteError
from engine.trainer import Trainer

LINEAR = (layers.Dense(units=8, activation="linear"),) * 2


def exploding(**settings):
    """Return a project whose values become infinite after a few steps."""
    given = {"loss": losses.MeanAbsoluteError(), "optimizer": optim.SGD(learning_rate=5.0)}
    project = circle(*LINEAR, **{**given, "epochs": 1000, **settings})
    return with_activation(project, 4, "linear")


def with_activation(project, node, name):
    layer = msgspec.structs.replace(project.graph[node].layer, activation=name)
    return project.with_graph(project.graph.replace(node, layer))


def until_failure(project, calm_epochs=0):
    """Return the trainer and the error of a run without a window.

    For some epochs it learns calmly, then with the project's learning rate.
    """
    trainer = prepare(calm(project)).trainer
    for _ in trainer.steps(calm_epochs):
        pass
    trainer.set_optimizer(project.training.optimizer)
    with pytest.raises(NotFiniteError) as caught, np.errstate(all="ignore"):
        for _ in trainer.steps():
            pass
    return trainer, caught.value


def calm(project, **settings):
    return changed(project, optimizer=optim.SGD(learning_rate=1e-3), **settings)


def failed(watched, project):
    watched.session.set_project(project)
    watched.session.run()
    watched.wait_for(lambda: len(watched.failures) == 1)
    return watched.failures[0]


def test_a_loss_that_is_not_finite_stops_within_the_step_and_names_the_layer(watched):
    trainer, error = until_failure(exploding())
    failure = failed(watched, exploding())
    assert watched.states == ["idle", "running", "failed"]
    assert failure.layer == error.layer is not None
    assert str(failure.message) == str(error)
    assert failure.can_go_back
    assert not failure.traceback
    assert watched.frame().step == trainer.progress.step


def test_going_back_brings_the_last_good_weights_and_their_record(watched):
    project = exploding()
    trainer, _ = until_failure(project, calm_epochs=180)
    watched.finish(calm(project, epochs=180))
    failed(watched, project)
    watched.session.go_back()
    watched.wait_for_state("paused")
    snapshot = watched.session.snapshot().snapshot
    assert snapshot.step == trainer.last_good.step > 200
    assert np.array_equal(snapshot.theta, trainer.last_good.theta)
    assert snapshot.record == trainer.last_good.record
    watched.frame(lambda frame: frame.curves and len(frame.curves.losses) == snapshot.step)


def test_with_a_lower_learning_rate_the_run_goes_on_from_there(watched):
    project = exploding()
    failed(watched, project)
    watched.session.set_project(calm(project, epochs=10))
    watched.session.go_back()
    watched.session.run()
    watched.wait_for_state("finished")
    assert np.isfinite(watched.session.snapshot().snapshot.theta).all()


@pytest.mark.parametrize("order", ["run", "step_batch", "step_epoch"])
def test_training_after_a_failure_begins_at_the_last_good_weights(watched, order):
    project = exploding(optimizer=optim.SGD(learning_rate=1e30))
    watched.finish(calm(project, epochs=20))
    good = watched.session.snapshot().snapshot
    failed(watched, project)
    assert watched.session.snapshot().snapshot.step == good.step + 1
    watched.session.set_project(calm(project, epochs=1000))
    getattr(watched.session, order)()
    watched.wait_for(lambda: watched.states[-1] in {"paused", "finished"})
    assert len(watched.failures) == 1
    snapshot = watched.session.snapshot().snapshot
    assert snapshot.step > good.step
    assert np.abs(snapshot.theta).max() < 10 * np.abs(good.theta).max()


def test_a_failed_run_can_be_saved_and_reset(watched):
    failed(watched, exploding())
    assert np.isfinite(watched.session.snapshot().snapshot.theta).all()
    watched.session.reset()
    watched.wait_for_state("idle")
    theta = watched.session.snapshot().snapshot.theta
    assert np.array_equal(theta, prepare(exploding()).program.theta)


def test_an_edit_of_a_failed_run_carries_its_last_good_weights(watched):
    project = exploding()
    trainer, _ = until_failure(project, calm_epochs=180)
    watched.finish(calm(project, epochs=180))
    failed(watched, project)
    watched.session.set_project(with_activation(project, 2, "tanh"))
    watched.wait_for_state("paused")
    snapshot = watched.session.snapshot().snapshot
    assert snapshot.step == trainer.last_good.step
    assert np.array_equal(snapshot.theta, trainer.last_good.theta)


def broken_steps(self, epochs=None):
    yield from ()
    raise ZeroDivisionError("a mistake in the program")


def test_an_error_in_the_worker_is_told_with_its_traceback_and_the_thread_lives_on(
    watched, monkeypatch, caplog
):
    with monkeypatch.context() as patched, caplog.at_level(logging.CRITICAL):
        patched.setattr(Trainer, "steps", broken_steps)
        failure = failed(watched, circle())
    assert watched.session.state == "failed"
    assert "a mistake in the program" in str(failure.message)
    assert "ZeroDivisionError" in failure.traceback
    assert watched.session.snapshot() is not None
    watched.session.reset()
    watched.session.run()
    watched.wait_for_state("finished")


def test_an_error_is_logged_with_its_traceback(watched, monkeypatch, caplog):
    monkeypatch.setattr(Trainer, "steps", broken_steps)
    failed(watched, circle())
    assert any(record.exc_info for record in caplog.records)


def test_an_error_in_a_picture_is_told_once(watched, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("a mistake in a picture")

    monkeypatch.setattr("dnngui.training.boundary.inputs_over", broken)
    watched.session.set_needs(Needs(boundary=Grid(0, 1, (-6, 6), (-6, 6))))
    watched.session.set_project(circle())
    watched.wait_for(lambda: len(watched.failures) == 1)
    watched.settle()
    assert len(watched.failures) == 1


def test_a_network_that_does_not_fit_into_memory_is_told_in_words(watched, monkeypatch):
    def greedy(*_, **__):
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("dnngui.document.run.compile", greedy)
        failed(watched, circle())
    assert "not enough memory" in str(watched.failures[0].message)
    assert watched.session.state == "failed"
    watched.session.set_project(changed(circle(), l2=0.1))
    watched.wait_for_state("idle")


def test_an_error_while_saving_reaches_the_one_who_asked(watched, monkeypatch):
    watched.finish(circle())

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("dnngui.document.run.saved_run", broken)
    with pytest.raises(ZeroDivisionError):
        watched.session.snapshot()
    assert watched.session.state == "finished"
