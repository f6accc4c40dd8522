"""Optimizers against PyTorch's own, where it is installed."""

from __future__ import annotations

import numpy as np
import pytest
from test_optimizers import drive, walk

from engine import optim

torch = pytest.importorskip("torch", reason="PyTorch is an optional benchmark dependency")


@pytest.fixture(autouse=True)
def _double():
    """PyTorch keeps NAdam's product of momenta in its default type."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)


PAIRS = [
    (optim.SGD(), "SGD", {}),
    (optim.Momentum(), "SGD", {"momentum": 0.9}),
    (optim.Nesterov(), "SGD", {"momentum": 0.9, "nesterov": True}),
    (optim.Adagrad(), "Adagrad", {}),
    (optim.Adadelta(), "Adadelta", {}),
    (optim.RMSprop(), "RMSprop", {}),
    (optim.RMSprop(momentum=0.7, centered=True), "RMSprop", {"momentum": 0.7, "centered": True}),
    (optim.Adam(), "Adam", {}),
    (optim.AMSGrad(), "Adam", {"amsgrad": True}),
    (optim.AdamW(), "AdamW", {}),
    (
        optim.AdamW(weight_decay=0.3, beta_1=0.5),
        "AdamW",
        {"weight_decay": 0.3, "betas": (0.5, 0.999)},
    ),
    (optim.Adamax(), "Adamax", {}),
    (optim.NAdam(), "NAdam", {}),
    (optim.RAdam(), "RAdam", {}),
    (optim.RAdam(beta_2=0.9), "RAdam", {"betas": (0.9, 0.9)}),
    (optim.Rprop(), "Rprop", {}),
]


@pytest.mark.parametrize("scale", [1.0, 1e-4])
@pytest.mark.parametrize(("declaration", "name", "options"), PAIRS)
def test_fifty_steps_of_a_moving_learning_rate_are_pytorchs(declaration, name, options, scale):
    theta, gradients, rates = walk(scale=scale)
    found, _ = drive(declaration, gradients, rates, theta)
    parameter = torch.tensor(theta, requires_grad=True)
    theirs = getattr(torch.optim, name)([parameter], lr=rates[0], **options)
    for gradient, rate in zip(gradients, rates, strict=True):
        theirs.param_groups[0]["lr"] = rate
        parameter.grad = torch.tensor(gradient)
        theirs.step()
    np.testing.assert_allclose(found, parameter.detach().numpy(), rtol=1e-10, atol=1e-12)


def rosenbrock(w):
    return ((1 - w[:-1]) ** 2 + 100 * (w[1:] - w[:-1] ** 2) ** 2).sum()


def network(w):
    x = torch.linspace(-2, 2, 30, dtype=torch.float64)[:, None]
    hidden = torch.tanh(x @ w[:8].reshape(1, 8) + w[8:16])
    return ((hidden @ w[16:24] - torch.sin(2 * x[:, 0])) ** 2).mean()


@pytest.mark.parametrize("function", [rosenbrock, network])
@pytest.mark.parametrize(("rate", "history"), [(1.0, 10), (0.3, 4), (5.0, 3)])
def test_lbfgs_makes_pytorchs_steps(function, rate, history):
    random = np.random.default_rng(2)
    theta = random.standard_normal(24)
    gradient = np.zeros_like(theta)
    parameter = torch.tensor(theta, requires_grad=True)
    theirs = torch.optim.LBFGS(
        [parameter],
        lr=rate,
        max_iter=1,
        max_eval=26,
        history_size=history,
        line_search_fn="strong_wolfe",
    )
    ours = optim.LBFGS(learning_rate=rate, history=history).bind(theta, gradient)

    def closure():
        theirs.zero_grad()
        loss = function(parameter)
        loss.backward()
        return loss

    def objective():
        here = torch.tensor(theta, requires_grad=True)
        loss = function(here)
        loss.backward()
        gradient[...] = here.grad.numpy()
        return float(loss.detach())

    ours.objective = objective
    for step in range(50):
        theirs.step(closure)
        ours.loss = objective()
        ours()
        # The searches magnify the last bits from step to step.
        close = 1e-10 if step < 15 else 1e-7
        expected = parameter.detach().numpy()
        np.testing.assert_allclose(theta, expected, rtol=close, atol=close * np.abs(theta).max())
