"""Asking for a layer: with a connection dropped on nothing, or by a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor

from dnngui.canvas.geometry import CARD_WIDTH
from dnngui.canvas.spots import Behind, Between, Free, Joining, Linked
from dnngui.document.project import Position
from engine.graph import Edge, Graph
from engine.layers import Add, Dense, Dropout, Input


@pytest.fixture
def asked(hand):
    """What the canvas asked for: places of the drawing, and points of the screen."""
    found = []
    hand.view.layer_sought.connect(lambda *each: found.append(each))
    return found


@pytest.fixture
def away(monkeypatch):
    """A pointer that is not on the drawing."""
    monkeypatch.setattr(QCursor, "pos", lambda: QPoint(-10_000, -10_000))


def below(hand, node):
    """Return a place beneath a layer where nothing is, and its scene point."""
    place = hand.place(node)
    return hand.spot(place.x + 150.0, place.y + 250.0), (place.x + 150.0, place.y + 250.0)


# -- a connection dropped on nothing


@pytest.mark.parametrize("forwards", [True, False])
def test_a_connection_dropped_on_nothing_asks_for_a_layer_and_stays_in_sight(
    make_hand, asked, hand, forwards
):
    node = 2
    if not forwards:
        edited = hand.history.project.graph.disconnect([Edge(1, 2)])
        hand.history.do("Disconnect", hand.history.project.with_graph(edited))
    point, (x, y) = below(hand, node)
    start = hand.out_port(node) if forwards else hand.in_port(node)
    hand.hold(start, point)
    assert hand.sentences[-1] == "Drop here to choose a layer that fits."
    assert asked == []
    hand.release(point)
    ((spot, at),) = asked
    assert isinstance(spot, Linked)
    assert (spot.node, spot.forwards) == (node, forwards)
    assert (spot.at.x, spot.at.y) == (pytest.approx(x, abs=1), pytest.approx(y, abs=1))
    assert (at - hand.view.viewport().mapToGlobal(point)).manhattanLength() <= 2
    assert hand.sentences[-1] == ""
    assert hand.view._drawing.wire.isVisible()
    hand.view.end_seeking()
    assert not hand.view._drawing.wire.isVisible()


def test_what_is_chosen_then_stands_there_connected_as_one_step(hand, asked):
    point, (x, y) = below(hand, 2)
    hand.drag(hand.out_port(2), point)
    hand.view.add_at(asked[0][0], Dense(units=3))
    assert hand.graph.sources(5) == (2,)
    assert hand.graph.targets(5) == ()
    assert hand.graph.targets(2) == (3, 5)
    # Its input port is where the connection was dropped, on the grid.
    assert hand.place(5).x - CARD_WIDTH / 2.0 == pytest.approx(x, abs=6)
    assert hand.place(5).y == pytest.approx(y, abs=6)
    assert hand.view.selected() == {5}
    assert hand.undo_text == "Add Dense"
    hand.history.stack.undo()
    assert 5 not in hand.graph


def test_before_an_input_port_the_layer_leads_to_it(make_hand):
    graph, _ = Graph().add(Dense())
    loose = make_hand(graph, {1: Position(0.0, 0.0)})
    found = []
    loose.view.layer_sought.connect(lambda spot, _: found.append(spot))
    loose.drag(loose.in_port(1), loose.spot(-300.0, 0.0))
    loose.view.add_at(found[0], Input())
    assert loose.graph.edges == (Edge(2, 1),)
    assert loose.place(2) == Position(-300.0 - CARD_WIDTH / 2.0, 0.0)


def test_a_layer_that_would_cover_another_one_goes_beneath_it(hand, asked):
    hand.drag(hand.out_port(2), below(hand, 2)[0])
    spot = asked[0][0]
    hand.view.add_at(spot, Dropout())
    hand.view.add_at(spot, Dropout())
    assert hand.place(6).x == hand.place(5).x
    assert hand.place(6).y > hand.place(5).y + 90.0


def test_the_end_of_a_connection_taken_away_asks_for_nothing(hand, asked):
    point, _ = below(hand, 2)
    hand.hold(hand.in_port(3), point)
    assert hand.sentences[-1] == "Disconnect dense_1 from dense_2"
    hand.release(point)
    assert asked == []
    assert Edge(2, 3) not in hand.graph.edges


def test_a_layer_that_reads_nothing_is_refused_in_words(hand, asked):
    hand.drag(hand.out_port(4), below(hand, 4)[0])
    spot = asked[0][0]
    hand.view.add_at(spot, Input())
    assert "nothing can lead to it" in hand.sentences[-1]
    assert len(hand.graph.nodes) == 4


def test_escape_before_the_drop_asks_for_nothing(hand, asked):
    point, _ = below(hand, 2)
    hand.hold(hand.out_port(2), point)
    hand.key(Qt.Key.Key_Escape)
    hand.release(point)
    assert asked == []
    assert not hand.view._drawing.wire.isVisible()


# -- by a command


def seek(hand, asked):
    hand.view.seek_layer()
    return asked[-1][0]


def test_behind_the_selected_layer_in_front_of_what_reads_it(hand, asked, away):
    hand.click(hand.at(2))
    spot = seek(hand, asked)
    assert spot == Behind(2)
    at = hand.view.viewport().mapFromGlobal(asked[-1][1])
    assert (at - hand.out_port(2)).manhattanLength() <= 12
    hand.view.add_at(spot, Dropout())
    assert hand.graph.edges == (Edge(1, 2), Edge(5, 3), Edge(3, 4), Edge(2, 5))


def test_on_the_selected_connection(hand, asked, away):
    hand.click(hand.on_edge(2, 3))
    spot = seek(hand, asked)
    assert spot == Between(Edge(2, 3))
    at = hand.view.viewport().mapFromGlobal(asked[-1][1])
    assert (at - hand.on_edge(2, 3)).manhattanLength() <= 4
    hand.view.add_at(spot, Dropout())
    assert hand.graph.sources(5) == (2,)
    assert hand.graph.targets(5) == (3,)
    assert hand.undo_text == "Insert Dropout"


def test_behind_several_selected_layers_reading_all_of_them(hand, asked, away):
    hand.view.select([3, 2])
    spot = seek(hand, asked)
    assert spot == Joining((2, 3))
    hand.view.add_at(spot, Add())
    assert hand.graph.sources(5) == (2, 3)


def test_with_nothing_selected_at_the_pointer(hand, asked, monkeypatch):
    point, (x, y) = below(hand, 2)
    monkeypatch.setattr(QCursor, "pos", lambda: hand.view.viewport().mapToGlobal(point))
    spot = seek(hand, asked)
    assert isinstance(spot, Free)
    hand.view.add_at(spot, Dense())
    place = hand.place(5)
    assert (place.x, place.y) == (pytest.approx(x, abs=6), pytest.approx(y, abs=6))
    assert len(hand.graph.edges) == 3


def test_in_the_middle_where_the_pointer_is_elsewhere_and_on_no_other_card(hand, asked, away):
    spot = seek(hand, asked)
    middle = hand.view._camera.visible().center()
    assert spot.at.x == pytest.approx(middle.x(), abs=6)
    hand.view.add_at(spot, Dense())
    boxes = [hand.view._drawing.nodes[node] for node in (2, 3)]
    own = hand.view._drawing.nodes[5]
    assert not any(
        own.card_rect().translated(own.pos()).intersects(each.card_rect().translated(each.pos()))
        for each in boxes
    )


def test_the_first_layer_of_an_empty_drawing(make_hand, away):
    hand = make_hand()
    found = []
    hand.view.layer_sought.connect(lambda spot, _: found.append(spot))
    hand.view.seek_layer()
    hand.view.add_at(found[0], Input())
    assert [node.layer.kind() for node in hand.graph.nodes] == ["input"]
    assert hand.view.selected() == {1}


def test_a_layer_out_of_sight_is_asked_for_at_the_border(hand, asked, away):
    hand.view.select([4])
    hand.view._camera.scroll_by(QPoint(-900, 0))
    seek(hand, asked)
    at = hand.view.viewport().mapFromGlobal(asked[-1][1])
    assert hand.view.viewport().rect().contains(at)


def test_asking_ends_a_gesture_that_goes_on(hand, asked, away):
    before = hand.place(2)
    hand.hold(hand.at(2), hand.at(2, 0.0, 150.0))
    seek(hand, asked)
    assert hand.place(2) == before
    hand.release(hand.at(2))


def test_another_drawing_ends_the_wait_of_a_connection(hand, asked):
    hand.drag(hand.out_port(2), below(hand, 2)[0])
    hand.history.do("Elsewhere", hand.history.project.with_graph(hand.graph.add(Dense())[0]))
    assert not hand.view._drawing.wire.isVisible()


def test_a_new_gesture_ends_the_wait_of_a_connection(hand, asked):
    hand.drag(hand.out_port(2), below(hand, 2)[0])
    hand.drag(hand.at(4), hand.at(4, 0.0, 60.0))
    assert not hand.view._drawing.wire.isVisible()
