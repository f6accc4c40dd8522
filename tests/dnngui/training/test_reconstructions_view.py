"""Samples through an autoencoder, with the noise that its own layers draw."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from dnngui.document import examples
from dnngui.document.run import prepare
from dnngui.training.reconstructions import SAMPLES, Reconstructions, beginning
from engine import Dataset, Graph, Trainer, compile, layers


def autoencoder(*first):
    """Return a trainer of an autoencoder that begins with these layers."""
    random = np.random.default_rng(0)
    x = random.uniform(size=(400, 4, 4)).astype(np.float32)
    dataset = Dataset.from_arrays(x, x.reshape(400, 16), x, x.reshape(400, 16))
    graph = Graph.sequential(
        layers.Input(shape=(4, 4)),
        *first,
        layers.Dense(units=5, activation="tanh"),
        layers.Dense(units=16),
    )
    return Trainer(compile(graph, "mean_squared_error"), dataset)


def picture(trainer, samples=SAMPLES):
    return Reconstructions(samples).view(trainer).picture(trainer, lambda: None)


def test_without_noise_the_originals_are_given_back_as_predict_does():
    trainer = autoencoder(layers.Flatten())
    found = picture(trainer)
    x = trainer.dataset.x_test[:SAMPLES]
    outputs = trainer.program.predict(x)
    assert found.disturbed is None
    assert found.test
    assert np.array_equal(found.originals, x)
    assert np.allclose(found.outputs, outputs, atol=1e-6)
    assert np.allclose(found.errors, ((outputs.astype(np.float64) - x) ** 2).mean(axis=1))


@pytest.mark.parametrize("order", ["before", "behind"])
def test_gaussian_noise_is_added_and_the_network_reads_what_is_shown(order):
    noise = layers.GaussianNoise(deviation=0.3)
    first = (noise, layers.Flatten()) if order == "before" else (layers.Flatten(), noise)
    trainer = autoencoder(*first)
    found = picture(trainer, 400)
    assert abs((found.disturbed - found.originals).std() - 0.3) < 0.02
    assert np.allclose(found.outputs, trainer.program.predict(found.disturbed), atol=1e-6)
    off = found.outputs.astype(np.float64) - found.originals
    assert np.allclose(found.errors, (off**2).mean(axis=1))


def test_dropout_takes_values_away_and_scales_the_others():
    trainer = autoencoder(layers.Flatten(), layers.Dropout(rate=0.5))
    found = picture(trainer, 400)
    kept = found.disturbed != 0.0
    assert 0.45 < kept.mean() < 0.55
    assert np.allclose(found.disturbed[kept], 2.0 * found.originals[kept], rtol=1e-4)


def test_the_noise_stands_still_and_leaves_that_of_the_run_alone():
    trainer = autoencoder(layers.Flatten(), layers.GaussianNoise(deviation=0.3))
    before = trainer.program.noise.state
    assert np.array_equal(picture(trainer).disturbed, picture(trainer).disturbed)
    assert trainer.program.noise.state == before


def test_noise_further_in_is_not_of_the_input():
    graph = autoencoder(layers.Flatten(), layers.Dense(units=9), layers.Dropout(rate=0.5))
    assert beginning(graph.program.graph) == ()
    assert picture(graph).disturbed is None


def test_layers_of_noise_may_follow_each_other():
    trainer = autoencoder(
        layers.GaussianNoise(deviation=0.1), layers.Flatten(), layers.Dropout(rate=0.1)
    )
    assert len(beginning(trainer.program.graph)) == 4


def test_without_a_test_part_samples_of_the_training_part_are_shown():
    given = examples.named("Digits, denoising autoencoder").build()
    given = msgspec.structs.replace(given, data=msgspec.structs.replace(given.data, test_share=0.0))
    dataset, _, trainer = prepare(given)
    found = picture(trainer)
    assert not found.test
    assert np.array_equal(found.originals, dataset.x_train[:SAMPLES])


@pytest.mark.parametrize("name", ["Digits", "Linear regression y = 3 + 4x", "Wave, GRU"])
def test_what_is_no_autoencoder_has_none(name):
    trainer = prepare(examples.named(name).build()).trainer
    assert Reconstructions().view(trainer) is None
