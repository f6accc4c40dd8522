"""Layers that read the prepared data at once and take only values of some kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.layers import RBM, Dropout, Embedding, Flatten, GaussianNoise, Input, Permute, Reshape
from engine.message import Message
from engine.problems import Problem, Repair, Severity

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from engine.data.dataset import Dataset
    from engine.graph import Graph, Node

_JUDGED = 1000
"""Rows that are looked at: this is done at each edit."""

_PASSING = (Flatten, Reshape, Permute, Dropout, GaussianNoise)
"""Layers that hand on the values they read, but for noise while the network learns."""


@dataclass(frozen=True)
class Values:
    """What values the inputs have.

    Attributes
    ----------
    low, high
        The least and the greatest.
    whole
        Whether all are whole numbers from 0 on.
    scalable
        Whether settings of the data decide how they are scaled.
    """

    low: float
    high: float
    whole: bool
    scalable: bool

    @classmethod
    def of(cls, dataset: Dataset) -> Values:
        rows = dataset.x_train[:_JUDGED]
        low, high = float(rows.min(initial=np.inf)), float(rows.max(initial=-np.inf))
        whole = low >= 0.0 and bool((rows == np.rint(rows)).all())
        return cls(low, high, whole, dataset.scalable)


def problems_of_readings(graph: Graph, live: Collection[int], values: Values) -> Iterator[Problem]:
    """Yield what is wrong between the data and the layers that read them as they are."""
    for node in graph.nodes:
        if node.id not in live or not _reads_data(graph, node.id):
            continue
        if isinstance(node.layer, RBM) and node.layer.visible == "bernoulli":
            if not (values.low >= 0.0 and values.high <= 1.0):
                yield _not_shares(graph, node, node.layer, values)
        elif isinstance(node.layer, Embedding) and not values.whole:
            yield _not_tokens(node, values)


def _reads_data(graph: Graph, node: int) -> bool:
    """Whether nothing between a layer and its input changes the values."""
    sources = graph.sources(node)
    while len(sources) == 1:
        layer = graph[sources[0]].layer
        if isinstance(layer, Input):
            return True
        if not isinstance(layer, _PASSING):
            return False
        sources = graph.sources(sources[0])
    return False


def _not_shares(graph: Graph, node: Node, layer: RBM, values: Values) -> Problem:
    text = "{name} has Bernoulli visible units, for values from 0 to 1, and reads {low} to {high}."
    low, high = _short(values.low), _short(values.high)
    message = Message(text, {"name": node.name, "low": low, "high": high})
    if values.scalable:
        label = Message("Scale the features to 0 to 1")
        repair = Repair(label, data={"standardize": True, "unit_range": True})
    else:
        gaussian = msgspec.structs.replace(layer, visible="gaussian")
        label = Message("Use Gaussian visible units")
        repair = Repair(label, graph=graph.replace(node.id, gaussian))
    return Problem(Severity.WARNING, "bernoulli_range", message, node.id, "visible", repair)


def _not_tokens(node: Node, values: Values) -> Problem:
    text = "{name} looks up whole numbers from 0 on, and the data has others. It rounds them."
    repair = None
    if values.scalable:
        label = Message("Do not scale the features")
        repair = Repair(label, data={"standardize": False})
    message = Message(text, {"name": node.name})
    return Problem(Severity.WARNING, "embedding_values", message, node.id, repair=repair)


def _short(value: float) -> float:
    return float(f"{value:.3g}")
