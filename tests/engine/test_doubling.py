"""A chain of sigmoids takes fewer calls, and the same steps bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.layers import Add, Dense, Input
from engine.plan import Plan
from engine.progress import NotFiniteError

CHAINS = {
    "all sigmoid": (("sigmoid", "sigmoid"), "sigmoid", "mean_squared_error"),
    "on logits": (("sigmoid", "sigmoid"), "sigmoid", "binary_crossentropy"),
    "to numbers": (("sigmoid", "sigmoid", "sigmoid"), "linear", "mean_squared_error"),
    "among others": (("tanh", "sigmoid", "relu", "sigmoid", "tanh"), "tanh", "mean_squared_error"),
    "in front": (("sigmoid", "tanh"), "sigmoid", "mean_squared_error"),
}


def trainer(hidden, ending, loss, size=7):
    random = np.random.default_rng(3)
    x = random.standard_normal((60, 2)).astype(np.float32)
    y = (x[:, 0] * x[:, 1] > 0).astype(np.int64)
    layers = [Dense(units=4 + place, activation=name) for place, name in enumerate(hidden)]
    graph = engine.Graph.sequential(Input(), *layers, Dense(units=1, activation=ending))
    data = engine.Dataset.from_arrays(x, y)
    return engine.Trainer(
        engine.compile(graph, loss), data, engine.optim.SGD(learning_rate=0.5), size
    )


def run(made, steps=50):
    losses = [made_step.loss for _, made_step in zip(range(steps), made.steps(), strict=False)]
    return losses, made.program.theta.copy()


@pytest.mark.parametrize("name", CHAINS)
def test_the_steps_are_the_plain_forms_bit_for_bit(name, monkeypatch):
    fast, slow = trainer(*CHAINS[name]), trainer(*CHAINS[name])
    losses, theta = run(fast)
    assert fast._plan.doubling is not None
    monkeypatch.setattr(Plan, "joins", False)
    expected, plain = run(slow)
    assert slow._plan.doubling is None
    np.testing.assert_array_equal(theta, plain)
    assert losses == expected


@pytest.mark.parametrize("name", CHAINS)
def test_the_true_gradient_is_the_plain_forms(name, monkeypatch):
    fast, slow = trainer(*CHAINS[name]), trainer(*CHAINS[name])
    run(fast, 9)
    monkeypatch.setattr(Plan, "joins", False)
    run(slow, 9)
    found, expected = fast.program.true_gradient(), slow.program.true_gradient()
    np.testing.assert_array_equal(found, expected)
    assert np.abs(fast.program.gradient - expected).max() > 0.0


@pytest.mark.parametrize("optimizer", [None, engine.optim.Adam()], ids=["a short batch", "Adam"])
def test_the_true_gradient_stays_where_the_next_loss_is_not_finite(optimizer):
    made = trainer(*CHAINS["all sigmoid"], size=29)
    run(made, 2)
    expected = made.program.true_gradient()
    if optimizer is not None:
        made.set_optimizer(optimizer)
    made.program.theta[0] = np.nan
    with pytest.raises(NotFiniteError):
        run(made, 1)
    np.testing.assert_array_equal(made.program.true_gradient(), expected)


def test_a_step_after_one_that_failed_has_its_true_gradient():
    made, whole = (trainer(*CHAINS["all sigmoid"], size=29) for _ in range(2))
    run(made, 2)
    theta = made.program.theta.copy()
    made.program.theta[0] = np.nan
    with pytest.raises(NotFiniteError):
        run(made, 1)
    made.program.theta[...] = theta
    run(made, 1)
    run(whole, 3)
    np.testing.assert_array_equal(made.program.true_gradient(), whole.program.true_gradient())


def test_another_learning_rate_holds_from_the_next_step(monkeypatch):
    def changed(made):
        steps = made.steps()
        for _ in range(5):
            next(steps)
        made.set_optimizer(engine.optim.SGD(learning_rate=0.03))
        for _ in range(20):
            next(steps)
        return made.program.theta.copy()

    found = changed(trainer(*CHAINS["all sigmoid"]))
    monkeypatch.setattr(Plan, "joins", False)
    np.testing.assert_array_equal(found, changed(trainer(*CHAINS["all sigmoid"])))


def test_a_full_batch_of_the_xor_network_takes_23_calls():
    made = trainer(("sigmoid", "sigmoid"), "sigmoid", "mean_squared_error", None)
    run(made, 1)
    assert made._plan.step_tape.calls == 23


def test_other_wiring_stays_as_it_is():
    chain = (Input(), *[Dense(units=3, activation="sigmoid")] * 2, Add(), Dense(units=1))
    graph = engine.Graph.sequential(*chain)
    graph = graph.connect(graph.order[1], graph.order[3])
    program = engine.compile(graph, "mean_squared_error")
    plan = program.plan(4, training=True, loss=True, leaves_unit=True)
    assert plan.doubling is None
