"""The gate, the mailbox and the division of time, each by itself."""

from __future__ import annotations

import itertools
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest

from dnngui.training.breath import Breath, Closing
from dnngui.training.events import ProblemFound
from dnngui.training.frames import Boundary, Curves, Frame, Grid
from dnngui.training.gate import FrameGate
from dnngui.training.mailbox import Mailbox
from dnngui.training.pace import Pace, Share
from engine.message import Message


def frame(step, generation=1, **parts):
    return Frame(generation=generation, step=step, epoch=0, loss=None, **parts)


@pytest.fixture
def gate():
    return FrameGate()


@pytest.fixture
def waiting(gate):
    """Return a thread that waits at the gate, and what calls it away."""
    called = threading.Event()

    def come():
        with gate.work():
            gate.wait(called.is_set)

    thread = threading.Thread(target=come)
    yield thread, called
    called.set()
    thread.join(5)
    assert not thread.is_alive()


def test_the_worker_waits_while_a_frame_is_made(gate, waiting):
    thread, _ = waiting
    with gate:
        thread.start()
        thread.join(0.12)
        assert thread.is_alive()
    thread.join(5)
    assert not thread.is_alive()


def test_frames_within_a_frame_are_one(gate, waiting):
    thread, _ = waiting
    with gate:
        thread.start()
        with gate:
            pass
        thread.join(0.05)
        assert gate.open
        assert thread.is_alive()
    assert not gate.open


def test_a_command_calls_the_worker_away_from_the_gate(gate, waiting):
    thread, called = waiting
    with gate:
        thread.start()
        called.set()
        thread.join(5)
        assert not thread.is_alive()


def test_an_error_in_a_frame_opens_the_way_again(gate):
    with pytest.raises(ZeroDivisionError), gate:
        raise ZeroDivisionError
    with gate.work():
        gate.wait(lambda: False)
    assert not gate.open


def test_a_frame_begins_when_the_worker_has_come_to_the_gate(gate):
    steps, at_work, end = itertools.count(), threading.Event(), threading.Event()

    def work():
        breath = Breath(gate)
        with gate.work():
            while not end.is_set():
                at_work.set()
                next(steps)
                breath()

    thread = threading.Thread(target=work)
    thread.start()
    at_work.wait(5)
    for _ in range(20):
        with gate:
            first = next(steps)
            time.sleep(0.001)
            assert next(steps) == first + 1
    end.set()
    thread.join(5)
    assert not thread.is_alive()


def test_a_long_step_does_not_hold_up_the_frame(gate):
    with gate.work(), gate:
        assert gate.open


def test_the_worker_ends_in_the_midst_of_its_work(gate):
    breath = Breath(gate)
    breath()
    breath.closing = True
    with pytest.raises(Closing):
        breath()


def test_the_worker_sleeps_for_an_instant_every_three_milliseconds(gate, monkeypatch):
    clock, slept = itertools.count(1, 0.0005), []
    fake = SimpleNamespace(perf_counter=lambda: next(clock), sleep=slept.append)
    monkeypatch.setattr("dnngui.training.breath.time", fake)
    breath = Breath(gate)
    for _ in range(80):
        breath()
    assert 10 <= len(slept) <= 13
    assert 0 < max(slept) < 0.0001


def test_work_that_lets_go_of_the_interpreter_by_itself_sleeps_seldom(gate, monkeypatch):
    clock, slept = itertools.count(1, 0.0005), []
    fake = SimpleNamespace(perf_counter=lambda: next(clock), sleep=slept.append)
    monkeypatch.setattr("dnngui.training.breath.time", fake)
    breath = Breath(gate)
    breath.lets_go = True
    for _ in range(200):
        breath()
    assert 2 <= len(slept) <= 4


def test_time_at_the_gate_does_not_count_as_the_workers_own(gate):
    breath = Breath(gate)
    threading.Timer(0.1, gate.__exit__, (None, None, None)).start()
    gate.__enter__()
    begin, own = time.perf_counter(), breath.clock()
    with gate.work():
        breath()
    assert time.perf_counter() - begin > 0.09
    assert breath.clock() - own < 0.05


def test_a_later_frame_replaces_the_earlier_and_keeps_what_it_leaves_out():
    mailbox = Mailbox(lambda: None)
    curves = Curves()
    boundary = Boundary(Grid(0, 1, (0, 1)), np.zeros((2, 2, 1), np.float32))
    mailbox.post(frame(1, curves=curves))
    mailbox.post(frame(2, boundary=boundary))
    assert not mailbox.empty
    _, found = mailbox.take(0)
    assert found.step == 2
    assert found.curves is curves
    assert found.boundary is boundary
    assert mailbox.empty
    assert mailbox.take(0) == ([], None)


def test_nothing_of_an_older_network_is_kept():
    mailbox = Mailbox(lambda: None)
    mailbox.post(frame(1, generation=1, curves=Curves()))
    mailbox.post(frame(2, generation=2))
    assert mailbox.take(0)[1].curves is None


def test_frames_wait_until_the_edit_is_taken_up():
    mailbox = Mailbox(lambda: None)
    mailbox.post(frame(1))
    assert mailbox.take(3) == ([], None)
    mailbox.take_up(3)
    assert mailbox.take(3)[1].step == 1


def test_events_ring_and_are_taken_once_in_order():
    rung = []
    mailbox = Mailbox(lambda: rung.append(True))
    events = [ProblemFound(Message("one")), ProblemFound(Message("two"))]
    for event in events:
        mailbox.tell(event)
    assert len(rung) == 2
    assert mailbox.take_events() == events
    assert mailbox.take_events() == []
    mailbox.disconnect()
    mailbox.tell(events[0])
    assert len(rung) == 2


def test_a_chunk_of_steps_lasts_a_millisecond():
    pace = Pace()
    for _ in range(20):
        pace.took(pace.steps, pace.steps * 1e-5)
    assert pace.steps == 100
    for _ in range(60):
        pace.took(pace.steps, pace.steps * 2e-3)
    assert pace.steps == 1


def test_a_pause_of_the_window_does_not_slow_the_chunks_down():
    pace = Pace()
    for number in range(40):
        pace.took(pace.steps, pace.steps * 1e-5 + (0.005 if number % 8 == 0 else 0.0))
    assert pace.steps > 40


def test_the_speed_is_that_of_the_last_half_second():
    pace = Pace()
    for tenth in range(10):
        pace.count(30, tenth / 10)
    assert pace.steps_per_second == pytest.approx(300)
    pace.rest()
    assert pace.steps_per_second == 0


def test_a_picture_takes_its_share_of_the_time_and_no_more():
    share = Share(0.1, 0.03)
    assert share.due(0.0)
    share.spent(1.0, 1.001)
    assert not share.due(1.02)
    assert share.due(1.031)
    share.spent(2.0, 2.1)
    assert not share.due(2.9)
    assert share.due(3.01)


def test_a_picture_that_has_become_old_may_take_its_greater_share():
    share = Share(0.01, 0.2, 0.1)
    share.spent(1.0, 1.005)
    assert not share.due(1.49)
    assert share.due(1.51)
    share.spent(2.0, 2.05)
    assert not share.due(2.99)
    assert share.due(3.01)
    share.spent(4.0, 4.5)
    assert not share.due(8.9)
    assert share.due(9.01)


def test_the_parts_of_a_picture_take_the_greater_share_once_the_last_whole_one_is_old():
    share, now, made = Share(0.01, 0.2, 0.1), 5.0, []
    share.spent(now, now + 0.004)
    for _ in range(60):
        now += 0.004
        while not share.due(now):
            now += 0.001
        share.spent(now, now + 0.004, whole=False)
        made.append(now - 5.0)
    assert sum(each < 0.99 for each in made) == 2
    assert np.diff(made[3:]) == pytest.approx(0.04, abs=0.006)
