"""Layers put into a group, and taken out of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.graph import Edge, Graph, GraphError, Node
from engine.inlining import Block, block_of, spliced
from engine.layers import Group, Input
from engine.nodes import free_name, ids_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def group(graph: Graph, nodes: Collection[int]) -> tuple[Graph, int]:
    """Return the graph with ``nodes`` in a group that stands in their place, and its id.

    They keep their ids, names and connections.

    Raises
    ------
    GraphError
        Where not one tensor goes in and one comes out.
    """
    chosen = [node for node in graph.nodes if node.id in nodes]
    _require_whole(graph, nodes)
    source = _source(graph, nodes)
    _require_one_end(graph, nodes)
    entrance, identity = graph.next_id, graph.next_id + 1
    first = Node(entrance, free_name(Input.kind(), {node.name for node in chosen}), Input())
    inner = tuple(_inner_edges(graph, nodes, source, entrance))
    held = Group(nodes=(first, *chosen), edges=inner)
    others = {node.name for node in graph.nodes if node.id not in nodes}
    node = Node(identity, free_name(held.kind(), others), held)
    outer = [node if each is chosen[0] else each for each in graph.nodes]
    return (
        Graph(
            tuple(each for each in outer if each.id not in nodes),
            tuple(dict.fromkeys(_outer_edges(graph, nodes, identity))),
            identity + 1,
        ),
        identity,
    )


def ungroup(graph: Graph, node: int) -> tuple[Graph, dict[int, int]]:
    """Return the graph with the layers of the group ``node`` in its place, copy after copy.

    The first copy keeps its ids, and its names where they are free.

    Returns
    -------
    tuple
        The graph, and for every layer that came out, also within inner groups, the id with which
        it is drawn in the group.

    Raises
    ------
    GraphError
        Where the group holds no chain from one Input to one end.
    """
    held = graph[node]
    layer, block = held.layer, block_of(held)
    if not isinstance(layer, Group) or block is None:
        raise GraphError(
            "{name} cannot be taken apart: it needs one Input, and one layer at its end.",
            name=held.name,
        )
    # What takes no part comes out too, but once.
    whole = block._replace(nodes=layer.nodes, edges=layer.edges)
    blocks, origin = [whole], {identity: identity for identity in layer.ids}
    next_id = graph.next_id
    for _ in range(layer.repeat - 1):
        drawn = [identity for each in block.nodes for identity in ids_of(each)]
        new = {identity: next_id + place for place, identity in enumerate(drawn)}
        next_id += len(drawn)
        origin |= {copy: identity for identity, copy in new.items()}
        blocks.append(block.with_ids(new))
    taken = {each.name for each in graph.nodes if each.id != node}
    blocks = [_with_free_names(each, taken) for each in blocks]
    apart = spliced(graph, {node: blocks})
    return apart, {new: old for new, old in origin.items() if new in apart.ids}


def _with_free_names(block: Block, taken: set[str]) -> Block:
    """Return the block with names that are not ``taken``, and take them."""
    nodes = []
    for node in block.nodes:
        name = node.name
        if node.id != block.entrance:
            name = name if name not in taken else free_name(node.layer.kind(), taken)
            taken.add(name)
        nodes.append(Node(node.id, name, node.layer))
    return block._replace(nodes=tuple(nodes))


def _require_whole(graph: Graph, nodes: Collection[int]) -> None:
    """Refuse a choice that leaves something out between its layers, or holds an Input."""
    for node in graph.nodes:
        if node.id in nodes and isinstance(node.layer, Input):
            raise GraphError("{name} is an input and stays outside of groups.", name=node.name)
    between = graph.descendants(nodes) & graph.ancestors(nodes) - set(nodes)
    for node in graph.nodes:
        if node.id in between:
            raise GraphError(
                "{name} lies between the chosen layers. Choose it too.", name=node.name
            )


def _source(graph: Graph, nodes: Collection[int]) -> int | None:
    """Return the one layer that ``nodes`` read, or None where they read none."""
    sources = [
        edge.source for edge in graph.edges if edge.target in nodes and edge.source not in nodes
    ]
    sources = list(dict.fromkeys(sources))
    if len(sources) > 1:
        first, second = (graph[source].name for source in sources[:2])
        raise GraphError(
            "A group reads one layer, and the chosen ones read {first} and {second}.",
            first=first,
            second=second,
        )
    starts = [node for node in graph.order if node in nodes and not graph.sources(node)]
    if not sources and len(starts) > 1:
        first, second = (graph[start].name for start in starts[:2])
        raise GraphError(
            "A group begins at one layer, and the chosen ones begin at {first} and {second}.",
            first=first,
            second=second,
        )
    return sources[0] if sources else None


def _require_one_end(graph: Graph, nodes: Collection[int]) -> None:
    chosen = [node for node in graph.order if node in nodes]
    ends = [node for node in chosen if not set(graph.targets(node)) & set(nodes)]
    ends += [node for node in chosen if set(graph.targets(node)) - set(nodes) and node not in ends]
    if len(ends) > 1:
        first, second = (graph[end].name for end in ends[:2])
        raise GraphError(
            "A group ends in one layer, and the chosen ones end in {first} and {second}.",
            first=first,
            second=second,
        )


def _inner_edges(
    graph: Graph, nodes: Collection[int], source: int | None, entrance: int
) -> Iterator[Edge]:
    if source is None:
        (start,) = (node for node in nodes if not graph.sources(node))
        yield Edge(entrance, start)
    for edge in graph.edges:
        if edge.target in nodes:
            yield edge if edge.source in nodes else Edge(entrance, edge.target)


def _outer_edges(graph: Graph, nodes: Collection[int], group: int) -> Iterator[Edge]:
    for edge in graph.edges:
        source = group if edge.source in nodes else edge.source
        target = group if edge.target in nodes else edge.target
        if source != target:
            yield Edge(source, target)
