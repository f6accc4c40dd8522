"""Where layers stand: a tidy layout of a whole graph, and places for layers that have none.

The tidy layout is layered (Sugiyama, Tagawa and Toda 1981): longest paths give the columns,
barycentre sweeps the order within them, and a least squares fit the heights.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections import defaultdict
from typing import TYPE_CHECKING

from dnngui.canvas.geometry import CARD_WIDTH, COLUMN, GRID, ROW, Box, snap
from dnngui.canvas.ordering import Layered, ordered_layers
from dnngui.document.project import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from engine.graph import Graph

Places = dict[int, Position]
PASSES = 12
LONG_EDGE_WEIGHT = 0.05
"""How much an edge over several columns pulls: little, so that the main chain stays straight."""


def tidy(graph: Graph) -> Places:
    """Return a place for every layer: connected parts above each other, loose ones last."""
    places: Places = {}
    top = -ROW / 2.0
    connected, loose = _components(graph)
    for component in connected:
        part = _component(graph, component)
        shift = top + ROW / 2.0 - min(place.y for place in part.values())
        for node, place in part.items():
            places[node] = Position(place.x, snap(place.y + shift))
        top = max(places[node].y for node in part) + ROW / 2.0
    for column, node in enumerate(loose):
        places[node] = Position(column * COLUMN, snap(top + ROW / 2.0))
    return places


def tidy_around(graph: Graph, known: Mapping[int, Position], fixed: Collection[int]) -> Places:
    """Return a place for every layer: ``fixed`` ones as they are, the others tidy around them.

    Each connected part is laid out as by `tidy` and moved to where its fixed layers are; then what
    is not fixed stands behind what it reads, in front of what reads it, and covers nothing.
    """
    tidied = _beside_fixed(graph, tidy(graph), known, fixed)
    latest = _latest(graph, known, fixed)
    places = {node: known[node] for node in graph.order if node in fixed}
    taken = Taken(places.values())
    for node in graph.order:
        if node not in fixed:
            behind = [places[source].x + COLUMN for source in graph.sources(node)]
            x = max(min(tidied[node].x, latest[node]), *behind, -math.inf)
            places[node] = taken.nearest(Position(x, tidied[node].y))
            taken.add(places[node])
    return places


def _beside_fixed(
    graph: Graph, tidied: Places, known: Mapping[int, Position], fixed: Collection[int]
) -> Places:
    """Move each connected part by what its fixed layers were moved; parts without any, by all."""
    connected, loose = _components(graph)
    every = _median_way([(tidied[node], known[node]) for node in fixed])
    moved: Places = {}
    for part in (*connected, *([node] for node in loose)):
        own = [(tidied[node], known[node]) for node in part if node in fixed]
        dx, dy = _median_way(own) if own else every
        moved |= {node: Position(tidied[node].x + dx, tidied[node].y + dy) for node in part}
    return moved


def _median_way(pairs: Sequence[tuple[Position, Position]]) -> tuple[float, float]:
    if not pairs:
        return 0.0, 0.0
    return (
        snap(_median([to.x - at.x for at, to in pairs])),
        snap(_median([to.y - at.y for at, to in pairs])),
    )


def _median(values: list[float]) -> float:
    """Return the lower of the two in the middle where there are two."""
    return sorted(values)[(len(values) - 1) // 2]


def _latest(
    graph: Graph, known: Mapping[int, Position], fixed: Collection[int]
) -> dict[int, float]:
    """Return how far to the right each layer may stand for fixed ones that read it."""
    latest: dict[int, float] = {}
    for node in reversed(graph.order):
        after = [known[each].x if each in fixed else latest[each] for each in graph.targets(node)]
        latest[node] = min(after, default=math.inf) - COLUMN
    return latest


class Taken:
    """Where cards stand, with the room for their previews, found by columns of their width."""

    def __init__(self, places: Iterable[Position]) -> None:
        self._columns: defaultdict[int, list[Position]] = defaultdict(list)
        for place in places:
            self.add(place)

    def add(self, place: Position) -> None:
        self._columns[math.floor(place.x / CARD_WIDTH)].append(place)

    def nearest(self, wanted: Position) -> Position:
        """Return ``wanted`` or the nearest place over or under it that covers nothing."""
        column = math.floor(wanted.x / CARD_WIDTH)
        near = [at for each in (column - 1, column, column + 1) for at in self._columns[each]]
        rows = sorted(at.y for at in near if abs(at.x - wanted.x) < CARD_WIDTH + GRID)
        able = [wanted.y, *(y + way for y in rows for way in (ROW, -ROW))]
        free = (y for y in able if _is_free(y, rows))
        return Position(wanted.x, min(free, key=lambda y: abs(y - wanted.y)))


def _is_free(y: float, rows: Sequence[float]) -> bool:
    """Whether a card at a height covers none at these, which are in order."""
    place = bisect(rows, y)
    return all(abs(other - y) >= ROW for other in rows[max(place - 1, 0) : place + 1])


def arrange(graph: Graph, known: Mapping[int, Position]) -> Places:
    """Return a place for every layer: ``known`` ones as they are, others near what they read."""
    if not any(node in known for node in graph.by_id):
        return tidy(graph)
    places = {node: place for node, place in known.items() if node in graph}
    for node in graph.order:
        if node not in places:
            places[node] = free_place(_beside_neighbours(graph, places, node), places)
    return places


def settle(graph: Graph, known: Mapping[int, Position]) -> Places:
    """Return a place for every layer, moving what follows a new layer aside to make room for it."""
    if not any(node in known for node in graph.by_id):
        return tidy(graph)
    places = {node: place for node, place in known.items() if node in graph}
    for node in graph.order:
        if node not in places:
            places[node] = _beside_neighbours(graph, places, node)
            places = make_room(graph, places, node)
    return places


def make_room(graph: Graph, known: Mapping[int, Position], node: int) -> Places:
    """Put ``node`` a column behind what it reads, and what depends on it a column behind it.

    Only to the right, and only where the drawing flows that way.
    """
    places = dict(known)
    sources = [places[each].x for each in graph.sources(node) if each in places]
    targets = [places[each].x for each in graph.targets(node) if each in places]
    if sources and targets and min(targets) <= max(sources):
        return places
    own = places[node]
    x = max([own.x, *(source + COLUMN for source in sources)]) if targets or sources else own.x
    places[node] = Position(x, own.y)
    missing = x + COLUMN - min(targets) if targets else 0.0
    if missing > 0.0:
        for each in graph.descendants([node]) - {node}:
            if each in places:
                places[each] = Position(places[each].x + missing, places[each].y)
    others = {each: place for each, place in places.items() if each != node}
    places[node] = free_place(places[node], others)
    return places


def free_place(wanted: Position, places: Mapping[int, Position]) -> Position:
    """Return ``wanted`` or the next place below it where no card stands."""
    taken = [Box.of_card(place.x, place.y) for place in places.values()]
    y = wanted.y
    while any(Box.of_card(wanted.x, y).overlaps(box) for box in taken):
        y += ROW
    return Position(wanted.x, y)


def _beside_neighbours(graph: Graph, places: Mapping[int, Position], node: int) -> Position:
    sources = [places[each] for each in graph.sources(node) if each in places]
    targets = [places[each] for each in graph.targets(node) if each in places]
    if sources:
        branches = any(len(graph.targets(each)) > 1 for each in graph.sources(node))
        row = targets if branches and len(targets) == 1 else sources
        return Position(max(place.x for place in sources) + COLUMN, _mean_height(row))
    if targets:
        return Position(min(place.x for place in targets) - COLUMN, _mean_height(targets))
    left = min((place.x for place in places.values()), default=0.0)
    return Position(left, max((place.y for place in places.values()), default=-ROW) + ROW)


def _mean_height(places: Sequence[Position]) -> float:
    return snap(sum(place.y for place in places) / len(places))


def _components(graph: Graph) -> tuple[list[list[int]], list[int]]:
    """Return the parts that hang together, each in topological order, and the loose layers."""
    part: dict[int, int] = {}
    for start in graph.order:
        waiting = [start] if start not in part else []
        while waiting:
            node = waiting.pop()
            if node not in part:
                part[node] = start
                waiting.extend((*graph.sources(node), *graph.targets(node)))
    groups: dict[int, list[int]] = {}
    for node in graph.order:
        groups.setdefault(part[node], []).append(node)
    connected = [group for group in groups.values() if len(group) > 1]
    return connected, [group[0] for group in groups.values() if len(group) == 1]


def _component(graph: Graph, nodes: Sequence[int]) -> Places:
    layered = ordered_layers(graph, nodes)
    heights = _heights(graph, layered)
    return {node: Position(layered.rank[node] * COLUMN, heights[node]) for node in nodes}


def _heights(graph: Graph, layered: Layered) -> dict[int, float]:
    """Return the height of each layer, as near to its neighbours' as order and distance allow."""
    heights: dict[int, float] = {}
    for layer in layered.layers:
        for row, node in enumerate(layer):
            heights[node] = (row - (len(layer) - 1) / 2.0) * ROW
    for turn in range(PASSES):
        _pass(layered, heights, lambda node: (*graph.sources(node), *graph.targets(node)), turn % 2)
    # What follows a single layer stands at its height, so that chains end up straight.
    _pass(layered, heights, graph.sources, backwards=0)
    return heights


def _pass(
    layered: Layered,
    heights: dict[int, float],
    neighbours: Callable[[int], tuple[int, ...]],
    backwards: int,
) -> None:
    for layer in layered.layers[::-1] if backwards else layered.layers:
        wanted = [_pull(layered.rank, heights, node, neighbours(node)) for node in layer]
        for node, height in zip(layer, _apart(wanted), strict=True):
            heights[node] = height


def _pull(
    rank: Mapping[int, int], heights: Mapping[int, float], node: int, others: tuple[int, ...]
) -> float:
    total, weights = 0.0, 0.0
    for other in others:
        weight = 1.0 if abs(rank[other] - rank[node]) == 1 else LONG_EDGE_WEIGHT
        total += weight * heights[other]
        weights += weight
    return total / weights if weights else heights[node]


def _apart(wanted: Sequence[float]) -> list[float]:
    """Return the heights nearest to ``wanted`` that keep their order and stand a row apart.

    Least squares under order constraints by pooling adjacent violators (Barlow et al. 1972).
    """
    pools: list[tuple[float, int]] = []
    for row, height in enumerate(wanted):
        mean, size = height - row * ROW, 1
        while pools and pools[-1][0] > mean:
            earlier, length = pools.pop()
            mean = (earlier * length + mean * size) / (length + size)
            size += length
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _ in range(size)]
    return [height + row * ROW for row, height in enumerate(flat)]
