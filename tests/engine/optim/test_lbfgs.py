"""L-BFGS against its formula with whole matrices, over 50 steps with a moving learning rate."""

from __future__ import annotations

import numpy as np
import pytest

from engine import optim


def rosenbrock(w):
    return ((1 - w[:-1]) ** 2 + 100 * (w[1:] - w[:-1] ** 2) ** 2).sum()


def slope_of_rosenbrock(w):
    found = np.zeros_like(w)
    inner = w[1:] - w[:-1] ** 2
    found[:-1] = -2 * (1 - w[:-1]) - 400 * w[:-1] * inner
    found[1:] += 200 * inner
    return found


def inverse_hessian(pairs, size):
    """Return ``H`` (Nocedal and Wright 2006, equations 6.17 and 7.20)."""
    if not pairs:
        return np.eye(size)
    move, change = pairs[-1]
    inverse = np.eye(size) * (move @ change) / (change @ change)
    for s, y in pairs:
        rho = 1 / (y @ s)
        left = np.eye(size) - rho * np.outer(s, y)
        inverse = left @ inverse @ left.T + rho * np.outer(s, s)
    return inverse


@pytest.mark.parametrize("history", [1, 5, 60])
def test_fifty_steps_of_a_moving_learning_rate_are_the_written_formula(history):
    random = np.random.default_rng(history)
    theta, gradient = random.standard_normal(30), np.zeros(30)
    update = optim.LBFGS(history=history).bind(theta, gradient)
    visited, pairs = [], []

    def objective():
        visited.append(theta.copy())
        gradient[...] = slope_of_rosenbrock(theta)
        return rosenbrock(theta)

    update.objective = objective
    for step in range(50):
        rate = 1.5 / (1 + 0.05 * step)
        update.set_rate(rate)
        update.loss = objective()
        visited.clear()
        origin, slope = theta.copy(), slope_of_rosenbrock(theta)
        update()
        direction = -inverse_hessian(pairs[-history:], 30) @ slope
        first = rate if pairs else rate * min(1, 1 / np.abs(slope).sum())
        scale = np.abs(first * direction).max()
        np.testing.assert_allclose(visited[0], origin + first * direction, atol=1e-9 * scale)
        length = (theta - origin) @ direction / (direction @ direction)
        np.testing.assert_allclose(theta, origin + length * direction, atol=1e-9 * scale)
        # The strong Wolfe conditions, with the usual numbers.
        assert rosenbrock(theta) <= rosenbrock(origin) + 1e-4 * length * (slope @ direction)
        assert abs(slope_of_rosenbrock(theta) @ direction) <= 0.9 * abs(slope @ direction)
        pairs.append((theta - origin, slope_of_rosenbrock(theta) - slope))
    assert rosenbrock(theta) < 0.9 * 29
