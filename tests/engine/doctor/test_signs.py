"""What is measured at each layer, against the numbers themselves."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.doctor import Doctor
from engine.doctor.signs import Examination
from engine.initializers import Constant, Normal
from engine.record import Record

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(120, 3)).astype(np.float32)
Y = (X[:, 0] > 0.0).astype(np.int64)


def trainer_of(*hidden, seed=0, **settings):
    graph = Graph.sequential(
        layers.Input(shape=(3,)), *hidden, layers.Dense(units=1, activation="sigmoid")
    )
    program = compile(graph, "binary_crossentropy", seed=seed)
    dataset = Dataset.from_arrays(X, Y)
    return Trainer(program, dataset, batch_size=20, record=Record(), **settings)


def signs_of(trainer, name="dense_1"):
    node = trainer.program.graph.named(name).id
    return Examination(trainer).signs()[node]


def test_weights_gradients_and_outputs_have_the_size_that_they_have():
    trainer = trainer_of(layers.Dense(units=5, activation="tanh"), optimizer=optim.SGD())
    next(trainer.steps())
    program, signs = trainer.program, signs_of(trainer)
    kernel = program.parameters["dense_1/kernel"]
    gradient = program.unit * program.gradients["dense_1/kernel"]
    outputs = np.tanh(X @ kernel + program.parameters["dense_1/bias"])
    assert signs.kernel == pytest.approx(np.sqrt(np.mean(kernel**2)), rel=1e-5)
    assert signs.gradient == pytest.approx(np.sqrt(np.mean(gradient**2)), rel=1e-5)
    assert signs.size == pytest.approx(np.sqrt(np.mean(outputs**2)), rel=1e-5)
    assert signs.spread == pytest.approx(np.sqrt(np.mean(outputs.var(axis=0))), rel=1e-4)


def test_usual_weights_are_those_of_he_and_glorot_and_first_ones_as_they_are_declared():
    rectified = trainer_of(layers.Dense(units=50, activation="relu"))
    assert signs_of(rectified).usual == pytest.approx(math.sqrt(2.0 / 3.0), rel=0.05)
    small = layers.Dense(units=50, activation="tanh", kernel_initializer=Normal())
    signs = signs_of(trainer_of(small))
    assert signs.usual == pytest.approx(math.sqrt(2.0 / 53.0), rel=0.05)
    assert signs.began == pytest.approx(0.05, rel=0.05)


def test_units_that_never_fire_are_dead():
    layer = layers.Dense(units=4, activation="relu")
    trainer = trainer_of(layer)
    trainer.program.parameters["dense_1/bias"][...] = [-100.0, 0.0, -100.0, -100.0]
    assert signs_of(trainer).dead == 0.75


def test_outputs_at_the_limits_are_saturated():
    trainer = trainer_of(layers.Dense(units=4, activation="tanh"))
    trainer.program.parameters["dense_1/bias"][...] = [50.0, -50.0, 0.0, 0.0]
    outputs = trainer.program.activations(X, [2])[2]
    assert signs_of(trainer).saturated == pytest.approx(np.mean(np.abs(outputs) > 0.98))
    assert math.isnan(signs_of(trainer).dead)


def test_units_are_alike_until_one_weight_differs():
    trainer = trainer_of(layers.Dense(units=4, activation="tanh", kernel_initializer=Constant()))
    assert signs_of(trainer).alike
    trainer.program.parameters["dense_1/kernel"][0, 0] += 0.01
    assert not signs_of(trainer).alike


@pytest.mark.parametrize("rate", [0.03, 300.0])
def test_a_run_that_is_looked_at_is_the_same_to_the_last_bit(rate):
    def weights(*, looked_at):
        trainer = trainer_of(
            layers.Dense(units=8, activation="tanh"),
            layers.Dropout(rate=0.5),
            optimizer=optim.Adam(learning_rate=rate),
        )
        doctor = Doctor(trainer)
        for step in trainer.steps(20):
            if looked_at and step.step % 5 == 0:
                doctor.look()
        if looked_at:
            doctor.judge()
        return trainer.program.theta.copy()

    assert np.array_equal(weights(looked_at=True), weights(looked_at=False))
