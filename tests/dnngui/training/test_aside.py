"""Pictures that another thread computes."""

import threading

import numpy as np
import pytest

from dnngui.document.project import Project, TrainingSettings
from dnngui.training.aside import Aside
from dnngui.training.breath import Breath
from dnngui.training.frames import Grid, Needs
from dnngui.training.gate import FrameGate
from dnngui.training.live import LiveRun
from dnngui.training.observer import Observer
from engine import layers, losses
from engine.data.settings import Builtin, DataSettings
from engine.graph import Graph

GRID = Grid(0, 1, (10.0, 20.0), (10.0, 30.0), 20)
PATIENCE = 5.0


@pytest.fixture
def aside():
    one = Aside()
    yield one
    one.close()


@pytest.fixture
def observer():
    one = Observer(Breath(FrameGate()))
    one.show(Needs(boundary=GRID))
    yield one
    one.close()


@pytest.fixture
def run():
    """A run over the thirty columns of a table, of which the plane moves two."""
    graph = Graph.sequential(
        layers.Input(shape=(30,)),
        layers.Dense(units=8, activation="relu"),
        layers.Dense(units=1, activation="sigmoid"),
    )
    live = LiveRun()
    project = Project(
        graph=graph,
        data=DataSettings(source=Builtin(name="breast cancer")),
        training=TrainingSettings(loss=losses.BinaryCrossentropy()),
    )
    live.load(project)
    live.follow(project)
    return live


def taken(aside):
    """Return what was begun, as soon as it is done."""
    for _ in range(int(PATIENCE / 0.01)):
        found = aside.take()
        if found is not None:
            return found
        threading.Event().wait(0.01)
    pytest.fail("nothing came")


def test_another_thread_computes_and_nobody_waits(aside):
    go_on = threading.Event()

    def compute(_):
        go_on.wait(PATIENCE)
        return threading.get_ident()

    aside.begin(compute)
    assert aside.busy
    assert aside.take() is None
    go_on.set()
    assert taken(aside) != threading.get_ident()
    assert not aside.busy


def test_what_is_forgotten_ends_after_the_part_that_is_under_way(aside):
    parts = []
    begun = threading.Event()

    def compute(breathe):
        for part in range(1000):
            parts.append(part)
            begun.set()
            threading.Event().wait(0.01)
            breathe()

    aside.begin(compute)
    begun.wait(PATIENCE)
    aside.forget()
    assert len(parts) < 100
    assert aside.take() is None


def test_an_error_is_told_to_whom_takes(aside):
    def compute(_):
        raise ZeroDivisionError

    aside.begin(compute)
    with pytest.raises(ZeroDivisionError):
        taken(aside)


def test_a_plane_through_many_columns_is_computed_beside_the_run(observer, run):
    names = set()
    frame = observer.due_frame(run, 0.0)
    while frame.boundary is None:
        names |= {thread.name for thread in threading.enumerate()}
        frame = observer.due_frame(run, 0.0)
    assert any(name.startswith("pictures") for name in names)
    rest = observer.next_frame(run)
    while rest.boundary is None:
        rest = observer.next_frame(run)
    assert np.array_equal(frame.boundary.values, rest.boundary.values)


def test_a_run_that_rests_shows_the_plane_of_its_present_weights(observer, run):
    observer.due_frame(run, 0.0)
    run.trainer.program.theta[...] = 0.0
    frame = observer.next_frame(run)
    while frame.boundary is None:
        frame = observer.next_frame(run)
    assert np.all(frame.boundary.values == 0.5)
    assert observer.due_frame(run, 0.0).boundary is None


def test_a_plane_of_other_axes_is_never_shown(observer, run):
    observer.due_frame(run, 0.0)
    other = Grid(2, 3, (10.0, 20.0), (10.0, 30.0), 20)
    observer.show(Needs(boundary=other))
    frame = observer.due_frame(run, 0.0)
    while frame.boundary is None:
        frame = observer.due_frame(run, 0.0)
    assert frame.boundary.grid == other
