"""Moving layers: with the mouse as one step, with the arrows, onto a connection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from dnngui.document.project import Position
from engine.graph import Edge
from engine.layers import Dropout, Input

SHIFT = Qt.KeyboardModifier.ShiftModifier


def shifted(place: Position, dx: float, dy: float) -> Position:
    return Position(place.x + dx, place.y + dy)


def test_a_drag_is_one_step_that_is_pushed_at_release(hand):
    start, before = hand.place(2), hand.history.project
    hand.hold(hand.at(2), hand.at(2, 30.0, 50.0), hand.at(2, 60.0, 150.0))
    assert hand.history.project is before
    hand.release(hand.at(2))
    assert hand.history.stack.count() == 1
    assert hand.undo_text == "Move dense_1"
    hand.history.stack.undo()
    assert hand.place(2) == start


def test_layers_land_on_the_grid(hand):
    start = hand.place(2)
    hand.drag(hand.at(2), hand.at(2) + QPoint(33, 148))
    moved = hand.place(2)
    assert (moved.x % 10.0, moved.y % 10.0) == (0.0, 0.0)
    assert abs(moved.x - start.x - 33.0) <= 5.0
    assert abs(moved.y - start.y - 148.0) <= 5.0


def test_a_layer_jumps_into_line_with_another_that_is_not_on_the_grid(make_hand, chain):
    places = {node: Position(300.0 * node, 3.0 if node == 1 else 200.0) for node in chain.by_id}
    hand = make_hand(chain, places)
    hand.drag(hand.at(3), hand.at(3, 0.0, -193.0))
    assert hand.place(3).y == 3.0


def test_all_selected_layers_move_together(hand):
    before = {node: hand.place(node) for node in (1, 2, 3, 4)}
    hand.view.select([2, 3])
    hand.drag(hand.at(3), hand.at(3, 0.0, 120.0))
    assert hand.undo_text == "Move 2 layers"
    assert hand.place(2) == shifted(before[2], 0.0, 120.0)
    assert hand.place(3) == shifted(before[3], 0.0, 120.0)
    assert hand.place(4) == before[4]


def test_dragging_a_layer_that_is_not_selected_selects_and_moves_it_alone(hand):
    start = hand.place(1)
    hand.view.select([1])
    hand.drag(hand.at(4), hand.at(4, 0.0, 100.0))
    assert hand.view.selected() == {4}
    assert hand.place(1) == start


def test_a_press_with_a_tremble_is_a_click(hand):
    hand.drag(hand.at(2), hand.at(2) + QPoint(2, 1))
    assert hand.history.stack.count() == 0
    assert hand.view.selected() == {2}


def test_escape_puts_everything_back(hand):
    before, project = hand.place(2), hand.history.project
    hand.hold(hand.at(2), hand.at(2, 0.0, 150.0))
    assert hand.place(2) != before
    hand.key(Qt.Key.Key_Escape)
    assert hand.place(2) == before
    hand.release(hand.at(2, 0.0, 150.0))
    assert hand.history.project is project


def test_undo_in_the_middle_of_a_drag_ends_the_drag(hand):
    hand.drag(hand.at(3), hand.at(3, 0.0, 100.0))
    hand.hold(hand.at(2), hand.at(2, 0.0, 150.0))
    hand.history.stack.undo()
    hand.move(hand.at(2, 0.0, 80.0))
    hand.release(hand.at(2, 0.0, 80.0))
    assert hand.history.stack.index() == 0
    assert len({hand.place(node).y for node in (1, 2, 3, 4)}) == 1


def test_connections_follow_while_a_layer_is_dragged(hand):
    edge = hand.view._drawing.edges[Edge(2, 3)]
    before = edge.path.elementAt(0).y
    hand.hold(hand.at(2), hand.at(2, 0.0, 150.0))
    assert edge.path.elementAt(0).y == before + 150.0


def test_a_loose_layer_dropped_on_a_connection_is_put_into_it(hand):
    hand.drop(Dropout(), hand.spot(hand.place(2).x, hand.place(2).y + 250.0))
    hand.hold(hand.at(5), hand.on_edge(2, 3))
    assert hand.view._drawing.edges[Edge(2, 3)].marked
    assert hand.sentences[-1] == (
        "Drop to put dropout_1 between dense_1 and dense_2. Keeps what the network computes."
    )
    hand.release(hand.on_edge(2, 3))
    assert hand.graph.sources(5) == (2,)
    assert hand.graph.sources(3) == (5,)
    assert hand.undo_text == "Insert dropout_1"
    hand.history.stack.undo()
    assert hand.graph.sources(5) == ()


def test_an_input_dragged_over_a_connection_is_only_moved(hand):
    hand.drop(Input(), hand.spot(hand.place(2).x, hand.place(2).y + 250.0))
    hand.drag(hand.at(5), hand.on_edge(2, 3))
    assert hand.graph.edges == (Edge(1, 2), Edge(2, 3), Edge(3, 4))
    assert hand.undo_text == "Move input_2"


def test_a_connected_layer_dragged_over_a_connection_is_only_moved(hand):
    hand.drag(hand.at(4), hand.on_edge(1, 2))
    assert hand.graph.edges == (Edge(1, 2), Edge(2, 3), Edge(3, 4))


@pytest.mark.parametrize(
    ("key", "way"),
    [
        (Qt.Key.Key_Left, (-10.0, 0.0)),
        (Qt.Key.Key_Right, (10.0, 0.0)),
        (Qt.Key.Key_Up, (0.0, -10.0)),
        (Qt.Key.Key_Down, (0.0, 10.0)),
    ],
)
def test_arrows_nudge_and_presses_in_a_row_are_one_step(hand, key, way):
    start = hand.place(2)
    hand.view.select([2])
    for _ in range(3):
        hand.key(key)
    hand.key(key, SHIFT)
    assert hand.place(2) == shifted(start, 8.0 * way[0], 8.0 * way[1])
    assert hand.history.stack.count() == 1
    assert hand.undo_text == "Move dense_1"
    hand.history.stack.undo()
    assert hand.place(2) == start


def test_nudging_other_layers_is_another_step(hand):
    for node in (2, 3):
        hand.view.select([node])
        hand.key(Qt.Key.Key_Down)
    assert hand.history.stack.count() == 2
