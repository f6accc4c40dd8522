"""Networks of all families, drawn at random: what an export computes in onnxruntime."""

from __future__ import annotations

import numpy as np
import pytest
from random_networks import draw_samples, draw_weights, random_network

from engine import compile
from engine.formats import Trained
from engine.formats.onnx.layers import LAYERS
from engine.formats.onnx.model import build

SEEDS = range(30)


def agrees(seed, run, path):
    """Compare with the program in float64; leave room for what float32 loses in the program."""
    random = np.random.default_rng(seed)
    graph = random_network(random)
    exact = compile(graph, "mean_squared_error", dtype="float64")
    draw_weights(exact, random)
    program = compile(graph, "mean_squared_error")
    program.theta[...] = exact.theta
    path.write_bytes(
        build(Trained.of(program), double_inputs=False, double_outputs=False).SerializeToString()
    )
    for count in (1, 6):
        x = draw_samples(graph, random, count)
        wanted, ours = exact.predict(x), program.predict(x)
        found = run(path, x)["output"]
        lost = np.abs(ours - wanted).max()
        room = 20.0 * lost + 1e-5 * max(1.0, np.abs(wanted).max())
        assert np.isfinite(wanted).all()
        assert room < 0.05 * max(1.0, np.abs(wanted).max()), "it says nothing"
        np.testing.assert_allclose(found, wanted, rtol=0.0, atol=room)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_network_computes_the_same_in_onnxruntime(seed, run, tmp_path):
    agrees(seed, run, tmp_path / "net.onnx")


def test_every_family_of_layers_takes_part():
    drawn = [
        type(node.layer)
        for seed in SEEDS
        for node in random_network(np.random.default_rng(seed)).nodes
    ]
    assert {layer.category for layer in drawn} == {layer.category for layer in LAYERS}
    # Nearly every layer: chance leaves some out of a few networks, and not of a thousand.
    assert len(set(drawn)) >= 40


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_thousand_random_networks_compute_the_same_in_onnxruntime(run, tmp_path):
    for seed in range(1000, 2000):
        agrees(seed, run, tmp_path / "net.onnx")
