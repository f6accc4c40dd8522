"""A convolution joined with its pool learns what the two layers learn one after the other.

A plan without a loss computes layer by layer; it gives the reference.
"""

from __future__ import annotations

import numpy as np
import pytest
from growth import least_growth

from engine import Graph, compile, layers
from engine.layers import Conv1D, Conv2D, DepthwiseConv2D, MaxPool1D, MaxPool2D
from engine.layers.columns import BLOCK
from engine.layers.pooled_conv import pooled_convolutions

PICTURE, SEQUENCE = (9, 8, 2), (11, 3)

JOINED = {
    "relu": (PICTURE, Conv2D(filters=6, activation="relu"), MaxPool2D()),
    "linear": (PICTURE, Conv2D(filters=3), MaxPool2D()),
    "many filters": (PICTURE, Conv2D(filters=40, activation="relu"), MaxPool2D()),
    "same": (PICTURE, Conv2D(filters=3, padding="same", activation="relu"), MaxPool2D()),
    "strided": (PICTURE, Conv2D(filters=3, stride=(2, 1), activation="relu"), MaxPool2D()),
    "large pool": (PICTURE, Conv2D(filters=3, kernel_size=(2,)), MaxPool2D(pool_size=(3, 2))),
    "flat pool": (PICTURE, Conv2D(filters=30, activation="relu"), MaxPool2D(pool_size=(1, 4))),
    "no bias": (PICTURE, Conv2D(filters=3, use_bias=False, activation="relu"), MaxPool2D()),
    "groups": (PICTURE, Conv2D(filters=4, groups=2, activation="relu"), MaxPool2D()),
    "dilated": (PICTURE, Conv2D(filters=4, dilation=(2, 2), activation="relu"), MaxPool2D()),
    "depthwise": (PICTURE, DepthwiseConv2D(activation="relu"), MaxPool2D()),
    "sequence": (SEQUENCE, Conv1D(filters=12, activation="relu"), MaxPool1D()),
    "sequence of three": (SEQUENCE, Conv1D(filters=2), MaxPool1D(pool_size=3)),
}
APART = {
    "tanh": (PICTURE, Conv2D(activation="tanh"), MaxPool2D()),
    "overlapping": (PICTURE, Conv2D(), MaxPool2D(stride=(1, 1))),
    "padded": (PICTURE, Conv2D(), MaxPool2D(padding="same")),
    "of one": (PICTURE, Conv2D(), MaxPool2D(pool_size=(1,))),
    "with gaps": (PICTURE, Conv2D(), MaxPool2D(dilation=(1, 2))),
}


def network(shape, convolution, pool):
    """Return a network in which the pair stands twice, so that one passes a gradient on."""
    width = shape[-1]
    first = type(convolution)(
        **{name: getattr(convolution, name) for name in convolution.__struct_fields__}
        | ({} if isinstance(convolution, DepthwiseConv2D) else {"filters": 2 * width})
    )
    again = Conv1D if len(shape) == 2 else Conv2D
    return Graph.sequential(
        layers.Input(shape=shape),
        again(filters=width, padding="same", activation="tanh"),
        first,
        pool,
        again(filters=2, padding="same"),
        layers.Flatten(),
        layers.Dense(units=2),
    )


def pairs(program):
    return pooled_convolutions(program.graph, program.order, program.shapes)


def both_gradients(graph, *, whole_numbers=False, samples=5):
    """Return the gradients of one loss with the layers joined and one by one."""
    program = compile(graph, "mean_squared_error", dtype="float64", seed=1)
    random = np.random.default_rng(0)
    if whole_numbers:
        program.theta[...] = random.integers(-1, 2, program.theta.shape)
    else:
        program.theta += 0.3 * random.standard_normal(program.theta.shape)
    shape = (samples, program.width)
    x = random.integers(-1, 2, shape) if whole_numbers else random.standard_normal(shape)
    y = random.standard_normal((samples, 2))
    _, gradients = program.loss_and_gradients(x, y)
    joined = program.gradient.copy()
    assert {name: value.shape for name, value in gradients.items()}
    program.backpropagate(x, 2.0 * (program.predict(x) - y) / y.size)
    return joined, program.gradient


@pytest.mark.parametrize("parts", JOINED.values(), ids=JOINED.keys())
@pytest.mark.parametrize("block", [BLOCK, 1], ids=["", "in blocks"])
def test_gradients_are_those_of_the_layers_one_by_one(parts, block, monkeypatch):
    monkeypatch.setattr("engine.layers.columns.BLOCK", block)
    graph = network(*parts)
    assert pairs(compile(graph, "mean_squared_error"))
    joined, plain = both_gradients(graph)
    np.testing.assert_allclose(joined, plain, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("parts", JOINED.values(), ids=JOINED.keys())
def test_of_equal_values_the_same_one_gets_the_gradient(parts):
    joined, plain = both_gradients(network(*parts), whole_numbers=True)
    np.testing.assert_allclose(joined, plain, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("parts", APART.values(), ids=APART.keys())
def test_what_cannot_be_joined_stays_apart(parts):
    shape, *pair = parts
    program = compile(Graph.sequential(layers.Input(shape=shape), *pair), "mean_squared_error")
    assert not pairs(program)


def test_a_convolution_that_others_read_as_well_stays_apart():
    graph = Graph.sequential(layers.Input(shape=PICTURE), Conv2D(activation="relu"), MaxPool2D())
    graph, add = graph.add(layers.Concatenate())
    graph, flat = graph.add(layers.Flatten())
    graph, row = graph.add(layers.Flatten())
    for source, target in ((1, flat), (2, row), (flat, add), (row, add)):
        graph = graph.connect(graph.nodes[source].id if source < 3 else source, target)
    assert not pairs(compile(graph, "mean_squared_error"))


def test_the_loss_is_that_of_the_layers_one_by_one():
    graph = network(*JOINED["relu"])
    program = compile(graph, "mean_squared_error", dtype="float64")
    random = np.random.default_rng(0)
    x, y = random.standard_normal((7, program.width)), random.standard_normal((7, 2))
    loss, _ = program.loss_and_gradients(x, y)
    expected, _ = program.evaluate(program.augmented(x), program.encode(y))
    assert loss == pytest.approx(expected, rel=1e-12)


def test_a_bad_convolution_within_is_the_one_that_is_named():
    graph = network(*JOINED["relu"])
    program = compile(graph, "mean_squared_error")
    x, y = np.ones((4, program.width)), np.ones((4, 2))
    program.parameters["conv2d_2/bias"][...] = np.inf
    with np.errstate(all="ignore"):
        program.loss_and_gradients(x, y)
    plan = program.plan(4, training=True, loss=True)
    assert program.first_bad_layer(plan) == "conv2d_2"
    program.parameters["conv2d_2/bias"][...] = 3e38
    program.parameters["conv2d_2/kernel"][...] = 3e38
    with np.errstate(all="ignore"):
        program.loss_and_gradients(x, y)
    assert program.first_bad_layer(plan) == "conv2d_2"


def test_a_hundred_steps_allocate_nothing_that_grows():
    graph = network(*JOINED["relu"])
    program = compile(graph, "mean_squared_error")
    random = np.random.default_rng(0)
    rows = program.augmented(random.standard_normal((8, program.width)))
    wanted = program.encode(random.standard_normal((8, 2)))
    plan = program.plan(8, training=True, loss=True)

    def run():
        for _ in range(100):
            plan.step(rows.T, wanted.T)

    assert least_growth(run) < 1600
