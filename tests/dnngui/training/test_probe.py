"""Rows that are run through a network again and again."""

from __future__ import annotations

import numpy as np
import pytest

from dnngui.training.probe import Probe
from engine import Graph, compile, layers

WIDTHS = (8, 5)


@pytest.fixture
def program():
    hidden = [layers.Dense(units=each, activation="tanh") for each in WIDTHS]
    return compile(Graph.sequential(layers.Input(shape=(3,)), *hidden), "mean_squared_error")


@pytest.mark.parametrize("rows", [1, 40, 59, 60, 61, 100, 1000])
@pytest.mark.parametrize("folds", [1, 4])
def test_every_layer_is_computed_for_every_row_whatever_the_parts(program, rows, folds):
    program.chunk = 40
    inputs = np.random.default_rng(rows).standard_normal((rows, 3))
    breaths = []
    found = Probe(program, inputs, folds).run(program.order[1:], lambda: breaths.append(1))
    values = inputs
    for node, values_found in zip(program.order[1:], found.values(), strict=True):
        name = program.graph[node].name
        kernel = program.parameters[f"{name}/kernel"]
        values = np.tanh(values @ kernel + program.parameters[f"{name}/bias"])
        np.testing.assert_allclose(values_found, values.T, rtol=1e-4, atol=1e-5)


def test_long_runs_breathe_between_their_parts(program):
    program.chunk = 40
    breaths = []
    Probe(program, np.zeros((200, 3))).run(program.order, lambda: breaths.append(1))
    assert len(breaths) == 5


def test_the_input_is_what_was_given(program):
    inputs = np.random.default_rng(0).standard_normal((30, 3)).astype(np.float32)
    (given,) = program.order[:1]
    found = Probe(program, inputs).run((given,), lambda: None)
    assert np.array_equal(found[given], inputs.T)
