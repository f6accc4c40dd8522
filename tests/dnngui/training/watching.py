"""A session that is watched, and projects to train."""

from __future__ import annotations

import msgspec

from dnngui.document.project import Project, TrainingSettings
from engine import Graph, layers, optim
from engine.data.settings import DataSettings, Generated


class Watched:
    """A session with a record of all it told.

    Attributes
    ----------
    states, datasets, failures, problems
        In the order in which they came.
    """

    def __init__(self, session, qtbot):
        self.session, self._qtbot = session, qtbot
        self.states, self.datasets, self.failures, self.problems = [], [], [], []
        session.state_changed.connect(self.states.append)
        session.dataset_changed.connect(self.datasets.append)
        session.failed.connect(self.failures.append)
        session.problem.connect(self.problems.append)

    def wait_for(self, condition, timeout=10_000):
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def wait_for_state(self, state):
        self.wait_for(lambda: self.session.state == state)

    def finish(self, project):
        """Train ``project`` to its end and return what a file keeps of it."""
        self.session.set_project(project)
        self.session.run()
        self.wait_for_state("finished")
        return self.session.snapshot()

    def settle(self):
        """Return when all that was sent is carried out."""
        self.session.snapshot(10)
        self._qtbot.wait(1)

    def frame(self, condition=lambda frame: True):
        """Return the first frame to come that meets ``condition``."""
        frames = []

        def arrived():
            frames.append(self.session.drain())
            return frames[-1] is not None and condition(frames[-1])

        self.wait_for(arrived)
        return frames[-1]


def circle(*middle, samples=60, **settings):
    """Return a small project on the circle."""
    middle = middle or (layers.Dense(units=4, activation="tanh"),)
    graph = Graph.sequential(layers.Input(), *middle, layers.Dense(units=1, activation="sigmoid"))
    given = {"optimizer": optim.SGD(learning_rate=0.05), "batch_size": 10, "epochs": 5}
    return Project(
        graph=graph,
        data=DataSettings(source=Generated(name="circle", samples=samples, noise=5.0)),
        training=TrainingSettings(**{**given, **settings}),
    )


def changed(project, **settings):
    """Return ``project`` with other training settings."""
    training = msgspec.structs.replace(project.training, **settings)
    return msgspec.structs.replace(project, training=training)
