"""Normalisation against PyTorch: forward, gradients, running values, digits."""

from __future__ import annotations

import numpy as np
import pytest
from layer_cases.probe import Probe

from engine import Graph, compile, layers, optim
from engine.layers.base import ReplaceWith, ShapeError

torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")

SHAPES = pytest.mark.parametrize("shape", [(6,), (4, 6), (3, 5, 6)])
LAYOUTS = pytest.mark.parametrize("channels_first", [False, True])


def drawn(shape, *, batch=7, seed=0):
    random = np.random.default_rng(seed)
    return 2.0 * random.standard_normal((batch, *shape)) + 1.5, random.standard_normal(
        (batch, *shape)
    )


def copy_weights(probe, module):
    """Give PyTorch's module the weights of ours."""
    with torch.no_grad():
        for name, mine in (("weight", "scale"), ("bias", "bias")):
            if getattr(module, name, None) is not None:
                getattr(module, name).copy_(torch.tensor(probe.parameter(mine)))


def compare(probe, module, x, cotangent, *, channels=False):
    """Compare a training pass; ``channels``: the module wants channels second."""
    given = torch.tensor(x, requires_grad=True)
    expected = module(given.movedim(-1, 1)).movedim(1, -1) if channels else module(given)
    expected.backward(torch.tensor(cotangent))
    np.testing.assert_allclose(probe.train(x), expected.detach().numpy(), rtol=1e-10, atol=1e-12)
    (found,) = probe.backward(cotangent, x)
    np.testing.assert_allclose(found, given.grad.numpy(), rtol=1e-9, atol=1e-11)
    for name, mine in (("weight", "scale"), ("bias", "bias")):
        if getattr(module, name, None) is not None:
            theirs = getattr(module, name).grad.numpy()
            np.testing.assert_allclose(probe.gradient(mine), theirs, rtol=1e-9, atol=1e-11)


BATCH_NORMS = {1: torch.nn.BatchNorm1d, 2: torch.nn.BatchNorm1d, 3: torch.nn.BatchNorm2d}


@LAYOUTS
@SHAPES
@pytest.mark.parametrize("affine", [True, False])
def test_batch_norm_equals_pytorch_in_training(shape, affine, channels_first):
    probe = Probe(layers.BatchNorm(affine=affine), shape, channels_first=channels_first)
    probe.draw()
    module = BATCH_NORMS[len(shape)](shape[-1], affine=affine, dtype=torch.float64)
    copy_weights(probe, module)
    compare(probe, module, *drawn(shape), channels=True)


@LAYOUTS
@SHAPES
def test_running_values_and_what_they_give_equal_pytorch_after_several_steps(shape, channels_first):
    probe = Probe(layers.BatchNorm(momentum=0.3), shape, channels_first=channels_first)
    module = BATCH_NORMS[len(shape)](shape[-1], momentum=0.3, dtype=torch.float64)
    for seed, batch in enumerate((7, 7, 3, 9)):
        x, cotangent = drawn(shape, batch=batch, seed=seed)
        probe.backward(cotangent, x)
        module(torch.tensor(x).movedim(-1, 1))
    mean, variance = module.running_mean.numpy(), module.running_var.numpy()
    np.testing.assert_allclose(probe.parameter("running_mean"), mean, rtol=1e-12)
    np.testing.assert_allclose(probe.parameter("running_variance"), variance, rtol=1e-12)
    assert not probe.gradient("running_mean").any()
    x, _ = drawn(shape, seed=9)
    expected = module.eval()(torch.tensor(x).movedim(-1, 1)).movedim(1, -1)
    np.testing.assert_allclose(probe.predict(x), expected.detach().numpy(), rtol=1e-10)


def test_running_values_follow_in_the_backward_pass_alone():
    probe = Probe(layers.BatchNorm(), (3,))
    x, _ = drawn((3,))
    probe.train(x)
    np.testing.assert_array_equal(probe.parameter("running_mean"), np.zeros(3))


def test_a_batch_of_one_value_a_channel_is_normalised_by_the_running_values_and_moves_none():
    probe = Probe(layers.BatchNorm(), (4,))
    probe.draw()
    probe.backward(*drawn((4,), seed=1))
    kept = [probe.parameter(name).copy() for name in ("running_mean", "running_variance")]
    x, cotangent = drawn((4,), batch=1, seed=2)
    module = torch.nn.BatchNorm1d(4, dtype=torch.float64).eval()
    copy_weights(probe, module)
    module.running_mean.copy_(torch.tensor(kept[0]))
    module.running_var.copy_(torch.tensor(kept[1]))
    compare(probe, module, x, cotangent)
    np.testing.assert_array_equal(probe.parameter("running_mean"), kept[0])
    np.testing.assert_array_equal(probe.parameter("running_variance"), kept[1])


def test_one_picture_is_a_batch_of_many_values_a_channel():
    probe = Probe(layers.BatchNorm(), (3, 5, 6))
    module = torch.nn.BatchNorm2d(6, dtype=torch.float64)
    compare(probe, module, *drawn((3, 5, 6), batch=1), channels=True)


def test_training_leaves_running_values_to_the_layer_whatever_the_optimizer():
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.BatchNorm(), layers.Dense(units=1))
    programs = []
    for optimizer in (optim.SGD(learning_rate=0.0), optim.Adam(learning_rate=0.0)):
        program = compile(graph, "mean_squared_error", seed=1)
        rule = optimizer.bind(program.theta, program.gradient)
        for seed in range(5):
            x, _ = drawn((4,), seed=seed)
            program.loss_and_gradients(x, np.zeros((7, 1)))
            rule()
        programs.append(program.parameters["batch_norm_1/running_mean"].copy())
    np.testing.assert_array_equal(*programs)
    assert programs[0].all()


@LAYOUTS
@SHAPES
@pytest.mark.parametrize("affine", [True, False])
def test_layer_norm_equals_pytorch(shape, affine, channels_first):
    probe = Probe(layers.LayerNorm(affine=affine), shape, channels_first=channels_first)
    probe.draw()
    module = torch.nn.LayerNorm(shape[-1], elementwise_affine=affine, dtype=torch.float64)
    copy_weights(probe, module)
    compare(probe, module, *drawn(shape))


@LAYOUTS
@SHAPES
@pytest.mark.parametrize("groups", [1, 2, 3])
@pytest.mark.parametrize("affine", [True, False])
def test_group_norm_equals_pytorch(shape, groups, affine, channels_first):
    layer = layers.GroupNorm(groups=groups, affine=affine)
    probe = Probe(layer, shape, channels_first=channels_first)
    probe.draw()
    module = torch.nn.GroupNorm(groups, shape[-1], affine=affine, dtype=torch.float64)
    copy_weights(probe, module)
    compare(probe, module, *drawn(shape), channels=True)


@LAYOUTS
def test_as_many_groups_as_channels_is_instance_norm(channels_first):
    probe = Probe(layers.GroupNorm(groups=6), (3, 5, 6), channels_first=channels_first)
    module = torch.nn.InstanceNorm2d(6, affine=True, dtype=torch.float64)
    compare(probe, module, *drawn((3, 5, 6)), channels=True)


@LAYOUTS
@SHAPES
@pytest.mark.parametrize("affine", [True, False])
def test_rms_norm_equals_pytorch(shape, affine, channels_first):
    layer = layers.RMSNorm(affine=affine, epsilon=1e-5)
    probe = Probe(layer, shape, channels_first=channels_first)
    probe.draw()
    module = torch.nn.RMSNorm(shape[-1], eps=1e-5, elementwise_affine=affine, dtype=torch.float64)
    copy_weights(probe, module)
    compare(probe, module, *drawn(shape))


def test_the_epsilon_of_rms_norm_is_pytorchs_for_float32():
    probe = Probe(layers.RMSNorm(), (4,), dtype="float32")
    x = 1e-4 * drawn((4,))[0].astype(np.float32)
    expected = torch.nn.RMSNorm(4)(torch.tensor(x)).detach().numpy()
    np.testing.assert_allclose(probe.predict(x), expected, rtol=1e-5)


NORMS = {
    "batch": (layers.BatchNorm(), (0, 1, 2)),
    "layer": (layers.LayerNorm(), (3,)),
    "group": (layers.GroupNorm(), (1, 2, 3)),
}


@LAYOUTS
@pytest.mark.parametrize(("layer", "axes"), NORMS.values(), ids=NORMS.keys())
def test_a_spread_that_is_small_beside_the_mean_is_not_lost_in_float32(layer, axes, channels_first):
    random = np.random.default_rng(0)
    x = (1000.0 + random.standard_normal((50, 20, 20, 16))).astype(np.float32)
    found = Probe(layer, x.shape[1:], dtype="float32", channels_first=channels_first).train(x)
    exact = x.astype(np.float64)
    expected = (exact - exact.mean(axes, keepdims=True)) / exact.std(axes, keepdims=True)
    assert found.dtype == np.float32
    # A digit of 1000 is worth 6e-5 in float32; mean squares minus squared means are off by 1.
    np.testing.assert_allclose(found, expected, atol=2e-3)


def test_what_has_nothing_to_compare_is_refused():
    with pytest.raises(ShapeError, match="a single one"):
        layers.LayerNorm().out_shape((5, 1))
    with pytest.raises(ShapeError, match="a single one"):
        layers.GroupNorm(groups=4).out_shape((4,))
    with pytest.raises(ShapeError, match="Set groups to 3") as refusal:
        layers.GroupNorm(groups=4).out_shape((5, 6))
    assert refusal.value.repair == ReplaceWith(layers.GroupNorm(groups=3))
