"""Everything without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dnngui.canvas.items.node import Mark
from engine.graph import Edge
from engine.layers import Add, Dense


@pytest.fixture
def focused(hand, qtbot):
    hand.view.setFocus()
    qtbot.waitUntil(hand.view.hasFocus)
    return hand


def test_tab_goes_along_the_flow_and_says_where_it_is(focused):
    focused.key(Qt.Key.Key_Tab)
    focused.key(Qt.Key.Key_Tab)
    assert focused.view.selected() == {2}
    assert Mark.FOCUSED in focused.view._drawing.nodes[2].mark
    assert focused.sentences[-1] == "dense_1: Dense, 4 · tanh, output 4, 12 parameters"
    assert focused.view.accessibleDescription() == focused.sentences[-1]
    focused.key(Qt.Key.Key_Backtab)
    assert focused.view.selected() == {1}


def test_tab_behind_the_last_layer_leaves_the_drawing(hand, qtbot):
    window = hand.window = QWidget()
    field = QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(hand.view)
    column.addWidget(field)
    window.show()
    qtbot.waitExposed(window)
    hand.view.setFocus()
    qtbot.waitUntil(hand.view.hasFocus)
    hand.view.select([4])
    hand.key(Qt.Key.Key_Tab)
    assert field.hasFocus()
    assert Mark.FOCUSED not in hand.view._drawing.nodes[4].mark


def test_enter_asks_for_the_layers_fields(focused, qtbot):
    focused.view.select([3])
    with qtbot.waitSignal(focused.view.editing_requested) as asked:
        focused.key(Qt.Key.Key_Return)
    assert asked.args == [3]


def test_connecting_by_keyboard(focused):
    hand = focused
    hand.view.add_layer(Add())
    hand.view.select([2])
    hand.key(Qt.Key.Key_C)
    assert hand.sentences[-1] == (
        "Connect dense_1 to add_1: Enter connects, Tab chooses another layer, Esc cancels."
    )
    hand.key(Qt.Key.Key_Tab)
    assert hand.sentences[-1].startswith("Connect dense_1 to dense_3 instead of dense_2:")
    hand.key(Qt.Key.Key_Backtab)
    hand.key(Qt.Key.Key_Return)
    assert Edge(2, 5) in hand.graph.edges
    assert hand.undo_text == "Connect dense_1 to add_1"
    assert hand.tip == ""


def test_escape_gives_connecting_by_keyboard_up(focused):
    before = focused.history.project
    focused.view.select([1])
    focused.key(Qt.Key.Key_C)
    focused.key(Qt.Key.Key_Escape)
    assert focused.sentences[-1] == ""
    focused.key(Qt.Key.Key_Return)
    assert focused.history.project is before


def test_a_layer_that_can_lead_nowhere_says_so(focused):
    focused.view.select([4])
    focused.key(Qt.Key.Key_C)
    assert focused.sentences[-1] == "dense_3 can lead to no other layer."


def test_escape_clears_the_selection(focused):
    focused.view.select([2, 3])
    focused.key(Qt.Key.Key_Escape)
    assert focused.view.selected() == frozenset()


def test_escape_lets_a_selected_connection_go(focused):
    focused.click(focused.on_edge(2, 3))
    focused.key(Qt.Key.Key_Escape)
    assert focused.view._drawing.chosen_edges == frozenset()


def test_e_goes_along_the_connections_of_a_layer_and_says_which(focused):
    focused.view.select([3])
    focused.key(Qt.Key.Key_E)
    assert focused.view.selected_edges() == {Edge(2, 3)}
    assert focused.view.selected() == frozenset()
    assert focused.sentences[-1] == "Connection from dense_1 to dense_2"
    assert focused.view.accessibleDescription() == focused.sentences[-1]
    focused.key(Qt.Key.Key_E)
    assert focused.view.selected_edges() == {Edge(3, 4)}
    focused.key(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    focused.key(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert focused.view.selected_edges() == {Edge(1, 2)}
    focused.key(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert focused.view.selected_edges() == {Edge(3, 4)}


def test_tab_goes_on_from_the_end_of_a_chosen_connection(focused):
    for key, node in ((Qt.Key.Key_Tab, 3), (Qt.Key.Key_Backtab, 2)):
        focused.click(focused.on_edge(2, 3))
        focused.key(key)
        assert focused.view.selected() == {node}


def test_e_begins_with_the_first_connection_and_does_nothing_without_any(focused, make_hand):
    focused.key(Qt.Key.Key_Escape)
    focused.key(Qt.Key.Key_E)
    assert focused.view.selected_edges() == {Edge(1, 2)}
    lonely = make_hand()
    lonely.view.add_layer(Dense())
    lonely.key(Qt.Key.Key_E)
    assert lonely.view.selected_edges() == frozenset()


def test_enter_without_a_selected_layer_edits_nothing(focused, qtbot):
    focused.click(focused.at(2))
    focused.key(Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(focused.view.editing_requested):
        focused.key(Qt.Key.Key_Return)


def test_l_begins_a_lasso(focused):
    focused.key(Qt.Key.Key_L)
    assert focused.sentences[-1] == "Draw a line around the layers to select."
    focused.key(Qt.Key.Key_Escape)
    focused.hold(focused.spot(-200.0, -300.0), focused.spot(0.0, 100.0))
    assert focused.view.selected() == {1}


def test_arrows_without_a_selection_scroll(make_hand, chain):
    hand = make_hand(chain)
    hand.view.reset_zoom()
    before = hand.view._camera.visible().center().x()
    hand.key(Qt.Key.Key_Right)
    assert hand.history.stack.count() == 0
    assert hand.view._camera.visible().center().x() > before


def test_the_focus_goes_to_a_neighbour_that_was_added(focused):
    focused.view.select([4])
    focused.view.add_layer(Dense())
    focused.key(Qt.Key.Key_Backtab)
    assert focused.view.selected() == {4}


def test_the_canvas_has_a_name_for_scripts_and_screen_readers(hand):
    assert hand.view.objectName() == "canvas"
    assert hand.view.accessibleName() == "Drawing of the network"
