"""The network under construction: layers, what flows between them, and their weights."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from engine.formats.errors import NotImportable
from engine.graph import Graph
from engine.layers import Input, Permute, Reshape, ShapeError
from engine.message import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from engine.layers import Layer
    from engine.shapes import Shape

    Array = NDArray[Any]

UNKNOWN = 1_000_003
"""Stands for a number of samples that the model leaves open: a prime, as no other length is."""


@dataclass(frozen=True)
class Value:
    """A tensor of ONNX's and the layer that gives it.

    Attributes
    ----------
    node
        The layer. One sample of its output has ``shape``, or ``(1,)`` where that is empty.
    axis
        Which of ONNX's dimensions counts the samples.
    shape
        All the other dimensions, in ONNX's order.
    """

    node: int
    axis: int
    shape: Shape

    @property
    def rank(self) -> int:
        return len(self.shape) + 1

    def dimensions(self, samples: int) -> Shape:
        """Return the lengths of all dimensions, of ``samples`` samples."""
        return (*self.shape[: self.axis], samples, *self.shape[self.axis :])

    def place(self, axis: int, operator: str) -> int:
        """Return which dimension of a sample is ONNX's ``axis``; refuse that of the samples."""
        place = axis % self.rank
        if place == self.axis:
            raise NotImportable(
                "{operator} works across the samples, along dimension {axis}. "
                "Layers treat each sample by itself.",
                operator=operator,
                axis=axis,
            )
        return place - (place > self.axis)


class Drawing:
    """Adds layers.

    Parameters
    ----------
    operator
        Whose layers these are, for what is refused.
    samples
        How many samples the model says it takes, or `UNKNOWN`.

    Attributes
    ----------
    parameters
        What layers have learned, by the names of a program's parameters.
    """

    def __init__(self, operator: str, samples: int) -> None:
        self.graph = Graph()
        self.parameters: dict[str, Array] = {}
        self.samples = samples
        self._operator = operator
        self._shapes: dict[int, Shape] = {}

    def shape(self, node: int) -> Shape:
        """Return the shape of one sample of a layer's output."""
        return self._shapes[node]

    def input(self, axis: int, shape: Shape) -> Value:
        return Value(self.add(Input(shape=shape or (1,))), axis, shape)

    def add(self, layer: Layer, *sources: int, **parameters: Array) -> int:
        """Add a layer that reads ``sources``, with what it has learned; return its number."""
        self._require_within_limits(layer)
        self.graph, node = self.graph.add(layer)
        for source in sources:
            self.graph = self.graph.connect(source, node)
        try:
            self._shapes[node] = layer.out_shape(*(self._shapes[source] for source in sources))
        except ShapeError as error:
            raise NotImportable(
                "{operator} does not fit the layer {layer}: {reason}",
                operator=self._operator,
                layer=Term(layer.title),
                reason=error.message,
            ) from error
        for name, values in parameters.items():
            self.parameters[f"{self.graph[node].name}/{name}"] = values
        return node

    def _require_within_limits(self, layer: Layer) -> None:
        """Check what a file would: a declaration made in the program is not."""
        try:
            msgspec.convert(msgspec.to_builtins(layer), type(layer))
        except msgspec.ValidationError as error:
            raise NotImportable(
                "{operator} goes beyond what the layer {layer} allows ({reason}).",
                operator=self._operator,
                layer=Term(layer.title),
                reason=str(error),
            ) from error

    def reshaped(self, node: int, shape: Sequence[int]) -> int:
        """Lay a sample out anew, where it has not that shape already."""
        target = tuple(shape) or (1,)
        return node if self.shape(node) == target else self.add(Reshape(target=target), node)

    def permuted(self, node: int, order: Iterable[int]) -> int:
        """Put the dimensions of a sample in another order, where it is another."""
        wanted = tuple(order)
        if wanted == tuple(range(len(wanted))):
            return node
        return self.add(Permute(order=wanted), node)

    def relaid(self, value: Value, lengths: Sequence[int]) -> Value:
        """Return the value with other dimensions, among them still one for the samples alone."""
        before = math.prod(value.shape[: value.axis])
        for axis, length in enumerate(lengths):
            if length == self.samples and math.prod(lengths[:axis]) == before:
                shape = (*lengths[:axis], *lengths[axis + 1 :])
                return Value(self.reshaped(value.node, shape), axis, shape)
        raise NotImportable(
            "{operator} mixes the samples with another dimension. "
            "Layers treat each sample by itself.",
            operator=self._operator,
        )

    def rows(self, value: Value, inner: int) -> int:
        """Return a sample with its last ``inner`` dimensions in one, and the others in one."""
        split = len(value.shape) - inner
        outer, last = value.shape[:split], math.prod(value.shape[split:])
        return self.reshaped(value.node, (math.prod(outer), last) if outer else (last,))

    def channels_last(self, value: Value) -> int:
        """Return samples ``(channels, ...)`` as ``(..., channels)``."""
        self.require_channels(value)
        return self.permuted(value.node, (*range(1, len(value.shape)), 0))

    def channels_first(self, node: int) -> Value:
        """Return samples ``(..., channels)`` as a value of ONNX's, ``(N, channels, ...)``."""
        rank = len(self.shape(node))
        turned = self.permuted(node, (rank - 1, *range(rank - 1)))
        return Value(turned, 0, self.shape(turned))

    def require_channels(self, value: Value) -> None:
        if value.axis != 0 or not value.shape:
            raise NotImportable(
                "{operator} has samples in front and channels behind them, and here they are not.",
                operator=self._operator,
            )


def broadcast(constant: Array, value: Value, operator: str) -> Array:
    """Return a constant as it meets one sample; refuse one that differs between samples."""
    whole = constant.reshape((1,) * (value.rank - constant.ndim) + constant.shape)
    if whole.ndim > value.rank or whole.shape[value.axis] != 1:
        raise NotImportable(
            "{operator} has a constant that differs from sample to sample. "
            "Layers treat all samples alike.",
            operator=operator,
        )
    return np.squeeze(whole, value.axis)
