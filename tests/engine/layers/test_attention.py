"""Attention and positions against PyTorch and written-out formulas; a transformer that learns."""

from __future__ import annotations

import math

import numpy as np
import pytest
from layer_cases.probe import Probe

from engine import Graph, compile, layers, optim
from engine.layers.base import InsertBefore, ReplaceWith, ShapeError

PARTS = ("query", "key", "value")
HEADS = pytest.mark.parametrize("heads", [1, 2, 4])


def torch_module(torch, probe, layer, memory_features):
    """Return PyTorch's module with our weights: its kernels are the transposes."""
    width = probe.parameter("query_kernel").shape[0]
    module = torch.nn.MultiheadAttention(
        width,
        layer.heads,
        bias=layer.use_bias,
        kdim=memory_features,
        vdim=memory_features,
        batch_first=True,
        dtype=torch.float64,
    )
    kernels = [torch.tensor(probe.parameter(f"{part}_kernel").T.copy()) for part in PARTS]
    with torch.no_grad():
        if module.in_proj_weight is not None:
            module.in_proj_weight.copy_(torch.cat(kernels))
        else:
            for part, kernel in zip("qkv", kernels, strict=True):
                getattr(module, f"{part}_proj_weight").copy_(kernel)
        module.out_proj.weight.copy_(torch.tensor(probe.parameter("output_kernel").T.copy()))
        if layer.use_bias:
            biases = [torch.tensor(probe.parameter(f"{part}_bias")) for part in PARTS]
            module.in_proj_bias.copy_(torch.cat(biases))
            module.out_proj.bias.copy_(torch.tensor(probe.parameter("output_bias")))
    return module


def theirs(module, part):
    """Return PyTorch's gradient of one of our kernels."""
    if part == "output":
        return module.out_proj.weight.grad.numpy().T
    if module.in_proj_weight is not None:
        width = module.embed_dim
        start = width * PARTS.index(part)
        return module.in_proj_weight.grad.numpy()[start : start + width].T
    return getattr(module, f"{part[0]}_proj_weight").grad.numpy().T


def compare(layer, *inputs, channels_first=False):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")
    probe = Probe(layer, *(x.shape[1:] for x in inputs), channels_first=channels_first)
    probe.draw()
    module = torch_module(torch, probe, layer, inputs[-1].shape[-1])
    given = [torch.tensor(x, requires_grad=True) for x in inputs]
    mask = None
    if layer.causal:
        shape = (inputs[0].shape[1], inputs[-1].shape[1])
        mask = torch.triu(torch.ones(shape, dtype=torch.bool), diagonal=1)
    expected, _ = module(given[0], given[-1], given[-1], attn_mask=mask)
    cotangent = np.random.default_rng(8).standard_normal(expected.shape)
    expected.backward(torch.tensor(cotangent))
    np.testing.assert_allclose(probe.predict(*inputs), expected.detach().numpy(), rtol=1e-9)
    for found, tensor in zip(probe.backward(cotangent, *inputs), given, strict=True):
        np.testing.assert_allclose(found, tensor.grad.numpy(), rtol=1e-7, atol=1e-9)
    for part in (*PARTS, "output"):
        found = probe.gradient(f"{part}_kernel")
        np.testing.assert_allclose(found, theirs(module, part), rtol=1e-7, atol=1e-9)
    if layer.use_bias:
        found = np.concatenate([probe.gradient(f"{part}_bias") for part in PARTS])
        np.testing.assert_allclose(found, module.in_proj_bias.grad.numpy(), rtol=1e-7, atol=1e-9)


@HEADS
@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("channels_first", [False, True])
def test_self_attention_equals_pytorch(heads, causal, channels_first):
    x = np.random.default_rng(0).standard_normal((5, 7, 8))
    compare(layers.MultiHeadAttention(heads=heads, causal=causal), x, channels_first=channels_first)


@HEADS
@pytest.mark.parametrize("causal", [False, True])
def test_attention_to_a_memory_equals_pytorch(heads, causal):
    random = np.random.default_rng(1)
    query, memory = random.standard_normal((5, 4, 8)), random.standard_normal((5, 6, 3))
    compare(layers.MultiHeadAttention(heads=heads, causal=causal), query, memory)


def test_attention_without_bias_equals_pytorch():
    x = np.random.default_rng(2).standard_normal((3, 4, 6))
    compare(layers.MultiHeadAttention(heads=3, use_bias=False), x)


def test_with_a_mask_no_step_sees_a_later_one():
    probe = Probe(layers.MultiHeadAttention(causal=True), (6, 4))
    probe.draw()
    x = np.random.default_rng(3).standard_normal((1, 6, 4))
    changed = x.copy()
    changed[:, 4:] += 10.0
    before, after = probe.predict(x), probe.predict(changed)
    np.testing.assert_array_equal(before[:, :4], after[:, :4])
    assert not np.allclose(before[:, 4:], after[:, 4:])


@pytest.mark.parametrize("scale", [1.0, 1e3])
def test_scores_of_any_size_give_finite_shares(scale):
    probe = Probe(layers.MultiHeadAttention(), (9, 4), dtype="float32")
    probe.draw()
    x = scale * np.random.default_rng(4).standard_normal((3, 9, 4))
    assert np.isfinite(probe.predict(x)).all()
    assert np.isfinite(probe.backward(np.ones((3, 9, 4)), x)).all()


def test_shapes_that_do_not_fit_are_refused_with_a_repair():
    with pytest.raises(ShapeError, match="gets 8 × 8 × 3") as refusal:
        layers.MultiHeadAttention().out_shape((8, 8, 3))
    assert refusal.value.repair == InsertBefore(layers.Reshape(target=(-1, 3)))
    with pytest.raises(ShapeError, match="Set heads to 3") as refusal:
        layers.MultiHeadAttention(heads=4, causal=True).out_shape((5, 9))
    assert refusal.value.repair == ReplaceWith(layers.MultiHeadAttention(heads=3, causal=True))
    with pytest.raises(ShapeError, match="Embedding"):
        layers.PositionEmbedding().out_shape((8,))


@pytest.mark.parametrize("features", [1, 4, 5])
def test_waves_are_those_of_the_paper(features):
    probe = Probe(layers.PositionEmbedding(), (6, features))
    found = probe.predict(np.zeros((1, 6, features)))[0]
    for step in range(6):
        for feature in range(features):
            angle = step / 10000.0 ** (2 * (feature // 2) / features)
            expected = math.cos(angle) if feature % 2 else math.sin(angle)
            assert found[step, feature] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("channels_first", [False, True])
def test_learned_positions_are_added_and_learn_from_every_sample(channels_first):
    layer = layers.PositionEmbedding(encoding="learned")
    probe = Probe(layer, (3, 4), channels_first=channels_first)
    probe.draw()
    x, cotangent = np.random.default_rng(5).standard_normal((2, 6, 3, 4))
    np.testing.assert_allclose(probe.predict(x), x + probe.parameter("table"), rtol=1e-12)
    (found,) = probe.backward(cotangent, x)
    np.testing.assert_array_equal(found, cotangent)
    np.testing.assert_allclose(probe.gradient("table"), cotangent.sum(axis=0), rtol=1e-10)


def transformer(steps, symbols, width=16):
    """Return one block behind the symbols, written as one-hot steps."""
    graph = Graph.sequential(
        layers.Input(shape=(steps * symbols,)),
        layers.Reshape(target=(steps, symbols)),
        layers.Dense(units=width),
        layers.PositionEmbedding(encoding="learned"),
        layers.LayerNorm(),
        layers.MultiHeadAttention(heads=2),
    )
    graph, first = graph.add(layers.Add())
    graph = graph.connect(4, first).connect(6, first)
    tail = first
    for layer in (layers.LayerNorm(), layers.Dense(units=2 * width, activation="gelu")):
        graph, node = graph.add(layer)
        graph, tail = graph.connect(tail, node), node
    graph, wide = graph.add(layers.Dense(units=width))
    graph, second = graph.add(layers.Add())
    graph = graph.connect(tail, wide).connect(wide, second).connect(first, second)
    for layer in (layers.Dense(units=symbols), layers.Flatten()):
        graph, node = graph.add(layer)
        graph, second = graph.connect(second, node), node
    return graph


def test_a_small_transformer_learns_to_reverse():
    steps, symbols = 5, 4
    program = compile(transformer(steps, symbols), "mean_squared_error", seed=1)
    adam = optim.Adam(learning_rate=3e-3).bind(program.theta, program.gradient)
    random = np.random.default_rng(0)

    def batch(count):
        words = random.integers(0, symbols, (count, steps))
        hot = np.eye(symbols)
        return hot[words].reshape(count, -1), hot[words[:, ::-1]].reshape(count, -1), words

    for _ in range(700):
        x, y, _ = batch(32)
        program.loss_and_gradients(x, y)
        adam()
    x, _, words = batch(200)
    found = program.predict(x).reshape(200, steps, symbols).argmax(axis=-1)
    assert np.mean(found == words[:, ::-1]) > 0.95
