"""A session in a real event loop."""

from __future__ import annotations

import threading

import pytest
from watching import Watched

from dnngui.training.session import TrainingSession


@pytest.fixture
def watched(qtbot):
    session = TrainingSession()
    yield Watched(session, qtbot)
    assert session.close(5)
    assert "training" not in {thread.name for thread in threading.enumerate()}


@pytest.fixture
def session(watched):
    return watched.session
