"""Activations, losses and optimizers against PyTorch, where it is installed."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Graph, compile, layers, losses, optim
from engine.activations import FUNCTIONS, NAMES

torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")

TORCH = {
    "linear": lambda z: z,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": lambda z: torch.nn.functional.leaky_relu(z, 0.01),
    "elu": torch.nn.functional.elu,
    "selu": torch.selu,
    "gelu": torch.nn.functional.gelu,
    "swish": torch.nn.functional.silu,
    "softplus": torch.nn.functional.softplus,
    "softsign": torch.nn.functional.softsign,
    "hard_sigmoid": torch.nn.functional.hardsigmoid,
    "mish": torch.nn.functional.mish,
    "sin": torch.sin,
    "hard_tanh": torch.nn.functional.hardtanh,
    "hard_swish": torch.nn.functional.hardswish,
    "celu": torch.nn.functional.celu,
    "step": lambda z: torch.heaviside(z, torch.zeros_like(z)),
    "softmax": lambda z: torch.softmax(z, -1),
    "log_softmax": lambda z: torch.log_softmax(z, -1),
}


@pytest.mark.parametrize("name", NAMES)
def test_activation_equals_pytorch(name):
    graph = Graph.sequential(layers.Input(shape=(41,)), layers.Activation(function=name))
    program = compile(graph, "mean_squared_error", dtype="float64")
    z = np.linspace(-12, 12, 41)[None, :]
    expected = TORCH[name](torch.tensor(z)).numpy()
    np.testing.assert_allclose(program.predict(z), expected, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", [n for n in NAMES if not FUNCTIONS[n].straight_through])
def test_activation_gradient_equals_pytorch_also_where_it_bends(name):
    points = np.concatenate([np.linspace(-12, 12, 40), [-3.0, -1.0, 0.0, 1.0, 3.0]])[None, :]
    cotangent = np.random.default_rng(7).standard_normal(points.shape)
    graph = Graph.sequential(
        layers.Input(shape=(1,)), layers.Dense(units=points.size), layers.Activation(function=name)
    )
    program = compile(graph, "mean_squared_error", dtype="float64")
    program.parameters["dense_1/kernel"][...] = 0.0
    program.parameters["dense_1/bias"][...] = points[0]
    found = program.backpropagate(np.zeros((1, 1)), cotangent)["dense_1/bias"]
    z = torch.tensor(points, requires_grad=True)
    TORCH[name](z).backward(torch.tensor(cotangent))
    # PyTorch has the sixth of its hard sigmoid in float32 whatever the values are in.
    np.testing.assert_allclose(found, z.grad.numpy()[0], rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize("alpha", [0.001, 0.3, 1.0, 2.5, 1000.0])
def test_celu_takes_pytorchs_alpha(alpha):
    points = np.concatenate([np.linspace(-12, 12, 40), [0.0]])[None, :]
    cotangent = np.random.default_rng(7).standard_normal(points.shape)
    graph = Graph.sequential(
        layers.Input(shape=(1,)),
        layers.Dense(units=points.size),
        layers.Activation(function="celu", alpha=alpha),
    )
    program = compile(graph, "mean_squared_error", dtype="float64")
    program.parameters["dense_1/kernel"][...] = 0.0
    program.parameters["dense_1/bias"][...] = points[0]
    z = torch.tensor(points, requires_grad=True)
    expected = torch.nn.functional.celu(z, alpha)
    expected.backward(torch.tensor(cotangent))
    predicted = program.predict(np.zeros((1, 1)))
    np.testing.assert_allclose(predicted, expected.detach().numpy(), rtol=1e-12, atol=1e-15)
    found = program.backpropagate(np.zeros((1, 1)), cotangent)["dense_1/bias"]
    # PyTorch has the alpha of its gradient in float32 whatever the values are in.
    np.testing.assert_allclose(found, z.grad.numpy()[0], rtol=1e-6, atol=1e-12)


def torch_targets(kind, random):
    return random.integers(0, 3, 6) if kind == "classes" else random.standard_normal((6, 3))


LOSSES = [
    (losses.MeanSquaredError(), "values", torch.nn.MSELoss()),
    (losses.MeanAbsoluteError(), "values", torch.nn.L1Loss()),
    (losses.Huber(delta=0.7), "values", torch.nn.HuberLoss(delta=0.7)),
]


@pytest.mark.parametrize(("loss", "kind", "reference"), LOSSES)
def test_loss_of_numbers_equals_pytorch(loss, kind, reference):
    random = np.random.default_rng(1)
    x, y = random.standard_normal((6, 3)), torch_targets(kind, random)
    graph = Graph.sequential(layers.Input(shape=(3,)), layers.Dense(units=3))
    program = compile(graph, loss, dtype="float64")
    found, _ = program.loss_and_gradients(x, y)
    expected = reference(torch.tensor(program.predict(x)), torch.tensor(y))
    assert found == pytest.approx(float(expected), rel=1e-12)


@pytest.mark.parametrize("scale", [1.0, 30.0, 300.0])
def test_crossentropy_on_logits_equals_pytorch_even_where_probabilities_underflow(scale):
    random = np.random.default_rng(2)
    x, y = random.standard_normal((6, 3)), random.integers(0, 3, 6)
    graph = Graph.sequential(layers.Input(shape=(3,)), layers.Dense(units=3, activation="softmax"))
    program = compile(graph, "sparse_categorical_crossentropy", dtype="float64")
    program.theta *= scale
    found, gradients = program.loss_and_gradients(x, y)
    kernel = torch.tensor(program.parameters["dense_1/kernel"].copy(), requires_grad=True)
    bias = torch.tensor(program.parameters["dense_1/bias"].copy())
    expected = torch.nn.CrossEntropyLoss()(torch.tensor(x) @ kernel + bias, torch.tensor(y))
    expected.backward()
    assert found == pytest.approx(float(expected.detach()), rel=1e-12)
    np.testing.assert_allclose(gradients["dense_1/kernel"], kernel.grad.numpy(), atol=1e-12)


@pytest.mark.parametrize("scale", [1.0, 30.0, 3000.0])
def test_binary_crossentropy_on_logits_equals_pytorch(scale):
    random = np.random.default_rng(2)
    x, y = random.standard_normal((6, 3)), random.integers(0, 2, 6)
    graph = Graph.sequential(layers.Input(shape=(3,)), layers.Dense(units=1, activation="sigmoid"))
    program = compile(graph, "binary_crossentropy", dtype="float64")
    program.theta *= scale
    found, gradients = program.loss_and_gradients(x, y)
    kernel = torch.tensor(program.parameters["dense_1/kernel"].copy(), requires_grad=True)
    logits = (torch.tensor(x) @ kernel)[:, 0]
    expected = torch.nn.BCEWithLogitsLoss()(logits, torch.tensor(y, dtype=torch.float64))
    expected.backward()
    assert found == pytest.approx(float(expected.detach()), rel=1e-12)
    np.testing.assert_allclose(gradients["dense_1/kernel"], kernel.grad.numpy(), atol=1e-12)


OPTIMIZERS = [
    (optim.SGD(learning_rate=0.1), lambda p: torch.optim.SGD(p, lr=0.1)),
    (optim.Momentum(learning_rate=0.1), lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9)),
    (
        optim.Nesterov(learning_rate=0.1),
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    ),
    (optim.Adam(learning_rate=0.1), lambda p: torch.optim.Adam(p, lr=0.1)),
    (
        optim.Adam(learning_rate=0.1, beta_1=0.5, beta_2=0.9, epsilon=1e-3),
        lambda p: torch.optim.Adam(p, lr=0.1, betas=(0.5, 0.9), eps=1e-3),
    ),
]


@pytest.mark.parametrize("gradient_scale", [1.0, 1e-4])
@pytest.mark.parametrize(("declaration", "reference"), OPTIMIZERS)
def test_optimizer_equals_pytorch_over_fifty_steps_of_a_moving_learning_rate(
    declaration, reference, gradient_scale
):
    import msgspec

    random = np.random.default_rng(4)
    theta = random.standard_normal(20)
    gradient = np.zeros(20)
    parameter = torch.tensor(theta.copy(), requires_grad=True)
    theirs, ours = reference([parameter]), declaration.bind(theta, gradient)
    for step in range(50):
        rate = 0.1 / (1 + step)
        ours.adopt(msgspec.structs.replace(declaration, learning_rate=rate))
        theirs.param_groups[0]["lr"] = rate
        gradient[...] = gradient_scale * random.standard_normal(20)
        parameter.grad = torch.tensor(gradient.copy())
        ours()
        theirs.step()
    np.testing.assert_allclose(theta, parameter.detach().numpy(), rtol=1e-10)


def test_adam_takes_other_betas_on_the_way_like_pytorch():
    random = np.random.default_rng(5)
    theta, gradient = random.standard_normal(8), np.zeros(8)
    parameter = torch.tensor(theta.copy(), requires_grad=True)
    theirs = torch.optim.Adam([parameter], lr=0.01, betas=(0.9, 0.9))
    ours = optim.Adam(learning_rate=0.01, beta_2=0.9).bind(theta, gradient)
    for step in range(40):
        if step == 20:
            ours.adopt(optim.Adam(learning_rate=0.01, beta_1=0.5, beta_2=0.999))
            theirs.param_groups[0]["betas"] = (0.5, 0.999)
        gradient[...] = random.standard_normal(8)
        parameter.grad = torch.tensor(gradient.copy())
        ours()
        theirs.step()
    np.testing.assert_allclose(theta, parameter.detach().numpy(), rtol=1e-10)


@pytest.mark.parametrize("shape", [(3,), (7, 3), (2, 7, 3), (2, 2, 3, 3)])
@pytest.mark.parametrize("after", ["steps first", "channels first"])
def test_dense_multiplies_the_last_of_any_dimensions_as_pytorchs_linear(shape, after):
    random = np.random.default_rng(6)
    graph = Graph.sequential(layers.Input(shape=shape))
    if after == "channels first" and len(shape) == 3:
        graph = Graph.sequential(
            layers.Input(shape=shape), layers.Conv2D(filters=3, kernel_size=(1, 1))
        )
    graph, dense = graph.add(layers.Dense(units=4, activation="tanh"))
    graph = graph.connect(dense - 1, dense)
    program = compile(graph, "mean_squared_error", dtype="float64")
    x, cotangent = (random.standard_normal((5, *shape[:-1], units)) for units in (3, 4))
    value = torch.tensor(x)
    if dense == 3:
        kernel, bias = (
            torch.tensor(program.parameters[f"conv2d_1/{n}"].copy()) for n in ("kernel", "bias")
        )
        value = value @ kernel[0, 0] + bias
    linear = torch.nn.Linear(3, 4).double()
    with torch.no_grad():
        linear.weight.copy_(torch.tensor(program.parameters["dense_1/kernel"].T.copy()))
        linear.bias.copy_(torch.tensor(program.parameters["dense_1/bias"].copy()))
    expected = torch.tanh(linear(value))
    expected.backward(torch.tensor(cotangent))
    np.testing.assert_allclose(program.predict(x), expected.detach().numpy(), rtol=1e-12)
    found = program.backpropagate(x, cotangent)
    np.testing.assert_allclose(
        found["dense_1/kernel"], linear.weight.grad.numpy().T, rtol=1e-10, atol=1e-13
    )
    np.testing.assert_allclose(found["dense_1/bias"], linear.bias.grad.numpy(), rtol=1e-10)
