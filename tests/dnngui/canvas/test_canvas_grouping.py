"""Grouping and ungrouping in the drawing: one step each, and every layer keeps its place."""

from __future__ import annotations

import itertools

import msgspec
import pytest
from layer_cases.group import chain as chained
from layer_cases.group import residual

from dnngui.canvas import grouping, layout
from dnngui.canvas.clipboard import Fragment, read
from dnngui.canvas.edits import paste
from dnngui.canvas.geometry import COLUMN
from dnngui.document.project import Position, Project, TrainingSettings
from engine.graph import Edge, Graph
from engine.layers import Dense, Input
from engine.optim.layers import LayerTraining

TANH = Dense(units=4, activation="tanh")


def drawn(graph, **training):
    """Return a project of ``graph`` with a place for every layer, and the places."""
    places = layout.tidy(graph)
    return Project(graph=graph, positions=places, training=TrainingSettings(**training)), places


def test_a_group_stands_in_the_middle_of_what_it_holds(hand):
    middle = (hand.place(2).x + hand.place(3).x) / 2.0
    hand.view.select([2, 3])
    hand.view.group_selection()
    group = hand.graph.named("group_1").id
    assert hand.place(group) == Position(middle, hand.place(1).y)
    assert hand.view.selected() == {group}
    assert hand.graph.edges == (Edge(1, group), Edge(group, 4))
    assert hand.undo_text == "Group 2 layers"


def test_undo_puts_layers_and_selection_back_in_one_step(hand, chain):
    hand.view.select([2, 3])
    before = hand.history.project
    hand.view.group_selection()
    hand.history.stack.undo()
    assert hand.history.project is before
    assert hand.view.selected() == {2, 3}


def test_a_choice_that_is_no_group_is_explained_and_nothing_changes(hand):
    hand.view.select([2, 4])
    hand.view.group_selection()
    assert hand.sentences[-1] == "dense_2 lies between the chosen layers. Choose it too."
    assert hand.history.stack.count() == 0


def test_ungrouping_puts_everything_where_it_was(hand, chain):
    places = {node: hand.place(node) for node in chain.by_id}
    hand.view.select([2, 3])
    hand.view.group_selection()
    hand.view.ungroup_selection()
    assert {node: hand.place(node) for node in hand.graph.by_id} == places
    assert hand.view.selected() == {2, 3}
    assert hand.undo_text == "Ungroup group_1"


def test_copies_stand_behind_each_other_and_what_follows_makes_room():
    graph = Graph.sequential(Input(), TANH, residual(TANH, repeat=3), TANH, Dense(units=1))
    project, places = drawn(graph)
    apart = grouping.ungroup(project, places, [3]).project
    order = [apart.graph[node].name for node in apart.graph.order]
    shown = layout.arrange(apart.graph, apart.positions)
    places_in_order = [shown[node].x for node in apart.graph.order]
    assert order == [
        "input_1",
        "dense_1",
        "dense_4",
        "add_1",
        "dense_5",
        "add_2",
        "dense_6",
        "add_3",
        "dense_2",
        "dense_3",
    ]
    assert all(b - a >= COLUMN for a, b in itertools.pairwise(places_in_order))


def test_a_loose_group_comes_apart_too(make_hand):
    hand = make_hand(Graph().add(chained(TANH, repeat=2))[0])
    hand.view.select([1])
    hand.view.ungroup_selection()
    assert len(hand.graph.nodes) == 2
    assert len(hand.graph.edges) == 1


def test_several_groups_come_apart_in_one_step(make_hand):
    hand = make_hand(Graph.sequential(Input(), chained(TANH), chained(TANH)))
    hand.view.select_all()
    hand.view.ungroup_selection()
    assert [node.layer.kind() for node in hand.graph.nodes] == ["input", "dense", "dense"]
    assert hand.history.stack.count() == 1


def test_what_was_said_of_a_group_and_its_layers_is_said_of_every_copy():
    graph = Graph.sequential(Input(), chained(TANH, repeat=2))
    held = graph[2].layer.nodes[1].id
    own = {2: LayerTraining(frozen=True, l1=0.5), held: LayerTraining(rate_factor=0.1)}
    project, places = drawn(graph, layers=own)
    apart = grouping.ungroup(project, places, [2]).project
    dense = [node.id for node in apart.graph.nodes if node.layer.kind() == "dense"]
    both = LayerTraining(frozen=True, l1=0.5, rate_factor=0.1)
    assert apart.training.layers == dict.fromkeys(dense, both)


def test_layers_keep_their_training_in_a_group():
    graph = Graph.sequential(Input(), TANH, TANH)
    project, places = drawn(graph, layers={2: LayerTraining(frozen=True)})
    grouped = grouping.group(project, places, [2, 3]).project
    assert grouped.training.layers == {2: LayerTraining(frozen=True)}


def test_a_copied_group_brings_the_places_and_settings_of_what_it_holds():
    graph = Graph.sequential(Input(), chained(chained(TANH)))
    innermost = graph[2].layer.nodes[1].layer.nodes[1].id
    places = {node: Position(10.0 * node, 5.0) for node in graph.ids}
    training = {innermost: LayerTraining(l2=0.25)}
    fragment = read(Fragment.of(graph, places, {2}, training).text())
    project = Project(graph=graph, positions=places, training=TrainingSettings(layers=training))
    edit = paste(project, places, fragment, Position(40.0, 80.0))
    (new,) = edit.selection
    copy = edit.project.graph[new].layer
    inner = copy.nodes[1].layer.nodes[1].id
    assert edit.project.positions[new] == Position(60.0, 85.0)
    assert edit.project.positions[inner] == places[innermost]
    assert edit.project.training.layers == training | {inner: LayerTraining(l2=0.25)}


@pytest.mark.parametrize("repeat", [1, 3])
def test_a_card_says_what_a_group_holds(make_hand, repeat):
    group = msgspec.structs.replace(residual(TANH), repeat=repeat)
    hand = make_hand(Graph.sequential(Input(shape=(4,)), group))
    description = hand.view._drawing.nodes[2].description
    copies = " · × 3" if repeat == 3 else ""
    assert description == (f"group_1: Group, 2 layers{copies}, output 4, {20 * repeat} parameters")
