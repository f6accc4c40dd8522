"""A run is spread over a time, and computes the same."""

from __future__ import annotations

import time

import pytest
from test_same_bits import assert_same, on_the_command_line, project

from dnngui.training.tempo import Tempo


def test_without_a_time_there_is_no_bound():
    tempo = Tempo()
    tempo.begin(1000, 0, 0.0)
    assert tempo.allowed(0, 0.0) is None


def test_a_run_takes_its_time():
    tempo = Tempo()
    tempo.seconds = 10.0
    tempo.begin(1000, 0, 100.0)
    step, now = 0, 100.0
    while step < 1000:
        allowed = tempo.allowed(step, now)
        step += allowed
        now += tempo.rest() if not allowed else 0.001
    assert now - 100.0 == pytest.approx(10.0, rel=0.02)


def test_a_run_that_was_held_up_does_not_rush():
    tempo = Tempo()
    tempo.seconds = 10.0
    tempo.begin(1000, 0, 0.0)
    assert tempo.allowed(0, 5.0) == 1
    assert tempo.allowed(1, 5.0) == 0


def test_a_slow_network_is_not_slowed_further():
    tempo = Tempo()
    tempo.seconds = 10.0
    tempo.begin(20, 0, 0.0)
    step, now = 0, 0.0
    for _ in range(20):
        assert tempo.allowed(step, now) != 0 or tempo.rest() <= 0.5
        step, now = step + 1, now + 1.0


def test_a_watchable_run_takes_its_time_and_has_the_same_bits(watched):
    given = project(epochs=20)
    watched.session.set_tempo(0.6)
    begin = time.monotonic()
    run = watched.finish(given)
    assert time.monotonic() - begin > 0.5
    assert_same(run, on_the_command_line(given))


def test_full_speed_can_be_chosen_on_the_way(watched):
    watched.session.set_tempo(1000.0)
    watched.session.set_project(project(epochs=20))
    watched.session.run()
    watched.wait_for_state("running")
    watched.session.set_tempo(None)
    watched.wait_for_state("finished")


def test_a_slow_run_answers_commands(watched):
    watched.session.set_tempo(1000.0)
    watched.session.set_project(project(epochs=20))
    watched.session.run()
    watched.wait_for_state("running")
    watched.session.pause()
    watched.wait_for_state("idle")
