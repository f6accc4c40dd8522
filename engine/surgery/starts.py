"""How layers that are put in begin so that the network computes what it did."""

from __future__ import annotations

import enum
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from engine import layers
from engine.activations import FUNCTIONS
from engine.inference import infer
from engine.layers.windows import both
from engine.surgery.roles import MERGES, TRANSPARENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engine.graph import Graph
    from engine.layers import Layer

    Floats = NDArray[np.floating[Any]]


class Start(enum.Enum):
    """First weights of a layer that is put in.

    ``IDENTITY``: it passes on what it gets. ``ZERO``: it gives zeros, to what it is added to.
    """

    IDENTITY = enum.auto()
    ZERO = enum.auto()


class Begin(NamedTuple):
    """A layer that is put in, and how it is to begin."""

    node: int
    start: Start


_IDENTICAL = {
    "linear": (-math.inf, math.inf),
    "relu": (0.0, math.inf),
    "leaky_relu": (0.0, math.inf),
    "elu": (0.0, math.inf),
    "celu": (0.0, math.inf),
    "hard_tanh": (-1.0, 1.0),
}
"""Activations that leave values within these limits as they are."""

ZERO_AT_ZERO = frozenset(
    (
        "linear",
        "tanh",
        "elu",
        "selu",
        "gelu",
        "swish",
        "softsign",
        "mish",
        "sin",
        "hard_tanh",
        "hard_swish",
        "celu",
    )
)
"""Activations that are zero at zero and rise there, so that weights of zero can learn."""

_KEEPING_LIMITS = (
    *TRANSPARENT,
    layers.Flatten,
    layers.Reshape,
    layers.Permute,
    layers.MaxPool1D,
    layers.MaxPool2D,
    layers.GlobalMaxPool,
    layers.GlobalAveragePool,
    layers.UpSampling,
    layers.Concatenate,
    layers.Maximum,
    layers.Average,
)
"""Layers whose values stay between the least and the greatest that come in."""


def limits(graph: Graph, node: int) -> tuple[float, float]:
    """Return limits between which the values of a layer surely lie."""
    found: dict[int, tuple[float, float]] = {}
    waiting = [node]
    while waiting:
        each = waiting[-1]
        missing = [source for source in _passing(graph, each) if source not in found]
        if missing:
            waiting += missing
        else:
            found[waiting.pop()] = _limits(graph, each, found)
    return found[node]


def _passing(graph: Graph, node: int) -> tuple[int, ...]:
    """Return what a layer reads whose own limits follow from those of its inputs."""
    layer = graph[node].layer
    linear = isinstance(layer, layers.Activation) and layer.activation_name() == "linear"
    follows = linear or isinstance(layer, (*_KEEPING_LIMITS, *MERGES))
    return graph.sources(node) if follows else ()


def _limits(
    graph: Graph, node: int, found: Mapping[int, tuple[float, float]]
) -> tuple[float, float]:
    layer, given = graph[node].layer, [found[each] for each in _passing(graph, node)]
    if not given:
        return FUNCTIONS[layer.activation_name()].limits
    low, high = min(low for low, _ in given), max(high for _, high in given)
    if isinstance(layer, (*_KEEPING_LIMITS, layers.Activation)):
        return low, high
    return (0.0 if low >= 0.0 else -math.inf), math.inf


def stays(graph: Graph, node: int, activation: str) -> bool:
    """Whether an activation leaves every value that ``node`` can give as it is."""
    low, high = _IDENTICAL.get(activation, (math.inf, -math.inf))
    least, most = limits(graph, node)
    return low <= least and most <= high


def can_be_identity(graph: Graph, node: int) -> bool:
    """Whether a layer can pass its input on, with the right weights or as it is."""
    sources, shapes = graph.sources(node), infer(graph).shapes
    if len(sources) != 1 or shapes[node] != shapes[sources[0]]:
        return False
    layer = graph[node].layer
    fits = stays(graph, sources[0], layer.activation_name())
    if isinstance(layer, layers.Dense | layers.Activation):
        return fits
    return fits and isinstance(layer, layers.Conv1D | layers.Conv2D) and _has_middle(layer)


def _has_middle(layer: layers.Conv1D | layers.Conv2D) -> bool:
    sizes, strides = _pair(layer.kernel_size), _pair(layer.stride)
    if layer.groups > 1 or any(step != 1 for step in strides):
        return False
    same = layer.padding == "same" and all(length % 2 for length in sizes)
    return same or all(length == 1 for length in sizes)


def _pair(lengths: int | tuple[int, ...]) -> tuple[int, ...]:
    return (lengths,) if isinstance(lengths, int) else both(lengths)


def can_be_zero(graph: Graph, node: int) -> bool:
    """Whether a layer can give zeros and learn from there, where only a sum reads it."""
    layer = graph[node].layer
    if len(graph.targets(node)) != 1:
        return False
    if isinstance(layer, layers.BatchNorm):
        return layer.affine
    weighted = isinstance(layer, layers.Dense | layers.Conv1D | layers.Conv2D)
    return weighted and layer.activation_name() in ZERO_AT_ZERO


def put(start: Start, layer: Layer, values: dict[str, Floats]) -> None:
    """Write the first weights of a layer that is put in over those that were drawn."""
    if start is Start.ZERO:
        names = ("scale", "bias") if isinstance(layer, layers.BatchNorm) else tuple(values)
        for name in names:
            values[name][...] = 0.0
        return
    for each in values.values():
        each[...] = 0.0
    if "kernel" in values:
        kernel = values["kernel"]
        middle = tuple(length // 2 for length in kernel.shape[:-2])
        kernel[middle] = np.eye(kernel.shape[-1], dtype=kernel.dtype)
