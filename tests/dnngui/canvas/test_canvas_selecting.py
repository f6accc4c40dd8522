"""Selecting by click, rubber band, lasso and command."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from dnngui.document.project import Position
from engine.graph import Edge, Graph
from engine.layers import Dense

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def square(make_hand):
    """Four layers at the corners of a square, the fifth in its middle."""
    graph = Graph()
    places = {}
    corners = ((-300.0, -200.0), (300.0, -200.0), (-300.0, 200.0), (300.0, 200.0), (0.0, 0.0))
    for at in corners:
        graph, node = graph.add(Dense())
        places[node] = Position(*at)
    return make_hand(graph, places)


def test_a_click_selects_one_layer_and_tells_it(hand):
    hand.click(hand.at(2))
    hand.click(hand.at(3))
    assert hand.selections == [{2}, {3}]


@pytest.mark.parametrize("modifier", [CTRL, SHIFT])
def test_with_ctrl_or_shift_a_click_adds_and_takes_away(hand, modifier):
    hand.click(hand.at(2))
    hand.click(hand.at(3), modifier)
    assert hand.view.selected() == {2, 3}
    hand.click(hand.at(2), modifier)
    assert hand.view.selected() == {3}


def test_a_click_on_the_canvas_selects_nothing(hand):
    hand.click(hand.at(2))
    hand.click(hand.spot(0.0, 300.0))
    assert hand.view.selected() == frozenset()


def test_a_click_on_one_of_several_selected_layers_selects_it_alone(hand):
    hand.view.select([1, 2, 3])
    hand.click(hand.at(2))
    assert hand.view.selected() == {2}


def test_a_click_selects_a_connection_and_delete_takes_it_away(hand):
    hand.click(hand.on_edge(2, 3))
    assert hand.view._drawing.chosen_edges == {Edge(2, 3)}
    hand.view.delete_selection()
    assert Edge(2, 3) not in hand.graph.edges
    assert hand.undo_text == "Disconnect dense_1 from dense_2"


def test_a_rubber_band_selects_what_it_touches(square):
    square.drag(square.spot(-450.0, -300.0), square.spot(-250.0, 250.0))
    assert square.view.selected() == {1, 3}


def test_with_shift_a_rubber_band_adds_to_the_selection(square):
    square.click(square.at(5))
    square.drag(square.spot(-450.0, -300.0), square.spot(-250.0, 250.0), modifiers=SHIFT)
    assert square.view.selected() == {1, 3, 5}


def corner_line(hand):
    """Return a line in the shape of an L around layers 1, 3 and 4, but not around 5."""
    line = [(-450, -300), (-200, -300), (-200, 120), (450, 120), (450, 300), (-450, 300)]
    return [hand.spot(*point) for point in line]


def test_a_lasso_takes_the_layers_that_it_surrounds(square):
    square.drag(*corner_line(square), modifiers=ALT)
    assert square.view.selected() == {1, 3, 4}


def test_a_lasso_can_be_asked_for_beforehand(square):
    square.view.start_lasso()
    square.drag(*corner_line(square))
    assert square.view.selected() == {1, 3, 4}
    square.drag(square.spot(450.0, -300.0), square.spot(250.0, 250.0))
    assert square.view.selected() == {2, 4}


def test_escape_restores_the_selection_of_before(square):
    square.click(square.at(5))
    square.hold(square.spot(-450.0, -300.0), square.spot(-250.0, 250.0))
    assert square.view.selected() == {1, 3}
    square.key(Qt.Key.Key_Escape)
    assert square.view.selected() == {5}


def test_select_all_takes_layers_and_connections(hand):
    hand.view.select_all()
    assert hand.view.selected() == {1, 2, 3, 4}
    hand.view.delete_selection()
    assert hand.graph.nodes == ()


def test_selecting_what_is_not_there_selects_nothing(hand):
    hand.view.select([2, 99])
    assert hand.view.selected() == {2}


def test_a_deleted_layer_is_not_selected_any_more(hand):
    hand.view.select([2, 3])
    hand.history.do("x", hand.history.project.with_graph(hand.graph.remove([3])))
    assert hand.view.selected() == {2}
    assert hand.selections[-1] == {2}


def test_a_connection_that_is_gone_is_not_selected_any_more(hand):
    hand.click(hand.on_edge(2, 3))
    hand.history.do("x", hand.history.project.with_graph(hand.graph.remove([3])))
    hand.view.delete_selection()
    assert hand.undo_text == "x"


def test_the_right_button_selects_what_a_menu_will_be_about(hand):
    hand.press(hand.at(3), Qt.MouseButton.RightButton)
    hand.release(hand.at(3), Qt.MouseButton.RightButton)
    assert hand.view.selected() == {3}


def test_a_double_click_asks_for_the_layers_fields(hand, qtbot):
    from PySide6.QtTest import QTest

    with qtbot.waitSignal(hand.view.editing_requested) as asked:
        QTest.mouseDClick(
            hand.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            hand.at(3),
        )
    assert asked.args == [3]


def test_undo_and_redo_bring_the_selection_along(hand):
    hand.click(hand.at(2))
    hand.view.duplicate()
    assert hand.view.selected() == {5}
    hand.view.delete_selection()
    assert hand.view.selected() == frozenset()
    hand.history.stack.undo()
    assert hand.view.selected() == {5}
    hand.history.stack.undo()
    assert hand.view.selected() == {2}
    hand.history.stack.redo()
    assert hand.view.selected() == {5}


def test_a_layer_deleted_and_brought_back_can_be_deleted_again(hand):
    hand.click(hand.at(2))
    hand.view.delete_selection()
    hand.history.stack.undo()
    hand.view.heal_selection()
    assert hand.graph.targets(1) == (3,)


def test_undo_selects_the_connection_that_was_taken_away(hand):
    hand.click(hand.on_edge(1, 2))
    hand.view.delete_selection()
    hand.history.stack.undo()
    hand.view.delete_selection()
    assert Edge(1, 2) not in hand.graph.edges


def test_undoing_repeated_moves_selects_what_was_moved(hand):
    hand.click(hand.at(2))
    for _ in range(3):
        hand.key(Qt.Key.Key_Down)
    hand.click(hand.at(3))
    hand.history.stack.undo()
    assert hand.view.selected() == {2}
    assert hand.history.stack.index() == 0


def test_undoing_what_another_panel_did_leaves_the_selection(hand):
    hand.click(hand.at(2))
    hand.view.delete_selection()
    hand.history.stack.undo()
    hand.click(hand.at(3))
    hand.history.do("Set units", hand.history.project.with_graph(hand.graph.rename(4, "end")))
    hand.history.stack.undo()
    assert hand.view.selected() == {3}
