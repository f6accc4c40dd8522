"""Every layer, activation and loss against finite differences, in float64.

One random direction of the parameters and one random cotangent of the outputs: a cotangent of ones
would hide the gradients of softmax. The step is 1e-5, the best for central differences in float64.
"""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers, losses
from engine.activations import FUNCTIONS, NAMES

STEP = 1e-5
TOLERANCE = 1e-6
BATCH = 7

SMOOTH = [name for name in NAMES if not FUNCTIONS[name].straight_through]
"""Finite differences of the others are zero, and their gradient is not meant to be."""


def relative(first, second):
    return abs(first - second) / max(abs(first), abs(second), 1e-8)


def slope_error(program, random, value, gradient):
    """Compare the slope of ``value()`` along a random direction with ``gradient`` along it."""
    direction = random.standard_normal(program.theta.shape)
    start = program.theta.copy()
    program.theta[...] = start + STEP * direction
    above = value()
    program.theta[...] = start - STEP * direction
    below = value()
    program.theta[...] = start
    return relative((above - below) / (2 * STEP), float(gradient @ direction))


def check_outputs(graph, seed=0):
    random = np.random.default_rng(seed)
    program = compile(graph, "mean_squared_error", seed=seed, dtype="float64")
    program.theta[...] = 0.7 * random.standard_normal(program.theta.shape)
    x = random.standard_normal((BATCH, program.width))
    cotangent = random.standard_normal((BATCH, *program.output_shape))
    dice = program.noise.state

    def value():
        program.noise.state = dice
        plan = program.plan(BATCH, training=True)
        plan.forward(program.augmented(x).T)
        outputs = np.moveaxis(plan.values(program.output, program.augmented(x).T), -1, 0)
        return float(np.sum(cotangent * outputs))

    program.noise.state = dice
    program.backpropagate(x, cotangent)
    assert slope_error(program, random, value, program.gradient.copy()) <= TOLERANCE


def chain(*middle):
    """Put ``middle`` where gradients must pass through it to reach the first Dense layer."""
    return Graph.sequential(
        layers.Input(shape=(5,)),
        layers.Dense(units=6, activation="tanh"),
        *middle,
        layers.Flatten(),
        layers.Dense(units=3),
    )


LAYERS = {
    "dense": layers.Dense(units=4),
    "dense without bias": layers.Dense(units=4, use_bias=False),
    "dropout": layers.Dropout(rate=0.4),
    "flatten": layers.Flatten(),
    "reshape": layers.Reshape(target=(2, -1)),
}


@pytest.mark.parametrize("layer", LAYERS.values(), ids=LAYERS.keys())
def test_layer_gradient_equals_finite_differences(layer):
    check_outputs(chain(layer))


@pytest.mark.parametrize("name", SMOOTH)
def test_activation_layer_gradient_equals_finite_differences(name):
    check_outputs(chain(layers.Activation(function=name)))


@pytest.mark.parametrize("name", SMOOTH)
def test_dense_with_activation_gradient_equals_finite_differences(name):
    check_outputs(chain(layers.Dense(units=4, activation=name)))


@pytest.mark.parametrize("name", SMOOTH)
def test_activation_of_a_matrix_works_on_its_last_dimension(name):
    check_outputs(chain(layers.Reshape(target=(2, 3)), layers.Activation(function=name)))


@pytest.mark.parametrize("use_bias", [True, False])
def test_dense_over_steps_gradient_equals_finite_differences(use_bias):
    steps = layers.Reshape(target=(3, 2))
    check_outputs(chain(steps, layers.Dense(units=4, activation="tanh", use_bias=use_bias)))


def test_gradient_through_a_skip_connection():
    graph = Graph.sequential(
        layers.Input(shape=(5,)), layers.Dense(units=4), layers.Dense(units=4, activation="mish")
    )
    graph, add = graph.add(layers.Add())
    graph = graph.connect(2, add).connect(3, add)
    graph, end = graph.add(layers.Dense(units=2, activation="softmax"))
    check_outputs(graph.connect(add, end))


def test_gradient_where_one_layer_feeds_four_and_merges_feed_merges():
    graph, source = Graph().add(layers.Input(shape=(3,)))
    graph, trunk = graph.add(layers.Dense(units=4, activation="softplus"))
    graph = graph.connect(source, trunk)
    branches = []
    for name in ("tanh", "gelu", "sin"):
        graph, branch = graph.add(layers.Dense(units=4, activation=name))
        graph = graph.connect(trunk, branch)
        branches.append(branch)
    graph, total = graph.add(layers.Add())
    for branch in (*branches, trunk):
        graph = graph.connect(branch, total)
    graph, joined = graph.add(layers.Concatenate())
    for part in (total, branches[0], trunk, source):
        graph = graph.connect(part, joined)
    graph, end = graph.add(layers.Dense(units=2))
    check_outputs(graph.connect(joined, end))


def test_gradient_of_a_concatenation_along_the_first_of_two_dimensions():
    graph = Graph.sequential(
        layers.Input(shape=(5,)), layers.Dense(units=6), layers.Reshape(target=(2, 3))
    )
    graph, other = graph.add(layers.Dense(units=3))
    graph, wide = graph.add(layers.Reshape(target=(1, 3)))
    graph, joined = graph.add(layers.Concatenate(axis=0))
    graph = graph.connect(1, other).connect(other, wide).connect(3, joined).connect(wide, joined)
    graph, end = graph.add(layers.Flatten())
    check_outputs(graph.connect(joined, end))


def test_gradient_with_two_inputs_that_share_the_columns():
    graph, first = Graph().add(layers.Input(shape=(2,)))
    graph, second = graph.add(layers.Input(shape=(3,)))
    graph, left = graph.add(layers.Dense(units=3, activation="elu"))
    graph, added = graph.add(layers.Add())
    graph = graph.connect(first, left).connect(left, added).connect(second, added)
    graph, end = graph.add(layers.Dense(units=1))
    check_outputs(graph.connect(added, end))


def random_graph(random):
    """Draw a graph of up to nine layers with fan-out and merges, all tensors of width 4."""
    graph, source = Graph().add(layers.Input(shape=(4,)))
    tensors = [source]
    for _ in range(random.integers(3, 9)):
        if len(tensors) > 1 and random.random() < 0.4:
            graph, node = graph.add(layers.Add())
            reads = random.choice(tensors, size=2, replace=False)
        else:
            graph, node = graph.add(layers.Dense(units=4, activation=random.choice(SMOOTH[:-2])))
            reads = [random.choice(tensors)]
        for read in reads:
            graph = graph.connect(int(read), node)
        tensors.append(node)
    ends = [node for node in tensors if not graph.targets(node)]
    if len(ends) > 1:
        graph, joined = graph.add(layers.Concatenate())
        for node in ends:
            graph = graph.connect(node, joined)
        ends = [joined]
    graph, last = graph.add(layers.Dense(units=2))
    return graph.connect(ends[0], last)


@pytest.mark.parametrize("seed", range(12))
def test_gradient_of_random_graphs(seed):
    check_outputs(random_graph(np.random.default_rng(seed)), seed)


LOSSES = [
    (losses.MeanSquaredError(), "tanh", "values"),
    (losses.MeanAbsoluteError(), "linear", "values"),
    (losses.Huber(delta=0.5), "linear", "values"),
    (losses.LogCosh(), "linear", "values"),
    (losses.Quantile(quantile=0.8), "linear", "values"),
    (losses.Poisson(), "softplus", "counts"),
    (losses.CosineDistance(), "linear", "values"),
    (losses.Hinge(), "linear", "classes"),
    (losses.BinaryCrossentropy(), "sigmoid", "shares"),
    (losses.BinaryCrossentropy(label_smoothing=0.2), "sigmoid", "shares"),
    (losses.BinaryCrossentropy(), "hard_sigmoid", "shares"),
    (losses.BinaryCrossentropy(label_smoothing=0.2), "hard_sigmoid", "shares"),
    (losses.BinaryCrossentropy(), "softmax", "shares"),
    (losses.CategoricalCrossentropy(), "softmax", "shares"),
    (losses.CategoricalCrossentropy(label_smoothing=0.2), "softmax", "shares"),
    (losses.CategoricalCrossentropy(), "sigmoid", "shares"),
    (losses.SparseCategoricalCrossentropy(), "softmax", "classes"),
    (losses.SparseCategoricalCrossentropy(label_smoothing=0.2), "softmax", "classes"),
    (losses.SparseCategoricalCrossentropy(), "sigmoid", "classes"),
    (losses.KullbackLeibler(), "softmax", "shares"),
    (losses.KullbackLeibler(), "sigmoid", "shares"),
    (losses.Focal(), "softmax", "shares"),
    (losses.Focal(gamma=0.7), "softmax", "classes"),
    (losses.Focal(), "sigmoid", "shares"),
    (losses.Focal(gamma=0.7), "sigmoid", "classes"),
    (losses.Focal(), "hard_sigmoid", "shares"),
]


def test_every_loss_is_compared_with_finite_differences():
    assert {type(loss) for loss, _, _ in LOSSES} == set(losses.LOSSES)


@pytest.mark.parametrize(("loss", "ending", "kind"), LOSSES)
def test_loss_gradient_equals_finite_differences(loss, ending, kind):
    random = np.random.default_rng(3)
    graph = Graph.sequential(
        layers.Input(shape=(4,)),
        layers.Dense(units=5, activation="tanh"),
        layers.Dense(units=3, activation=ending),
    )
    program = compile(graph, loss, dtype="float64")
    program.theta[...] = 0.5 * random.standard_normal(program.theta.shape)
    x = random.standard_normal((BATCH, 4))
    targets = {
        "values": random.standard_normal((BATCH, 3)),
        "classes": random.integers(0, 3, BATCH),
        "shares": random.dirichlet(np.ones(3), BATCH),
        "counts": random.poisson(3.0, (BATCH, 3)).astype(np.float64),
    }[kind]
    program.loss_and_gradients(x, targets)
    gradient = program.gradient.copy()

    def value():
        return program.loss_and_gradients(x, targets)[0]

    assert slope_error(program, random, value, gradient) <= TOLERANCE
