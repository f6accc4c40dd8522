"""One layer by itself: what it gives for arrays, and the gradients of its inputs and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine import compile
from layer_cases.case import Case

if TYPE_CHECKING:
    from engine.layers.base import Layer


class Probe:
    """A layer behind Dense layers that change nothing, so that its inputs have gradients.

    Parameters
    ----------
    shapes
        Shape of one sample of each input.
    """

    def __init__(self, layer: Layer, *shapes, dtype="float64", channels_first=False):
        graph = Case(layer, shapes).within(channels_first=channels_first)
        self.program = compile(graph, "mean_squared_error", dtype=dtype)
        self.node = self.program.output
        self.sources = graph.sources(self.node)
        self._name = graph[self.node].name
        for name, view in self.program.parameters.items():
            if not name.startswith(f"{self._name}/") and name.endswith("/kernel"):
                view[...] = np.eye(len(view))

    def parameter(self, name):
        return self.program.parameters[f"{self._name}/{name}"]

    def gradient(self, name):
        return self.program.gradients[f"{self._name}/{name}"]

    def draw(self, seed=0):
        """Give each weight of the layer a random value; what it keeps by itself stays."""
        random = np.random.default_rng(seed)
        for name, view in self.program.parameters.items():
            if name.startswith(f"{self._name}/") and not name.endswith(("mean", "variance")):
                view[...] = random.standard_normal(view.shape)

    def predict(self, *inputs):
        """Return the layer's output ``(n, *shape)`` for inputs ``(n, *shape)``."""
        return self.program.predict(_rows(inputs))

    def train(self, *inputs):
        """Return the same while training."""
        rows = self.program.augmented(_rows(inputs))
        plan = self.program.plan(len(rows), training=True)
        plan.forward(rows.T)
        return np.moveaxis(plan.values(self.node, rows.T), -1, 0).copy()

    def backward(self, cotangent, *inputs):
        """Return the gradient of each input while training; those of weights: `gradient`."""
        self.program.backpropagate(_rows(inputs), cotangent)
        plan = self.program.plan(len(cotangent), training=True)
        return [np.moveaxis(plan.gradient(source), -1, 0).copy() for source in self.sources]


def _rows(inputs):
    return np.concatenate([each.reshape(len(each), -1) for each in inputs], axis=1)
