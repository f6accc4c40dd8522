"""A GRU with the reset gate in front of the product, which PyTorch has not.

Its formula (Cho et al. 2014) is written out step by step and derived by PyTorch.
"""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers

torch = pytest.importorskip("torch")

STEPS, WIDTH, UNITS = 6, 3, 4


def program_of(layer, steps=STEPS, width=WIDTH):
    """Return a program whose GRU reads a Dense layer, so that gradients go on."""
    graph = Graph.sequential(
        layers.Input(shape=(steps, width)), layers.Dense(units=width, use_bias=False), layer
    )
    program = compile(graph, "mean_squared_error", dtype="float64")
    random = np.random.default_rng(0)
    program.theta[...] = random.standard_normal(program.theta.shape) / np.sqrt(layer.units)
    return program


def one_direction(x, real, weights, suffix, order):
    """Return the states of all steps, ``(batch, steps, units)``, and the last one."""
    kernels = [
        weights[f"gru_1/{name}{suffix}"].chunk(3, dim=-1)
        for name in ("kernel", "recurrent_kernel", "bias")
    ]
    (w_r, u_r, b_r), (w_z, u_z, b_z), (w_n, u_n, b_n) = zip(*kernels, strict=True)
    h = torch.zeros(len(x), u_r.shape[0], dtype=x.dtype)
    states = {}
    for t in order:
        r = torch.sigmoid(x[:, t] @ w_r + h @ u_r + b_r)
        z = torch.sigmoid(x[:, t] @ w_z + h @ u_z + b_z)
        n = torch.tanh(x[:, t] @ w_n + (r * h) @ u_n + b_n)
        counts = real[:, t, None]
        h = torch.where(counts, (1 - z) * n + z * h, h)
        states[t] = torch.where(counts, h, torch.zeros_like(h))
    return torch.stack([states[t] for t in sorted(states)], dim=1), h


def written_out(layer, x, weights):
    x = x @ weights["dense_1/kernel"]
    # Padding is at the end of a sample.
    filled = (x.detach() != 0).any(-1)
    real = filled.flip(1).cummax(1).values.flip(1)
    if not layer.skip_padding:
        real = torch.ones_like(real)
    forward, backward = range(x.shape[1]), range(x.shape[1])[::-1]
    sides = {"forward": [("", forward)], "backward": [("", backward)]}
    sides["both"] = [("", forward), ("_reverse", backward)]
    found = [one_direction(x, real, weights, *side) for side in sides[layer.direction]]
    return torch.cat([part[layer.output == "last"] for part in found], dim=-1)


def agree(program, layer, x):
    weights = {
        name: torch.from_numpy(values.copy()).requires_grad_()
        for name, values in program.parameters.items()
    }
    expected = written_out(layer, torch.from_numpy(x), weights)
    np.testing.assert_allclose(program.predict(x), expected.detach(), rtol=1e-11, atol=1e-12)
    cotangent = np.random.default_rng(2).standard_normal(expected.shape)
    expected.backward(torch.from_numpy(cotangent))
    for name, found in program.backpropagate(x, cotangent).items():
        np.testing.assert_allclose(found, weights[name].grad, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("output", ["last", "sequence"])
@pytest.mark.parametrize("direction", ["forward", "backward", "both"])
def test_outputs_and_all_gradients_are_those_of_the_formula(direction, output):
    layer = layers.GRU(units=UNITS, reset_after=False, direction=direction, output=output)
    x = np.random.default_rng(1).standard_normal((5, STEPS, WIDTH))
    agree(program_of(layer), layer, x)


@pytest.mark.parametrize("output", ["last", "sequence"])
def test_padding_is_left_out(output):
    layer = layers.GRU(
        units=UNITS, reset_after=False, direction="both", output=output, skip_padding=True
    )
    x = np.random.default_rng(1).standard_normal((4, STEPS, WIDTH))
    for sample, length in enumerate([6, 3, 0, 5]):
        x[sample, length:] = 0.0
    agree(program_of(layer), layer, x)


@pytest.mark.parametrize(("units", "batch"), [(4, 3), (96, 64), (160, 64)])
def test_many_steps_and_products_cut_in_parts_are_those_of_the_formula(units, batch):
    layer = layers.GRU(units=units, reset_after=False, output="sequence")
    x = np.random.default_rng(1).standard_normal((batch, 19, 40))
    agree(program_of(layer, 19, 40), layer, x)


def test_the_two_orders_of_reset_and_product_differ():
    x = np.random.default_rng(1).standard_normal((5, STEPS, WIDTH))
    before = program_of(layers.GRU(units=UNITS, reset_after=False))
    after = program_of(layers.GRU(units=UNITS))
    for name, values in before.parameters.items():
        after.parameters[name][...] = values
    after.parameters["gru_1/recurrent_bias"][...] = 0.0
    assert np.abs(before.predict(x) - after.predict(x)).max() > 1e-2
