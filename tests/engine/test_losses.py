"""Losses and their gradients against PyTorch's, or formulas written out."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers, losses

torch = pytest.importorskip("torch")
functional = torch.nn.functional


def ours(loss, ending, x, y):
    """Return loss and gradient by the inputs of a network that is its last activation alone."""
    width = x.shape[1]
    graph = Graph.sequential(layers.Input(shape=(width,)), layers.Dense(units=width))
    graph = graph.replace(2, layers.Dense(units=width, activation=ending))
    program = compile(graph, loss, dtype="float64")
    program.parameters["dense_1/kernel"][...] = np.eye(width)
    program.parameters["dense_1/bias"][...] = 0.0
    found, gradients = program.loss_and_gradients(x, y)
    return found, gradients["dense_1/bias"].copy()


def theirs(function, x, y):
    z = torch.tensor(x, requires_grad=True)
    found = function(z, torch.tensor(y))
    found.backward()
    return found.item(), z.grad.numpy().sum(axis=0)


@pytest.fixture
def random():
    return np.random.default_rng(0)


def softmax(z):
    return torch.softmax(z, dim=1)


def focal(gamma):
    def function(z, y):
        p = softmax(z)
        return -(y * (1 - p) ** gamma * torch.log(p)).sum(dim=1).mean()

    return function


def binary_focal(gamma):
    def function(z, y):
        log, other = functional.logsigmoid(z), functional.logsigmoid(-z)
        right = y * torch.exp(gamma * other) * log + (1 - y) * torch.exp(gamma * log) * other
        return -right.mean()

    return function


CASES = {
    "log-cosh": (losses.LogCosh(), "linear", lambda z, y: torch.log(torch.cosh(z - y)).mean()),
    "quantile": (
        losses.Quantile(quantile=0.8),
        "linear",
        lambda z, y: torch.maximum(0.8 * (y - z), -0.2 * (y - z)).mean(),
    ),
    "cosine": (
        losses.CosineDistance(),
        "linear",
        lambda z, y: (1 - functional.cosine_similarity(z, y, dim=1)).mean(),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_loss_between_numbers_is_pytorchs(name, random):
    loss, ending, function = CASES[name]
    x, y = random.normal(size=(7, 4)), random.normal(size=(7, 4))
    found, expected = ours(loss, ending, x, y), theirs(function, x, y)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


def test_log_cosh_does_not_overflow():
    found, gradient = ours(losses.LogCosh(), "linear", np.full((1, 1), 1e4), np.zeros((1, 1)))
    assert found == pytest.approx(1e4 - np.log(2.0))
    assert gradient.item() == 1.0


def test_poisson_is_pytorchs(random):
    x, y = random.normal(size=(7, 3)), random.poisson(3.0, (7, 3)).astype(np.float64)
    likelihood = torch.nn.PoissonNLLLoss(log_input=False)
    found = ours(losses.Poisson(), "softplus", x, y)
    expected = theirs(lambda z, t: likelihood(functional.softplus(z), t), x, y)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("zeros", [False, True])
def test_kullback_leibler_is_pytorchs(random, zeros):
    x, y = random.normal(size=(7, 4)), random.dirichlet(np.ones(4), 7)
    if zeros:
        y = np.eye(4)[random.integers(0, 4, 7)]
    divergence = torch.nn.KLDivLoss(reduction="batchmean")
    found = ours(losses.KullbackLeibler(), "softmax", x, y)
    expected = theirs(lambda z, t: divergence(torch.log_softmax(z, dim=1), t), x, y)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


def test_kullback_leibler_of_shares_that_are_no_softmax(random):
    x, y = random.normal(size=(7, 4)), random.dirichlet(np.ones(4), 7)
    divergence = torch.nn.KLDivLoss(reduction="batchmean")
    found = ours(losses.KullbackLeibler(), "sigmoid", x, y)
    expected = theirs(lambda z, t: divergence(torch.log(torch.sigmoid(z)), t), x, y)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("gamma", [0.0, 1.0, 2.0, 3.5])
def test_focal_is_its_formula(random, gamma):
    x, y = random.normal(size=(7, 4)), np.eye(4)[random.integers(0, 4, 7)]
    found = ours(losses.Focal(gamma=gamma), "softmax", x, y)
    expected = theirs(focal(gamma), x, y)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("outputs", [1, 4])
def test_focal_of_each_output_counts_both_classes(random, gamma, outputs):
    x = 2.0 * random.normal(size=(9, outputs))
    y = random.integers(0, 2, (9, outputs)).astype(np.float64)
    found = ours(losses.Focal(gamma=gamma), "sigmoid", x, y)
    expected = theirs(binary_focal(gamma), x, y)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


def test_focal_without_gamma_is_the_cross_entropy_of_each_ending(random):
    x, y = random.normal(size=(9, 3)), np.eye(3)[random.integers(0, 3, 9)]
    plain = losses.Focal(gamma=0.0)
    for ending, other in (
        ("sigmoid", losses.BinaryCrossentropy()),
        ("hard_sigmoid", losses.BinaryCrossentropy()),
        ("softmax", losses.CategoricalCrossentropy()),
    ):
        found, expected = ours(plain, ending, x, y), ours(other, ending, x, y)
        assert found[0] == pytest.approx(expected[0], rel=1e-10)
        np.testing.assert_allclose(found[1], expected[1], rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize("gamma", [0.0, 2.0])
@pytest.mark.parametrize("far", [17.0, 800.0])
def test_focal_far_on_the_wrong_side_still_pulls_back(far, gamma):
    found = ours(losses.Focal(gamma=gamma), "sigmoid", np.array([[-far]]), np.ones((1, 1)))
    assert found[0] == pytest.approx(far, rel=1e-6)
    assert found[1] == pytest.approx([-1.0], rel=2e-6)
    found = ours(losses.Focal(gamma=gamma), "sigmoid", np.array([[far]]), np.zeros((1, 1)))
    assert found[0] == pytest.approx(far, rel=1e-6)
    assert found[1] == pytest.approx([1.0], rel=2e-6)
    x, y = np.array([[-far, far, 0.0]]), np.array([[1.0, 0.0, 0.0]])
    found = ours(losses.Focal(gamma=gamma), "softmax", x, y)
    assert found[0] == pytest.approx(2 * far, rel=1e-6)
    np.testing.assert_allclose(found[1], [-1.0, 1.0, 0.0], atol=1e-6)


@pytest.mark.parametrize("gamma", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("ending", ["sigmoid", "softmax"])
def test_focal_of_what_is_certainly_right_is_nothing(ending, gamma):
    x, y = np.array([[900.0, -900.0]]), np.array([[1.0, 0.0]])
    found, gradient = ours(losses.Focal(gamma=gamma), ending, x, y)
    assert found == 0.0
    assert not gradient.any()


@pytest.mark.parametrize("kind", ["categorical", "sparse"])
@pytest.mark.parametrize("smoothing", [0.0, 0.1, 0.5])
def test_label_smoothing_is_pytorchs(random, kind, smoothing):
    x, classes = random.normal(size=(7, 4)), random.integers(0, 4, 7)
    entropy = torch.nn.CrossEntropyLoss(label_smoothing=smoothing)
    if kind == "sparse":
        found = ours(
            losses.SparseCategoricalCrossentropy(label_smoothing=smoothing), "softmax", x, classes
        )
    else:
        loss = losses.CategoricalCrossentropy(label_smoothing=smoothing)
        found = ours(loss, "softmax", x, np.eye(4)[classes])
    expected = theirs(entropy, x, classes)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("smoothing", [0.1, 0.5])
@pytest.mark.parametrize("outputs", [1, 3])
def test_label_smoothing_of_yes_and_no_is_keras_formula(random, smoothing, outputs):
    x, y = random.normal(size=(7, outputs)), random.integers(0, 2, (7, outputs)).astype(float)
    found = ours(losses.BinaryCrossentropy(label_smoothing=smoothing), "sigmoid", x, y)
    even = y * (1.0 - smoothing) + 0.5 * smoothing
    expected = theirs(functional.binary_cross_entropy_with_logits, x, even)
    np.testing.assert_allclose(found[0], expected[0], rtol=1e-10)
    np.testing.assert_allclose(found[1], expected[1], rtol=1e-9, atol=1e-12)


def test_label_smoothing_over_a_sequence_is_pytorchs(random):
    x, classes = random.normal(size=(5, 3, 4)), random.integers(0, 4, (5, 3))
    graph = Graph.sequential(
        layers.Input(shape=(3, 4)), layers.Dense(units=4, activation="softmax")
    )
    loss = losses.SparseCategoricalCrossentropy(label_smoothing=0.2)
    program = compile(graph, loss, dtype="float64")
    program.parameters["dense_1/kernel"][...] = np.eye(4)
    program.parameters["dense_1/bias"][...] = 0.0
    found, gradients = program.loss_and_gradients(x, classes)
    z = torch.tensor(x.reshape(15, 4), requires_grad=True)
    entropy = torch.nn.CrossEntropyLoss(label_smoothing=0.2)
    expected = entropy(z, torch.tensor(classes.reshape(15)))
    expected.backward()
    assert found == pytest.approx(expected.item(), rel=1e-10)
    np.testing.assert_allclose(gradients["dense_1/bias"], z.grad.numpy().sum(axis=0), rtol=1e-9)
