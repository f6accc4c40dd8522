"""A section computes what the whole network does while most of its inputs rest."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers
from engine.section import section_of

WIDTH = 12
MOVED = np.array([3, 8])

NETWORKS = {
    "chain": [layers.Input(shape=(WIDTH,)), layers.Dense(units=5, activation="tanh")],
    "without bias": [layers.Input(shape=(WIDTH,)), layers.Dense(units=5, use_bias=False)],
    "picture": [
        layers.Input(shape=(3, 4)),
        layers.Flatten(),
        layers.Dense(units=5, activation="relu"),
        layers.Dropout(rate=0.5),
    ],
}


def network(name):
    return Graph.sequential(*NETWORKS[name], layers.Dense(units=3, activation="softmax"))


def rows(program, rest, n=20):
    """Return inputs that differ from ``rest`` in the moved ones alone, and those by themselves."""
    moving = np.random.default_rng(1).standard_normal((n, len(MOVED)))
    whole = np.tile(rest, (n, 1))
    whole[:, MOVED] = moving
    return whole, moving


@pytest.fixture
def rest():
    return np.random.default_rng(0).standard_normal(WIDTH)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_section_predicts_what_the_whole_does(name, rest):
    program = compile(network(name), "sparse_categorical_crossentropy", seed=3, dtype="float64")
    section = section_of(program, MOVED, rest)
    whole, moving = rows(program, rest)
    np.testing.assert_allclose(section.program.predict(moving), program.predict(whole), atol=1e-12)


def test_a_section_follows_the_weights(rest):
    program = compile(network("chain"), "sparse_categorical_crossentropy", dtype="float64")
    section = section_of(program, MOVED, rest)
    program.theta += np.random.default_rng(2).standard_normal(program.theta.size)
    section.follow()
    whole, moving = rows(program, rest)
    np.testing.assert_allclose(section.program.predict(moving), program.predict(whole), atol=1e-12)


def test_a_section_goes_around_branches(rest):
    graph = Graph()
    graph, source = graph.add(layers.Input(shape=(WIDTH,)))
    graph, left = graph.add(layers.Dense(units=4, activation="sigmoid"))
    graph, right = graph.add(layers.Dense(units=4))
    graph, both = graph.add(layers.Add())
    for first, second in ((source, left), (source, right), (left, both), (right, both)):
        graph = graph.connect(first, second)
    program = compile(graph, "mean_squared_error", dtype="float64")
    section = section_of(program, MOVED, rest)
    whole, moving = rows(program, rest)
    np.testing.assert_allclose(section.program.predict(moving), program.predict(whole), atol=1e-12)


def test_where_the_inputs_go_elsewhere_there_is_none(rest):
    activated = Graph.sequential(
        layers.Input(shape=(WIDTH,)), layers.Activation(function="relu"), layers.Dense(units=1)
    )
    few = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1))
    assert section_of(compile(activated), MOVED, rest) is None
    assert section_of(compile(few), np.array([0, 1]), rest[:2]) is None


def test_a_network_that_only_rearranges_has_none(rest):
    graph = Graph.sequential(layers.Input(shape=(3, 4)), layers.Flatten())
    assert section_of(compile(graph, "mean_squared_error"), MOVED, rest) is None


@pytest.mark.parametrize("shape", [(WIDTH // 4, 4), (2, 3, 2)])
def test_dense_layers_at_each_place_have_no_section(shape):
    graph = Graph.sequential(
        layers.Input(shape=(WIDTH,)),
        layers.Reshape(target=shape),
        layers.Dense(units=5),
        layers.Flatten(),
        layers.Dense(units=3),
    )
    assert section_of(compile(graph, "mean_squared_error"), MOVED, np.zeros(WIDTH)) is None
