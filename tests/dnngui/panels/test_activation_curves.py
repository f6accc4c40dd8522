"""The little curves beside the activation functions."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QSize

from dnngui.panels.forms.curves import CURVES, REACH, curve
from engine import compile
from engine.activations import NAMES
from engine.graph import Graph
from engine.layers import Activation, Input


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_is_what_the_engine_computes(name):
    graph = Graph.sequential(Input(shape=(1,)), Activation(function=name))
    program = compile(graph, loss="mean_squared_error", dtype="float64")
    inputs = np.linspace(-REACH, REACH, 25)
    expected = program.predict(inputs[:, None])[:, 0]
    assert [CURVES[name](z) for z in inputs] == pytest.approx(expected, abs=1e-6)


def test_every_activation_has_a_picture_of_its_own(qapp):
    # With its usual alpha of 1, CELU is ELU.
    names = [name for name in NAMES if name != "celu"]
    pictures = [curve(name).pixmap(QSize(40, 32)).toImage() for name in names]
    assert all(
        one != other for place, one in enumerate(pictures) for other in pictures[place + 1 :]
    )
