"""Groups taken apart: the layers that a program computes, every copy with an id of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine.graph import Edge, Graph, Node
from engine.groups import size_problems
from engine.inference import infer
from engine.layers import Group
from engine.layers.group import MOST_COPIES
from engine.nodes import IDS, ids_of, with_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTHING = 0
"""Stands for the layer that a loose group reads."""
_DRAWN = (IDS - 1).bit_length()
_FIELD = (IDS * (MOST_COPIES + 1)).bit_length()
"""Bits of the id of a drawn layer, and of what tells a copy of a group."""


@dataclass(frozen=True)
class Inlined:
    """A graph without groups.

    Attributes
    ----------
    graph
        Layers of groups are called ``block/2/dense_1``, the second copy. Those of a first copy
        have the ids that they are drawn with, those of others `copy_id`.
    trails
        By id of the graph: the groups around the layer as they are drawn, the outermost first,
        and the layer in its drawing.
    outputs
        By id of a group that was taken apart, and of its Input: the layer whose output is its own.
        Of what lies in copies of a group, that in the first.
    """

    graph: Graph
    trails: Mapping[int, tuple[int, ...]]
    outputs: Mapping[int, int]


class Block(NamedTuple):
    """One copy of what a group holds, its Input among the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    entrance: int
    exit: int

    def with_ids(self, new: Mapping[int, int]) -> Block:
        nodes, edges = with_ids(self.nodes, self.edges, new)
        return Block(nodes, edges, new[self.entrance], new[self.exit])


@lru_cache(maxsize=32)
def inline(graph: Graph) -> Inlined:
    """Return ``graph`` with the layers of groups in the groups' places.

    Groups that read nothing, or hold no chain from one Input to one end, are left; all are where
    there would be too many layers.
    """
    too_large = any(size_problems(graph))
    trails: dict[int, tuple[int, ...]] = {}
    outputs: dict[int, int] = {}
    blocks: dict[int, list[Block]] = {}
    for node in graph.nodes:
        whole = block_of(node) if graph.sources(node.id) and not too_large else None
        if whole is None:
            trails[node.id] = (node.id,)
            continue
        assert isinstance(node.layer, Group)
        part = inline(Graph(whole.nodes, whole.edges, node.layer.drawing.next_id))
        within = part.graph
        block = Block(
            within.nodes,
            within.edges,
            whole.entrance,
            part.outputs.get(whole.exit, whole.exit),
        )
        copies = [_copy(block, node, number) for number in range(node.layer.repeat)]
        for copy in copies:
            trails |= {
                new.id: (node.id, *part.trails[old.id])
                for old, new in zip(block.nodes, copy.nodes, strict=True)
                if old.id != block.entrance
            }
        (source,) = graph.sources(node.id)
        outputs |= {**part.outputs, node.id: copies[-1].exit, whole.entrance: source}
        blocks[node.id] = copies
    if not blocks:
        return Inlined(graph, trails, outputs)
    found = {each: _origin(each, outputs) for each in outputs}
    return Inlined(spliced(graph, blocks), trails, found)


def block_of(node: Node) -> Block | None:
    """Return what of a group takes part; None where there is no chain from one Input to one end.

    Other layers than groups have none.
    """
    layer = node.layer
    if not isinstance(layer, Group) or len(layer.entrances) != 1:
        return None
    inner = infer(layer.drawing)
    if len(inner.outputs) != 1:
        return None
    live = layer.drawing.remove(set(layer.drawing.by_id) - set(inner.live))
    return Block(live.nodes, live.edges, layer.entrances[0], inner.outputs[0])


def spliced(graph: Graph, blocks: Mapping[int, list[Block]]) -> Graph:
    """Return ``graph`` with chains of blocks in the places of groups, by the groups' ids."""
    reads: dict[int, int] = {}
    for group, copies in blocks.items():
        source = next(iter(graph.sources(group)), _NOTHING)
        for block in copies:
            reads[block.entrance] = source
            source = block.exit
        reads[group] = source

    nodes = [
        inner
        for node in graph.nodes
        for inner in ([node] if node.id not in blocks else _layers(blocks[node.id]))
    ]
    edges = [edge for edge in graph.edges if edge.target not in blocks]
    edges += [edge for copies in blocks.values() for block in copies for edge in block.edges]
    read = [(_origin(edge.source, reads), edge.target) for edge in edges]
    ids = max((identity for node in nodes for identity in ids_of(node)), default=0)
    return Graph(
        tuple(nodes),
        tuple(Edge(source, target) for source, target in read if source),
        max(graph.next_id, ids + 1),
    )


def _origin(source: int, reads: Mapping[int, int]) -> int:
    """Return the layer behind groups and their entrances."""
    while source in reads:
        source = reads[source]
    return source


def _layers(copies: list[Block]) -> list[Node]:
    return [node for block in copies for node in block.nodes if node.id != block.entrance]


def _copy(block: Block, group: Node, number: int) -> Block:
    """Return copy ``number`` of the layers of ``group``, the first having the number 0."""
    ids = (identity for node in block.nodes for identity in ids_of(node))
    new = {identity: copy_id(identity, group.id, number) for identity in ids}
    copy = block.with_ids(new)
    named = (
        msgspec.structs.replace(node, name=f"{group.name}/{number + 1}/{node.name}")
        for node in copy.nodes
    )
    return copy._replace(nodes=tuple(named))


def copy_id(identity: int, group: int, number: int) -> int:
    """Return the id of a layer in a copy of a group.

    It depends on nothing but the three, so that other edits let it be: first weights, and weights
    that are carried, stay with their layer. Copy 0 keeps the id.
    """
    if not number:
        return identity
    fields = -(-max(identity.bit_length() - _DRAWN, 0) // _FIELD)
    code = group * (MOST_COPIES + 1) + number
    return identity + (code << (_DRAWN + fields * _FIELD))
