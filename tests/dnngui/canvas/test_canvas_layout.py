"""Tidy drawings: columns along the flow, straight chains, few crossings, nothing overlaps."""

from __future__ import annotations

import itertools
import random

import pytest

from dnngui.canvas import layout
from dnngui.canvas.geometry import COLUMN, GRID, ROW, Box
from dnngui.canvas.ordering import ordered_layers
from dnngui.document.project import Position
from engine.graph import Edge, Graph
from engine.layers import Add, Dense, Input


def graph_of(count: int, *edges: tuple[int, int]) -> Graph:
    """Layers 1 to ``count``, all able to take several inputs, the first an Input."""
    graph = Graph()
    for number in range(count):
        graph, _ = graph.add(Input() if number == 0 else Add())
    for source, target in edges:
        graph = graph.connect(source, target)
    return graph


def random_graph(seed: int, count: int = 25) -> Graph:
    dice = random.Random(seed)
    graph = graph_of(count)
    for target in range(2, count + 1):
        for source in dice.sample(range(1, target), min(dice.choice((0, 1, 1, 2)), target - 1)):
            graph = graph.connect(source, target)
    return graph


def overlapping(places) -> list[tuple[int, int]]:
    boxes = {node: Box.of_card(at.x, at.y, preview=True) for node, at in places.items()}
    return [(a, b) for a, b in itertools.combinations(boxes, 2) if boxes[a].overlaps(boxes[b])]


def test_a_chain_is_one_straight_line_with_even_steps(chain):
    places = layout.tidy(chain)
    assert [places[node] for node in chain.order] == [
        Position(COLUMN * step, places[1].y) for step in range(4)
    ]


def test_a_skip_connection_does_not_bend_the_chain_it_skips(chain):
    graph, merge = chain.add(Add())
    graph = graph.connect(4, merge).connect(2, merge)
    places = layout.tidy(graph)
    assert len({at.y for at in places.values()}) == 1


def test_branches_stand_symmetrically_around_where_they_part_and_meet():
    places = layout.tidy(graph_of(4, (1, 2), (1, 3), (2, 4), (3, 4)))
    assert places[1].y == places[4].y == (places[2].y + places[3].y) / 2.0
    assert abs(places[2].y - places[3].y) == ROW


def test_parts_that_are_not_connected_stand_below_each_other_and_loose_layers_last():
    places = layout.tidy(graph_of(6, (1, 2), (3, 4)))
    assert places[1].y == places[2].y < places[3].y == places[4].y < places[5].y == places[6].y


def test_a_second_source_stands_right_before_the_layer_that_reads_it():
    graph = graph_of(5, (1, 2), (2, 3), (3, 4), (5, 4))
    assert layout.tidy(graph)[5].x == layout.tidy(graph)[3].x


def test_the_order_within_columns_takes_out_crossings_that_need_not_be():
    # In the order of computation 5 comes before 4, and 2 to 4 would cross 3 to 5.
    graph = graph_of(5, (1, 2), (1, 3), (2, 4), (3, 5), (3, 4))
    assert graph.order.index(5) < graph.order.index(4)
    assert ordered_layers(graph, graph.order).layers == ((1,), (2, 3), (4, 5))


def test_a_chain_stays_straight_beside_a_longer_or_shorter_branch():
    # 1, 2 and then two branches, of which the second (4, 5) parts again, into 6, 7 and 8.
    graph = graph_of(8, (1, 2), (2, 3), (2, 4), (4, 5), (5, 6), (6, 7), (5, 8))
    places = layout.tidy(graph)
    assert places[1].y == places[2].y
    assert places[4].y == places[5].y
    assert places[6].y == places[7].y


@pytest.mark.parametrize("seed", range(12))
def test_no_two_cards_overlap_and_all_connections_run_to_the_right(seed):
    graph = random_graph(seed)
    places = layout.tidy(graph)
    assert set(places) == set(graph.by_id)
    assert overlapping(places) == []
    assert all(places[edge.source].x + COLUMN <= places[edge.target].x for edge in graph.edges)
    assert all(at.y % GRID == 0.0 for at in places.values())


def test_an_empty_graph_has_no_places():
    assert layout.tidy(Graph()) == {}


def test_stored_places_are_kept_and_a_layer_without_one_stands_behind_what_it_reads(chain):
    stored = {1: Position(0.0, 0.0), 2: Position(300.0, 50.0), 3: Position(900.0, 50.0)}
    places = layout.arrange(chain, stored)
    assert {node: places[node] for node in stored} == stored
    assert places[4] == Position(900.0 + COLUMN, 50.0)


def test_a_layer_without_place_never_covers_another(chain):
    stored = {1: Position(0.0, 0.0), 2: Position(COLUMN, 0.0), 3: Position(2 * COLUMN, 0.0)}
    graph, twin = chain.add(Dense())
    graph = graph.connect(1, twin)
    assert overlapping(layout.arrange(graph, stored)) == []


def test_settling_an_inserted_layer_moves_only_what_follows_it(chain):
    places = layout.tidy(chain)
    graph, node = chain.insert(Edge(2, 3), Dense())
    settled = layout.settle(graph, places)
    assert [settled[each] for each in (1, 2)] == [places[1], places[2]]
    assert settled[node] == Position(places[2].x + COLUMN, places[2].y)
    assert settled[3].x == places[3].x + COLUMN
    assert settled[4].x == places[4].x + COLUMN


def test_settling_leaves_a_drawing_alone_that_runs_the_other_way(chain):
    places = {node: Position(-COLUMN * node, 0.0) for node in chain.by_id}
    graph, node = chain.insert(Edge(2, 3), Dense())
    settled = layout.settle(graph, places)
    assert {each: settled[each] for each in places} == places
    assert node in settled
