"""The drawing as a value: layers by id, connections, edits that return a new graph."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from engine import layers
from engine.nodes import (
    IDS,
    Edge,
    GraphError,
    Node,
    check_name,
    free_name,
    ids_of,
    node_of,
    numbered,
    numbered_node,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from engine.layers import Layer

__all__ = ["Edge", "Graph", "GraphError", "Node"]


class Graph(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True, weakref=True):
    """A directed acyclic graph of layers.

    Attributes
    ----------
    nodes, edges
        In the order in which they were added.
    next_id
        The id of the next node; ids are never used twice, also not within groups.
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    next_id: Annotated[int, Meta(ge=1, le=IDS)] = 1

    @classmethod
    def sequential(cls, *layers: Layer) -> Graph:
        """Return the chain of ``layers``, the first at the input."""
        graph, previous = cls(), None
        for layer in layers:
            graph, node = graph.add(layer)
            if previous is not None:
                graph = graph.connect(previous, node)
            previous = node
        return graph

    def __post_init__(self) -> None:
        """Refuse what no sequence of edits could have made, such as a damaged file."""
        every = [identity for node in self.nodes for identity in ids_of(node)]
        names = {node.name for node in self.nodes}
        if len(set(every)) != len(every) or len(names) != len(self.nodes):
            raise GraphError("Two layers have the same number or name. Give each its own.")
        if max(every, default=0) >= self.next_id:
            raise GraphError("A layer's number is not below the next free one.")
        ids = self.by_id
        if len(set(self.edges)) != len(self.edges):
            raise GraphError("Two layers are connected twice. Remove one connection.")
        if any(edge.source not in ids or edge.target not in ids for edge in self.edges):
            raise GraphError("A connection leads to a layer that does not exist.")
        for node in self.nodes:
            most = node.layer.arity.most
            if most is not None and len(self.sources(node.id)) > most:
                raise GraphError(
                    "{name} has more inputs than it takes. Remove a connection.", name=node.name
                )
        if len(self.order) != len(self.nodes):
            raise GraphError("The connections run in a circle. Remove one of them.")

    # -- reading

    @cached_property
    def by_id(self) -> dict[int, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def ids(self) -> frozenset[int]:
        """Ids of all layers, also of those within groups."""
        return frozenset(identity for node in self.nodes for identity in ids_of(node))

    def trail(self, node: int) -> tuple[int, ...]:
        """Return the ids of the groups around a layer, the outermost first, and then its own.

        Raises
        ------
        KeyError
            Where there is no such layer.
        """
        if node in self:
            return (node,)
        for each in self.nodes:
            if isinstance(each.layer, layers.Group) and node in each.layer.ids:
                return (each.id, *each.layer.drawing.trail(node))
        raise KeyError(node)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Ids such that every layer stands after all it reads (Kahn 1962); circles are left out."""
        waiting = Counter(edge.target for edge in self.edges)
        ready = [node.id for node in reversed(self.nodes) if not waiting[node.id]]
        order: list[int] = []
        while ready:
            current = ready.pop()
            order.append(current)
            for target in reversed(self.targets(current)):
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
        return tuple(order)

    @cached_property
    def _sources(self) -> dict[int, tuple[int, ...]]:
        return _grouped((edge.target, edge.source) for edge in self.edges)

    @cached_property
    def _targets(self) -> dict[int, tuple[int, ...]]:
        return _grouped((edge.source, edge.target) for edge in self.edges)

    def __getitem__(self, node: int) -> Node:
        return self.by_id[node]

    def __contains__(self, node: int) -> bool:
        return node in self.by_id

    def named(self, name: str) -> Node:
        """Return the node called ``name``; raise `KeyError` where there is none."""
        for node in self.nodes:
            if node.name == name:
                return node
        raise KeyError(name)

    def sources(self, node: int) -> tuple[int, ...]:
        """Return the ids whose outputs ``node`` reads, in the order of its inputs."""
        return self._sources.get(node, ())

    def targets(self, node: int) -> tuple[int, ...]:
        return self._targets.get(node, ())

    def ancestors(self, nodes: Iterable[int]) -> set[int]:
        """Return ``nodes`` and all that they depend on."""
        return _closure(nodes, self.sources)

    def descendants(self, nodes: Iterable[int]) -> set[int]:
        """Return ``nodes`` and all that depends on them."""
        return _closure(nodes, self.targets)

    # -- editing

    def add(self, layer: Layer, name: str | None = None) -> tuple[Graph, int]:
        """Return the graph with ``layer`` and the new node's id."""
        if name is not None:
            check_name(name)
        identity = self.next_id
        node, free = numbered_node(identity, name or self._free_name(layer), layer)
        grown = msgspec.structs.replace(self, nodes=(*self.nodes, node), next_id=free)
        return grown, identity

    def why_not_connect(self, source: int, target: int) -> GraphError | None:
        """Return the reason why ``source`` cannot lead to ``target``, or None where it can."""
        names = {"source": self[source].name, "target": self[target].name}
        most = self[target].layer.arity.most
        if source == target:
            return GraphError("{source} cannot feed itself.", source=names["source"])
        if Edge(source, target) in self.edges:
            return GraphError("{source} already leads to {target}.", **names)
        if most == 0:
            return GraphError("{target} is an input: nothing can lead to it.", **names)
        if source in self.descendants([target]):
            return GraphError(
                "{source} already depends on {target}: the connection would close a circle.",
                **names,
            )
        if most is not None and len(self.sources(target)) >= most:
            return GraphError(
                "{target} takes one input. Join several with Add or Concatenate.", **names
            )
        return None

    def connect(self, source: int, target: int) -> Graph:
        """Return the graph with the connection; raise `GraphError` where it cannot be."""
        if reason := self.why_not_connect(source, target):
            raise reason
        return self._with_edges((*self.edges, Edge(source, target)))

    def rewire(self, source: int, target: int) -> Graph:
        """Connect, letting go of what a one-input ``target`` read before."""
        _, most = self[target].layer.arity
        freed = self
        if most == 1 and source not in self.sources(target):
            freed = self.disconnect(Edge(old, target) for old in self.sources(target))
        return freed.connect(source, target)

    def disconnect(self, edges: Iterable[Edge]) -> Graph:
        gone = set(edges)
        return self._with_edges(edge for edge in self.edges if edge not in gone)

    def remove(self, nodes: Collection[int], *, heal: bool = False) -> Graph:
        """Return the graph without ``nodes``.

        With ``heal``, what led to a removed layer leads on to what read it, where that can be.
        """
        passed_on = self._passed_on(nodes) if heal else {}
        edges = (
            Edge(source, edge.target)
            for edge in self.edges
            if edge.target not in nodes
            for source in (
                passed_on.get(edge.source, ()) if edge.source in nodes else (edge.source,)
            )
        )
        # What is healed follows paths that were there, so no circle can close.
        taken: Counter[int] = Counter()
        kept: list[Edge] = []
        for edge in dict.fromkeys(edges):
            most = self[edge.target].layer.arity.most
            if most is None or taken[edge.target] < most:
                taken[edge.target] += 1
                kept.append(edge)
        left = tuple(node for node in self.nodes if node.id not in nodes)
        return msgspec.structs.replace(self, nodes=left, edges=tuple(kept))

    def _passed_on(self, gone: Collection[int]) -> dict[int, tuple[int, ...]]:
        """Return what leads to each of ``gone`` in the end, through others of them."""
        found: dict[int, tuple[int, ...]] = {}
        for node in self.order:
            if node in gone:
                ends = [end for each in self.sources(node) for end in found.get(each, (each,))]
                found[node] = tuple(dict.fromkeys(ends))[: self[node].layer.arity.most]
        return found

    def insert(self, edge: Edge, layer: Layer, name: str | None = None) -> tuple[Graph, int]:
        """Return the graph with ``layer`` put on ``edge``, and its id."""
        grown, node = self.add(layer, name)
        return grown.reroute(edge, node), node

    def reroute(self, edge: Edge, node: int) -> Graph:
        """Lead ``edge`` through the node that is there already, keeping its place in a merge."""
        if edge not in self.edges:
            raise GraphError("The connection is not there any more.")
        if reason := self.why_not_connect(edge.source, node):
            raise reason
        middle = Edge(node, edge.target)
        stands_there = edge.target == node or edge.target in self.ancestors([node])
        if stands_there or middle in self.edges:
            raise GraphError("{name} cannot stand on this connection.", name=self[node].name)
        edges = [middle if each == edge else each for each in self.edges]
        return self._with_edges(dict.fromkeys([*edges, Edge(edge.source, node)]))

    def replace(self, node: int, layer: Layer) -> Graph:
        """Return the graph with other hyperparameters or another layer at ``node``."""
        return self._with_node(node_of(node, self[node].name, layer))

    def rename(self, node: int, name: str) -> Graph:
        """Return the graph with ``node`` called ``name``; raise `GraphError` if that cannot be."""
        if any(each.name == name and each.id != node for each in self.nodes):
            raise GraphError("Another layer is called {name}. Choose another name.", name=name)
        check_name(name)
        return self._with_node(Node(node, name, self[node].layer))

    def include(self, other: Graph, nodes: Collection[int]) -> tuple[Graph, dict[int, int]]:
        """Return this graph with copies of ``nodes`` of ``other`` and the new ids by old.

        Connections between the copied layers come along. New ids of layers within groups are told
        as well.
        """
        taken = {node.name for node in self.nodes}
        free: dict[str, Iterator[str]] = {}
        copies: list[Node] = []
        ids: dict[int, int] = {}
        next_id = self.next_id
        for node in other.nodes:
            if node.id in nodes:
                name, stem = node.name, node.layer.kind()
                if name in taken:
                    names = free.setdefault(stem, numbered(stem))
                    name = next(each for each in names if each not in taken)
                taken.add(name)
                ids[node.id] = next_id
                copy, next_id = numbered_node(next_id, name, node.layer)
                ids.update(zip(sorted(ids_of(node)[1:]), sorted(ids_of(copy)[1:]), strict=True))
                copies.append(copy)
        inner = (
            Edge(ids[edge.source], ids[edge.target])
            for edge in other.edges
            if edge.source in ids and edge.target in ids
        )
        grown = msgspec.structs.replace(
            self,
            nodes=(*self.nodes, *copies),
            edges=(*self.edges, *inner),
            next_id=next_id,
        )
        return grown, ids

    def _with_node(self, node: Node) -> Graph:
        nodes = tuple(node if each.id == node.id else each for each in self.nodes)
        return msgspec.structs.replace(self, nodes=nodes)

    def _with_edges(self, edges: Iterable[Edge]) -> Graph:
        return msgspec.structs.replace(self, edges=tuple(edges))

    def _free_name(self, layer: Layer) -> str:
        return free_name(layer.kind(), {node.name for node in self.nodes})


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    groups: dict[int, list[int]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _closure(nodes: Iterable[int], step: Callable[[int], tuple[int, ...]]) -> set[int]:
    found: set[int] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(step(node))
    return found
