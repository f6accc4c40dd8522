"""Which layers see a picture, and what of it each unit answers to."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers
from engine.filters import filters_of, layers_with_filters

GREY, COLOUR = (6, 5, 1), (6, 5, 3)


def chain(*given):
    return Graph.sequential(*given)


def names(graph, picture=GREY):
    return [graph[node].name for node in layers_with_filters(graph, picture)]


def responses(program, node, x):
    return program.activations(x, (node,))[node]


@pytest.mark.parametrize("layer", [layers.Dense(units=4), layers.RBM(units=4)])
@pytest.mark.parametrize(
    "before",
    [
        (layers.Input(shape=(6, 5)), layers.Flatten()),
        (layers.Input(shape=(30,)),),
        (layers.Input(shape=(6, 5)), layers.Dropout(rate=0.5), layers.Flatten()),
        (layers.Input(shape=(6, 5)), layers.Reshape(target=(30,))),
    ],
)
def test_a_filter_is_what_one_lit_pixel_adds_to_a_unit(layer, before):
    graph = chain(*before, layer)
    (node,) = layers_with_filters(graph, GREY)
    program = compile(graph, "mean_squared_error")
    filters = filters_of(program, node, GREY)
    assert filters.shape == (4, *GREY)
    shape = graph.nodes[0].layer.shape
    found = responses(program, node, np.eye(30, dtype=np.float32).reshape(30, *shape))
    base = responses(program, node, np.zeros((1, *shape), np.float32))
    if isinstance(layer, layers.RBM):
        found, base = (np.log(each / (1.0 - each)) for each in (found, base))
    np.testing.assert_allclose((found - base).T.reshape(4, *GREY), filters, atol=1e-5)


def test_a_convolution_shows_its_kernels_and_gives_none_away():
    graph = chain(layers.Input(shape=(6, 5, 3)), layers.Conv2D(filters=2, kernel_size=(3, 2)))
    (node,) = layers_with_filters(graph, COLOUR)
    program = compile(graph, "mean_squared_error")
    filters, kernel = filters_of(program, node, COLOUR), program.parameters["conv2d_1/kernel"]
    assert filters.shape == (2, 3, 2, 3)
    np.testing.assert_array_equal(filters[1], kernel[..., 1])
    filters[...] = 0.0
    assert kernel.any()


def test_what_reads_no_picture_has_no_filters():
    deep = (layers.Flatten(), layers.Dense(units=30), layers.Dense(units=30))
    assert names(chain(layers.Input(shape=(6, 5)), *deep)) == ["dense_1"]
    assert names(chain(layers.Input(shape=(6, 5)), layers.Dense(units=4))) == []
    turned = (layers.Permute(order=(1, 0)), layers.Flatten(), layers.Dense(units=4))
    assert names(chain(layers.Input(shape=(6, 5)), *turned)) == []
    convolutions = (layers.Conv2D(filters=1, padding="same"), layers.Conv2D(filters=4))
    assert names(chain(layers.Input(shape=(6, 5, 1)), *convolutions)) == ["conv2d_1"]
    assert names(chain(layers.Input(shape=(7,)), layers.Dense(units=4))) == []
