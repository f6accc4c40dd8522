"""Pooling, upsampling and zero padding compute what PyTorch's do, forward and backward."""

from __future__ import annotations

import numpy as np
import pytest
from layer_cases.pool import CASES

from engine import Graph, compile, layers
from engine.inference import infer
from engine.layers import (
    AvgPool1D,
    AvgPool2D,
    GlobalAveragePool,
    GlobalMaxPool,
    MaxPool1D,
    MaxPool2D,
    UpSampling,
    ZeroPadding,
)

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def reference(layer, x):
    """Return what PyTorch computes of ``x``, channels last like ours."""
    value, spatial = torch.movedim(x, -1, 1), tuple(range(2, x.ndim))
    if isinstance(layer, GlobalAveragePool):
        return value.mean(spatial)
    if isinstance(layer, GlobalMaxPool):
        return value.amax(spatial)
    if isinstance(layer, UpSampling):
        times = [float(each) for each in layer.times(tuple(x.shape[1:]))]
        found = functional.interpolate(value, scale_factor=times, mode="nearest")
    elif isinstance(layer, ZeroPadding):
        margins = layer.margins(tuple(x.shape[1:]))
        found = functional.pad(value, [pad for margin in reversed(margins) for pad in margin])
    else:
        found = pooled(layer, value, layer.slides(tuple(x.shape[1:]))[: layer.rank()])
    return torch.movedim(found, 1, -1)


def pooled(layer, value, slides):
    pads = [pad for slide in reversed(slides) for pad in (slide.before, slide.after)]
    size = [slide.kernel for slide in slides]
    options = {
        "stride": [slide.stride for slide in slides],
        "dilation": [slide.dilation for slide in slides],
    }
    if isinstance(layer, MaxPool1D | MaxPool2D):
        pool = functional.max_pool1d if len(slides) == 1 else functional.max_pool2d
        return pool(functional.pad(value, pads, value=-np.inf), size, **options)
    convolve = functional.conv1d if len(slides) == 1 else functional.conv2d
    channels = value.shape[1]
    ones = torch.ones((channels, 1, *size), dtype=value.dtype)

    def mean(values):
        return convolve(
            functional.pad(values, pads), ones / np.prod(size), groups=channels, **options
        )

    return mean(value) if layer.count_pads else mean(value) / mean(torch.ones_like(value))


def passing(case):
    """Return a program with weights in front, so that a gradient passes through the layer."""
    return compile(case.within(), "mean_squared_error", dtype="float64", seed=3)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_values_and_gradients_are_those_of_pytorch(case):
    program = passing(case)
    x = case.inputs(4)
    kernel, bias = (
        torch.tensor(program.parameters[f"dense_1/{name}"], requires_grad=True)
        for name in ("kernel", "bias")
    )
    given = (torch.tensor(x) @ kernel + bias).reshape(4, *case.shapes[0])
    expected = reference(case.layer, given)
    np.testing.assert_allclose(program.predict(x), expected.detach().numpy(), atol=1e-12)
    cotangent = np.random.default_rng(2).standard_normal(expected.shape)
    found = program.backpropagate(x, cotangent)
    (expected * torch.tensor(cotangent)).sum().backward()
    np.testing.assert_allclose(found["dense_1/kernel"], kernel.grad.numpy(), atol=1e-12)
    np.testing.assert_allclose(found["dense_1/bias"], bias.grad.numpy(), atol=1e-12)


def input_gradient(layer, x, cotangent):
    """Return the gradient of a layer's input, read off a bias of 0 in front of it."""
    graph = Graph.sequential(
        layers.Input(shape=(x.size,)),
        layers.Dense(units=x.size),
        layers.Reshape(target=x.shape),
        layer,
    )
    program = compile(graph, "mean_squared_error", dtype="float64")
    program.parameters["dense_1/kernel"][...] = np.eye(x.size)
    program.backpropagate(x.reshape(1, -1), cotangent[None])
    return program.gradients["dense_1/bias"].reshape(x.shape)


@pytest.mark.parametrize(
    "layer",
    [
        MaxPool2D(),
        MaxPool2D(pool_size=(3, 2), stride=(1, 1)),
        MaxPool2D(pool_size=(2, 2), stride=(1, 2)),
        MaxPool2D(pool_size=(2, 3), dilation=(2, 1)),
    ],
)
def test_of_equal_values_the_first_gets_the_whole_gradient(layer):
    x = np.random.default_rng(0).integers(0, 2, (4, 6, 3)).astype(np.float64)
    cotangent = np.random.default_rng(1).standard_normal(layer.out_shape(x.shape))
    given = torch.tensor(x[None], requires_grad=True)
    (reference(layer, given) * torch.tensor(cotangent[None])).sum().backward()
    np.testing.assert_allclose(input_gradient(layer, x, cotangent), given.grad.numpy()[0])


def test_the_global_maximum_gives_its_gradient_to_the_first_of_equals():
    x = np.zeros((2, 3, 2))
    x[1, 0, 0] = x[1, 2, 0] = 1.0
    found = input_gradient(GlobalMaxPool(), x, np.array([5.0, 7.0]))
    expected = np.zeros_like(x)
    expected[1, 0, 0], expected[0, 0, 1] = 5.0, 7.0
    np.testing.assert_array_equal(found, expected)


def test_padding_is_never_the_maximum():
    graph = Graph.sequential(
        layers.Input(shape=(3, 3, 1)), MaxPool2D(pool_size=(3, 3), stride=(1, 1), padding="same")
    )
    x = -np.ones((1, 3, 3, 1)) - np.arange(9.0).reshape(1, 3, 3, 1)
    found = compile(graph, "mean_squared_error").predict(x)
    assert found.max() == -1.0
    assert found[0, 2, 2, 0] == -5.0


def test_the_mean_counts_padding_only_where_told():
    def corner(*, count_pads):
        pool = AvgPool2D(padding="explicit", pads=(1, 1), count_pads=count_pads)
        graph = Graph.sequential(layers.Input(shape=(4, 4, 1)), pool)
        return compile(graph, "mean_squared_error").predict(np.ones((1, 4, 4, 1)))[0, 0, 0, 0]

    assert corner(count_pads=True) == 0.25
    assert corner(count_pads=False) == 1.0


def test_a_pool_moves_by_its_own_size_unless_told():
    assert MaxPool2D(pool_size=(3, 2)).out_shape((9, 8, 5)) == (3, 4, 5)
    assert AvgPool1D(pool_size=3).out_shape((9, 2)) == (3, 2)
    assert MaxPool1D(pool_size=3, stride=1).out_shape((9, 2)) == (7, 2)


@pytest.mark.parametrize(
    ("layer", "shape", "sentence"),
    [
        (MaxPool2D(), (1, 4, 2), "The window of MaxPool2D does not fit into 1 × 4 × 2."),
        (MaxPool2D(), (16,), "MaxPool2D needs height × width × channels and gets 16."),
        (
            AvgPool2D(padding="explicit", pads=(2,)),
            (4, 4, 1),
            "The explicit padding of AvgPool2D must be less than its window.",
        ),
        (
            MaxPool1D(pool_size=2, stride=1, dilation=3, padding="same"),
            (4, 1),
            "The windows of MaxPool1D would read too much padding. Use less dilation.",
        ),
        (
            AvgPool2D(dilation=(2, 1), padding="same"),
            (1, 4, 1),
            "The windows of AvgPool2D would read too much padding. Use less dilation.",
        ),
        (UpSampling(size=(2, 3)), (4, 2), "UpSampling has two different numbers for a sequence."),
        (ZeroPadding(pads=(1, 2, 3)), (4, 4, 2), "ZeroPadding has 3 numbers for its zeros."),
    ],
)
def test_a_refusal_says_why_and_offers_what_works(layer, shape, sentence):
    (problem,) = infer(Graph.sequential(layers.Input(shape=shape), layer)).problems
    assert sentence in str(problem.message)
    assert not infer(problem.repair.graph).problems
