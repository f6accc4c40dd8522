"""Small networks of RBMs, and rows that they can learn."""

from __future__ import annotations

import numpy as np

from engine import Dataset, Graph
from engine.layers import RBM, Dense, Input


def small(**fields):
    return RBM(**{"units": 5, "pretraining_epochs": 3, **fields})


def chain(*machines):
    return Graph.sequential(Input(shape=(6,)), *machines, Dense(units=2, activation="softmax"))


def some_rows(samples=50, test=20):
    random = np.random.default_rng(0)
    shares = random.uniform(size=(samples + test, 1))
    x = (random.uniform(size=(samples + test, 6)) < shares).astype(float)
    y = (shares[:, 0] > 0.5).astype(int)
    y[:2] = 0, 1
    held_out = (x[samples:], y[samples:]) if test else ()
    return Dataset.from_arrays(x[:samples], y[:samples], *held_out, classes=("low", "high"))
