"""Each optimizer against its formula written out, and what it does with its state."""

from __future__ import annotations

import tracemalloc

import formulas
import msgspec
import numpy as np
import pytest

from engine import optim

OTHERS = [
    optim.Adam(beta_1=0.5, beta_2=0.9, epsilon=1e-3),
    optim.AdamW(weight_decay=0.3),
    optim.RMSprop(momentum=0.8),
    optim.RMSprop(centered=True, rho=0.9),
    optim.Lion(weight_decay=0.2),
    optim.Rprop(growth=1.5, shrinkage=0.3),
    optim.NAdam(momentum_decay=1.0),
    optim.RAdam(beta_2=0.6),
]
BY_GRADIENT = [kind() for kind in optim.OPTIMIZERS if not kind.full_batch] + OTHERS


def named(declaration):
    fields = msgspec.structs.asdict(declaration)
    return "-".join([declaration.kind(), *map(str, fields.values())])


def drive(declaration, gradients, rates, theta):
    """Return where the weights are after a step by each gradient at each rate."""
    theta, gradient = theta.copy(), np.zeros_like(theta)
    update = declaration.bind(theta, gradient)
    for each, rate in zip(gradients, rates, strict=True):
        update.set_rate(rate)
        gradient[...] = each
        update()
    return theta, update


def walk(seed=4, steps=50, size=12, scale=1.0):
    """Return first weights, gradients whose signs often turn, and a moving learning rate."""
    random = np.random.default_rng(seed)
    gradients = scale * random.standard_normal((steps, size))
    return random.standard_normal(size), gradients, [0.1 / (1 + step) for step in range(steps)]


@pytest.mark.parametrize("scale", [1.0, 1e-4])
@pytest.mark.parametrize("declaration", BY_GRADIENT, ids=named)
def test_fifty_steps_of_a_moving_learning_rate_are_the_written_formula(declaration, scale):
    theta, gradients, rates = walk(scale=scale)
    found, _ = drive(declaration, gradients, rates, theta)
    rule, state = getattr(formulas, declaration.kind()), {}
    for step, (gradient, rate) in enumerate(zip(gradients, rates, strict=True), 1):
        theta = rule(declaration, state, theta, gradient, step, rate)
    np.testing.assert_allclose(found, theta, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("declaration", BY_GRADIENT, ids=named)
def test_a_weight_without_gradient_never_moves(declaration):
    theta, gradients, rates = walk()
    gradients[:, ::3] = 0.0
    decays = np.ones_like(theta)
    decays[::3] = 0.0
    moved, gradient = theta.copy(), np.zeros_like(theta)
    update = declaration.bind(moved, gradient, decays)
    for each, rate in zip(gradients, rates, strict=True):
        update.set_rate(rate)
        gradient[...] = each
        update()
    assert np.array_equal(moved[::3], theta[::3])
    assert (moved[1::3] != theta[1::3]).all()


@pytest.mark.parametrize("declaration", BY_GRADIENT, ids=named)
def test_float32_stays_float32_and_follows_float64(declaration):
    theta, gradients, rates = walk(steps=20)
    exact, _ = drive(declaration, gradients, rates, theta)
    found, update = drive(declaration, gradients, rates, theta.astype(np.float32))
    assert {vector.dtype for vector in update.state.values()} <= {np.dtype(np.float32)}
    np.testing.assert_allclose(found, exact, rtol=2e-3, atol=2e-3)


@pytest.mark.parametrize("declaration", BY_GRADIENT, ids=named)
def test_a_step_allocates_no_vectors(declaration):
    theta, gradients, rates = walk(steps=3, size=100_000)
    _, update = drive(declaration, gradients, rates, theta)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        for _ in range(20):
            update()
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    assert peak < theta.nbytes / 8  # the casting buffers of one call


OTHER_VALUES = {
    "momentum": 0.5,
    "beta_1": 0.6,
    "beta_2": 0.7,
    "rho": 0.6,
    "epsilon": 1e-3,
    "weight_decay": 0.4,
    "growth": 1.1,
    "shrinkage": 0.7,
    "momentum_decay": 0.5,
    "centered": True,
}


@pytest.mark.parametrize("declaration", BY_GRADIENT, ids=named)
def test_other_hyperparameters_on_the_way_keep_the_meaning_of_the_state(declaration):
    """The formulas keep plain moments, so changing their numbers midway is the reference."""
    theta, gradients, rates = walk()
    changes = {
        name: value
        for name, value in OTHER_VALUES.items()
        if name in declaration.__struct_fields__
        # Without momentum there is no velocity to begin with.
        and not (name == "momentum" and not declaration.momentum)
    }
    other = msgspec.structs.replace(declaration, **changes)
    moved, gradient = theta.copy(), np.zeros_like(theta)
    update = declaration.bind(moved, gradient)
    rule, state, chosen = getattr(formulas, declaration.kind()), {}, declaration
    for step, (each, rate) in enumerate(zip(gradients, rates, strict=True), 1):
        if step == 25:
            update.adopt(other)
            chosen = other
        update.set_rate(rate)
        gradient[...] = each
        update()
        theta = rule(chosen, state, theta, each, step, rate)
    np.testing.assert_allclose(moved, theta, rtol=1e-9, atol=1e-12)


def test_centered_rmsprop_of_a_constant_gradient_stays_finite():
    theta = np.zeros(3, np.float32)
    gradient = np.full(3, 0.3, np.float32)
    update = optim.RMSprop(centered=True, rho=0.5).bind(theta, gradient)
    for _ in range(200):
        update()
    assert np.isfinite(theta).all()
