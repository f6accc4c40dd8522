"""Commands that menus and shortcuts call: delete, heal, copy, paste, duplicate, tidy."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtGui import QGuiApplication

from dnngui.canvas import layout
from dnngui.canvas.geometry import ROW, Box
from dnngui.document.project import Position
from engine.graph import Edge


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


def test_delete_leaves_a_gap(hand):
    hand.view.select([2])
    hand.view.delete_selection()
    assert hand.graph.edges == (Edge(3, 4),)
    assert hand.undo_text == "Delete dense_1"
    assert hand.view.selected() == frozenset()


def test_heal_closes_the_gap_and_selects_what_came_before(hand):
    hand.view.select([2, 3])
    hand.view.heal_selection()
    assert hand.graph.edges == (Edge(1, 4),)
    assert hand.undo_text == "Delete 2 layers and close the gap"
    assert hand.view.selected() == {1}


def test_undo_brings_layers_and_connections_back_where_they_were(hand):
    before = hand.history.project
    places = {node: hand.place(node) for node in (1, 2, 3, 4)}
    hand.view.select([2, 3])
    hand.view.delete_selection()
    hand.history.stack.undo()
    assert hand.history.project == before
    assert {node: hand.place(node) for node in (1, 2, 3, 4)} == places
    assert set(hand.view._drawing.edges) == set(before.graph.edges)


def test_without_a_selection_these_commands_do_nothing(hand):
    before = hand.history.project
    QGuiApplication.clipboard().setText("mine")
    for command in ("delete_selection", "heal_selection", "copy", "cut", "duplicate"):
        getattr(hand.view, command)()
    assert hand.history.project is before
    assert QGuiApplication.clipboard().text() == "mine"


def test_copied_layers_are_pasted_beside_with_their_inner_connections(hand):
    hand.view.select([2, 3])
    hand.view.copy()
    hand.view.paste()
    assert hand.undo_text == "Paste 2 layers"
    assert hand.view.selected() == {5, 6}
    assert hand.graph[5].layer == hand.graph[2].layer
    assert Edge(5, 6) in hand.graph.edges
    assert hand.place(5) == Position(hand.place(2).x, hand.place(2).y + ROW)


def covered(hand):
    """Return the pairs of cards of which one lies on the other."""
    boxes = {node: Box.of_card(hand.place(node).x, hand.place(node).y) for node in hand.graph.by_id}
    return [pair for pair in combinations(boxes, 2) if boxes[pair[0]].overlaps(boxes[pair[1]])]


@pytest.mark.parametrize("chosen", [[2], [2, 3], [1, 2, 3, 4]])
def test_copies_cover_no_layer_and_no_earlier_copy(hand, chosen):
    hand.view.select(chosen)
    hand.view.copy()
    hand.view.paste()
    hand.view.paste()
    hand.view.duplicate()
    assert len(hand.graph.nodes) == 4 + 3 * len(chosen)
    assert covered(hand) == []


def test_a_cut_layer_comes_back_to_its_place(hand):
    place = hand.place(3)
    hand.view.select([3])
    hand.view.cut()
    hand.view.paste()
    assert hand.place(5) == place


def test_layers_are_pasted_into_another_window(hand, make_hand):
    hand.view.select([2, 3])
    hand.view.copy()
    other = make_hand()
    other.view.paste()
    assert [node.layer for node in other.graph.nodes] == [
        hand.graph[2].layer,
        hand.graph[3].layer,
    ]
    assert other.view._camera.visible().contains(other.place(1).x, other.place(1).y)


def test_pasting_far_from_the_origin_puts_the_copy_into_sight(hand):
    hand.view.select([2])
    hand.view.copy()
    moved = {node: Position(at.x + 5000.0, at.y) for node, at in layout.tidy(hand.graph).items()}
    hand.history.do("x", hand.history.project.with_graph(hand.graph, moved))
    hand.view.fit()
    hand.view.paste()
    assert hand.view._camera.visible().contains(hand.place(5).x, hand.place(5).y)


def test_cut_layers_can_be_pasted_back_under_their_names(hand):
    hand.view.select([3])
    hand.view.cut()
    assert 3 not in hand.graph
    assert hand.undo_text == "Cut dense_2"
    hand.view.paste()
    assert hand.graph[5].name == "dense_2"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The clipboard holds no layers. Copy some in a drawing first."),
        ("a,b\n1,2", "The clipboard holds no layers. Copy some in a drawing first."),
        (
            '{"type": "dnngui.layers.v1", "graph": 7}',
            "The layers on the clipboard cannot be used: "
            "graph: it must be a group of values. Copy them again.",
        ),
    ],
)
def test_a_clipboard_without_layers_is_ignored_with_a_sentence(hand, text, sentence):
    QGuiApplication.clipboard().setText(text)
    before = hand.history.project
    hand.view.paste()
    assert hand.history.project is before
    assert hand.sentences[-1] == sentence


def test_layers_go_through_a_letter_into_another_window(hand, make_hand):
    hand.view.select([2, 3])
    hand.view.copy()
    letter = QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().setText(f"Look at this:\n\n{letter}\n\nBye")
    other = make_hand()
    other.view.paste()
    assert [node.name for node in other.graph.nodes] == ["dense_1", "dense_2"]
    assert other.graph.edges == (Edge(1, 2),)


def test_duplicating_leaves_the_clipboard_alone(hand):
    QGuiApplication.clipboard().setText("mine")
    hand.view.select([2, 3])
    hand.view.duplicate()
    assert hand.undo_text == "Duplicate 2 layers"
    assert hand.view.selected() == {5, 6}
    assert QGuiApplication.clipboard().text() == "mine"


def test_tidying_is_one_step_and_keeps_the_selection(make_hand, chain):
    mess = {1: (0.0, 0.0), 2: (-50.0, 300.0), 3: (700.0, 10.0), 4: (120.0, -90.0)}
    hand = make_hand(chain, {node: Position(*at) for node, at in mess.items()})
    hand.view.select([2, 3])
    hand.view.tidy()
    assert hand.history.stack.count() == 1
    assert hand.undo_text == "Tidy the drawing"
    assert hand.view.selected() == {2, 3}
    xs = [hand.place(node).x for node in (1, 2, 3, 4)]
    assert xs == sorted(xs)
    assert len({hand.place(node).y for node in (1, 2, 3, 4)}) == 1


def test_tidying_a_tidy_or_an_empty_drawing_is_no_step(make_hand, chain):
    for hand in (make_hand(chain, layout.tidy(chain)), make_hand()):
        hand.view.tidy()
        assert hand.history.stack.count() == 0


def test_reveal_selects_a_layer_and_brings_it_into_sight(make_hand, chain):
    places = {node: Position(2000.0 * node, 0.0) for node in chain.by_id}
    hand = make_hand(chain, places)
    hand.view.reset_zoom()
    hand.view.reveal(4)
    assert hand.view.selected() == {4}
    assert hand.view.viewport().rect().contains(hand.at(4))
    hand.view.reveal(99)
    assert hand.view.selected() == {4}
