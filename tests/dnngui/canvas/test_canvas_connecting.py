"""Drawing connections with the mouse, and the words when one cannot be."""

from __future__ import annotations

import pytest

from dnngui.canvas.items.node import Mark
from dnngui.document.project import Position
from engine.graph import Edge, Graph
from engine.layers import Add, Dense, Input


@pytest.fixture
def loose(make_hand):
    """Input 1 and Dense 2, 3 apart from each other, and an Add 4."""
    graph = Graph()
    for layer in (Input(), Dense(), Dense(), Add()):
        graph, _ = graph.add(layer)
    places = {1: (-300.0, 0.0), 2: (0.0, -150.0), 3: (0.0, 150.0), 4: (300.0, 0.0)}
    return make_hand(graph, {node: Position(*at) for node, at in places.items()})


def test_from_the_output_port_to_an_input_port(loose):
    loose.drag(loose.out_port(1), loose.in_port(2))
    assert loose.graph.edges == (Edge(1, 2),)
    assert loose.undo_text == "Connect input_1 to dense_1"


def test_from_the_input_port_back_to_an_output_port(loose):
    loose.drag(loose.in_port(2), loose.out_port(1))
    assert loose.graph.edges == (Edge(1, 2),)


@pytest.mark.parametrize(("start", "end"), [("out_port", 2), ("in_port", 1)])
def test_a_connection_can_be_dropped_anywhere_on_a_card(loose, start, end):
    fixed = 1 if start == "out_port" else 2
    loose.drag(getattr(loose, start)(fixed), loose.at(end, 20.0, 25.0))
    assert loose.graph.edges == (Edge(1, 2),)


def test_several_connections_end_at_a_merge_in_the_order_in_which_they_were_drawn(loose):
    loose.drag(loose.out_port(3), loose.in_port(4))
    loose.drag(loose.in_port(4), loose.out_port(2))
    assert loose.graph.sources(4) == (3, 2)


def test_dropped_on_its_own_card_it_is_forgotten(loose):
    before = loose.history.project
    loose.drag(loose.out_port(1), loose.spot(-100.0, 300.0), loose.at(1, 20.0))
    assert loose.history.project is before
    assert not loose.view._drawing.wire.isVisible()


def test_a_click_on_a_port_selects_its_layer_and_connects_nothing(loose):
    loose.click(loose.out_port(2))
    assert loose.view.selected() == {2}
    assert loose.graph.edges == ()


def test_where_it_can_end_is_shown_and_where_not_is_dimmed(loose):
    marks = loose.view._drawing.nodes
    loose.hold(loose.out_port(2), loose.at(3))
    assert Mark.CLOSED in marks[1].mark
    assert Mark.INPUT_OFFERED | Mark.AIMED in marks[3].mark
    assert Mark.INPUT_OFFERED in marks[4].mark
    assert loose.tip == "Connect dense_1 to dense_2"
    loose.release(loose.at(3))
    assert all(Mark.CLOSED not in item.mark for item in marks.values())
    assert loose.tip == ""


def test_a_full_layer_of_one_input_is_rewired_as_one_step(hand):
    hand.hold(hand.out_port(1), hand.at(4))
    assert hand.tip == "Connect input_1 to dense_3 instead of dense_2"
    hand.release(hand.at(4))
    assert hand.graph.edges == (Edge(1, 2), Edge(2, 3), Edge(1, 4))
    assert hand.undo_text == "Connect input_1 to dense_3 instead of dense_2"
    hand.history.stack.undo()
    assert hand.graph.edges == (Edge(1, 2), Edge(2, 3), Edge(3, 4))


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        (
            4,
            2,
            "dense_3 already depends on dense_1: the connection would close a circle.",
        ),
        (2, 3, "dense_1 already leads to dense_2."),
        (4, 1, "input_1 is an input: nothing can lead to it."),
    ],
)
def test_a_refused_connection_says_why_beside_the_pointer_and_in_the_status_bar(
    hand, start, end, sentence
):
    before = hand.history.project
    hand.hold(hand.out_port(start), hand.at(end, 0.0, 20.0))
    assert hand.tip == sentence
    hand.release(hand.at(end, 0.0, 20.0))
    assert hand.sentences[-1] == sentence
    assert hand.history.project is before


def test_a_layer_cannot_feed_itself(hand):
    hand.hold(hand.out_port(3), hand.in_port(3))
    assert hand.tip == "dense_2 cannot feed itself."


def test_escape_gives_a_connection_up(loose):
    from PySide6.QtCore import Qt

    before = loose.history.project
    loose.hold(loose.out_port(1), loose.in_port(2))
    loose.key(Qt.Key.Key_Escape)
    loose.release(loose.in_port(2))
    assert loose.history.project is before
    assert not loose.view._drawing.wire.isVisible()
    assert loose.tip == ""


def test_the_end_of_a_connection_is_dragged_to_another_layer(hand):
    hand.drag(hand.at(4, -110.0), hand.at(2, -110.0), hand.spot(*hand_free(hand)))
    assert hand.graph.edges == (Edge(1, 2), Edge(2, 3))
    assert hand.undo_text == "Disconnect dense_2 from dense_3"
    hand.drag(hand.at(3, -110.0), hand.at(4))
    assert hand.graph.edges == (Edge(1, 2), Edge(2, 4))
    assert hand.undo_text == "Connect dense_1 to dense_3"


def hand_free(hand) -> tuple[float, float]:
    """Return a place where nothing is."""
    place = hand.place(2)
    return place.x, place.y + 250.0


def test_the_start_of_a_connection_is_dragged_to_another_layer(hand):
    hand.drag(hand.at(2, 110.0), hand.at(1))
    assert hand.graph.edges == (Edge(1, 2), Edge(1, 3), Edge(3, 4))


def test_dragging_from_a_taken_input_takes_its_connection_up(hand):
    hand.hold(hand.in_port(3), hand.spot(*hand_free(hand)))
    assert hand.view._drawing.edges[Edge(2, 3)].opacity() < 1.0
    hand.release(hand.spot(*hand_free(hand)))
    assert hand.graph.edges == (Edge(1, 2), Edge(3, 4))


def test_a_connection_put_back_where_it_was_is_no_step(hand):
    hand.drag(hand.in_port(3), hand.spot(*hand_free(hand)), hand.at(3))
    assert len(hand.graph.edges) == 3
    assert hand.history.stack.count() == 0
    assert hand.view._drawing.edges[Edge(2, 3)].opacity() == 1.0


def test_a_connection_taken_up_and_given_up_stays(hand):
    from PySide6.QtCore import Qt

    hand.hold(hand.in_port(3), hand.spot(*hand_free(hand)))
    hand.key(Qt.Key.Key_Escape)
    hand.release(hand.spot(*hand_free(hand)))
    assert len(hand.graph.edges) == 3
    assert hand.view._drawing.edges[Edge(2, 3)].opacity() == 1.0
