"""Histograms and norms as the worker computes them, against NumPy and the batch's own gradient."""

from __future__ import annotations

import numpy as np
import pytest

from dnngui.training.parameters import BINS, SAMPLE, Parameters, spread
from engine import Dataset, Graph, Trainer, compile, layers, optim


@pytest.fixture
def trainer():
    random = np.random.default_rng(0)
    dataset = Dataset.from_arrays(random.normal(size=(20, 3)), random.integers(0, 2, 20))
    graph = Graph.sequential(
        layers.Input(shape=(3,)),
        layers.Dense(units=4),
        layers.BatchNorm(),
        layers.Dense(units=1, activation="sigmoid"),
    )
    return Trainer(compile(graph), dataset, optim.SGD(learning_rate=0.1), None)


def picture(trainer):
    return Parameters().view(trainer).picture(trainer, lambda: None)


def test_a_histogram_is_numpys():
    values = np.random.default_rng(1).normal(size=(40, 50)).astype(np.float32)
    found = spread(values)
    counts, edges = np.histogram(values.astype(np.float64), BINS)
    assert found.counts.tolist() == counts.tolist()
    assert (found.low, found.high) == (edges[0], edges[-1])


def test_of_many_values_some_are_counted_from_all_over_the_tensor():
    values = np.repeat([0.0, 1.0], SAMPLE)
    found = spread(values)
    assert found.counts.sum() <= SAMPLE
    assert found.counts[0] == found.counts[-1]


@pytest.mark.parametrize("values", [[0.0, 0.0], [3.0]])
def test_equal_values_fall_into_one_bin(values):
    found = spread(np.array(values))
    assert found.low < values[0] < found.high
    assert np.count_nonzero(found.counts) == 1


def test_what_is_not_finite_has_no_histogram():
    assert spread(np.array([1.0, np.nan])) is None


def test_before_the_first_step_there_are_no_gradients(trainer):
    look = picture(trainer)
    assert set(look.gradients.values()) == {None}
    assert all(size.gradient == 0.0 for size in look.sizes)


def test_the_gradients_are_those_of_the_last_step_and_layers_are_taken_together(trainer):
    before = trainer.program.theta.copy()
    next(trainer.steps())
    look = picture(trainer)
    # Gradient descent moved the weights by its rate times the gradient.
    moved = {name: values.copy() for name, values in trainer.program.parameters.items()}
    trainer.program.theta[...] = before
    slopes = {
        name: (values - moved[name]) / 0.1 for name, values in trainer.program.parameters.items()
    }
    last = look.sizes[-1]
    wanted = np.hypot(*(np.linalg.norm(slopes[f"dense_2/{each}"]) for each in ("kernel", "bias")))
    assert last.layer == "dense_2"
    assert last.gradient == pytest.approx(wanted, rel=1e-3)
    norms = (np.linalg.norm(moved[f"dense_2/{each}"]) for each in ("kernel", "bias"))
    assert last.weights == pytest.approx(np.hypot(*norms), rel=1e-5)
    kernel = look.gradients["dense_1/kernel"]
    assert kernel.low == pytest.approx(slopes["dense_1/kernel"].min(), rel=1e-2, abs=1e-5)


def test_while_an_rbm_is_trained_its_own_epochs_are_told():
    machines = [layers.RBM(units=3, pretraining_epochs=2) for _ in range(2)]
    random = np.random.default_rng(0)
    dataset = Dataset.from_arrays(random.uniform(size=(20, 4)), random.integers(0, 2, 20))
    end = layers.Dense(units=1, activation="sigmoid")
    graph = Graph.sequential(layers.Input(shape=(4,)), *machines, end)
    trainer = Trainer(compile(graph), dataset, optim.SGD(), 10, pretrains=True)
    told = []
    for _ in trainer.steps(1):
        look = picture(trainer)
        told.append((look.machine, look.epoch))
    assert list(dict.fromkeys(told)) == [
        ("rbm_1", 0.0),
        ("rbm_1", 1.0),
        ("rbm_1", 2.0),
        ("rbm_2", 0.0),
        ("rbm_2", 1.0),
        ("", 0.0),
        ("", 0.5),
        ("", 1.0),
    ]


def test_what_a_layer_keeps_by_itself_is_left_out(trainer):
    names = {name for name in picture(trainer).weights if name.startswith("batch_norm")}
    assert names == {"batch_norm_1/scale", "batch_norm_1/bias"}


def test_a_network_without_weights_has_none():
    dataset = Dataset.from_arrays(np.zeros((2, 1)), np.zeros((2, 1)))
    graph = Graph.sequential(layers.Input(shape=(1,)), layers.Activation(function="tanh"))
    assert Parameters().view(Trainer(compile(graph, "mean_squared_error"), dataset)) is None
