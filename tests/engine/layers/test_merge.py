"""Merges and permuted dimensions against PyTorch or NumPy."""

from __future__ import annotations

import functools
import operator

import numpy as np
import pytest
from layer_cases.probe import Probe

from engine import layers
from engine.layers.base import ReplaceWith, ShapeError

RANDOM = np.random.default_rng(0)
LAYOUTS = pytest.mark.parametrize("channels_first", [False, True])


def compare(layer, inputs, reference, *, channels_first=False):
    """Compare output and input gradients with those of ``reference``, a function of tensors."""
    torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")
    probe = Probe(layer, *(x.shape[1:] for x in inputs), channels_first=channels_first)
    given = [torch.tensor(x, requires_grad=True) for x in inputs]
    expected = reference(*given)
    cotangent = np.random.default_rng(1).standard_normal(expected.shape)
    expected.backward(torch.tensor(cotangent))
    np.testing.assert_allclose(probe.predict(*inputs), expected.detach().numpy(), atol=1e-12)
    for found, tensor in zip(probe.backward(cotangent, *inputs), given, strict=True):
        np.testing.assert_allclose(found, tensor.grad.numpy(), rtol=1e-9, atol=1e-12)


@LAYOUTS
@pytest.mark.parametrize("count", [2, 3])
def test_multiply_equals_pytorch_also_where_a_factor_is_zero(count, channels_first):
    inputs = RANDOM.standard_normal((count, 5, 4, 3))
    inputs[0, 0], inputs[1, 1] = 0.0, 0.0
    compare(
        layers.Multiply(),
        inputs,
        lambda *given: functools.reduce(operator.mul, given),
        channels_first=channels_first,
    )


@LAYOUTS
def test_average_equals_pytorch(channels_first):
    inputs = RANDOM.standard_normal((4, 5, 4, 3))
    compare(layers.Average(), inputs, lambda *x: sum(x) / 4.0, channels_first=channels_first)


@LAYOUTS
def test_maximum_equals_pytorch(channels_first):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")
    inputs = RANDOM.standard_normal((2, 5, 4, 3))
    compare(layers.Maximum(), inputs, torch.maximum, channels_first=channels_first)


def test_of_equal_inputs_the_first_gets_the_gradient_of_their_maximum():
    probe = Probe(layers.Maximum(), (2,), (2,), (2,))
    first, second, third = np.array([[1.0, 5.0]]), np.array([[3.0, 5.0]]), np.array([[3.0, 5.0]])
    found = probe.backward(np.array([[1.0, 10.0]]), first, second, third)
    np.testing.assert_array_equal(found, [[[0.0, 10.0]], [[1.0, 0.0]], [[0.0, 0.0]]])


@LAYOUTS
@pytest.mark.parametrize("axis", [-1, 0, 1])
def test_dot_equals_pytorch(axis, channels_first):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")
    inputs = RANDOM.standard_normal((2, 5, 4, 3))
    dim = axis if axis < 0 else axis + 1
    compare(
        layers.Dot(axis=axis),
        inputs,
        lambda x, y: torch.linalg.vecdot(x, y, dim=dim),
        channels_first=channels_first,
    )


@LAYOUTS
@pytest.mark.parametrize("axis", [-1, 0])
def test_a_cosine_equals_pytorch(axis, channels_first):
    torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")
    inputs = RANDOM.standard_normal((2, 5, 4, 3))
    dim = axis if axis < 0 else axis + 1
    compare(
        layers.Dot(axis=axis, normalize=True),
        inputs,
        torch.nn.CosineSimilarity(dim=dim),
        channels_first=channels_first,
    )


def test_the_cosine_of_a_zero_vector_is_zero():
    probe = Probe(layers.Dot(normalize=True), (3,), (3,), dtype="float32")
    zero, other = np.zeros((1, 3)), np.ones((1, 3))
    np.testing.assert_array_equal(probe.predict(zero, other), [[0.0]])
    assert np.isfinite(probe.backward(np.ones((1, 1)), zero, other)).all()


def test_dot_names_the_shapes_that_do_not_fit():
    with pytest.raises(ShapeError, match="gets 3 and 4"):
        layers.Dot().out_shape((3,), (4,))


@LAYOUTS
@pytest.mark.parametrize("order", [(1, 0, 2), (2, 0, 1), (0, 1, 2)])
def test_permute_equals_a_transpose(order, channels_first):
    x = RANDOM.standard_normal((5, 4, 3, 2))
    places = [0, *(axis + 1 for axis in order)]
    compare(
        layers.Permute(order=order),
        [x],
        lambda each: each.permute(*places),
        channels_first=channels_first,
    )


def test_an_order_that_does_not_fit_is_refused_with_one_that_does():
    with pytest.raises(ShapeError, match="Use 2 × 1 × 0") as refusal:
        layers.Permute(order=(1, 0)).out_shape((4, 3, 2))
    assert refusal.value.repair == ReplaceWith(layers.Permute(order=(2, 1, 0)))
    with pytest.raises(ShapeError):
        layers.Permute(order=(0, 0)).out_shape((4, 3))
