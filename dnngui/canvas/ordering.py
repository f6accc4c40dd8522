"""Columns of a layered drawing and the order within them, with few crossings."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engine.graph import Graph

SWEEPS = 8


@dataclass(frozen=True)
class Layered:
    """Columns from left to right, each from top to bottom, and the column of each layer."""

    layers: tuple[tuple[int, ...], ...]
    rank: Mapping[int, int]


def ordered_layers(graph: Graph, nodes: Sequence[int]) -> Layered:
    """Return the columns of ``nodes``, a connected part of ``graph`` in topological order."""
    rank = _ranks(graph, nodes)
    columns, neighbours = _with_bends(graph, nodes, rank)
    best, fewest = columns, _crossings(columns, neighbours)
    for sweep in range(SWEEPS):
        if fewest == 0:
            break
        columns = _swept(columns, neighbours, forwards=sweep % 2 == 0)
        crossings = _crossings(columns, neighbours)
        if crossings < fewest:
            best, fewest = columns, crossings
    real = tuple(tuple(each for each in column if each in rank) for column in best)
    return Layered(real, rank)


def _ranks(graph: Graph, nodes: Sequence[int]) -> dict[int, int]:
    """Return the longest path to each layer; what reads nothing moves up to its first reader."""
    rank: dict[int, int] = {}
    for node in nodes:
        rank[node] = max((rank[source] + 1 for source in graph.sources(node)), default=0)
    for node in nodes:
        if not graph.sources(node) and graph[node].layer.arity.most != 0:
            rank[node] = min(rank[target] for target in graph.targets(node)) - 1
    lowest = min(rank.values())
    return {node: value - lowest for node, value in rank.items()}


Columns = list[list[int]]
Neighbours = dict[int, tuple[list[int], list[int]]]


def _with_bends(
    graph: Graph, nodes: Sequence[int], rank: Mapping[int, int]
) -> tuple[Columns, Neighbours]:
    """Return the columns with a bend (a negative id) wherever a long edge passes one."""
    columns: Columns = [[] for _ in range(max(rank.values()) + 1)]
    neighbours: Neighbours = {node: ([], []) for node in nodes}
    for node in nodes:
        columns[rank[node]].append(node)
    bend = 0
    for source in nodes:
        for target in graph.targets(source):
            previous = source
            for column in range(rank[source] + 1, rank[target]):
                bend -= 1
                columns[column].append(bend)
                neighbours[bend] = ([], [])
                _link(neighbours, previous, bend)
                previous = bend
            _link(neighbours, previous, target)
    return columns, neighbours


def _link(neighbours: Neighbours, left: int, right: int) -> None:
    neighbours[left][1].append(right)
    neighbours[right][0].append(left)


def _swept(columns: Columns, neighbours: Neighbours, *, forwards: bool) -> Columns:
    """Order each column by the mean place of its neighbours in the column before it."""
    order = columns if forwards else columns[::-1]
    side = 0 if forwards else 1
    swept = [list(order[0])]
    for column in order[1:]:
        place = {node: row for row, node in enumerate(swept[-1])}
        mean: dict[int, float] = {}
        for row, node in enumerate(column):
            rows = [place[each] for each in neighbours[node][side]]
            mean[node] = sum(rows) / len(rows) if rows else float(row)
        swept.append(sorted(column, key=mean.__getitem__))
    return swept if forwards else swept[::-1]


def _crossings(columns: Columns, neighbours: Neighbours) -> int:
    """Count the pairs of edges that cross between each two columns."""
    total = 0
    for left, right in itertools.pairwise(columns):
        place = {node: row for row, node in enumerate(right)}
        ends: list[int] = []
        for node in left:
            rows = sorted(place[each] for each in neighbours[node][1])
            total += sum(len(ends) - bisect_right(ends, row) for row in rows)
            ends = sorted([*ends, *rows])
    return total
