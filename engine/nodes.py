"""Layers at their places, the connections between them, and how both are numbered and named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from engine import layers
from engine.message import SpokenError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from engine.layers import Layer

IDS = 2**32
"""Ids of drawn layers are below; a program numbers copies of layers from here on."""


class GraphError(SpokenError):
    """An edit that the rules of a network forbid, with its reason in words."""


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One layer at its place in the graph. ``name`` is unique and leads its weights' names."""

    id: Annotated[int, Meta(ge=1, lt=IDS)]
    name: Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[^/\s]+$")]
    layer: layers.AnyLayer


class Edge(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """A connection from the output of ``source`` to an input of ``target``.

    The inputs of a merge are ordered as its edges stand in `Graph.edges`.
    """

    source: int
    target: int


def node_of(identity: int, name: str, layer: Layer) -> Node:
    """Return a node of a layer of any kind, also one that files do not know."""
    return Node(identity, name, layer)  # type: ignore[arg-type]  # the union is for files alone


def numbered_node(identity: int, name: str, layer: Layer) -> tuple[Node, int]:
    """Return a new node, what it holds numbered behind it, and the next free id."""
    if not isinstance(layer, layers.Group):
        return node_of(identity, name, layer), identity + 1
    placed, ids = layer.renumbered(identity + 1)
    return Node(identity, name, placed), identity + 1 + len(ids)


def ids_of(node: Node) -> tuple[int, ...]:
    """Return the id of a node, and of a group those of all that it holds."""
    return (node.id, *node.layer.ids) if isinstance(node.layer, layers.Group) else (node.id,)


def with_ids(
    nodes: Iterable[Node], edges: Iterable[Edge], new: Mapping[int, int]
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    """Return layers and connections with the ids ``new`` by old, also within groups."""
    renumbered = (
        Node(
            new[node.id],
            node.name,
            node.layer.with_ids(new) if isinstance(node.layer, layers.Group) else node.layer,
        )
        for node in nodes
    )
    return tuple(renumbered), tuple(Edge(new[each.source], new[each.target]) for each in edges)


def check_name(name: str) -> None:
    """Raise `GraphError` where weights cannot be called by it."""
    if not name or len(name) > 100 or "/" in name or any(c.isspace() for c in name):
        raise GraphError("A name has 1 to 100 characters, no spaces and no slash.")


def free_name(stem: str, taken: Collection[str]) -> str:
    """Return the first of ``stem_1``, ``stem_2`` ... that is not ``taken``."""
    return next(name for name in numbered(stem) if name not in taken)


def numbered(stem: str) -> Iterator[str]:
    """Yield ``stem_1``, ``stem_2`` and so on without end."""
    number = 1
    while True:
        yield f"{stem}_{number}"
        number += 1
