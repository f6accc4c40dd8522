"""The search for a learning rate on the worker's thread, beside a run that stays as it is."""

from __future__ import annotations

import numpy as np
import pytest
from watching import changed, circle

from dnngui.document.run import prepare
from engine import optim
from engine.ratefinder import find_rate
from engine.schedules import Cosine


@pytest.fixture
def told(session):
    """What the session told of its searches."""
    found = []
    session.search_moved.connect(found.append)
    return found


def test_it_finds_what_the_engine_finds(watched, session, told):
    project = circle()
    session.set_project(project)
    session.search_rate()
    watched.wait_for(lambda: told and told[-1].ended)
    expected = find_rate(prepare(project).trainer)
    assert np.array_equal(told[-1].sweep.losses, expected.losses)
    assert told[-1].sweep.suggestion == expected.suggestion
    assert [each.ended for each in told[:-1]] == [False] * (len(told) - 1)
    assert session.state == "idle"


def test_a_run_goes_on_after_it_as_if_it_had_never_been(watched, session, told):
    project = circle(schedule=Cosine(), epochs=4)
    whole = watched.finish(project)
    session.reset()
    watched.wait_for_state("idle")
    for _ in range(3):
        session.step_batch()
    watched.wait_for_state("paused")
    session.search_rate()
    watched.wait_for(lambda: told and told[-1].ended)
    session.run()
    watched.wait_for_state("finished")
    assert session.snapshot().snapshot.theta.tobytes() == whole.snapshot.theta.tobytes()


@pytest.mark.parametrize("leave", ["leave", "reset", "edit"])
def test_it_ends_when_it_is_left_or_something_else_is_done(watched, session, told, leave):
    project = circle(samples=5000, batch_size=None)
    session.set_project(project)
    session.search_rate()
    watched.wait_for(lambda: told)
    if leave == "leave":
        session.leave_search()
    elif leave == "reset":
        session.reset()
    else:
        session.set_project(changed(project, optimizer=optim.SGD(learning_rate=0.5)))
    watched.wait_for(lambda: told[-1].ended)
    watched.settle()
    count = len(told)
    watched.settle()
    assert len(told) == count
    session.step_batch()
    watched.wait_for_state("paused")


def test_a_running_network_pauses_for_it(watched, session, told):
    session.set_project(circle(epochs=1_000_000))
    session.run()
    watched.wait_for_state("running")
    session.search_rate()
    watched.wait_for(lambda: told and told[-1].ended)
    assert session.state == "paused"


def test_an_optimizer_without_a_rate_is_refused_in_a_sentence(watched, session, told):
    session.set_project(circle(optimizer=optim.LBFGS(), batch_size=None))
    session.search_rate()
    watched.wait_for(lambda: told and told[-1].ended)
    assert "finds its step lengths itself" in str(watched.problems[0])


def test_what_does_not_fit_into_memory_ends_it_and_not_the_run(
    watched, session, told, monkeypatch, caplog
):
    def no_room(*_, **__):
        raise MemoryError

    session.set_project(circle())
    session.step_batch()
    watched.wait_for_state("paused")
    monkeypatch.setattr("engine.trainer.Trainer.twin", no_room)
    session.search_rate()
    watched.wait_for(lambda: told and told[-1].ended)
    assert "not enough memory" in str(watched.problems[0])
    assert session.state == "paused"
    caplog.clear()
