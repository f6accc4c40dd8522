"""Small networks and data for the tests of a whole step."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
from msgspec import Meta

from engine import Dataset, Graph, Trainer, compile, initializers, layers, optim
from engine.layers.base import Layer, Parameter


class Memory(Layer, frozen=True, tag="memory.v1"):
    """A layer that keeps a running mean among the parameters, as batch normalisation does."""

    title = "Memory"
    category = "Test"
    summary = "Subtracts nothing and remembers the mean."

    share: Annotated[float, Meta(ge=0.0)] = 0.1

    def out_shape(self, *inputs):
        return inputs[0]

    def parameters(self, *inputs):
        shape = inputs[0]
        own = Parameter("mean", shape, initializers.Zeros(), (1, 1), decays=True)
        return (replace(own, learned=False),)

    def forward(self, site):
        x, y, mean = site.inputs[0].value, site.output.value, site.parameter("mean")

        def remember():
            mean[...] += self.share * (x.mean(axis=-1) - mean)

        site.call(np.copyto, y, x)
        if site.training:
            site.call(remember)

    def backward(self, site):
        if site.wants_gradient(0):
            site.call(np.copyto, site.input_gradient(0), site.output_gradient)


X = np.random.default_rng(3).standard_normal((40, 3))
Y = (X[:, 0] * X[:, 1] > 0).astype(np.int64)
DATA = Dataset.from_arrays(X, Y)


def network(*middle):
    return Graph.sequential(
        layers.Input(shape=(3,)),
        layers.Dense(units=6, activation="tanh"),
        *middle,
        layers.Dense(units=5, activation="tanh"),
        layers.Dense(units=1, activation="sigmoid"),
    )


def trainer(optimizer=None, graph=None, batch_size=8, seed=2, dtype="float64", **options):
    program = compile(graph or network(), seed=seed, dtype=dtype)
    return Trainer(program, DATA, optimizer or optim.SGD(), batch_size, seed, **options)


def run(trained, steps):
    for _, _ in zip(range(steps), trained.steps(), strict=False):
        pass
    return trained
