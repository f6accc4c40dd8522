"""A run shows how it was at an earlier moment, and goes on as if nobody had looked."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Dataset, Graph, Record, Trainer, compile, layers, optim
from engine.averaging import MovingAverage
from engine.regime import Regime
from engine.schedules import Exponential


def blobs(n=45, seed=0):
    random = np.random.default_rng(seed)
    y = random.integers(0, 3, n)
    x = random.standard_normal((n, 2)) + 3 * np.array([[0, 1], [1, -1], [-1, -1]])[y]
    return Dataset.from_arrays(x[10:], y[10:], x[:10], y[:10])


def trainer(**options):
    graph = Graph.sequential(
        layers.Input(),
        layers.Dense(units=6, activation="tanh"),
        layers.BatchNorm(),
        layers.Dropout(rate=0.25),
        layers.Dense(units=3, activation="softmax"),
    )
    program = compile(graph, "sparse_categorical_crossentropy", seed=1)
    regime = Regime(schedule=Exponential(), averaging=MovingAverage(decay=0.9))
    return Trainer(
        program,
        blobs(),
        optim.Adam(learning_rate=0.01),
        8,
        1,
        record=Record(),
        regime=regime,
        **options,
    )


def run(trained, steps):
    for _, _ in zip(range(steps), trained.steps(), strict=False):
        pass
    return trained


def seen(trained):
    """Return what a picture could show of a run."""
    found = trained.evaluate()
    with trained.averaged():
        outputs = trained.program.predict(trained.dataset.x_test)
    return (
        trained.program.theta.tobytes(),
        outputs.tobytes(),
        found,
        trained.progress.step,
        trained.epochs,
        trained.rate,
        tuple(trained.record.losses),
        tuple(trained.record.evaluations),
    )


def test_a_visit_shows_the_run_as_it_was():
    trained = run(trainer(), 13)
    moment, then = trained.snapshot(), seen(trained)
    run(trained, 30)
    assert seen(trained) != then
    trained.visit(moment)
    assert seen(trained) == then


@pytest.mark.parametrize("visits", [1, 3])
def test_a_run_that_looked_back_goes_on_as_one_that_did_not(visits):
    straight, curious = run(trainer(), 13), run(trainer(), 13)
    moment = curious.snapshot()
    run(straight, 30)
    run(curious, 30)
    for _ in range(visits):
        curious.visit(moment)
        curious.evaluate()
    curious.leave()
    assert seen(curious) == seen(straight)
    assert seen(run(curious, 25)) == seen(run(straight, 25))


def test_leaving_without_a_visit_changes_nothing():
    trained = run(trainer(), 9)
    before = seen(trained)
    trained.leave()
    assert seen(trained) == before


def test_from_a_moment_that_was_visited_a_run_goes_on_bit_for_bit():
    straight, branched = run(trainer(), 13), run(trainer(), 13)
    moment = branched.snapshot()
    run(branched, 30)
    branched.visit(moment)
    branched.restore(moment)
    assert seen(run(branched, 20)) == seen(run(straight, 20))


def test_leaving_after_going_on_from_a_moment_changes_nothing():
    trained = run(trainer(), 13)
    moment = trained.snapshot()
    run(trained, 10)
    trained.visit(moment)
    trained.restore(moment)
    run(trained, 4)
    before = seen(trained)
    trained.leave()
    assert seen(trained) == before


def machine():
    graph = Graph.sequential(layers.Input(shape=(4,)), layers.RBM(units=3, pretraining_epochs=4))
    x = np.random.default_rng(0).integers(0, 2, (24, 4)).astype(np.float32)
    program = compile(graph, "mean_squared_error", seed=1)
    return Trainer(program, Dataset.from_arrays(x, np.zeros(24)), batch_size=8, seed=1)


def learned(trained):
    return (
        trained.program.theta.tobytes(),
        trained.pretraining.progress.step,
        trained.pretraining.place,
        tuple(trained.pretraining.figures),
    )


def test_the_pretraining_of_an_rbm_is_visited_and_goes_on():
    straight, curious = run(machine(), 4), run(machine(), 4)
    moment, then = curious.snapshot(), learned(curious)
    run(straight, 4)
    run(curious, 4)
    curious.visit(moment)
    assert learned(curious) == then
    curious.leave()
    assert learned(curious) == learned(straight)
    assert learned(run(curious, 3)) == learned(run(straight, 3))
