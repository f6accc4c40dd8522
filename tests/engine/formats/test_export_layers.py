"""Every layer and activation computes in onnxruntime what it computes in the program."""

from __future__ import annotations

import layer_cases
import numpy as np
import pytest

from engine import Graph, compile
from engine.activations import NAMES
from engine.formats import Trained, export
from engine.formats.onnx.activations import ACTIVATIONS
from engine.formats.onnx.layers import LAYERS
from engine.layers import (
    Activation,
    Add,
    AvgPool2D,
    Concatenate,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Group,
    Input,
    MaxPool2D,
    Reshape,
    ZeroPadding,
)


def branches(shape, merge, *, count=2):
    """Return a graph whose ``merge`` reads ``count`` different views of one input."""
    graph, source = Graph().add(Input(shape=shape))
    graph, target = graph.add(merge)
    for function in ("tanh", "sin", "relu", "sigmoid")[:count]:
        graph, branch = graph.add(Activation(function=function))
        graph = graph.connect(source, branch).connect(branch, target)
    return graph


GRAPHS = {
    Dense: [
        Graph.sequential(Input(shape=(3,)), Dense(units=5)),
        Graph.sequential(Input(shape=(3,)), Dense(units=5, use_bias=False, activation="tanh")),
        Graph.sequential(Input(shape=(1,)), Dense(units=1, activation="sigmoid")),
        Graph.sequential(Input(shape=(4, 3)), Dense(units=5, activation="softmax")),
        Graph.sequential(Input(shape=(4, 3)), Dense(units=5, use_bias=False)),
    ],
    Activation: [Graph.sequential(Input(shape=(3, 2)), Activation(function="softmax"))],
    Dropout: [
        Graph.sequential(Input(shape=(4,)), Dropout(rate=0.9)),
        Graph.sequential(Input(shape=(4,)), Dropout(rate=0.5), Dense(units=2)),
    ],
    Flatten: [Graph.sequential(Input(shape=(2, 3, 2)), Flatten(), Dense(units=3))],
    Reshape: [
        Graph.sequential(Input(shape=(12,)), Reshape(target=(2, -1, 2)), Flatten()),
        Graph.sequential(Input(shape=(4, 3)), Reshape(target=(-1,)), Dense(units=2)),
        Graph.sequential(Input(shape=(4, 3)), Reshape(target=(3, 4))),
    ],
    Add: [branches((4,), Add()), branches((2, 3), Add(), count=4)],
    Concatenate: [
        branches((4,), Concatenate(), count=3),
        branches((2, 3), Concatenate(axis=0)),
        branches((2, 3, 2), Concatenate(axis=-2)),
    ],
}


CASES = [
    pytest.param(graph, id=f"{layer.kind()} {number}")
    for layer, graphs in GRAPHS.items()
    for number, graph in enumerate(graphs)
]


def test_every_layer_and_activation_has_an_emitter_and_a_case():
    drawn = {type(case.layer) for case in layer_cases.CASES.values() if not case.no_export}
    assert set(LAYERS) | {Group} == set(GRAPHS) | drawn
    assert tuple(ACTIVATIONS) == NAMES


@pytest.mark.parametrize("graph", CASES)
def test_a_layer_computes_the_same_in_onnxruntime(graph, trained, run, tmp_path):
    network = trained(graph)
    export(tmp_path / "net.onnx", network)
    width = int(np.prod(graph.nodes[0].layer.shape))
    for rows in (1, 9):
        x = np.random.default_rng(rows).normal(size=(rows, width)).astype(np.float32)
        found = run(tmp_path / "net.onnx", x)["output"]
        np.testing.assert_allclose(found, network.predict(x), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["dense", "activation"])
def test_an_activation_computes_the_same_over_its_whole_range(name, end, trained, run, tmp_path):
    if end == "dense":
        graph = Graph.sequential(Input(shape=(7,)), Dense(units=7, activation=name))
    else:
        graph = Graph.sequential(Input(shape=(7,)), Activation(function=name))
    network = trained(graph)
    export(tmp_path / "net.onnx", network)
    steps = np.concatenate([np.linspace(-6, 6, 97), [-300, -90, -20, -1e-4, 0, 1e-4, 20, 90, 300]])
    x = np.resize(steps, (15, 7)).astype(np.float32)
    found = run(tmp_path / "net.onnx", x)["output"]
    np.testing.assert_allclose(found, network.predict(x), rtol=1e-5, atol=1e-5)


def random_graph(random):
    """Return random layers, each reading earlier ones; what is loose is joined at the end."""
    graph, first = Graph().add(Input(shape=(int(random.integers(1, 6)),)))
    nodes = [first]

    def append(layer, *sources):
        nonlocal graph
        graph, node = graph.add(layer)
        for source in sources:
            graph = graph.connect(source, node)
        nodes.append(node)
        return node

    def some(count):
        return [int(node) for node in random.choice(nodes, count, replace=False)]

    for kind in random.integers(4, size=random.integers(4, 12)):
        function = str(random.choice(NAMES))
        if kind == 0:
            append(Dense(units=int(random.integers(1, 6)), activation=function), *some(1))
        elif kind == 1:
            append(Activation(function=function), append(Dropout(rate=0.3), *some(1)))
        elif kind == 2:
            alike = [append(Dense(units=3, activation=function), *some(1)) for _ in range(3)]
            append(Add(), *alike)
        elif len(nodes) > 1:
            append(Concatenate(), *some(2))
    loose = [node for node in nodes if not graph.targets(node)]
    append(Dense(units=2), append(Concatenate(), *loose) if len(loose) > 1 else loose[0])
    return graph


@pytest.mark.parametrize("seed", range(30))
def test_a_random_graph_computes_the_same_in_onnxruntime(seed, trained, run, tmp_path):
    random = np.random.default_rng(seed)
    network = trained(random_graph(random))
    export(tmp_path / "net.onnx", network)
    x = random.normal(size=(20, network.graph.nodes[0].layer.shape[0])).astype(np.float32)
    found = run(tmp_path / "net.onnx", x)["output"]
    np.testing.assert_allclose(found, network.predict(x), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("pads", [1, 2])
@pytest.mark.parametrize("pool", [MaxPool2D(), AvgPool2D(), AvgPool2D(count_pads=False)])
def test_zeros_around_a_convolution_stay_values_of_a_pool(pool, pads, trained, run, tmp_path):
    """Onnxruntime would make them the pool's own padding, which is never its maximum."""
    network = trained(
        Graph.sequential(
            Input(shape=(4, 4, 1)),
            Conv2D(filters=2, kernel_size=(1, 1)),
            ZeroPadding(pads=(pads,)),
            pool,
        )
    )
    network.parameters["conv2d_1/bias"][...] = -9.0
    export(tmp_path / "net.onnx", network)
    x = np.random.default_rng(0).normal(size=(3, 16)).astype(np.float32)
    found = run(tmp_path / "net.onnx", x)["output"]
    np.testing.assert_allclose(found, network.predict(x), rtol=1e-5, atol=1e-5)


def test_several_inputs_share_the_columns_in_order(trained, run, tmp_path):
    graph, flat = Graph().add(Input(shape=(3,)))
    graph, picture = graph.add(Input(shape=(2, 2)))
    graph, row = graph.add(Flatten())
    graph, joined = graph.add(Concatenate())
    graph, last = graph.add(Dense(units=2, activation="tanh"))
    edges = [(picture, row), (flat, joined), (row, joined), (joined, last)]
    for source, target in edges:
        graph = graph.connect(source, target)
    network = trained(graph)
    export(tmp_path / "net.onnx", network)
    x = np.random.default_rng(1).normal(size=(5, 7)).astype(np.float32)
    found = run(tmp_path / "net.onnx", x)["output"]
    np.testing.assert_allclose(found, network.predict(x), rtol=1e-5, atol=1e-5)


def test_a_layer_that_takes_no_part_is_left_out(trained, run, tmp_path):
    graph = Graph.sequential(Input(shape=(2,)), Dense(units=1))
    graph, _ = graph.add(Dense(units=3))
    network = trained(graph)
    export(tmp_path / "net.onnx", network)
    assert run(tmp_path / "net.onnx", np.ones((4, 2), np.float32))["output"].shape == (4, 1)


def test_the_output_lies_flat_as_the_losses_read_it(trained, run, tmp_path):
    graph = Graph.sequential(Input(shape=(6,)), Reshape(target=(2, 3)))
    export(tmp_path / "net.onnx", trained(graph))
    x = np.arange(12, dtype=np.float32).reshape(2, 6)
    np.testing.assert_array_equal(run(tmp_path / "net.onnx", x)["output"], x)


def test_an_empty_batch_goes_through(trained, run, tmp_path):
    graph = Graph.sequential(Input(shape=(2, 2)), Reshape(target=(4,)), Dense(units=3))
    export(tmp_path / "net.onnx", trained(graph))
    found = run(tmp_path / "net.onnx", np.empty((0, 4), np.float32))["output"]
    assert found.shape == (0, 3)


def test_weights_are_taken_as_they_were_though_the_program_goes_on_learning():
    program = compile(Graph.sequential(Input(shape=(2,)), Dense(units=1)), "mean_squared_error")
    network = Trained.of(program)
    before = network.predict(np.ones((1, 2))).copy()
    program.theta += 1.0
    np.testing.assert_array_equal(network.predict(np.ones((1, 2))), before)
