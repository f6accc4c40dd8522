"""Layers brought from the palette: dropped on the canvas, on a connection, or added by Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF

from dnngui.canvas.geometry import COLUMN
from dnngui.canvas.interactions.drop import MIME_TYPE
from dnngui.document.project import Position
from engine.graph import Edge
from engine.layers import Add, Dense, Dropout, Input


def test_a_dropped_layer_stands_where_it_was_dropped_on_the_grid(hand):
    point = hand.spot(123.0, 287.0)
    hand.drop(Dense(units=3), point)
    assert hand.graph[5].layer == Dense(units=3)
    place = hand.place(5)
    assert (place.x % 10.0, place.y % 10.0) == (0.0, 0.0)
    assert abs(hand.at(5).x() - point.x()) <= 5
    assert abs(hand.at(5).y() - point.y()) <= 5
    assert hand.undo_text == "Add Dense"
    assert hand.view.selected() == {5}


def test_the_first_layer_is_dropped_into_an_empty_canvas_in_place_of_the_hint(make_hand):
    hand = make_hand()
    assert hand.view._drawing.hint.isVisible()
    hand.drop(Input(), QPoint(300, 300))
    assert [node.name for node in hand.graph.nodes] == ["input_1"]
    assert not hand.view._drawing.hint.isVisible()


def test_a_layer_dropped_on_a_connection_is_put_into_it_and_what_follows_makes_room(hand):
    before = hand.place(3)
    hand.drop(Dropout(rate=0.5), hand.on_edge(2, 3))
    assert hand.graph.sources(5) == (2,)
    assert hand.graph.sources(3) == (5,)
    assert hand.undo_text == "Insert Dropout"
    assert hand.place(5).y == before.y
    assert hand.place(5).x == hand.place(2).x + COLUMN
    assert hand.place(3).x == hand.place(5).x + COLUMN


def test_the_connection_is_marked_while_a_layer_is_held_over_it(hand):
    item = hand.view._drawing.edges[Edge(2, 3)]
    hand.bring(Dense(), hand.on_edge(2, 3))
    assert item.marked
    assert hand.sentences[-1].startswith("Drop to put Dense between dense_1 and dense_2. ")
    hand.take_away()
    assert not item.marked
    assert hand.sentences[-1] == ""


def test_an_input_is_not_put_into_a_connection(hand):
    hand.bring(Input(), hand.on_edge(2, 3))
    assert not hand.view._drawing.edges[Edge(2, 3)].marked
    hand.drop(Input(), hand.on_edge(2, 3))
    assert Edge(2, 3) in hand.graph.edges
    assert hand.undo_text == "Add Input"


def test_a_layer_that_is_taken_away_again_changes_nothing(hand):
    before = hand.history.project
    hand.bring(Dense(), hand.spot(0.0, 300.0))
    assert hand.view._drawing.ghost.isVisible()
    hand.take_away()
    assert not hand.view._drawing.ghost.isVisible()
    assert hand.history.project is before


@pytest.mark.parametrize("text", [b"{}", b"nonsense", b'{"type":"dense.v1","units":-3}'])
def test_a_drag_that_carries_no_layer_is_left_to_the_window(hand, text):
    data = QMimeData()
    data.setData(MIME_TYPE, text)
    event = hand.bring_data(data, QPoint(400, 100))
    assert not event.isAccepted()


def test_a_dragged_file_is_left_to_the_window(hand):
    data = QMimeData()
    data.setText("a,b\n1,2\n")
    assert not hand.bring_data(data, QPoint(400, 100)).isAccepted()


def test_a_layer_from_the_palettes_list_follows_the_selected_one(hand):
    hand.view.select([2])
    hand.view.add_layer(Dense(units=7))
    assert hand.graph.sources(5) == (2,)
    assert hand.graph.sources(3) == (5,)
    assert hand.undo_text == "Add Dense"
    assert hand.view.selected() == {5}
    hand.history.stack.undo()
    assert 5 not in hand.graph
    assert hand.graph.sources(3) == (2,)


def test_without_a_selection_it_follows_the_last_layer(hand):
    hand.view.add_layer(Dense(units=7))
    assert hand.graph.sources(5) == (4,)
    assert hand.place(5) == Position(hand.place(4).x + COLUMN, hand.place(4).y)


def test_a_whole_network_is_built_by_entering_one_layer_after_the_other(make_hand):
    hand = make_hand()
    for layer in (Input(shape=(2,)), Dense(units=4), Dense(units=1)):
        hand.view.add_layer(layer)
    assert hand.graph.edges == (Edge(1, 2), Edge(2, 3))
    assert [hand.place(node).x - hand.place(1).x for node in (1, 2, 3)] == [0.0, COLUMN, 2 * COLUMN]


def test_a_merge_joins_all_layers_that_are_selected(hand):
    hand.view.select([2, 4])
    hand.view.add_layer(Add())
    assert hand.graph.sources(5) == (2, 4)
    assert hand.graph.sources(3) == (2,)
    assert hand.place(5).x == hand.place(4).x + COLUMN


def test_a_layer_goes_into_the_selected_connection(hand):
    hand.click(hand.on_edge(2, 3))
    hand.view.add_layer(Dropout())
    assert hand.graph.sources(5) == (2,)
    assert hand.graph.sources(3) == (5,)
    assert hand.undo_text == "Insert Dropout"
    assert hand.place(2).x < hand.place(5).x < hand.place(3).x


def test_a_second_input_is_added_unconnected_at_a_free_place(hand):
    hand.view.select([2])
    hand.view.add_layer(Input(shape=(5,)))
    assert hand.graph.sources(5) == ()
    assert len(hand.graph.edges) == 3
    assert all(hand.place(5) != hand.place(node) for node in (1, 2, 3, 4))


def test_a_layer_can_be_added_at_a_given_place(hand):
    hand.view.add_layer(Add(), QPointF(404.0, -196.0))
    assert hand.place(5) == Position(400.0, -200.0)
    assert hand.graph.sources(5) == ()
