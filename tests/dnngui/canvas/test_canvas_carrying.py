"""Connections while layers are dragged: they follow, avoid what stays, and keep their form."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QPointF

from dnngui.canvas.geometry import COLUMN, ROW, Box
from dnngui.canvas.routing import CLEARANCE
from dnngui.document.project import Position
from engine import layers
from engine.graph import Edge, Graph


@pytest.fixture
def skips() -> Graph:
    """Layers 1 to 6 in a row, with skips over 2 to 5 and over 3 and 4."""
    middle = [layers.Dense(units=4) for _ in range(3)]
    chain = Graph.sequential(layers.Input(shape=(2,)), *middle, layers.Add(), layers.Add())
    return chain.connect(2, 5).connect(1, 6)


@pytest.fixture
def hand(make_hand, skips):
    places = {node: Position(COLUMN * node, 0.0) for node in skips.by_id}
    return make_hand(skips, places)


def points(hand, edge: Edge) -> list[tuple[float, float]]:
    path = hand.view.drawing.edges[edge].path
    found = [path.elementAt(index) for index in range(path.elementCount())]
    return [(each.x, each.y) for each in found]


def lanes(hand) -> dict[Edge, object]:
    return {edge: item.course[1] for edge, item in hand.view.drawing.edges.items()}


def way_between(before, now) -> list[tuple[float, float]]:
    return [(x - a, y - b) for (a, b), (x, y) in zip(before, now, strict=True)]


def test_all_connections_keep_their_form_while_everything_is_dragged(hand):
    before = {edge: points(hand, edge) for edge in hand.graph.edges}
    hand.view.select_all()
    hand.hold(hand.at(3), hand.at(3, 40.0, 60.0))
    ways = {way for edge in before for way in way_between(before[edge], points(hand, edge))}
    assert len(ways) == 1
    assert ways != {(0.0, 0.0)}


def test_a_carried_connection_is_painted_hit_and_framed_where_it_is_shown(hand):
    hand.view.select_all()
    hand.hold(hand.at(3), hand.at(3, 40.0, 60.0))
    item = hand.view.drawing.edges[Edge(1, 2)]
    middle = item.path.pointAtPercent(0.5)
    assert middle.y() == hand.place(1).y
    assert item.distance(middle, 3.0) < 0.1
    line = item.path.boundingRect().adjusted(-1.0, -1.0, 1.0, 1.0)
    assert item.boundingRect().contains(line)
    assert hand.view.drawing.content_rect().contains(line)


def test_a_connection_to_what_is_dragged_avoids_cards_and_lanes_that_stay(hand):
    hand.hold(hand.at(6), hand.at(6, 50.0, -20.0))
    drawn = hand.view.drawing
    own, other = lanes(hand)[Edge(1, 6)], lanes(hand)[Edge(2, 5)]
    assert abs(own.y - other.y) >= CLEARANCE
    path = drawn.edges[Edge(1, 6)].path
    line = [path.pointAtPercent(step / 200.0) for step in range(201)]
    cards = [Box.of_card(hand.place(node).x, hand.place(node).y) for node in (2, 3, 4, 5)]
    assert not any(card.grown(-1.0).holds(at.x(), at.y()) for card in cards for at in line)


def test_a_connection_that_is_carried_over_a_card_that_stays_is_led_past_it(make_hand):
    graph = Graph.sequential(layers.Input(shape=(2,)), layers.Dense(units=4))
    graph, alone = graph.add(layers.Dropout())
    places = {1: Position(0.0, 0.0), 2: Position(2.0 * COLUMN, 0.0)}
    hand = make_hand(graph, {**places, alone: Position(COLUMN, ROW)})
    hand.view.select([1, 2])
    assert lanes(hand)[Edge(1, 2)] is None
    hand.hold(hand.at(1), hand.at(1, 0.0, ROW))
    assert lanes(hand)[Edge(1, 2)] is not None


@pytest.mark.parametrize("nodes", [{6}, {1, 2}, {1, 2, 3, 4, 5, 6}])
def test_after_a_drag_lines_run_as_if_the_layers_had_always_stood_there(hand, make_hand, nodes):
    hand.view.select(nodes)
    grip = min(nodes)
    hand.drag(hand.at(grip), hand.at(grip, 30.0, 130.0))
    fresh = make_hand(hand.graph, hand.history.project.positions)
    assert lanes(hand) == lanes(fresh)
    for edge in hand.graph.edges:
        same = zip(points(hand, edge), points(fresh, edge), strict=True)
        assert all(QPointF(*a) == QPointF(*b) for a, b in same)


def test_one_drag_after_another_carries_from_where_the_first_one_ended(hand):
    hand.view.select_all()
    for _ in range(2):
        hand.drag(hand.at(3), hand.at(3, 40.0, 60.0))
    hand.hold(hand.at(3), hand.at(3, 40.0, 60.0))
    for edge in hand.graph.edges:
        (x1, y1, x2, y2), _ = hand.view.drawing.edges[edge].course
        assert (x1 - hand.place(edge.source).x, y1) == (90.0, hand.place(edge.source).y)
        assert (hand.place(edge.target).x - x2, y2) == (90.0, hand.place(edge.target).y)


def test_escape_leads_the_connections_as_before_the_drag(hand):
    before = {edge: points(hand, edge) for edge in hand.graph.edges}
    hand.view.select([2, 3])
    hand.hold(hand.at(2), hand.at(2, 90.0, 170.0))
    assert any(points(hand, edge) != before[edge] for edge in before)
    hand.view.cancel()
    assert {edge: points(hand, edge) for edge in before} == before
    heights = [lane.y for lane in lanes(hand).values() if lane is not None]
    assert all(abs(a - b) >= CLEARANCE for a, b in itertools.combinations(heights, 2))
