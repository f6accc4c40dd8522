"""Layers that take values of some kind alone, before data that have others."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from engine import Dataset, Graph, compile, layers
from engine.check import check, fit
from engine.data.load import load
from engine.data.settings import Builtin, DataSettings, Generated
from engine.facts import DataFacts
from engine.losses import SparseCategoricalCrossentropy
from engine.unsupervised.pretraining import Pretraining

LOSS = SparseCategoricalCrossentropy()
WINE = DataSettings(source=Builtin(name="wine"))


def drawn(*middle, inputs=13):
    output = layers.Dense(units=3, activation="softmax")
    return Graph.sequential(layers.Input(shape=(inputs,)), *middle, output)


def found(graph, dataset):
    return list(check(graph, LOSS, DataFacts.of(dataset)))


def repaired(settings, problem):
    return msgspec.structs.replace(settings, **problem.repair.data)


@pytest.mark.parametrize("between", [(), (layers.Dropout(rate=0.1),), (layers.Flatten(),)])
def test_a_bernoulli_rbm_before_standardised_data_is_mended_by_their_range(between):
    graph = drawn(*between, layers.RBM(units=8, pretraining_epochs=1))
    (problem,) = found(graph, load(WINE))
    assert (problem.code, problem.field) == ("bernoulli_range", "visible")
    assert str(problem.message).startswith("rbm_1 has Bernoulli visible units, for values from 0")
    assert str(problem.repair.label) == "Scale the features to 0 to 1"
    mended = load(repaired(WINE, problem))
    assert found(graph, mended) == []
    assert (mended.x_train.min(), mended.x_train.max()) == (0.0, 1.0)
    np.testing.assert_allclose(mended.x_train.min(axis=0), 0.0, atol=1e-6)
    np.testing.assert_allclose(mended.x_train.max(axis=0), 1.0, atol=1e-6)


def test_the_range_of_features_is_that_of_scikit_learn():
    preprocessing = pytest.importorskip("sklearn.preprocessing")
    dataset = load(DataSettings(source=Builtin(name="wine"), unit_range=True))
    scaler = preprocessing.MinMaxScaler().fit(dataset.raw_train)
    for raw, x in ((dataset.raw_train, dataset.x_train), (dataset.raw_test, dataset.x_test)):
        np.testing.assert_allclose(x, scaler.transform(raw), atol=1e-6)


def test_where_nothing_scales_the_data_the_units_become_gaussian():
    dataset = load(DataSettings(source=Generated(name="circle")))
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.RBM(units=8))
    (problem,) = found(graph, dataset)
    assert problem.repair.graph[2].layer.visible == "gaussian"
    assert found(problem.repair.graph, dataset) == []


@pytest.mark.parametrize(
    "graph",
    [
        drawn(layers.RBM(units=8, visible="gaussian")),
        drawn(layers.Dense(units=4, activation="sigmoid"), layers.RBM(units=8)),
        drawn(layers.RBM(units=8, visible="gaussian"), layers.RBM(units=4)),
    ],
)
def test_machines_that_read_what_they_take_are_left_in_peace(graph):
    assert found(graph, load(WINE)) == []


def test_pixels_suit_a_bernoulli_rbm():
    dataset = load(DataSettings(source=Builtin(name="digits")))
    graph = Graph.sequential(layers.Input(shape=(8, 8)), layers.Flatten(), layers.RBM())
    assert found(graph, dataset) == []


def test_an_embedding_before_standardised_tokens_is_mended_by_leaving_them_as_they_are():
    graph = drawn(layers.Embedding(vocabulary=2000, units=2), layers.Flatten())
    (problem,) = found(graph, load(WINE))
    assert (problem.code, problem.node) == ("embedding_values", graph.order[1])
    assert repaired(WINE, problem).standardize is False


def test_an_embedding_of_whole_numbers_is_left_in_peace():
    tokens = np.array([[0, 1], [2, 3], [1, 1]])
    dataset = Dataset.from_arrays(tokens, np.array([0, 1, 2]), classes=("a", "b", "c"))
    graph = drawn(layers.Embedding(vocabulary=4, units=2), layers.Flatten(), inputs=2)
    assert found(graph, dataset) == []


def test_fitting_a_network_to_its_data_leaves_the_data_alone():
    graph = Graph.sequential(layers.Input(shape=(7,)), layers.RBM(), layers.Dense(units=5))
    mended = fit(graph, LOSS, DataFacts.of(load(WINE))).graph
    assert mended[1].layer.shape == (13,)
    assert mended[3].layer.units == 3


def test_pre_training_on_the_range_begins():
    dataset = load(DataSettings(source=Builtin(name="wine"), unit_range=True))
    program = compile(drawn(layers.RBM(units=3, pretraining_epochs=1)), LOSS)
    assert next(Pretraining(program, dataset).steps()).step == 1
