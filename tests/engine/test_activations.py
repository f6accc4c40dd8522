"""Activations against their formulas, where PyTorch and finite differences have no say."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers, optim
from engine.activations import FUNCTIONS


def of_points(name, points, dtype="float64"):
    """Return a program whose Dense layer's bias is the input of the activation."""
    graph = Graph.sequential(
        layers.Input(shape=(1,)), layers.Dense(units=len(points), activation=name)
    )
    program = compile(graph, "mean_squared_error", dtype=dtype)
    program.parameters["dense_1/kernel"][...] = 0.0
    program.parameters["dense_1/bias"][...] = points
    return program


POINTS = np.array([-7.0, -1.5, -1.0, -0.3, 0.0, 0.2, 1.0, 1.5, 7.0])


def test_the_step_is_one_above_zero_and_zero_elsewhere():
    found = of_points("step", POINTS).predict(np.zeros((1, 1)))[0]
    np.testing.assert_array_equal(found, [0, 0, 0, 0, 0, 1, 1, 1, 1])


def test_the_gradient_of_the_step_goes_straight_through_wherever_the_point_is():
    cotangent = np.arange(1.0, 10.0)
    found = of_points("step", POINTS).backpropagate(np.zeros((1, 1)), cotangent[None])
    np.testing.assert_array_equal(found["dense_1/bias"], cotangent)


def test_a_step_does_not_hide_a_value_that_is_not_a_number():
    points = np.array([np.nan, 1.0])
    found = of_points("step", points).predict(np.zeros((1, 1)))[0]
    np.testing.assert_array_equal(found, [np.nan, 1.0])


def test_a_perceptron_with_a_step_learns_what_a_line_can_part():
    random = np.random.default_rng(0)
    x = random.uniform(-1.0, 1.0, (200, 2))
    wanted = (x @ [1.0, -2.0] + 0.3 > 0.0).astype(np.float64)[:, None]
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1, activation="step"))
    program = compile(graph, "mean_squared_error", dtype="float64")
    for _ in range(600):
        program.loss_and_gradients(x, wanted)
        program.theta -= 0.2 * program.gradient
    assert np.mean(program.predict(x) == wanted) > 0.97


FAR = np.array([[9.0, 10.0], [10.0, -9.0], [-10.0, 9.0], [-9.0, -10.0]])


@pytest.mark.parametrize("side", [1.0, -1.0])
@pytest.mark.parametrize("wanted", [[1, 0, 0, 0], [1, 1, 0, 0], [0, 1, 1, 1]])
def test_a_perceptron_learns_points_far_on_the_wrong_side_by_rosenblatts_rule(side, wanted):
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=1, activation="step"))
    program = compile(graph, "mean_squared_error", dtype="float64")
    data = Dataset.from_arrays(FAR, np.array(wanted))
    trainer = Trainer(program, data, optim.SGD(learning_rate=0.05), batch_size=1)
    program.parameters["dense_1/kernel"][...] = [[-side], [side]]
    weights = np.array([-side, side, 0.0])
    rows = np.c_[FAR, np.ones(4)]
    steps = trainer.steps()
    for _ in range(100):
        next(steps)
        row = trainer._batches._order[(trainer._position or 4) - 1]
        wrong = (rows[row] @ weights > 0.0) - wanted[row]
        weights -= 0.05 * 2.0 * wrong * rows[row]
        np.testing.assert_allclose(program.parameters["dense_1/kernel"][:, 0], weights[:2])
        np.testing.assert_allclose(program.parameters["dense_1/bias"], weights[2:], atol=1e-12)
    np.testing.assert_array_equal(program.predict(FAR)[:, 0], wanted)


def test_log_softmax_stays_finite_where_shares_underflow():
    found = of_points("log_softmax", np.array([0.0, 500.0, -500.0]), "float32")
    np.testing.assert_array_equal(found.predict(np.zeros((1, 1))), [[-500.0, 0.0, -1000.0]])


def test_gelu_is_exact_to_float32s_rounding_in_large_arrays_and_small():
    special = pytest.importorskip("scipy.special")
    wide = np.concatenate([np.linspace(-9.0, 9.0, 2001), [-1e30, -1e4, 1e4, 1e30, np.inf]])
    for points in (wide, wide[::40]):
        with np.errstate(all="ignore"):
            found = of_points("gelu", points, "float32").predict(np.zeros((1, 1)))[0]
        given = points.astype(np.float32)
        share = special.ndtr(given.astype(np.float64))
        np.testing.assert_allclose(found, given * share, rtol=3e-7, atol=3e-7)


@pytest.mark.parametrize("name", ["hard_tanh", "hard_swish", "celu", "step", "log_softmax"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_values_stay_within_the_limits_that_are_declared(name, dtype):
    values = of_points(name, np.linspace(-9.0, 9.0, 181), dtype).predict(np.zeros((1, 1)))
    low, high = FUNCTIONS[name].limits
    assert values.dtype == dtype
    assert values.min() >= low
    assert values.max() <= high
