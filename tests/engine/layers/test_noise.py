"""Noise layers: what they draw, and that it is gone after the training."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from layer_cases.probe import Probe

from engine import layers
from engine.inference import infer
from engine.layers.base import ReplaceWith, ShapeError


def test_spatial_dropout_silences_a_channel_of_a_sample_as_a_whole():
    probe = Probe(layers.SpatialDropout(rate=0.25), (5, 4, 8), channels_first=True)
    x = np.ones((200, 5, 4, 8))
    found = probe.train(x)
    assert (found == found[:, :1, :1, :]).all()
    assert set(np.unique(found)) == {0.0, 1.0 / 0.75}
    assert np.mean(found == 0.0) == pytest.approx(0.25, abs=0.04)
    np.testing.assert_array_equal(probe.predict(x), x)


def test_the_gradient_of_spatial_dropout_is_silenced_where_the_values_were():
    probe = Probe(layers.SpatialDropout(rate=0.5), (3, 2))
    x = np.ones((20, 3, 2))
    state = probe.program.noise.state
    mask = probe.train(x)
    probe.program.noise.state = state
    (found,) = probe.backward(2.0 * x, x)
    np.testing.assert_array_equal(found, 2.0 * mask)


def test_spatial_dropout_of_single_values_is_refused_with_a_repair():
    with pytest.raises(ShapeError) as refusal:
        layers.SpatialDropout(rate=0.3).out_shape((4,))
    assert refusal.value.repair == ReplaceWith(layers.Dropout(rate=0.3))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_gaussian_noise_has_the_spread_that_is_asked_for(dtype):
    probe = Probe(layers.GaussianNoise(deviation=0.5), (50,), dtype=dtype)
    x = np.full((2000, 50), 3.0)
    noise = probe.train(x) - 3.0
    assert noise.mean() == pytest.approx(0.0, abs=0.01)
    assert noise.std() == pytest.approx(0.5, rel=0.02)
    assert np.mean(np.abs(noise) < 0.5) == pytest.approx(0.6827, abs=0.01)
    np.testing.assert_array_equal(probe.predict(x), x)


@pytest.mark.parametrize("rate", [0.1, 0.5])
def test_alpha_dropout_keeps_mean_and_variance(rate):
    x = np.random.default_rng(0).standard_normal((3000, 60))
    found = Probe(layers.AlphaDropout(rate=rate), (60,)).train(x)
    assert found.mean() == pytest.approx(x.mean(), abs=0.01)
    assert found.std() == pytest.approx(x.std(), rel=0.01)


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.7])
def test_alpha_dropout_equals_pytorch_in_what_it_keeps_and_what_it_silences(rate):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")
    x = np.random.default_rng(1).standard_normal((40, 30))
    torch.manual_seed(0)
    theirs = torch.nn.functional.alpha_dropout(torch.tensor(x), rate, training=True).numpy()
    ours = Probe(layers.AlphaDropout(rate=rate), (30,)).train(x)
    # They draw other masks: a value is either silenced or on the line of those that are kept.
    a = (1.0 - rate + 1.7580993408473766**2 * (1.0 - rate) * rate) ** -0.5
    b = a * rate * 1.7580993408473766
    silenced = b - a * 1.7580993408473766
    for found in (ours, theirs):
        kept = np.isclose(found, a * x + b, rtol=0.0, atol=1e-4)
        np.testing.assert_allclose(found[~kept], silenced, atol=1e-4)
        assert np.mean(~kept) == pytest.approx(rate, abs=0.05)


CHANGED = [
    (layers.SpatialDropout(rate=0.0), {"rate": 0.5}, (4, 3)),
    (layers.GaussianNoise(deviation=0.0), {"deviation": 1.0}, (4,)),
    (layers.AlphaDropout(rate=0.0), {"rate": 0.5}, (4,)),
]


@pytest.mark.parametrize(("layer", "change", "shape"), CHANGED)
def test_a_rate_may_change_while_a_program_runs(layer, change, shape):
    probe, x = Probe(layer, shape), np.random.default_rng(2).standard_normal((10, *shape))
    np.testing.assert_allclose(probe.train(x), x, rtol=1e-12)
    changed = msgspec.structs.replace(layer, **change)
    assert probe.program.adopt(probe.program.graph.replace(probe.node, changed))
    assert not np.allclose(probe.train(x), x)
    assert infer(probe.program.graph).problems == ()
