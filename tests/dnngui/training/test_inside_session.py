"""A step is looked into on the worker's thread, beside a run that stays as it is."""

from __future__ import annotations

import numpy as np
import pytest
from watching import circle

from dnngui.document.run import prepare
from engine.inside import look


@pytest.fixture
def seen(session):
    found = []
    session.looked_inside.connect(found.append)
    return found


def test_it_tells_what_the_engine_finds_and_makes_no_step(watched, session, seen):
    project = circle()
    session.set_project(project)
    session.look_inside()
    watched.wait_for(lambda: seen)
    expected = look(prepare(project).trainer)
    assert seen[0].loss == expected.loss
    for name, values in expected.update.after.items():
        np.testing.assert_array_equal(seen[0].update.after[name], values)
    assert session.state == "idle"
    assert session.snapshot().snapshot.step == 0


def test_the_step_that_is_made_next_is_the_one_that_was_seen(watched, session, seen):
    session.set_project(circle())
    for _ in range(3):
        session.step_batch()
    session.look_inside()
    session.step_batch()
    watched.wait_for(lambda: seen)
    snapshot = session.snapshot().snapshot
    assert seen[0].number == snapshot.step == 4
    after = np.concatenate([each.ravel() for each in seen[0].update.after.values()])
    np.testing.assert_array_equal(after, snapshot.theta)


def test_a_run_that_goes_on_pauses(watched, session, seen):
    session.set_project(circle(epochs=10_000))
    session.run()
    watched.wait_for_state("running")
    session.look_inside()
    watched.wait_for(lambda: seen)
    watched.wait_for_state("paused")
    assert session.snapshot().snapshot.step == seen[0].number - 1


def test_why_there_is_no_step_is_told(watched, session, seen):
    from dnngui.document import examples

    session.set_project(examples.named("Digits, deep belief network").build())
    session.look_inside()
    watched.wait_for(lambda: watched.problems)
    assert str(watched.problems[0]).startswith("The RBMs are being pre-trained.")
    assert not seen
