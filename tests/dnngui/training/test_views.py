"""Views share a part of the worker's time, and are prepared once for a network and its data."""

from __future__ import annotations

import dataclasses
import itertools
import time
from typing import ClassVar

import numpy as np
import pytest
from watching import circle

from dnngui.document.project import Project
from dnngui.document.run import prepare
from dnngui.training.breath import Breath
from dnngui.training.confusion import Confusion
from dnngui.training.frames import Frame, Needs
from dnngui.training.gate import FrameGate
from dnngui.training.live import LiveRun
from dnngui.training.mailbox import Mailbox
from dnngui.training.observer import Observer
from dnngui.training.reconstructions import Reconstructions
from dnngui.training.views import LATE_SHARE, MOVING_SHARE, SHARE, Request, StillView, Views
from dnngui.training.worst import Worst
from dnngui.training.writing import Writing
from engine import Graph, layers
from engine.data.settings import Builtin, DataSettings


class Counted(StillView):
    def __init__(self, log):
        self._log = log

    def picture(self, trainer, breathe):
        self._log.append("picture")
        breathe()
        return len(self._log)


@dataclasses.dataclass(frozen=True)
class Counting(Request):
    """A request that keeps a log of what is done for it."""

    log: list = dataclasses.field(hash=False, compare=False)
    name: str = "a"

    def view(self, trainer):
        self.log.append("prepared")
        return Counted(self.log)


@pytest.fixture
def observed():
    run, observer = LiveRun(), Observer(Breath(FrameGate()))
    project = circle()
    run.load(project)
    run.follow(project)
    return run, observer


def look(run, observer):
    frames = []
    while observer.stale:
        frames.append(observer.next_frame(run))
    return frames


def test_a_view_is_prepared_once_and_computed_anew_when_weights_change(observed):
    run, observer = observed
    log = []
    wanted = Counting(log)
    observer.show(Needs(views=(wanted,)))
    look(run, observer)
    observer.weights_changed()
    look(run, observer)
    assert log == ["prepared", "picture", "picture"]


def test_another_network_prepares_its_views_anew(observed):
    run, observer = observed
    log = []
    observer.show(Needs(views=(Counting(log),)))
    look(run, observer)
    run.follow(circle(layers.Dense(units=3)))
    observer.weights_changed()
    look(run, observer)
    assert log.count("prepared") == 2


def test_a_name_that_changes_prepares_views_anew_though_the_network_goes_on(observed):
    run, observer = observed
    log = []
    observer.show(Needs(views=(Counting(log),)))
    look(run, observer)
    project = run.project
    run.follow(project.with_graph(project.graph.rename(2, "other")))
    assert run.generation == 1
    observer.weights_changed()
    look(run, observer)
    assert log.count("prepared") == 2


def test_what_nobody_wants_any_more_is_not_computed(observed):
    run, observer = observed
    log = []
    observer.show(Needs(views=(Counting(log),)))
    observer.show(Needs())
    assert all(frame.views == {} for frame in look(run, observer))
    assert log == []


def test_an_equal_request_keeps_its_view(observed):
    run, observer = observed
    log = []
    observer.show(Needs(views=(Counting(log),)))
    look(run, observer)
    observer.show(Needs(views=(Counting(log), Counting(log, "b"))))
    look(run, observer)
    assert log == ["prepared", "picture", "prepared", "picture"]


def test_an_unfinished_view_is_asked_until_it_is_complete(observed):
    class Growing:
        parts = 0
        whole = True

        @property
        def unfinished(self):
            return self.parts < 3

        def picture(self, trainer, breathe):
            self.parts += 1
            return self.parts

    @dataclasses.dataclass(frozen=True)
    class Wanted(Request):
        def view(self, trainer):
            return Growing()

    run, observer = observed
    observer.show(Needs(views=(Wanted(),)))
    found = [view for frame in look(run, observer) for view in frame.views.values()]
    assert found == [1, 2, 3]


def test_all_views_together_have_one_share(monkeypatch):
    trainer = prepare(circle()).trainer
    breath = Breath(FrameGate())
    views = Views(breath)
    many = tuple(Counting([], name) for name in "abcd")
    views.show(many)
    now = time.perf_counter()
    for wanted in many:
        views.prepare(wanted, trainer)
        views.parts()[wanted](trainer)
        share = views.shares[wanted]
        share.spent(now, now + 0.005)
        assert not share.due(now + 0.99 * 0.005 * len(many) / SHARE)
        assert share.due(now + 1.01 * 0.005 * len(many) / SHARE)
        share.spent(now, now + 1.0)
        assert not share.due(now + 0.99 * len(many) / LATE_SHARE)
        assert share.due(now + 1.01 * len(many) / LATE_SHARE)


@dataclasses.dataclass(frozen=True)
class Moving(Counting):
    interval: ClassVar[float] = 0.025
    moves: ClassVar[bool] = True


def test_what_moves_has_a_share_of_its_own():
    views = Views(Breath(FrameGate()))
    still, moving = Counting([]), Moving([])
    views.show((still, moving))
    views.shares[moving].spent(1.0, 1.01)
    assert not views.shares[moving].due(1.0 + 0.99 * 0.01 / MOVING_SHARE)
    assert views.shares[moving].due(1.0 + 1.01 * 0.01 / MOVING_SHARE)
    views.shares[still].spent(1.0, 1.01)
    assert views.shares[still].due(1.0 + 1.01 * 0.01 / SHARE)


def test_what_moves_waits_for_no_other_view_and_the_others_come_along(observed, monkeypatch):
    run, observer = observed
    moments = itertools.count()
    monkeypatch.setattr(observer._breath, "clock", lambda: now + 1e-7 * next(moments))
    moving, others = Moving([]), [Counting([], name) for name in "abcdef"]
    now = 100.0
    observer.show(Needs(views=(*others, moving)))
    observer.due_frame(run, 1.0)
    frames = {}
    for tick in range(1, 2001):
        now = 100.0 + 0.001 * tick
        if observer.is_due:
            frames[tick] = observer.due_frame(run, 1.0)
    at = np.array([tick for tick, frame in frames.items() if moving in frame.views])
    assert 18 <= np.diff(at).min() <= np.diff(at).max() <= 26
    for each in others:
        at = np.array([tick for tick, frame in frames.items() if each in frame.views])
        assert 190 <= np.diff(at).min() <= np.diff(at).max() <= 260
    assert len(frames) < 100


def test_curves_that_took_long_once_are_there_again_after_a_second(observed, monkeypatch):
    run, observer = observed
    compute, waits = observer._usual_parts["curves"], [0.015]
    now = 100.0

    def curves(trainer):
        nonlocal now
        now += waits.pop() if waits else 0.0  # as if the machine had stood still
        return compute(trainer)

    monkeypatch.setattr(observer._breath, "clock", lambda: now)
    monkeypatch.setitem(observer._usual_parts, "curves", curves)
    assert observer.due_frame(run, 1.0).curves is not None
    now += 0.05
    while observer.due_frame(run, 1.0).curves is None:
        now += 0.05
    assert now - 100.0 == pytest.approx(1.0, abs=0.06)


def test_where_nothing_is_to_be_seen_there_are_frames_for_the_figures_alone(observed, monkeypatch):
    run, observer = observed
    monkeypatch.setattr(observer._breath, "clock", lambda: now)
    now = 100.0
    observer.due_frame(run, 1.0)
    made = 0
    for tick in range(1, 1001):
        now = 100.0 + 0.001 * tick
        if observer.is_due:
            observer.due_frame(run, 1.0)
            made += 1
    # Each twentieth of a second, and the curves and the evaluation each eighth.
    assert 19 <= made <= 30


def test_getting_ready_takes_nothing_of_the_share(observed, monkeypatch):
    @dataclasses.dataclass(frozen=True)
    class Dear(Request):
        def view(self, trainer):
            time.sleep(0.3)
            return Counted([])

    run, observer = observed
    observer.show(Needs(views=(Dear(),)))
    look(run, observer)
    begin = time.perf_counter()
    while not observer.due_frame(run, 1.0).views:
        time.sleep(0.01)
        assert time.perf_counter() - begin < 1.0


def test_a_frame_tells_of_which_epoch_its_views_are(observed):
    run, observer = observed
    wanted = Counting([])
    observer.show(Needs(views=(wanted,)))
    list(run.trainer.steps(2))
    frames = [each for each in look(run, observer) if wanted in each.views]
    assert frames[0].view_epochs == {wanted: 2.0}


def test_frames_that_follow_closely_bring_one_view_after_the_other(observed, monkeypatch):
    run, observer = observed
    moments = itertools.count()
    monkeypatch.setattr(observer._breath, "clock", lambda: now + 1e-5 * next(moments))
    wanted = [Counting([], name) for name in "abc"]
    now = 100.0
    observer.show(Needs(views=tuple(wanted)))
    assert len(observer.due_frame(run, 1.0).views) == 3
    seen = []
    for tick in range(1, 6):
        now = 100.2 + 0.016 * tick
        seen.append(len(observer.due_frame(run, 1.0).views))
    assert seen == [1, 1, 1, 0, 0]
    now = 110.0
    assert observer.due_frame(run, 1.0).views.keys() == set(wanted)


def test_views_of_a_frame_that_still_lies_there_are_kept():
    box = Mailbox(lambda: None)
    one, other = Counting([], "a"), Counting([], "b")
    box.post(Frame(1, 1, 0, None, views={one: 1, other: 1}))
    box.post(Frame(1, 2, 0, None, views={other: 2}))
    assert box.take(0)[1].views == {one: 1, other: 2}


@pytest.mark.parametrize(
    "wanted", [Confusion(True), Confusion(False), Worst(False), Writing("", 1.0), Reconstructions()]
)
def test_a_drawing_that_ends_with_an_rbm_has_no_predictions_to_show(wanted):
    source = Builtin(name="iris")
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.RBM(units=3))
    project = Project(graph=graph, data=DataSettings(source=source))
    assert wanted.view(prepare(project).trainer) is None
