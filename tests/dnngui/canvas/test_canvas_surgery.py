"""Neurons and layers more or less, by hand on the selected card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from dnngui.canvas.items.handles import NEAREST, READABLE, WIDTH, ZONE
from dnngui.canvas.surgery import Cut
from engine import layers
from engine.graph import Graph


def sign(hand, cut):
    """Return where a plus or minus stands."""
    return hand.view.mapFromScene(hand.view._drawing.handles.place_of(cut))


def units(hand, node):
    return hand.graph[node].layer.units


@pytest.fixture
def handles(hand):
    return hand.view._drawing.handles


def test_plus_and_minus_stand_over_a_layer_that_is_selected_alone(hand, handles):
    assert not handles.isVisible()
    hand.view.select([2])
    assert handles.isVisible()
    hand.view.select([2, 3])
    assert not handles.isVisible()
    hand.view.select([3])
    hand.drag(hand.at(3), hand.at(3, 100.0, 200.0))
    place = hand.place(3)
    assert (handles.x(), handles.y()) == (place.x, place.y)


def test_a_click_on_plus_adds_a_neuron_and_one_on_minus_takes_it_away(hand):
    hand.view.select([2])
    hand.click(sign(hand, Cut.ADD_UNIT))
    hand.click(sign(hand, Cut.ADD_UNIT))
    assert units(hand, 2) == 6
    assert hand.undo_text == "Add a neuron to dense_1"
    hand.click(sign(hand, Cut.REMOVE_UNIT))
    assert units(hand, 2) == 5
    assert hand.undo_text == "Remove a neuron from dense_1"
    assert hand.view.selected() == {2}
    for expected in (6, 5, 4):
        hand.history.stack.undo()
        assert units(hand, 2) == expected


def test_two_quick_clicks_are_two_neurons(hand):
    hand.view.select([2])
    at = sign(hand, Cut.ADD_UNIT)
    # As the window system sends them: press, release, double click, release.
    hand.click(at)
    hand.double_click(at)
    hand.release(at)
    assert units(hand, 2) == 6


def test_a_press_that_is_let_go_elsewhere_does_nothing(hand):
    hand.view.select([2])
    hand.drag(sign(hand, Cut.ADD_UNIT), hand.at(2, 0.0, 300.0))
    assert units(hand, 2) == 4
    assert hand.view.selected() == {2}


def test_a_layer_is_put_in_behind_the_selected_one_and_taken_out_again(hand):
    before = hand.graph
    hand.view.select([2])
    hand.click(sign(hand, Cut.ADD_LAYER))
    assert hand.undo_text == "Add a layer behind dense_1"
    assert len(hand.graph.nodes) == len(before.nodes) + 2
    (added,) = set(hand.graph.targets(2)) - {6}
    assert hand.graph[added].layer == layers.Dense(units=4, activation="tanh")
    # The new layers stand in a line, and what follows has moved aside.
    columns = [hand.place(node).x for node in (2, added, 6, 3, 4)]
    assert columns == sorted(columns)
    assert len(set(columns)) == 5
    hand.view.select([added])
    hand.click(sign(hand, Cut.REMOVE_LAYER))
    assert hand.undo_text == "Remove dense_4"
    assert (hand.graph.nodes, hand.graph.edges) == (before.nodes, before.edges)
    assert hand.view.selected() == {2}


def test_the_end_of_the_network_keeps_its_units_and_the_input_its_place(hand, handles):
    hand.view.select([4])
    assert handles.at(handles.place_of(Cut.ADD_LAYER), 1.0) is Cut.ADD_LAYER
    assert handles.at(handles.place_of(Cut.REMOVE_LAYER), 1.0) is None
    with pytest.raises(KeyError):
        handles.place_of(Cut.ADD_UNIT)
    hand.view.select([1])
    assert handles.at(handles.place_of(Cut.REMOVE_LAYER), 1.0) is None


def test_the_last_neuron_cannot_be_taken_away(make_hand):
    graph = Graph.sequential(layers.Input(), layers.Dense(units=1), layers.Dense(units=1))
    hand = make_hand(graph)
    hand.view.select([2])
    hand.click(sign(hand, Cut.REMOVE_UNIT))
    assert hand.graph == graph


def test_before_a_press_the_tip_says_what_it_keeps(hand, handles):
    hand.view.select([2])
    told = {}
    for cut in Cut:
        at = sign(hand, cut)
        hand.move(at, Qt.MouseButton.NoButton)
        help_event = QHelpEvent(QEvent.Type.ToolTip, at, hand.view.viewport().mapToGlobal(at))
        QApplication.sendEvent(hand.view.viewport(), help_event)
        told[cut] = QToolTip.text()
    assert told == {
        Cut.ADD_UNIT: "Add a neuron to dense_1\nKeeps what the network computes.",
        Cut.REMOVE_UNIT: "Remove a neuron from dense_1\n"
        "Changes what the network computes; 20 of its 20 weights stay.",
        Cut.ADD_LAYER: "Add a layer behind dense_1\nKeeps what the network computes.",
        Cut.REMOVE_LAYER: "Remove dense_1\n"
        "Changes what the network computes; 5 of its 9 weights stay.",
    }
    hand.move(QPoint(3, 3), Qt.MouseButton.NoButton)
    assert handles.pointed is None
    QToolTip.hideText()


def test_what_cannot_be_is_said_and_changes_nothing(make_hand):
    graph = Graph.sequential(layers.Input(), layers.Dense(units=2), layers.Dense(units=1))
    graph, total = graph.insert(graph.edges[1], layers.Add())
    hand = make_hand(graph.connect(1, total))
    hand.view.select([2])
    hand.click(sign(hand, Cut.ADD_UNIT))
    assert hand.sentences[-1] == "dense_1 has as many units as input_1, which is fixed."
    assert units(hand, 2) == 2


def test_far_away_the_signs_stay_large_enough_to_press(hand):
    hand.view.select([2])
    while hand.view.transform().m11() > 0.4:
        hand.view.zoom_out()
    zoom = hand.view.transform().m11()
    signs = hand.view._drawing.handles
    minus, plus = (
        hand.view.mapFromScene(signs.place_of(cut, zoom)) for cut in (Cut.REMOVE_UNIT, Cut.ADD_UNIT)
    )
    assert (plus - minus).x() == pytest.approx(READABLE * (WIDTH - ZONE), abs=1.5)
    hand.click(plus)
    assert units(hand, 2) == 5


def test_where_cards_are_dots_there_are_no_signs(hand, handles):
    hand.view.select([2])
    at = handles.place_of(Cut.ADD_UNIT, NEAREST)
    assert handles.at(at, NEAREST) is Cut.ADD_UNIT
    assert handles.at(at, NEAREST - 0.01) is None


def test_while_a_connection_is_drawn_the_signs_are_away(hand, handles):
    hand.view.select([2])
    hand.hold(hand.out_port(2), hand.at(2, 0.0, 250.0))
    assert not handles.isVisible()
    hand.release(hand.at(2, 0.0, 250.0))
    assert handles.isVisible()


def test_a_layer_that_is_dragged_in_says_what_it_would_keep(make_hand):
    graph = Graph.sequential(
        layers.Input(), layers.Dense(units=4, activation="relu"), layers.Dense(units=1)
    )
    hand = make_hand(graph)
    for layer, said in (
        (layers.Dense(units=4, activation="relu"), "Keeps what the network computes."),
        (layers.Dense(units=4, activation="tanh"), "Changes what the network computes; 17 of its"),
    ):
        hand.bring(layer, hand.on_edge(2, 3))
        assert hand.tip.startswith("Drop to put Dense between dense_1 and dense_2. " + said)
        hand.take_away()


def test_a_picture_of_the_drawing_shows_no_signs(hand, handles):
    hand.view.select([2])
    with hand.view._drawing.unmarked():
        assert not handles.isVisible()
    assert handles.isVisible()
