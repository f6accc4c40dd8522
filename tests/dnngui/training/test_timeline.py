"""Which moments of a run are kept, and how much memory they take."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from watching import circle

from dnngui.training.live import LiveRun
from dnngui.training.timeline import MOST, Timeline


def clock():
    """Return a clock that stands: no copy takes any time."""
    return lambda: 0.0


def live(project=None):
    run = LiveRun()
    project = project or circle()
    run.load(project)
    run.follow(project)
    return run


def passed(timeline, run, steps):
    """Make steps, and pass by in front of each."""
    made = run.trainer.steps()
    for _ in range(steps):
        timeline.pass_by(run)
        next(made)
    return run


def steps_of(timeline):
    return [moment.step for moment in timeline.moments]


def test_every_step_of_a_short_run_is_kept_whole():
    timeline, run = Timeline(clock()), live()
    expected = []
    for _ in range(6):
        expected.append(run.trainer.program.theta.copy())
        passed(timeline, run, 1)
    assert steps_of(timeline) == [0, 1, 2, 3, 4, 5]
    for moment, theta in zip(timeline.moments, expected, strict=True):
        np.testing.assert_array_equal(moment.snapshot.theta, theta)
    assert [moment.epoch for moment in timeline.moments] == pytest.approx(
        [0, 1 / 3, 2 / 3, 1, 4 / 3, 5 / 3]
    )


def test_a_copy_that_would_take_more_than_its_share_of_the_time_waits():
    still = Timeline(lambda: 7.0)
    run = passed(still, live(), 3)
    assert steps_of(still) == [0, 1, 2]
    now = itertools.count(0.0, 1.0)
    slow = Timeline(lambda: float(next(now)))
    passed(slow, run, 10_600)
    gaps = np.diff(steps_of(slow))
    # A copy takes as long as a step here: one of fifty is kept at first, then one of a hundred.
    assert 49 <= gaps[:198].min() <= gaps[:198].max() <= 51
    assert gaps[201:].min() >= 90


def test_once_some_moments_had_to_go_a_copy_takes_its_usual_share_however_few_are_left():
    probe = passed(Timeline(clock()), live(), 2)
    now = itertools.count(0.0, 1.0)
    timeline = Timeline(lambda: float(next(now)))
    timeline.set_bound(20 * _size_of_one(probe))
    passed(timeline, live(), 2000)
    gaps = np.diff(steps_of(timeline))
    assert gaps[-3:].min() >= 90


def _size_of_one(run):
    timeline = Timeline(clock())
    timeline.pass_by(run)
    return timeline.size


def test_what_was_told_of_the_moments_stays_when_others_come_and_go():
    timeline, run = Timeline(clock()), live()
    passed(timeline, run, 5)
    told = timeline.track(5, 5 / 3, None)
    timeline.cut(1)
    passed(timeline, run, 2)
    assert told.steps.tolist() == [0, 1, 2, 3, 4]
    now = timeline.track(7, 7 / 3, None)
    assert now.steps.tolist() == [0, 1, 5, 6]
    assert now.epochs.tolist() == pytest.approx([0, 1 / 3, 5 / 3, 2])


@pytest.mark.parametrize("room", [10, 33])
def test_thinned_moments_stay_under_the_bound_and_even_from_the_first_to_the_last(room):
    probe = Timeline(clock())
    passed(probe, live(), 1)
    bound = room * probe.size
    timeline = Timeline(clock(), bound)
    passed(timeline, live(), 500)
    kept = steps_of(timeline)
    assert kept[0] == 0
    assert timeline.size <= bound
    assert timeline.size == sum(moment.size for moment in timeline.moments)
    assert len(kept) > room / 3
    assert len(set(np.diff(kept).tolist())) == 1
    assert 500 - kept[-1] <= 2 * (kept[1] - kept[0])


def test_the_size_is_that_of_the_arrays_and_a_little():
    timeline, run = Timeline(clock()), live()
    passed(timeline, run, 2)
    moment = timeline.moments[-1]
    arrays = moment.snapshot.theta.nbytes + sum(
        each.nbytes for each in moment.snapshot.optimizer_state.values()
    )
    assert arrays < moment.size < arrays + 5000


def test_there_are_never_more_moments_than_a_strip_has_pixels():
    timeline, run = Timeline(clock()), live()
    passed(timeline, run, MOST + 10)
    assert len(timeline.moments) <= MOST
    assert steps_of(timeline)[:3] == [0, 2, 4]


def test_a_smaller_bound_thins_at_once():
    timeline, run = Timeline(clock()), live()
    passed(timeline, run, 40)
    half = timeline.size // 2
    timeline.set_bound(half)
    assert timeline.size <= half
    assert steps_of(timeline)[:3] == [0, 2, 4]


def test_of_a_network_too_large_for_the_bound_nothing_is_kept():
    timeline, run = Timeline(clock(), 6000), live()
    passed(timeline, run, 3)
    assert timeline.too_large
    assert not timeline.moments
    timeline.set_bound(10**6)
    passed(timeline, run, 2)
    assert not timeline.too_large
    assert steps_of(timeline) == [3, 4]


@pytest.mark.parametrize(
    ("asked", "found"), [(-5, 0), (0, 0), (2, 0), (3, 4), (4, 4), (5, 4), (7, 8), (900, 8)]
)
def test_the_nearest_moment_is_found_the_earlier_of_two(asked, found):
    timeline, run = Timeline(clock()), live()
    timeline._stride = 4
    passed(timeline, run, 9)
    assert steps_of(timeline) == [0, 4, 8]
    assert timeline.nearest(asked).step == found


def test_without_moments_none_is_nearest():
    assert Timeline(clock()).nearest(3) is None


def test_a_run_that_stands_at_an_earlier_step_has_left_what_came_after():
    timeline, run = Timeline(clock()), live()
    passed(timeline, run, 5)
    run.trainer.restore(timeline.moments[2].snapshot)
    timeline.follow(run)
    assert steps_of(timeline) == [0, 1, 2]


def test_first_weights_leave_nothing_of_the_run_before():
    timeline, run = Timeline(clock()), live()
    passed(timeline, run, 5)
    run.start_over()
    timeline.follow(run)
    assert not timeline.moments
