"""A run that goes on with another network lays its samples out no second time."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from engine import Dataset, Graph, Trainer, compile, layers
from engine.morph import carry
from engine.surgery import grow

X = np.random.default_rng(0).standard_normal((40, 2))


def data(column=0):
    classes = (X[:, column] > 0).astype(int)
    return Dataset.from_arrays(X[:30], classes[:30], X[30:], classes[30:])


DATA = data()
GRAPH = Graph.sequential(
    layers.Input(), layers.Dense(units=3, activation="tanh"), layers.Dense(units=1)
)


def trainer(graph=GRAPH, data=DATA, dtype="float32", laid_out=()):
    program = compile(graph, "mean_squared_error", seed=1, dtype=dtype)
    return Trainer(program, data, batch_size=7, seed=2, laid_out=laid_out)


def test_samples_of_the_same_data_are_taken_over():
    old = trainer()
    new = trainer(grow(GRAPH, 2), laid_out=old.laid_out)
    assert new.rows[0] is old.rows[0]
    np.testing.assert_array_equal(new.rows[0], trainer().rows[0])
    assert new.evaluate().test_loss == trainer(grow(GRAPH, 2)).evaluate().test_loss


@pytest.mark.parametrize(
    "other",
    [
        {"dtype": "float64"},
        {"data": data(column=1)},
    ],
)
def test_samples_of_other_data_or_of_another_precision_are_not(other):
    old = trainer()
    new = trainer(**other, laid_out=old.laid_out)
    assert new.rows[0] is not old.rows[0]
    np.testing.assert_array_equal(new.rows[0], trainer(**other).rows[0])


def test_the_rest_of_an_epoch_and_the_next_ones_bring_the_same_batches():
    old = trainer()
    list(islice(old.steps(), 8))
    snapshot = old.snapshot()
    assert snapshot.position
    new = trainer(laid_out=old.laid_out)
    new.restore(carry(snapshot, old.program, new.program))
    losses = [[step.loss for step in islice(each.steps(), 11)] for each in (old, new)]
    assert losses[0] == losses[1]
