"""Edits as values: what they are called and what they make."""

from __future__ import annotations

import random

import msgspec
import pytest

from dnngui.canvas import arranging, edits, layout
from dnngui.document.project import Position, Project
from engine.graph import Edge, Graph
from engine.layers import Add, Concatenate, Dense, Dropout, Input


@pytest.fixture
def project(chain) -> Project:
    return Project(graph=chain, positions=layout.tidy(chain))


def lines(graph: Graph) -> list[tuple[int, int]]:
    return [(edge.source, edge.target) for edge in graph.edges]


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda p, at: edits.add(p, at, Dense(), Position(0.0, 0.0)), "Add Dense"),
        (lambda p, at: edits.add_after(p, at, Dropout(), 2), "Add Dropout"),
        (
            lambda p, at: edits.insert(p, at, Edge(1, 2), Dense(), Position(0.0, 0.0)),
            "Insert Dense",
        ),
        (lambda p, at: edits.remove(p, at, [2], []), "Delete dense_1"),
        (lambda p, at: edits.remove(p, at, [2, 3], []), "Delete 2 layers"),
        (lambda p, at: edits.remove(p, at, [], [Edge(1, 2)]), "Disconnect input_1 from dense_1"),
        (
            lambda p, at: edits.remove(p, at, [], [Edge(1, 2), Edge(2, 3)]),
            "Delete 2 connections",
        ),
        (lambda p, at: edits.heal(p, at, [3]), "Delete dense_2 and close the gap"),
        (lambda p, at: edits.cut(p, at, [3]), "Cut dense_2"),
        (lambda p, at: edits.move(p, at, {2: at[1]}), "Move dense_1"),
        (lambda p, at: edits.move(p, at, dict.fromkeys([1, 2, 3], at[4])), "Move 3 layers"),
        (
            lambda p, at: edits.connect(p, at, 1, 4),
            "Connect input_1 to dense_3 instead of dense_2",
        ),
        (lambda p, at: arranging.tidy(p, at), "Tidy the drawing"),
    ],
)
def test_every_edit_has_a_name(project, make, text):
    assert make(project, project.positions).text == text


def test_a_layer_added_behind_another_stands_between_it_and_all_its_readers(chain):
    graph, merge = chain.add(Concatenate())
    graph = graph.connect(2, merge).connect(4, merge)
    project = Project(graph=graph)
    edit = edits.add_after(project, layout.tidy(graph), Dense(), 2)
    (new,) = edit.selection
    assert edit.project.graph.sources(3) == (new,)
    assert edit.project.graph.sources(merge) == (new, 4)
    assert edit.project.graph.sources(new) == (2,)


def test_every_edit_stores_the_places_of_what_was_laid_out_automatically(chain):
    project = Project(graph=chain)
    places = layout.tidy(chain)
    edit = edits.connect(project, places, 1, 4)
    assert edit.project.positions == places


def test_deleting_leaves_a_gap_and_healing_closes_it(project):
    gap = edits.remove(project, project.positions, [3], [])
    closed = edits.heal(project, project.positions, [3])
    assert lines(gap.project.graph) == [(1, 2)]
    assert lines(closed.project.graph) == [(1, 2), (2, 4)]
    assert closed.selection == {2}


def test_reconnecting_keeps_the_place_among_a_merges_inputs(chain):
    graph, merge = chain.add(Concatenate())
    graph = graph.connect(2, merge).connect(3, merge)
    project = Project(graph=graph)
    edit = edits.reconnect(project, {}, Edge(2, merge), Edge(4, merge))
    assert edit.project.graph.sources(merge) == (4, 3)


def test_reconnecting_to_a_taken_layer_lets_go_of_its_old_connection(project):
    edit = edits.reconnect(project, project.positions, Edge(1, 2), Edge(1, 4))
    assert lines(edit.project.graph) == [(1, 4), (2, 3)]


def test_tidying_keeps_the_left_upper_corner(project):
    moved = {node: Position(at.x + 500.0, at.y - 70.0) for node, at in project.positions.items()}
    edit = arranging.tidy(project, moved)
    assert edit.project.positions == moved


def test_pasted_layers_keep_their_names_where_these_are_free(project):
    from dnngui.canvas.clipboard import Fragment

    fragment = Fragment.of(project.graph, project.positions, [2, 3])
    bare = edits.cut(project, project.positions, [3]).project
    edit = edits.paste(bare, bare.positions, fragment, Position(0.0, 0.0))
    names = sorted(edit.project.graph[node].name for node in edit.selection)
    assert names == ["dense_2", "dense_4"]
    assert edit.text == "Paste 2 layers"


def test_places_stay_within_what_a_file_can_hold(project):
    far = {node: Position(1e6, -1e6) for node in project.graph.by_id}
    edit = edits.move(project, far, {2: Position(1e6 + 10.0, -1e6 - 10.0)})
    assert msgspec.convert(msgspec.to_builtins(edit.project), Project) == edit.project
    assert edit.project.positions[2] == Position(1e6, -1e6)


@pytest.mark.parametrize("seed", range(8))
def test_the_layers_offered_are_just_those_that_are_not_refused(seed):
    dice = random.Random(seed)
    graph = Graph()
    for _ in range(9):
        graph, _ = graph.add(dice.choice((Dense, Add, Concatenate, Input, Dense))())
    for _ in range(14):
        source, target = dice.sample(sorted(graph.by_id), 2)
        if edits.refusal(graph, source, target) is None:
            graph = graph.rewire(source, target)
    for node in graph.by_id:
        forwards = {each for each in graph.by_id if edits.refusal(graph, node, each) is None}
        backwards = {each for each in graph.by_id if edits.refusal(graph, each, node) is None}
        assert edits.open_targets(graph, node) == forwards
        assert edits.open_sources(graph, node) == backwards
