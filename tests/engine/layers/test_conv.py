"""Convolutions compute what PyTorch's do, forward and backward."""

from __future__ import annotations

import numpy as np
import pytest
from layer_cases.conv import CASES as ROWS

from engine import Graph, compile, layers
from engine.inference import infer
from engine.layers import Conv1D, Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D
from engine.layers.columns import BLOCK
from engine.program import CHUNK

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def reference(layer, x, weights):
    """Return what PyTorch computes of ``x``, channels last like ours; the activation is left."""
    channels = x.shape[-1]
    value, rank = torch.movedim(x, -1, 1), layer.rank()
    slides = layer.slides(tuple(x.shape[1:]))[:rank]
    pads = [pad for slide in reversed(slides) for pad in (slide.before, slide.after)]
    options = {
        "stride": tuple(slide.stride for slide in slides),
        "dilation": tuple(slide.dilation for slide in slides),
    }
    bias = weights.get("bias")
    if isinstance(layer, Conv2DTranspose):
        kernel = weights["kernel"].permute(3, 2, 0, 1)
        whole = functional.conv_transpose2d(value, kernel, groups=layer.groups, **options)
        wanted = [slide.length for slide in slides]
        gaps = [
            max(slide.padded - have, 0) for slide, have in zip(slides, whole.shape[2:], strict=True)
        ]
        whole = functional.pad(whole, [0, gaps[1], 0, gaps[0]])
        starts = [slide.before for slide in slides]
        found = whole[:, :, starts[0] : starts[0] + wanted[0], starts[1] : starts[1] + wanted[1]]
        return torch.movedim(found + (0.0 if bias is None else bias[:, None, None]), 1, -1)
    padded = functional.pad(value, pads)
    if isinstance(layer, SeparableConv2D):
        depthwise = weights["depthwise_kernel"].flatten(2)[:, :, None].permute(3, 2, 0, 1)
        between = functional.conv2d(padded, depthwise, groups=channels, **options)
        pointwise = weights["pointwise_kernel"].permute(3, 2, 0, 1)
        return torch.movedim(functional.conv2d(between, pointwise, bias), 1, -1)
    if isinstance(layer, DepthwiseConv2D):
        kernel = weights["kernel"].flatten(2)[:, :, None].permute(3, 2, 0, 1)
        found = functional.conv2d(padded, kernel, bias, groups=channels, **options)
    elif rank == 1:
        kernel = weights["kernel"].permute(2, 1, 0)
        found = functional.conv1d(padded, kernel, bias, groups=layer.groups, **options)
    else:
        kernel = weights["kernel"].permute(3, 2, 0, 1)
        found = functional.conv2d(padded, kernel, bias, groups=layer.groups, **options)
    return torch.movedim(found, 1, -1)


def activated(layer, value):
    if layer.activation == "softmax":
        return torch.softmax(value, -1)
    names = {"linear": lambda z: z, "gelu": functional.gelu}
    return names.get(layer.activation, getattr(torch, layer.activation, None))(value)


@pytest.mark.parametrize("case", ROWS.values(), ids=ROWS.keys())
def test_values_and_gradients_are_those_of_pytorch(case):
    program = compile(case.bare(), "mean_squared_error", dtype="float64", seed=3)
    program.theta += np.random.default_rng(1).standard_normal(program.theta.shape)
    x = case.inputs(4).reshape(4, *case.shapes[0])
    weights = {
        name.split("/")[1]: torch.tensor(view, requires_grad=True)
        for name, view in program.parameters.items()
    }
    expected = activated(case.layer, reference(case.layer, torch.tensor(x), weights))
    np.testing.assert_allclose(program.predict(x), expected.detach().numpy(), atol=1e-12)
    cotangent = np.random.default_rng(2).standard_normal(expected.shape)
    found = program.backpropagate(x, cotangent)
    (expected * torch.tensor(cotangent)).sum().backward()
    for name, gradient in found.items():
        theirs = weights[name.split("/")[1]].grad.numpy()
        np.testing.assert_allclose(gradient, theirs, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(
    ("layer", "shape", "options"),
    [
        (Conv2D(filters=3), (6, 5, 2), {}),
        (Conv2D(filters=4, padding="same", groups=2), (6, 5, 2), {"padding": "same", "groups": 2}),
        (
            Conv2D(filters=3, padding="explicit", pads=(1, 2), stride=(2, 1)),
            (6, 5, 2),
            {"padding": (1, 2), "stride": (2, 1)},
        ),
    ],
)
def test_paddings_mean_what_pytorch_means_by_them(layer, shape, options):
    program = compile(Graph.sequential(layers.Input(shape=shape), layer), "mean_squared_error")
    theirs = torch.nn.Conv2d(shape[-1], layer.filters, 3, **options)
    with torch.no_grad():
        kernel = program.parameters["conv2d_1/kernel"]
        theirs.weight.copy_(torch.tensor(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1))))
        theirs.bias.zero_()
    x = np.random.default_rng(0).standard_normal((2, *shape)).astype(np.float32)
    with torch.no_grad():
        expected = theirs(torch.tensor(x).permute(0, 3, 1, 2)).permute(0, 2, 3, 1).numpy()
    np.testing.assert_allclose(program.predict(x), expected, atol=1e-5)


def test_a_transposed_convolution_doubles_a_picture_as_pytorchs_does():
    layer = Conv2DTranspose(filters=3, padding="explicit", pads=(1, 0, 1, 0))
    graph = Graph.sequential(layers.Input(shape=(4, 5, 2)), layer)
    program = compile(graph, "mean_squared_error")
    theirs = torch.nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1, output_padding=1, bias=False)
    with torch.no_grad():
        kernel = program.parameters["conv2d_transpose_1/kernel"]
        theirs.weight.copy_(torch.tensor(np.ascontiguousarray(kernel.transpose(3, 2, 0, 1))))
    x = np.random.default_rng(0).standard_normal((2, 4, 5, 2)).astype(np.float32)
    with torch.no_grad():
        expected = theirs(torch.tensor(x).permute(0, 3, 1, 2)).permute(0, 2, 3, 1).numpy()
    assert expected.shape == (2, 8, 10, 3)
    np.testing.assert_allclose(program.predict(x), expected, atol=1e-5)


def test_many_blocks_give_what_one_does(monkeypatch):
    graph = Graph.sequential(
        layers.Input(shape=(9, 8, 3)),
        Conv2D(filters=4, padding="same", activation="tanh"),
        SeparableConv2D(filters=5, stride=(2, 2)),
        Conv2DTranspose(filters=4, dilation=(2, 1)),
        Conv2DTranspose(filters=2, groups=2),
    )
    x = np.random.default_rng(0).standard_normal((5, 9, 8, 3))

    def gradients(block):
        monkeypatch.setattr("engine.layers.columns.BLOCK", block)
        program = compile(graph, "mean_squared_error", dtype="float64")
        cotangent = np.random.default_rng(1).standard_normal((5, *program.output_shape))
        program.backpropagate(x, cotangent)
        return program.gradient

    np.testing.assert_allclose(gradients(1), gradients(BLOCK), rtol=1e-10, atol=1e-12)


def test_pictures_are_predicted_fewer_at_a_time():
    def chunk(side):
        graph = Graph.sequential(layers.Input(shape=(side, side, 3)), Conv2D(filters=64))
        return compile(graph, "mean_squared_error").chunk

    assert chunk(5) == CHUNK
    assert 1 < chunk(64) < 32
    assert chunk(500) == 1


def test_predictions_do_not_depend_on_how_many_are_made_at_a_time():
    graph = Graph.sequential(layers.Input(shape=(6, 6, 2)), Conv2D(activation="tanh"))
    program = compile(graph, "mean_squared_error", dtype="float64")
    x = np.random.default_rng(0).standard_normal((10, 6, 6, 2))
    expected = program.predict(x)
    program.chunk = 4
    np.testing.assert_allclose(program.predict(x), expected, rtol=1e-12, atol=1e-14)


def test_the_columns_of_many_samples_stay_small():
    graph = Graph.sequential(layers.Input(shape=(32, 32, 3)), Conv2D(filters=2, padding="same"))
    program = compile(graph, "mean_squared_error")
    plan = program.plan(1024)
    columns = [each for key, each in plan.arrays._kept.items() if "columns" in str(key[0])]
    one_row = (3 * 3 * 3 + 1) * 32 * 1024
    assert max(each.size for each in columns) <= max(BLOCK, one_row)


@pytest.mark.parametrize(
    ("layer", "shape", "repaired"),
    [
        (Conv2D(), (64,), (8, 8, 1)),
        (Conv2D(), (28, 28), (28, 28, 1)),
        (Conv1D(), (7,), (7, 1)),
    ],
)
def test_values_without_channels_are_reshaped_by_the_repair(layer, shape, repaired):
    (problem,) = infer(Graph.sequential(layers.Input(shape=shape), layer)).problems
    assert "Insert a Reshape before it." in str(problem.message)
    mended = problem.repair.graph
    assert not infer(mended).problems
    (reshape,) = [node for node in mended.nodes if isinstance(node.layer, layers.Reshape)]
    assert reshape.layer.target == repaired


@pytest.mark.parametrize(
    ("layer", "sentence"),
    [
        (Conv2D(kernel_size=(5, 2)), "The window of Conv2D does not fit into 4 × 4 × 6."),
        (Conv2D(groups=4), "Conv2D cannot split 6 channels and 8 filters into 4 groups. Use 2."),
        (
            Conv2DTranspose(groups=4),
            "Conv2DTranspose cannot split 6 channels and 8 filters into 4 groups. Use 2.",
        ),
        (Conv2D(pads=(1, 2, 3)), "Conv2D has 3 numbers for its padding. Give 1, 2 or 4."),
        (
            Conv2DTranspose(padding="explicit", pads=(9,)),
            "The explicit padding of Conv2DTranspose cuts everything of 4 × 4 × 6 off.",
        ),
    ],
)
def test_a_refusal_says_why_and_offers_what_works(layer, sentence):
    (problem,) = infer(Graph.sequential(layers.Input(shape=(4, 4, 6)), layer)).problems
    assert sentence in str(problem.message)
    assert not infer(problem.repair.graph).problems


def test_the_offered_layers_are_not_linear():
    for kind in (Conv1D, Conv2D, DepthwiseConv2D, SeparableConv2D, Conv2DTranspose):
        assert kind.offered().activation == "relu"


def test_first_weights_keep_the_spread_of_values():
    graph = Graph.sequential(
        layers.Input(shape=(24, 24, 16)),
        *[Conv2D(filters=16, padding="same", activation="relu") for _ in range(3)],
        Conv2DTranspose(filters=16, activation="relu"),
    )
    program = compile(graph, "mean_squared_error")
    x = np.random.default_rng(0).standard_normal((8, 24, 24, 16))
    assert 0.3 < np.sqrt(np.mean(program.predict(x) ** 2)) < 3.0
