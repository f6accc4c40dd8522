"""A canvas on the screen, and a hand that drives it with real events."""

from __future__ import annotations

import pytest
from hand import Hand

from dnngui.canvas.view import CanvasView
from dnngui.document.project import Project
from dnngui.history import History
from engine import layers
from engine.graph import Graph


@pytest.fixture
def make_hand(qtbot):
    """Open a canvas of 1200 by 800 pixels on a graph."""

    def make(graph: Graph | None = None, positions=None) -> Hand:
        project = Project(graph=graph or Graph(), positions=positions or {})
        history = History(project)
        view = CanvasView(history)
        qtbot.addWidget(view)
        view.resize(1200, 800)
        view.show()
        qtbot.waitExposed(view)
        return Hand(view, history)

    return make


@pytest.fixture
def chain() -> Graph:
    """Layers 1 to 4: Input, Dense, Dense, Dense."""
    return Graph.sequential(
        layers.Input(shape=(2,)),
        layers.Dense(units=4, activation="tanh"),
        layers.Dense(units=2, activation="tanh"),
        layers.Dense(units=1, activation="sigmoid"),
    )


@pytest.fixture
def hand(make_hand, chain) -> Hand:
    """Open a canvas with the chain at 100%."""
    return make_hand(chain)
