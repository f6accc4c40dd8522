"""Autoencoders: a data set whose targets are its own inputs."""

from __future__ import annotations

import dataclasses

import msgspec
import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, optim
from engine.data.dataset import Task
from engine.data.load import load
from engine.data.preprocessing import OneHot, Standardize
from engine.data.settings import Builtin, DataSettings
from engine.layers import Dense, Dropout, GaussianNoise, Input
from engine.unsupervised.autoencoder import reconstructing


@pytest.fixture(scope="module")
def digits():
    return load(DataSettings(source=Builtin(name="digits"), test_share=0.3))


def autoencoder(width, *disturbing, code=16, activation="linear"):
    return Graph.sequential(
        Input(shape=(width,)),
        *disturbing,
        Dense(units=code, activation="tanh"),
        Dense(units=width, activation=activation),
    )


def trained(graph, loss, dataset, epochs=40):
    program = compile(graph, loss)
    rule = optim.Adam(learning_rate=0.01)
    trainer = Trainer(program, dataset, rule)
    first = trainer.evaluate()
    for _ in trainer.steps(epochs=epochs):
        pass
    return program, first, trainer.evaluate()


def test_the_targets_are_the_prepared_inputs(digits):
    found = reconstructing(digits)
    np.testing.assert_array_equal(found.y_train, digits.x_train)
    np.testing.assert_array_equal(found.y_test, digits.x_test)
    np.testing.assert_array_equal(found.x_train, digits.x_train)
    assert found.task is Task.REGRESSION
    assert found.classes == found.preprocessing.classes == ()
    assert len(found.target_names) == digits.x_train.shape[1]
    assert found.feature_shape == (8, 8)


def test_reconstructions_come_back_in_the_units_of_the_columns():
    dataset = load(DataSettings(source=Builtin(name="wine"), test_share=0.3))
    found = reconstructing(dataset)
    assert found.target_names == tuple(column.name for column in dataset.columns)
    raw = found.preprocessing.inverse_target(found.y_train)
    np.testing.assert_allclose(raw, dataset.raw_train, rtol=1e-5, atol=1e-5)


def test_each_category_is_a_target_of_its_own():
    dataset = Dataset.from_arrays([[1.0, 0.0], [3.0, 1.0]], [0, 1], feature_names=("size", "kind"))
    steps = (Standardize(mean=2.0, scale=1.0, fill=2.0), OneHot(categories=("cat", "dog")))
    prepared = msgspec.structs.replace(dataset.preprocessing, transforms=steps)
    inputs = prepared.transform(dataset.raw_train)
    found = reconstructing(dataclasses.replace(dataset, preprocessing=prepared, x_train=inputs))
    assert found.target_names == ("size", "kind=cat", "kind=dog")
    raw = found.preprocessing.inverse_target(found.y_train)
    np.testing.assert_array_equal(raw, [[1.0, 1.0, 0.0], [3.0, 0.0, 1.0]])


def test_what_is_not_scaled_stays_so():
    dataset = Dataset.from_arrays([[1.0, 0.0], [3.0, 1.0]], [0, 1])
    found = reconstructing(dataset)
    assert found.preprocessing.target_scales == ()
    np.testing.assert_array_equal(found.preprocessing.inverse_target(found.y_train), found.x_train)


@pytest.mark.parametrize(
    ("loss", "activation"), [("mean_squared_error", "linear"), ("binary_crossentropy", "sigmoid")]
)
def test_digits_pass_through_a_narrow_layer(digits, loss, activation):
    graph = autoencoder(64, activation=activation)
    program, first, last = trained(graph, loss, reconstructing(digits))
    assert last.test_loss < first.test_loss
    error = np.mean((program.predict(digits.x_test) - digits.x_test) ** 2)
    assert error < 0.35 * np.mean((digits.x_train.mean(axis=0) - digits.x_test) ** 2)
    assert last.test_metrics["rmse"] == pytest.approx(16.0 * np.sqrt(error), rel=1e-3)


@pytest.mark.parametrize("layer", [GaussianNoise(deviation=3.0), Dropout(rate=0.5)])
def test_noise_disturbs_what_is_read_and_not_the_target(digits, layer):
    dataset = reconstructing(digits)
    graph = Graph.sequential(Input(shape=(64,)), layer, Dense(units=64, use_bias=False))
    program = compile(graph, "mean_squared_error")
    program.parameters["dense_1/kernel"][...] = np.eye(64)
    x = dataset.x_train[:50]
    clean = x.copy()
    rows, wanted = program.augmented(x), program.encode(dataset.y_train[:50])
    plan = program.plan(50, training=True, loss=True)
    loss = plan.step(rows.T, wanted.T)
    read = plan.values(program.output, rows.T).T
    # A network that passes everything on is off by just the noise.
    assert np.mean((read - clean) ** 2) > 0.05
    assert loss == pytest.approx(np.mean((read - clean) ** 2), rel=1e-4)
    np.testing.assert_array_equal(dataset.y_train[:50], clean)


def test_a_denoising_autoencoder_takes_noise_away(digits):
    graph = autoencoder(64, GaussianNoise(deviation=0.3), code=32, activation="sigmoid")
    dataset = reconstructing(digits)
    program, _, _ = trained(graph, "binary_crossentropy", dataset)
    noise = np.random.default_rng(0).standard_normal(digits.x_test.shape)
    noisy = digits.x_test + 0.3 * noise.astype(np.float32)
    mended = np.mean((program.predict(noisy) - digits.x_test) ** 2)
    assert mended < 0.4 * np.mean((noisy - digits.x_test) ** 2)


def test_the_share_of_a_picture_that_is_explained_counts_each_pixel_by_its_variance(digits):
    score = pytest.importorskip("sklearn.metrics")
    dataset = reconstructing(digits)
    program, _, last = trained(autoencoder(64), "mean_squared_error", dataset)
    raw = [dataset.preprocessing.inverse_target(each) for each in (
        program.predict(dataset.x_test), dataset.y_test
    )]  # fmt: skip
    expected = score.r2_score(raw[1], raw[0], multioutput="variance_weighted")
    assert last.test_metrics["r2"] == pytest.approx(expected, abs=1e-5)
    assert last.test_metrics["explained_variance"] == pytest.approx(
        score.explained_variance_score(raw[1], raw[0], multioutput="variance_weighted"), abs=1e-5
    )
