"""A named sub-network with a drawing of its own, used like a layer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from engine import graph
from engine import nodes as drawn
from engine.layers.base import Layer, ShapeError
from engine.layers.core import Dense, Input

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from engine.activations import ActivationName
    from engine.shapes import Shape

MOST_COPIES = 100
DEEPEST = 8
"""Groups within groups."""


class Group(Layer, frozen=True, tag="group.v1", dict=True):
    """Layers that stand for one, ``repeat`` times in a chain; each copy has weights of its own.

    What the group reads comes in at the one Input among its layers, whatever shape that has; what
    it gives is the output of the one layer that ends them. A program never meets it: `compile`
    puts its layers in its place, see `engine.inlining`.

    Attributes
    ----------
    nodes, edges
        As in a `Graph`. Ids are those of the whole drawing: no layer outside has the same.
    """

    title = "Group"
    category = "Basic"
    summary = "Layers with a drawing of their own, used as one. Open it to draw what it holds."
    drawn_fields = frozenset({"nodes", "edges"})

    repeat: Annotated[
        int,
        Meta(
            ge=1,
            le=MOST_COPIES,
            title="Repeat",
            description="Copies in a chain, each with weights of its own.",
        ),
    ] = 1
    nodes: tuple[drawn.Node, ...] = ()
    edges: tuple[drawn.Edge, ...] = ()

    def __post_init__(self) -> None:
        """Refuse layers that are no drawing, or lie too deep."""
        if self.depth > DEEPEST:
            raise drawn.GraphError(
                "Groups lie more than {most} deep within each other. Ungroup one of them.",
                most=DEEPEST,
            )
        _ = self.drawing

    @classmethod
    def offered(cls) -> Self:
        return cls.of(graph.Graph.sequential(Input(), Dense.offered()))

    @classmethod
    def of(cls, drawing: graph.Graph, repeat: int = 1) -> Self:
        """Return a group of the layers of ``drawing``, which begins with an Input."""
        return cls(repeat=repeat, nodes=drawing.nodes, edges=drawing.edges)

    @cached_property
    def drawing(self) -> graph.Graph:
        """The layers as a graph of their own."""
        return self.drawn_from(max(self.ids, default=0) + 1)

    def drawn_from(self, next_id: int) -> graph.Graph:
        """Return the layers as a graph in which the next layer gets ``next_id``."""
        return graph.Graph(self.nodes, self.edges, next_id)

    def fed(self, shape: Shape, next_id: int) -> graph.Graph:
        """Return the same, reading samples of ``shape``."""
        fed = self.drawn_from(next_id)
        for node in self.entrances:
            fed = fed.replace(node, Input(shape=shape))
        return fed

    @property
    def entrances(self) -> tuple[int, ...]:
        """Ids of the Inputs among the layers."""
        return tuple(node.id for node in self.nodes if isinstance(node.layer, Input))

    @cached_property
    def ids(self) -> frozenset[int]:
        """Ids of all layers, also of those in groups within."""
        return frozenset(identity for node in self.nodes for identity in drawn.ids_of(node))

    @cached_property
    def depth(self) -> int:
        """How deep groups lie within each other; 1 where there is none within."""
        inner = (node.layer.depth for node in self.nodes if isinstance(node.layer, Group))
        return 1 + max(inner, default=0)

    @cached_property
    def unrolled(self) -> int:
        """Number of layers, those of every copy counted."""
        return self.repeat * sum(
            node.layer.unrolled if isinstance(node.layer, Group) else 1
            for node in self.nodes
            if not isinstance(node.layer, Input)
        )

    def renumbered(self, first: int) -> tuple[Self, dict[int, int]]:
        """Return the group with ids from ``first`` on, and the new ids by old."""
        new = {old: first + place for place, old in enumerate(sorted(self.ids))}
        return self.with_ids(new), new

    def with_ids(self, new: Mapping[int, int]) -> Self:
        """Return the group with the ids ``new`` by old."""
        nodes, edges = drawn.with_ids(self.nodes, self.edges, new)
        return type(self)(repeat=self.repeat, nodes=nodes, edges=edges)

    def out_shape(self, *inputs: Shape) -> Shape:
        from engine.groups import measured

        node = drawn.Node(self.drawing.next_id, self.kind(), self)
        shape, _, problems = measured(graph.Graph((node,), (), node.id + 1), node, inputs[0])
        if shape is None:
            raise ShapeError("{reason}", reason=problems[0].message)
        return shape

    def activation_name(self) -> ActivationName:
        from engine.inference import ending_activation, infer

        output = infer(self.drawing).output
        return "linear" if output is None else ending_activation(self.drawing, output)
