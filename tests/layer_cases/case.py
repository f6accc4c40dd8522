"""One row of the table, and the networks around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine import Graph, layers
from engine.layers.base import Layer

if TYPE_CHECKING:
    from engine.plan import Site
    from engine.shapes import Shape


@dataclass(frozen=True)
class Case:
    """A layer and what it reads.

    Attributes
    ----------
    shapes
        Shape of one sample of each input.
    tokens
        Where the layer reads whole numbers: how many there are of them, from 0 on. Else 0.
    chance
        Whether it draws random numbers while training.
    of_batch
        Whether what a sample gives while training depends on the others.
    batch
        Samples for the checks.
    no_export
        Why ONNX has no place for it; empty where it has.
    """

    layer: Layer
    shapes: tuple[Shape, ...]
    tokens: int = 0
    chance: bool = False
    of_batch: bool = False
    batch: int = 6
    no_export: str = ""

    def inputs(self, samples: int, seed: int = 0, scale: float = 1.0) -> np.ndarray:
        """Return random inputs for `bare` or `within`."""
        random = np.random.default_rng(seed)
        width = sum(int(np.prod(shape)) for shape in self.shapes)
        if self.tokens:
            return random.integers(0, self.tokens, (samples, width)).astype(np.float64)
        return scale * random.standard_normal((samples, width))

    def bare(self) -> Graph:
        """Return the network of nothing but the layer and its inputs."""
        graph = Graph()
        sources = []
        for shape in self.shapes:
            graph, source = graph.add(layers.Input(shape=shape))
            sources.append(source)
        graph, node = graph.add(self.layer)
        for source in sources:
            graph = graph.connect(source, node)
        return graph

    def within(self, *, channels_first: bool = False) -> Graph:
        """Return a network in which gradients pass through the layer to what lies before it."""
        graph = self.bare()
        if not self.tokens:
            for edge in graph.edges:
                (node,) = [each for each in graph.nodes if each.id == edge.source]
                shape = node.layer.shape
                graph, flat = graph.insert(edge, layers.Flatten())
                units = int(np.prod(shape))
                graph, dense = graph.insert(_edge(graph, flat), layers.Dense(units=units))
                graph, shaped = graph.insert(_edge(graph, dense), layers.Reshape(target=shape))
                if channels_first and len(shape) > 1:
                    graph, _ = graph.insert(_edge(graph, shaped), ChannelsFirst())
        return graph


def _edge(graph: Graph, source: int):
    return next(edge for edge in graph.edges if edge.source == source)


class ChannelsFirst(Layer, frozen=True, tag="channels_first.v1"):
    """Passes its input on, laid out in memory as convolutions do."""

    title = "Channels first"
    category = "Tests"
    summary = "Changes nothing but the layout."

    def out_shape(self, *inputs: Shape) -> Shape:
        return inputs[0]

    def channels_first(self, *inputs: bool) -> bool:
        return True

    def forward(self, site: Site) -> None:
        site.call(np.copyto, site.output.value, site.inputs[0].value)

    def backward(self, site: Site) -> None:
        if site.wants_gradient(0):
            site.call(np.copyto, site.input_gradient(0), site.output_gradient)
